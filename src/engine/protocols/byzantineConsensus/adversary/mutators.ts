/**
 * What it is: the Byzantine behaviours that need knowledge of the protocol, by id. Each alters what leaves
 * an honest replica, once for each receiver; what it makes it seals with its own credentials only.
 * Source: the adversary of Castro and Liskov, OSDI 1999, section 2: it coordinates faulty replicas, but
 * cannot forge another's signature.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Mutator } from '../../../contract/protocol.ts';
import type { Parameters } from '../card.ts';
import type { CommitMessage, PrepareMessage, Wire } from '../conduct/messages.ts';
import { collude } from './collude.ts';
import { equivocate } from './equivocate.ts';
import { lieInTransfer } from './lieInTransfer.ts';
import { lieInViewChange } from './lieInViewChange.ts';
import { stuffNewView } from './stuffNewView.ts';
import { equivocateOn } from './equivocateOn.ts';
import type { Lie } from './lies.ts';
import { numberOf, resealed, wrongDigest } from './lies.ts';
import { bigMac, slowPrimary } from './lateness.ts';
import { inventRequests, leap, proposeTwice, repeatRequests } from './proposals.ts';

type PbftMutator = Mutator<Wire, Parameters>;

/** Every vote three times over. */
const repeatVotes: PbftMutator = (message) =>
  isVote(message) ? [message, message, message] : [message];

/** Every second replica is told of another digest. */
const conflictingVotes: PbftMutator = (message, to, conspiracy) => {
  if (!isVote(message) || numberOf(conspiracy, to) % 2 === 0) return [message];
  return [resealed(message, { digest: wrongDigest(message.body.digest) }, to, conspiracy)];
};

/** Beside its own vote a vote for something else, in the name of a third. */
const forge: PbftMutator = (message, to, conspiracy) => {
  if (!isVote(message)) return [message];
  const replicas = conspiracy.context.role('replica');
  const own = conspiracy.context.self.number;
  const victim = [1, 2]
    .map((step) => (own + step) % replicas.length)
    .find((replica) => replicas[replica] !== to);
  if (victim === undefined) return [message];
  const lie: Lie = { replica: victim, digest: wrongDigest(message.body.digest) };
  const forged = resealed(message, lie, to, conspiracy);
  const by: ActorIndex = replicas[victim] ?? 0;
  return [message, { ...forged, seal: { ...forged.seal, by } }];
};

const corruptDigest: PbftMutator = (message, to, conspiracy) => {
  switch (message.kind) {
    case 'prePrepare':
    case 'prepare':
    case 'commit':
    case 'checkpoint':
      return [resealed(message, { digest: wrongDigest(message.body.digest) }, to, conspiracy)];
    case 'request':
    case 'reply':
    case 'viewChange':
    case 'newView':
    case 'status':
    case 'fill':
    case 'state':
      return [message];
  }
};

const lieToClient: PbftMutator = (message, to, conspiracy) => {
  if (message.kind !== 'reply') return [message];
  const [length, ...rest] = message.body.result.split(' ');
  const result = [Number(length) + 1_000, ...rest.toReversed()].join(' ');
  return [resealed(message, { result }, to, conspiracy)];
};

/** By id, as the card names them. */
export const mutators = {
  equivocate,
  conflictingVotes,
  forge,
  corruptDigest,
  lieInViewChange,
  stuffNewView,
  equivocateOn,
  lieInTransfer,
  proposeTwice,
  repeatRequests,
  inventRequests,
  leap,
  repeatVotes,
  slowPrimary,
  bigMac,
  lieToClient,
  collude,
} as const;

function isVote(message: Wire): message is PrepareMessage | CommitMessage {
  return message.kind === 'prepare' || message.kind === 'commit';
}
