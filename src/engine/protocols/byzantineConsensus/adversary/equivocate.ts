/**
 * What it is: an equivocating primary: two orders of the same requests. The nearer half of the backups is
 * told what it honestly proposes, the rest is told the requests of two neighbouring sequences the other
 * way round. It needs two genuine requests for that, so towards the rest it holds each first one back
 * until it has the second.
 * Shapes: the memory holds, for each side that is deceived, the request held back and what was told in
 * the place of each sequence. Requests are frozen messages, which copies of the memory share.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { OrderedMessage, PrePrepareMessage, Wire } from '../conduct/messages.ts';
import { digestOf } from '../conduct/digests.ts';
import type { Conspirator } from './lies.ts';

interface Held {
  readonly sequence: number;
  readonly request: OrderedMessage;
}

/** The behaviour `equivocate`. */
export function equivocate(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  if (message.kind !== 'prePrepare') return [message];
  return isDeceived(to, conspiracy)
    ? swapped(message, to, `equivocate/${to}`, conspiracy)
    : [message];
}

/** Whether a backup is of the farther half, which is told something else. */
export function isDeceived(to: ActorIndex, { context }: Conspirator): boolean {
  const backups = context.role('replica').filter((actor) => actor !== context.self.actor);
  return backups.indexOf(to) >= backups.length >> 1;
}

/** What a deceived receiver gets for a pre-prepare: nothing, or the two of a pair the other way round. */
export function swapped(
  message: PrePrepareMessage,
  to: ActorIndex,
  side: string,
  conspiracy: Conspirator,
): readonly PrePrepareMessage[] {
  const { memory } = conspiracy;
  const { view, sequence } = message.body;
  const place = (at: number): string => `${side}/${view}/${at}`;
  const told = memory.get(place(sequence)) as OrderedMessage | undefined;
  if (told !== undefined) return [retold(message, sequence, told, to, conspiracy)];
  const held = memory.get(`${side}/held/${view}`) as Held | undefined;
  if (held === undefined || held.sequence >= sequence) {
    memory.set(`${side}/held/${view}`, { sequence, request: message.request });
    return [];
  }
  memory.delete(`${side}/held/${view}`);
  memory.set(place(held.sequence), message.request);
  memory.set(place(sequence), held.request);
  return [
    retold(message, held.sequence, message.request, to, conspiracy),
    retold(message, sequence, held.request, to, conspiracy),
  ];
}

/** The pre-prepare with another sequence or request, sealed by the liar. */
export function retold(
  message: PrePrepareMessage,
  sequence: number,
  request: OrderedMessage,
  to: ActorIndex,
  conspiracy: Conspirator,
): PrePrepareMessage {
  const body = { ...message.body, sequence, digest: digestOf(request.body) };
  return {
    kind: 'prePrepare',
    body,
    seal: conspiracy.context.credentials.seal(body, [to]),
    request,
  };
}
