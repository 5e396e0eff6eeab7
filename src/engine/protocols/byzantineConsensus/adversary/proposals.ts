/**
 * What it is: primaries that break the rules of proposing, each in one way: two proposals for a place,
 * one request at two places, requests that nobody made, and places out of line.
 * Source: what Castro and Liskov, OSDI 1999, section 4.2 lets a backup refuse, and why it must.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { OrderedMessage, RequestBody, RequestMessage, Wire } from '../conduct/messages.ts';
import { requestsIn } from '../conduct/messages.ts';
import { isDeceived, retold, swapped } from './equivocate.ts';
import type { Conspirator } from './lies.ts';

/** The behaviour `proposeTwice`: who is deceived is told the honest order first and the other one after. */
export function proposeTwice(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  if (message.kind !== 'prePrepare' || !isDeceived(to, conspiracy)) return [message];
  return [message, ...swapped(message, to, `twice/${to}`, conspiracy)];
}

interface Told {
  readonly sequence: number;
  readonly request: OrderedMessage;
}

/** The behaviour `repeatRequests`: every second sequence gets the request of the one before. */
export function repeatRequests(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  if (message.kind !== 'prePrepare') return [message];
  const { memory } = conspiracy;
  const { view, sequence } = message.body;
  const key = `repeat/${view}`;
  const last = memory.get(key) as Told | undefined;
  if (last !== undefined && last.sequence === sequence - 1) {
    return [retold(message, sequence, last.request, to, conspiracy)];
  }
  memory.set(key, { sequence, request: message.request });
  return [message];
}

/** The behaviour `inventRequests`: the request is the liar's own, in a client's name. */
export function inventRequests(
  message: Wire,
  to: ActorIndex,
  conspiracy: Conspirator,
): readonly Wire[] {
  if (message.kind !== 'prePrepare') return [message];
  const [first] = requestsIn(message.request.body);
  if (first === undefined) return [message];
  const { client, timestamp } = first;
  const body: RequestBody = Object.freeze({
    kind: 'request',
    client,
    timestamp,
    operation: 'append 999999',
  });
  const seal = conspiracy.context.credentials.seal(body, [to]);
  const request: RequestMessage = Object.freeze({ kind: 'request', body, seal });
  return [retold(message, message.body.sequence, request, to, conspiracy)];
}

/** The behaviour `leap`: one place further, which leaves a gap, and every second time beyond the window. */
export function leap(message: Wire, to: ActorIndex, conspiracy: Conspirator): readonly Wire[] {
  if (message.kind !== 'prePrepare') return [message];
  const { sequence } = message.body;
  const { window } = conspiracy.context.parameters;
  const further = sequence % 2 === 1 ? 1 : window;
  return [retold(message, sequence + further, message.request, to, conspiracy)];
}
