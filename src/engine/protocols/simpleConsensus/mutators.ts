/**
 * What it is: how a Byzantine voter or coordinator alters what it sends. Each is asked once per receiver and
 * leaves alone what it does not know how to twist.
 */

import { PPM_ONE } from '../../base/units.ts';
import type { Mutator } from '../../contract/protocol.ts';
import type { SimpleParameters } from './card.ts';
import type { SimpleMessage, Verdict, VoteMessage } from './messages.ts';

type Lie = Mutator<SimpleMessage, SimpleParameters>;

function opposite(vote: VoteMessage): VoteMessage {
  const { objection: _unsaid, ...said } = vote;
  const decision = vote.decision === 'agree' ? 'disagree' : 'agree';
  return { ...said, decision, confidencePpm: PPM_ONE };
}

const flippedVotes: Lie = (message) => [message.kind === 'vote' ? opposite(message) : message];

const conflictingVotes: Lie = (message) =>
  message.kind === 'vote' ? [message, opposite(message)] : [message];

const malformedVotes: Lie = (message, _to, conspiracy) => {
  if (message.kind !== 'vote') return [message];
  return conspiracy.choices.below(2) === 0
    ? [{ ...message, decision: 'perhaps' }]
    : [{ ...message, confidencePpm: 2 * PPM_ONE }];
};

const REVERSED: Readonly<Record<Verdict, Verdict>> = {
  agree: 'disagree',
  disagree: 'agree',
  none: 'agree',
};

/** Voters with odd numbers hear the opposite, so that both verdicts are believed by somebody. */
const conflictingVerdicts: Lie = (message, to, conspiracy) => {
  if (message.kind !== 'verdict') return [message];
  const isOdd = conspiracy.context.role('voter').indexOf(to) % 2 === 1;
  return [isOdd ? { ...message, decision: REVERSED[message.decision] } : message];
};

export const SIMPLE_MUTATORS: Readonly<Record<string, Lie>> = {
  flippedVotes,
  conflictingVotes,
  malformedVotes,
  conflictingVerdicts,
};
