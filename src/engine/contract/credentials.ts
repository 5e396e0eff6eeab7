/**
 * What it is: what an agent can do to make its messages believed, and to check the others'.
 * A seal proves who said `body`. Credentials are bound to one actor: it can seal only as itself, so a
 * Byzantine agent can lie and can spoil a seal, but cannot forge another's.
 */

import type { ActorIndex } from '../base/units.ts';

export const AUTHENTICATION_SCHEMES = ['hmac', 'ed25519', 'modelled'] as const;
/**
 * hmac: one HMAC-SHA-256 tag per receiver, proving nothing to third parties. ed25519: a signature
 * anybody can check. modelled: a token that only its owner can make, without cryptography, for large worlds.
 */
export type AuthenticationScheme = (typeof AUTHENTICATION_SCHEMES)[number];

export type Seal =
  | {
      readonly scheme: 'hmac';
      readonly by: ActorIndex;
      readonly tags: ReadonlyMap<ActorIndex, Uint8Array>;
    }
  | { readonly scheme: 'ed25519'; readonly by: ActorIndex; readonly signature: Uint8Array }
  | { readonly scheme: 'modelled'; readonly by: ActorIndex; readonly token: object };

/** The keys of one actor. Pure: the same body always gives the same seal. */
export interface Credentials {
  readonly scheme: AuthenticationScheme;
  /** Seals `body` (plain, immutable data; identity matters to the modelled scheme) for `receivers`. */
  seal(body: object, receivers: readonly ActorIndex[]): Seal;
  /** Like seal, but so that third parties may check it too: a signature, whatever the scheme's normal case. */
  sign(body: object): Seal;
  /** Whether `seal` proves to this actor that `claimed` said `body`. */
  check(body: object, claimed: ActorIndex, seal: Seal): boolean;
  /** A spoilt copy of a seal, as a faulty sender may send: it never checks. */
  spoil(seal: Seal): Seal;
  /** Size on the wire in bytes. */
  bytes(seal: Seal): number;
}
