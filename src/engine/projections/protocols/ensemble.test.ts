import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDesign } from '../../document/read.ts';
import { compileDesign } from '../../plan/compile.ts';
import { ensembleCard } from '../../protocols/ensembleLearning/card.ts';
import { finishRun, openRun } from '../../simulation.ts';
import { ChartIndex } from '../charts.ts';
import type { EnsembleStage } from '../ensembleStage.ts';
import type { FaceBrief, StageMoment } from '../face.ts';
import { Dispatcher } from '../projection.ts';
import { ensembleView } from './ensemble.ts';

test('a member’s accuracy is its share of rows, as in the outcome, though the batches differ in size', () => {
  const url = new URL('../../../../scenarios/ensemble-iris.json', import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const { plan } = compileDesign(read.value.design);
  const run = finishRun(openRun(plan!));
  const { bestMember, bestMemberAccuracy } = run.summary().coordinations[0]!.outcome;

  const brief: FaceBrief = {
    coordination: plan!.coordinations[0]!,
    actors: run.actors,
    own: run.actors,
  };
  const state = ensembleView.create(brief);
  const dispatcher = new Dispatcher(ensembleView.handlers);
  const charts = new ChartIndex(0, run.actors, ensembleCard.charts, ensembleView.chartRules);
  for (let seq = 0; seq < run.events.length; seq++) {
    if (run.events.actor(seq) >= 0) dispatcher.dispatch(state, run.events, seq);
    charts.feed(run.events, seq);
  }
  const stage = ensembleView.stage(state, { brief, events: run.events } as StageMoment);
  const label = String(bestMember).replace('/', ' ');
  const best = (stage as EnsembleStage).members.find((member) => member.label === label);
  expect(best?.accuracy).toBeCloseTo(Number(bestMemberAccuracy), 12);
  const [chart] = charts.chartsAt(['memberAccuracy'], run.events.length);
  const line = chart?.series.find(({ title }) => title === label);
  expect(line?.y.at(-1)).toBeCloseTo(Number(bestMemberAccuracy), 12);
});
