/**
 * What it is: a primary that is slow, but not too slow for the timers, and a client whose proofs convince
 * some replicas and not others: two faults that a protocol survives and yet becomes useless by.
 * Source: Amir and others, Prime, DSN 2008; Clement and others, Aardvark, NSDI 2009 (the Big MAC attack).
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Seal } from '../../../contract/credentials.ts';
import type { Wire } from '../conduct/messages.ts';
import type { Conspirator } from './lies.ts';
import { numberOf } from './lies.ts';

/** The behaviour `slowPrimary`: the first copy of each proposal is held back, what is sent again goes out. */
export function slowPrimary(
  message: Wire,
  to: ActorIndex,
  { memory, context }: Conspirator,
): readonly Wire[] {
  if (message.kind !== 'prePrepare') return [message];
  const { view, sequence } = message.body;
  const key = `slow/${context.self.actor}/${to}/${view}/${sequence}`;
  if (memory.has(key)) return [message];
  memory.set(key, true);
  return [];
}

/** The behaviour `bigMac` of a client: what proves the first logical client's requests does so to every second replica. */
export function bigMac(message: Wire, to: ActorIndex, conspiracy: Conspirator): readonly Wire[] {
  const { self, credentials } = conspiracy.context;
  if (message.kind !== 'request' || message.seal.by !== self.actor || message.body.client !== 0) {
    return [message];
  }
  if (message.seal.scheme === 'hmac') {
    return [{ ...message, seal: divided(message.seal, conspiracy) }];
  }
  return [
    isConvinced(to, conspiracy) ? message : { ...message, seal: credentials.spoil(message.seal) },
  ];
}

/** An authenticator with every second tag spoilt. */
function divided(seal: Extract<Seal, { scheme: 'hmac' }>, conspiracy: Conspirator): Seal {
  const tags = [...seal.tags].map(([actor, tag]): [ActorIndex, Uint8Array] =>
    isConvinced(actor, conspiracy) ? [actor, tag] : [actor, tag.map((byte) => byte ^ 1)],
  );
  return { ...seal, tags: new Map(tags) };
}

function isConvinced(to: ActorIndex, conspiracy: Conspirator): boolean {
  return numberOf(conspiracy, to) % 2 === 0;
}
