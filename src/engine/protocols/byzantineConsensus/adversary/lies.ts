/** What it is: what the behaviours have in common: making a false message out of a true one. */

import type { ActorIndex } from '../../../base/units.ts';
import type { Conspiracy } from '../../../contract/protocol.ts';
import type { Parameters } from '../card.ts';
import type { Wire } from '../conduct/messages.ts';

export type Conspirator = Conspiracy<Parameters>;

/** What may be said otherwise in a message. */
export interface Lie {
  readonly digest?: string;
  readonly replica?: number;
  readonly result?: string;
  readonly sequence?: number;
}

/** Messages whose body may be changed and which are sealed for a receiver, not signed. */
type Sealable = Exclude<Wire, { readonly kind: 'viewChange' | 'newView' | 'request' }>;

/** The message with another body, sealed by the liar for its receiver. */
export function resealed<Sent extends Sealable>(
  message: Sent,
  lie: Lie,
  to: ActorIndex,
  conspiracy: Conspirator,
): Sent {
  const body = { ...message.body, ...lie };
  return { ...message, body, seal: conspiracy.context.credentials.seal(body, [to]) };
}

/** A digest of nothing, that differs from the true one and is the same for everybody who makes it. */
export function wrongDigest(digest: string): string {
  return `${digest.startsWith('0') ? 'f' : '0'}${digest.slice(1)}`;
}

/** The number of a replica's actor; of the client, the number of replicas. */
export function numberOf(conspiracy: Conspirator, actor: ActorIndex): number {
  return actor - (conspiracy.context.role('replica')[0] ?? 0);
}
