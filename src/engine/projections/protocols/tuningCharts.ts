/** What it is: the charts of hyperparameter_optimization over virtual time. */

import { ln } from '../../base/maths.ts';
import type { EventReader } from '../../events/eventReader.ts';
import type { ChartRules, ChartSink } from '../charts.ts';
import type { SearchSetup } from '../../protocols/hyperparameterOptimization/events.ts';

const BEST = { id: 'best', title: 'Best so far', hue: 0 };
const OPTIMUM = { id: 'optimum', title: 'Optimum', hue: 7 };
const LN_10 = 2.302585092994046;
/** Regrets below this are drawn as this: the axis is one of logarithms. */
const REGRET_LEAST = 1e-12;
const REGRET = { id: 'regret', title: 'Regret of the best', hue: 1 };
const COMPLETE = { id: 'complete', title: 'Complete', hue: 2 };
const PRUNED = { id: 'pruned', title: 'Pruned', hue: 1 };
const LOST = { id: 'lost', title: 'Taken back from a worker', hue: 3 };
const BUSY = { id: 'busy', title: 'At a trial', hue: 0 };
const THERE = { id: 'there', title: 'Heard of', hue: 4 };

/** Moves a line that counts up and down. */
function move(
  sink: ChartSink,
  line: typeof BUSY,
  events: EventReader,
  seq: number,
  by: number,
): void {
  const value = Math.max(0, (sink.last('workers', line.id) ?? 0) + by);
  sink.point('workers', line, seq, events.at(seq), value);
}

/** Somebody leaves a trial, if somebody was at it. */
function leave(sink: ChartSink, events: EventReader, seq: number): void {
  const key = `held ${events.int(seq, 0)}`;
  if (sink.notes.get(key) !== 1) return;
  sink.notes.set(key, 0);
  move(sink, BUSY, events, seq, -1);
}

function take(sink: ChartSink, events: EventReader, seq: number): void {
  sink.notes.set(`held ${events.int(seq, 0)}`, 1);
  move(sink, BUSY, events, seq, 1);
}

export const tuningChartRules: ChartRules = {
  'tuning.search.opened': (sink, events, seq) => {
    const { optimum } = JSON.parse(events.text(events.int(seq, 1))) as SearchSetup;
    if (optimum !== undefined) sink.notes.set('optimum', optimum);
  },
  'tuning.worker.joined': (sink, events, seq) => move(sink, THERE, events, seq, 1),
  'tuning.worker.lost': (sink, events, seq) => {
    // One that was never heard of is lost to nobody.
    if ((sink.last('workers', THERE.id) ?? 0) > 0) move(sink, THERE, events, seq, -1);
  },
  'tuning.trial.assigned': take,
  'tuning.trial.resumed': take,
  'tuning.trial.paused': leave,
  'tuning.trial.pruned': (sink, events, seq) => {
    leave(sink, events, seq);
    sink.count('trials', PRUNED, seq, events.at(seq));
  },
  'tuning.trial.failed': leave,
  'tuning.trial.cancelled': leave,
  'tuning.trial.declined': leave,
  'tuning.trial.lost': (sink, events, seq) => {
    leave(sink, events, seq);
    sink.count('trials', LOST, seq, events.at(seq));
  },
  'tuning.trial.finished': (sink, events, seq) => {
    leave(sink, events, seq);
    const [at, value] = [events.at(seq), events.real(seq, 0)];
    sink.count('trials', COMPLETE, seq, at);
    const best = Math.min(sink.last('best', BEST.id) ?? Infinity, value);
    sink.point('best', BEST, seq, at, best);
    const optimum = sink.notes.get('optimum');
    if (optimum === undefined) return;
    sink.point('best', OPTIMUM, seq, at, optimum);
    sink.point('regret', REGRET, seq, at, ln(Math.max(REGRET_LEAST, best - optimum)) / LN_10);
  },
};
