/**
 * What it is: how a Byzantine member alters what it sends. Each is asked once per receiver and leaves alone
 * what it does not know how to twist. A representative lies upwards in its report and in the vote that carries
 * its cluster's decision.
 */

import { PPM_ONE } from '../../base/units.ts';
import type { Mutator } from '../../contract/protocol.ts';
import type { HierarchicalParameters } from './card.ts';
import type { ClusterDecision, HierarchicalMessage, VoteMessage } from './messages.ts';

type Lie = Mutator<HierarchicalMessage, HierarchicalParameters>;

const REVERSED: Readonly<Record<ClusterDecision, ClusterDecision>> = {
  agree: 'disagree',
  disagree: 'agree',
  no_consensus: 'agree',
};

function opposite(vote: VoteMessage): VoteMessage {
  const decision = vote.decision === 'agree' ? 'disagree' : 'agree';
  return { ...vote, decision, confidencePpm: PPM_ONE };
}

const oppositeReports: Lie = (message) => {
  if (message.kind === 'report')
    return [{ ...message, decision: REVERSED[message.decision], confidencePpm: PPM_ONE }];
  return [message.kind === 'vote' && message.level > 1 ? opposite(message) : message];
};

const falseCounts: Lie = (message, to, conspiracy) =>
  oppositeReports(message, to, conspiracy).map((lie) =>
    lie.kind === 'report'
      ? { ...lie, tally: { ...lie.tally, agree: lie.tally.disagree, disagree: lie.tally.agree } }
      : lie,
  );

/** The coordinator is told nothing false by this; only those below are. */
const falseDecision: Lie = (message) => [
  message.kind === 'decision' ? { ...message, decision: REVERSED[message.decision] } : message,
];

const flippedVotes: Lie = (message) => [
  message.kind === 'vote' && message.level === 1 ? opposite(message) : message,
];

const conflictingVotes: Lie = (message) =>
  message.kind === 'vote' ? [message, opposite(message)] : [message];

export const HIERARCHY_MUTATORS: Readonly<Record<string, Lie>> = {
  oppositeReports,
  falseCounts,
  falseDecision,
  flippedVotes,
  conflictingVotes,
};
