/** What it is: the charts of ensemble_learning: weights, accuracies, calibration and regret over virtual time. */

import type { EventReader } from '../../events/eventReader.ts';
import type { ChartSink } from '../charts.ts';
import { agentLine } from './agentLine.ts';
import { estimateChartRules } from './ensembleEstimates.ts';

/** How much a batch counts less than the one after it. */
const FADING = 0.8;

/** The share of right answers in which older batches fade (J. Gama et al., Machine Learning 90, 2013). */
function fading(sink: ChartSink, line: string, right: number, rows: number): number {
  const [rightKey, rowsKey] = [`fr:${line}`, `fn:${line}`];
  const faded = FADING * (sink.notes.get(rightKey) ?? 0) + right;
  const count = FADING * (sink.notes.get(rowsKey) ?? 0) + rows;
  sink.notes.set(rightKey, faded);
  sink.notes.set(rowsKey, count);
  return count === 0 ? 0 : faded / count;
}

/** How events become the lines of the card's charts. */
export const ensembleCharts = {
  ...estimateChartRules,
  'ensemble.member.scored': (sink: ChartSink, events: EventReader, seq: number) => {
    const name = agentLine(sink, events.int(seq, 0));
    sink.point('weights', name, seq, events.at(seq), events.real(seq, 1));
    // Batches need not be of one size; all that is shown of accuracy counts rows.
    const rows = sink.notes.get('batch') ?? 1;
    const right = rows * events.real(seq, 0);
    const count = (sink.notes.get(`n:${name.id}`) ?? 0) + rows;
    const total = (sink.notes.get(`s:${name.id}`) ?? 0) + right;
    sink.notes.set(`n:${name.id}`, count);
    sink.notes.set(`s:${name.id}`, total);
    sink.point('memberAccuracy', name, seq, events.at(seq), total / count);
    sink.point('lately', name, seq, events.at(seq), fading(sink, name.id, right, rows));
  },
  'ensemble.weight.moved': (sink: ChartSink, events: EventReader, seq: number) => {
    const name = agentLine(sink, events.int(seq, 0));
    sink.point('weights', name, seq, events.at(seq), events.real(seq, 0));
  },
  'ensemble.regret.measured': (sink: ChartSink, events: EventReader, seq: number) => {
    const at = events.at(seq);
    sink.point('regret', { id: 'bound', title: 'Bound', hue: 2 }, seq, at, events.real(seq, 1));
    sink.point('regret', { id: 'regret', title: 'Regret', hue: 0 }, seq, at, events.real(seq, 0));
  },
  'ensemble.batch.decided': (sink: ChartSink, events: EventReader, seq: number) => {
    const rows = (sink.notes.get('rows') ?? 0) + events.int(seq, 1);
    const correct = (sink.notes.get('correct') ?? 0) + events.int(seq, 2);
    sink.notes.set('rows', rows);
    sink.notes.set('batch', events.int(seq, 1));
    sink.notes.set('correct', correct);
    sink.point(
      'accuracy',
      { id: 'ensemble', title: 'Ensemble, so far', hue: 0 },
      seq,
      events.at(seq),
      correct / rows,
    );
    const lately = fading(sink, 'ensemble', events.int(seq, 2), events.int(seq, 1));
    const whole = { id: 'ensemble', title: 'Ensemble', hue: 0 };
    sink.point('lately', whole, seq, events.at(seq), lately);
    const answered = (sink.notes.get('answered') ?? 0) + events.int(seq, 3);
    const sure = (sink.notes.get('sure') ?? 0) + events.int(seq, 3) * events.real(seq, 0);
    sink.notes.set('answered', answered);
    sink.notes.set('sure', sure);
    if (answered > 0) {
      const confidence = { id: 'confidence', title: 'Mean confidence', hue: 2 };
      sink.point('calibration', confidence, seq, events.at(seq), sure / answered);
      const truth = { id: 'truth', title: 'Share that was right', hue: 0 };
      sink.point('calibration', truth, seq, events.at(seq), correct / answered);
    }
    sink.point(
      'accuracy',
      { id: 'batch', title: 'Ensemble, this batch', hue: 4 },
      seq,
      events.at(seq),
      events.int(seq, 2) / Math.max(1, events.int(seq, 1)),
    );
  },
} as const;
