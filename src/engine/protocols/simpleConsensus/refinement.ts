/**
 * What it is: how answers are read and how a proposal is bettered by them. Iterative refinement: the aspect that
 * most of the weight objects to gains the revision's step; a proposal without aspects gains it as a whole.
 */

import { PPM_ONE } from '../../base/units.ts';
import type { Ppm } from '../../base/units.ts';
import { DECISIONS, meanMerit } from '../../base/votes.ts';
import type { DeclineMessage, VoteMessage } from './messages.ts';
import type { Ballot, CoordinatorState } from './state.ts';

/** Reads an answer with suspicion: whoever sent it may lie. */
export function ballotOf(message: VoteMessage | DeclineMessage, aspects: number): Ballot {
  if (message.kind === 'decline') return { kind: 'none', reason: 'agentFailed' };
  const { confidencePpm, rationale, objection } = message;
  const decision = DECISIONS.find((known) => known === message.decision);
  const isConfidence =
    Number.isInteger(confidencePpm) && confidencePpm >= 0 && confidencePpm <= PPM_ONE;
  const isObjection =
    objection === undefined ||
    (Number.isInteger(objection) && objection >= 0 && objection < aspects);
  return decision === undefined || !isConfidence || !isObjection || typeof rationale !== 'string'
    ? { kind: 'none', reason: 'invalidAnswer' }
    : {
        kind: 'vote',
        decision,
        confidencePpm,
        rationale,
        ...(objection === undefined ? {} : { objection }),
      };
}

export interface Revision {
  /** What became better; empty for the whole, or if nobody named anything. */
  readonly aspect: string;
  /** How many voters objected to it. */
  readonly objections: number;
}

/** Betters the proposal by `gain`, at most to 1. `weights` are those of the ballots' voters. */
export function revise(
  state: CoordinatorState,
  ballots: readonly (Ballot | undefined)[],
  weights: readonly number[],
  gain: Ppm,
): Revision {
  const { aspects } = state;
  if (aspects === undefined) {
    state.meritPpm = Math.min(PPM_ONE, state.meritPpm + gain);
    return { aspect: '', objections: 0 };
  }
  const objectors = aspects.map((_, place) =>
    weights.filter((_weight, i) => objectionOf(ballots[i]) === place),
  );
  const shares = objectors.map((list) => list.reduce((sum, weight) => sum + weight, 0));
  const most = Math.max(...shares);
  // Nobody objected by name: there is nothing to better, and the proposal is put again as it is.
  if (most === 0) return { aspect: '', objections: 0 };
  const place = shares.indexOf(most);
  state.aspects = aspects.map((aspect, i) =>
    i === place ? { ...aspect, meritPpm: Math.min(PPM_ONE, aspect.meritPpm + gain) } : aspect,
  );
  state.meritPpm = meanMerit(state.aspects);
  return { aspect: aspects[place]?.name ?? '', objections: objectors[place]?.length ?? 0 };
}

function objectionOf(ballot: Ballot | undefined): number | undefined {
  return ballot?.kind === 'vote' && ballot.decision === 'disagree' ? ballot.objection : undefined;
}
