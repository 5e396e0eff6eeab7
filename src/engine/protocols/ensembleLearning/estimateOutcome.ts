/**
 * What it is: what an ensemble that estimates numbers comes to: its error beside its best member's and beside saying the
 * mean of the training rows, with intervals, and an honest word on whether combining helped.
 * Units: errors are roots of mean squares, in the unit of the numbers; r2 is the share of the variance explained.
 */

import type { Interval } from '../../base/intervals.ts';
import { rootInterval, rootLeadInterval } from '../../base/intervals.ts';
import { coordinationCompleted } from '../../events/kernelEvents.ts';
import type { Effects, Ensemble } from './effects.ts';
import { metaIndex } from './stacking.ts';
import type { AggregatorState, EstimateTally } from './state.ts';
import { wordFor } from './strategy.ts';

const MICRO = 1_000_000;

interface Standing {
  readonly agent: string;
  readonly rmse: number;
  readonly lead: Interval;
}

/** Ends the coordination of an ensemble that has estimated at least one row. */
export function concludeEstimates(
  state: AggregatorState,
  tally: EstimateTally,
  context: Ensemble,
  outbox: Effects,
): void {
  const rmse = Math.sqrt(tally.squares / state.answered);
  const r2 = tally.blindSquares === 0 ? 0 : 1 - tally.squares / tally.blindSquares;
  const best = bestOf(state, tally, metaIndex(state, context), rmse);
  const decision = `RMSE ${rmse.toPrecision(4)}`;
  const outcome = {
    decision,
    rmse,
    r2,
    interval: rootInterval(tally.squares, tally.fourths, state.answered),
    rows: state.rows,
    answered: state.answered,
    trainingRows: state.trainingRows.length,
    uncertainty: tally.uncertainty / state.answered,
    withinTwoUncertainties: tally.within / state.answered,
    members: state.members.map(({ agent, learner, weight, say }, seat) => ({
      agent,
      learner,
      weight,
      ...(say !== undefined && { say }),
      rmse: errorOf(tally, seat),
    })),
    weights: Object.fromEntries(state.members.map(({ agent, weight }) => [agent, weight])),
    bestMember: best?.agent,
    bestMemberRmse: best?.rmse,
    leadInterval: best?.lead,
    verdict: verdictOf(wordFor(context.parameters.strategy, 'averaging'), rmse, best),
    chanceRmse: Math.sqrt(tally.blindSquares / state.answered),
    qualityMet: r2 >= context.parameters.qualityThreshold && state.answered === state.rows,
    cost: state.spent / MICRO,
  };
  outbox.record(coordinationCompleted, {
    coordination: context.coordination,
    decision,
    outcome: JSON.stringify(outcome),
    confidence: Math.max(0, r2),
  });
}

/** A member's error over the rows that it answered; undefined when there were none. */
function errorOf(tally: EstimateTally, seat: number): number | undefined {
  const member = tally.members[seat];
  return member === undefined || member.rows === 0
    ? undefined
    : Math.sqrt(member.squares / member.rows);
}

/** The member that is least off, not counting one that combines the others; the lower seat of equals. */
function bestOf(
  state: AggregatorState,
  tally: EstimateTally,
  meta: number | undefined,
  rmse: number,
): Standing | undefined {
  let best: Standing | undefined;
  state.members.forEach(({ agent }, seat) => {
    const own = errorOf(tally, seat);
    const member = tally.members[seat];
    if (own === undefined || member === undefined || seat === meta) return;
    if (best !== undefined && best.rmse <= own) return;
    const { lead, leadSquares, paired } = member;
    best = { agent, rmse: own, lead: rootLeadInterval(lead, leadSquares, paired, own + rmse) };
  });
  return best;
}

function verdictOf(word: string, rmse: number, best: Standing | undefined): string {
  if (best === undefined) return 'no member answered';
  const [low, high] = best.lead;
  const doubt = low <= 0 && high >= 0 ? ', within what luck explains' : '';
  if (rmse < best.rmse) return `${word} beat its best member, ${best.agent}${doubt}`;
  return rmse === best.rmse
    ? `${word} did as well as its best member, ${best.agent}`
    : `${word} did not help: ${best.agent} alone was less off${doubt}`;
}
