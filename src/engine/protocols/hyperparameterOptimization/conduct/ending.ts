/** What it is: how a search ends, and what it comes to. */

import { present } from '../../../base/invariant.ts';
import { coordinationCompleted, coordinationFailed } from '../../../events/kernelEvents.ts';
import type { Assignment } from '../../../optimisation/space/space.ts';
import { measureWords, setupOf } from '../setup.ts';
import type { Effects, Tuning } from './desk.ts';
import { cancelOpen } from './settling.ts';
import { bestOf, frontOf, measureImportance } from './standing.ts';
import type { CoordinatorState, SearchEnd, TrialPhase, TrialRecord } from './state.ts';

const MERIT_MOST = 1_000_000;

/** No more trials: the best is assessed on rows held out, where there are any. */
export function endSearch(
  state: CoordinatorState,
  why: SearchEnd,
  context: Tuning,
  outbox: Effects,
): void {
  cancelOpen(state, why, outbox);
  measureImportance(state, context, true, outbox);
  const best = bestOf(state);
  if (best === undefined || state.assessment === undefined)
    return conclude(state, why, undefined, context, outbox);
  state.stage = { phase: 'assessing', trial: best.trial, jobs: [], failures: 0, why };
}

/** Nobody was heard for too long. */
export function giveUp(state: CoordinatorState, context: Tuning, outbox: Effects): void {
  if (state.stage.phase === 'assessing')
    return conclude(state, state.stage.why, undefined, context, outbox);
  cancelOpen(state, 'workersLost', outbox);
  fail(state, 'workers_lost', context, outbox);
}

function dismiss(state: CoordinatorState, outbox: Effects): void {
  state.stage = { phase: 'over' };
  const all = state.workers.map(({ actor }) => actor);
  outbox.broadcast(all, { kind: 'over' });
  // A worker keeps its promises as far as it brings what it was given.
  for (const { actor, finished, lost } of state.workers)
    if (finished + lost > 0)
      outbox.report(actor, 'promise', Math.round((finished / (finished + lost)) * MERIT_MOST));
}

function fail(
  state: CoordinatorState,
  error: 'no_complete_trial' | 'workers_lost',
  { coordination }: Tuning,
  outbox: Effects,
): void {
  dismiss(state, outbox);
  const outcome = JSON.stringify({ decision: error, trials: countsOf(state) });
  outbox.record(coordinationFailed, { coordination, error, outcome });
}

/** Ends the coordination with the best trial and how the search went. */
export function conclude(
  state: CoordinatorState,
  why: SearchEnd,
  assessed: number | undefined,
  context: Tuning,
  outbox: Effects,
): void {
  const best = bestOf(state);
  if (best === undefined) return fail(state, 'no_complete_trial', context, outbox);
  dismiss(state, outbox);
  const { coordination } = context;
  const setup = setupOf(context.parameters, context.resources.dataset);
  const value = present(best.found[0], 'the value of the best');
  const measure = present(setup.measures[0], 'a measure');
  const near = nearness(value, setup.optimum, assessed);
  const decision = `${measureWords(measure)} ${short(value)}${near} with ${sayAssignment(best.values)}`;
  const confidence = settledShare(state);
  const outcome = {
    decision,
    best: best.values,
    value,
    bestTrial: best.trial,
    measures: setup.measures,
    ...(setup.optimum !== undefined && {
      optimum: setup.optimum,
      regret: value - setup.optimum,
    }),
    ...(assessed !== undefined && { assessed, assessedRows: state.testRows }),
    confidence,
    verdict: verdictOf(state),
    why,
    trials: countsOf(state),
    levelsTrained: levelsTrained(state),
    importance: state.importance,
    ...(setup.measures.length > 1 && { front: frontOf(state).map(pointOf) }),
    workers: state.workers.map(({ agent, finished, lost }) => ({ agent, finished, lost })),
  };
  outbox.record(coordinationCompleted, {
    coordination,
    decision,
    outcome: JSON.stringify(outcome),
    confidence,
  });
}

/** How the value stands to what is known beside it. */
function nearness(value: number, optimum: number | undefined, assessed: number | undefined) {
  if (optimum !== undefined) return ` (regret ${short(value - optimum)})`;
  return assessed === undefined ? '' : ` (${short(assessed)} on rows held out)`;
}

/** How the search went, in a line. */
function verdictOf(state: CoordinatorState): string {
  const { all, complete, pruned, failed, cancelled } = countsOf(state);
  const parts = [
    `${all} trials: ${complete} complete`,
    ...(pruned > 0 ? [`${pruned} pruned`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
  ];
  const lost = state.workers.reduce((sum, worker) => sum + worker.lost, 0);
  const rescued =
    lost === 0
      ? 'none taken back from a worker'
      : `${lost} times one was taken back from a worker and given to another`;
  return `${parts.join(', ')}; ${rescued}`;
}

function pointOf({ trial, found, values }: TrialRecord) {
  return { trial, values: found, parameters: values };
}

/** How many trials there were, by how they ended. */
function countsOf({ trials }: CoordinatorState) {
  const ended = (wanted: TrialPhase): number =>
    trials.filter(({ phase }) => phase === wanted).length;
  return {
    all: trials.length,
    complete: ended('complete'),
    pruned: ended('pruned'),
    failed: ended('failed'),
    cancelled: ended('cancelled'),
  };
}

/** The share of trials that were judged rather than given up or cancelled. */
function settledShare(state: CoordinatorState): number {
  const { all, complete, pruned } = countsOf(state);
  return all === 0 ? 0 : (complete + pruned) / all;
}

/** What was trained in all, in levels. */
function levelsTrained({ trials }: CoordinatorState): number {
  return trials.reduce((sum, { reports }) => sum + (reports.at(-1)?.step ?? 0), 0);
}

function sayAssignment(values: Assignment): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? short(value) : value}`)
    .join(', ');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
