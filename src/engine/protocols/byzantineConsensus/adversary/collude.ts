/**
 * What it is: a coalition that tells the honest replicas two orders and votes for both: towards each
 * honest replica all of them vote for what that replica was told. Up to f of them cannot gather a quorum
 * on both sides, since each side lacks the other's honest replicas; f + 1 can.
 * Shapes: the honest replicas sit on two sides by turns; the coalition sits on the first. The memory is
 * shared: the primary writes what the second side is told, the others read it.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { digestOf } from '../conduct/digests.ts';
import type {
  CommitMessage,
  PrePrepareMessage,
  PrepareMessage,
  OrderedMessage,
  Wire,
} from '../conduct/messages.ts';
import { swapped } from './equivocate.ts';
import type { Conspirator } from './lies.ts';
import { resealed } from './lies.ts';

const SIDE = 'collude';

/** The behaviour `collude`. */
export function collude(message: Wire, to: ActorIndex, conspiracy: Conspirator): readonly Wire[] {
  if (!isOnSecondSide(to, conspiracy)) return [message];
  if (message.kind === 'prePrepare') return proposals(message, to, conspiracy);
  if (message.kind === 'prepare' || message.kind === 'commit')
    return votes(message, to, conspiracy);
  return [message];
}

function isOnSecondSide(to: ActorIndex, { context, coalition }: Conspirator): boolean {
  const honest = context.role('replica').filter((actor) => !coalition.includes(actor));
  return honest.indexOf(to) % 2 === 1;
}

/** The pairs of sequences are the same for all receivers; the first time one is met, all are told. */
function proposals(
  message: PrePrepareMessage,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly PrePrepareMessage[] {
  const { memory } = conspiracy;
  const { view, sequence } = message.body;
  const told = swapped(message, to, `${SIDE}/${to}`, conspiracy);
  if (told.length === 2) {
    const [first, second] = told.map(({ body }) => body.sequence);
    memory.set(mateKey(view, sequence), first === sequence ? second : first);
    for (const { body, request } of told) memory.set(toldKey(view, body.sequence), request);
  }
  return told;
}

/** For the second of a pair both votes are sent, since the first came too early to know what to say. */
function votes(
  message: PrepareMessage | CommitMessage,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  const { view, sequence } = message.body;
  const mate = conspiracy.memory.get(mateKey(view, sequence)) as number | undefined;
  return [...(mate === undefined ? [] : [mate]), sequence].flatMap((place) => {
    const told = conspiracy.memory.get(toldKey(view, place)) as OrderedMessage | undefined;
    if (told === undefined) return [];
    return [resealed(message, { sequence: place, digest: digestOf(told.body) }, to, conspiracy)];
  });
}

function toldKey(view: number, sequence: number): string {
  return `${SIDE}/told/${view}/${sequence}`;
}

function mateKey(view: number, sequence: number): string {
  return `${SIDE}/mate/${view}/${sequence}`;
}
