/**
 * What it is: lies that need knowledge of this protocol. It bears crashes, not liars: these show what the assumption is
 * worth. Nobody can speak as another.
 */

import type { Mutator } from '../../../contract/protocol.ts';
import type { DistributedParameters } from '../card.ts';
import { newsOf } from '../swim/gossip.ts';
import { LIFE, SUSPECT } from '../swim/table.ts';
import { layoutOf } from './layout.ts';
import type { DistributedMessage } from './messages.ts';

type DistributedMutator = Mutator<DistributedMessage, DistributedParameters>;

/** Far above what anybody has refuted. */
const HIGH_INCARNATION = 30_000;

/** The victim is the next member; who hears of it from the liar suspects it. */
const slander: DistributedMutator = (message, to, { context }) => {
  if (message.kind !== 'ping' && message.kind !== 'ack') return [message];
  const { first, memberCount } = layoutOf(context.seats, context.parameters);
  const victim = (context.self.actor - first + 1) % memberCount;
  if (to === first + victim) return [message];
  const news = [...message.news, ...newsOf(victim, SUSPECT, LIFE + HIGH_INCARNATION)];
  return [{ ...message, news }];
};

const votesForAll: DistributedMutator = (message) =>
  message.kind === 'vote' && !message.isPreVote ? [{ ...message, isGranted: true }] : [message];

const forgetsAccepted: DistributedMutator = (message) =>
  message.kind === 'promised' ? [{ ...message, accepted: [], decided: [] }] : [message];

export const DISTRIBUTED_MUTATORS: Readonly<Record<string, DistributedMutator>> = {
  slander,
  votesForAll,
  forgetsAccepted,
};
