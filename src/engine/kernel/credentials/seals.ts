/** What it is: what all kinds of seal have in common: how they are spoilt, and what a sender's name costs. */

import { assertNever } from '../../base/invariant.ts';
import type { Seal } from '../../contract/credentials.ts';
import { forgedToken } from './modelledToken.ts';

/** Bytes for the index of the sender. */
export const ACTOR_BYTES = 4;
export const SIGNATURE_BYTES = 64;
/** Size of a signed seal on the wire. */
export const SIGNED_BYTES = ACTOR_BYTES + SIGNATURE_BYTES;

/** A copy of the seal with the first byte of each proof wrong, or with a token that proves nothing. */
export function spoilSeal(seal: Seal): Seal {
  switch (seal.scheme) {
    case 'hmac': {
      const tags = new Map(Array.from(seal.tags, ([to, tag]) => [to, withFirstByteWrong(tag)]));
      return { ...seal, tags };
    }
    case 'ed25519':
      return { ...seal, signature: withFirstByteWrong(seal.signature) };
    case 'modelled':
      return { ...seal, token: forgedToken() };
    default:
      return assertNever(seal);
  }
}

/** Adds one to the first byte, and does not flip a bit: spoiling twice must not mend. */
function withFirstByteWrong(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === 0 ? byte + 1 : byte));
}
