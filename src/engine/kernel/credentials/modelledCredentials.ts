/**
 * What it is: credentials without cryptography, for worlds too large for it.
 * A seal holds a token that only its owner's credentials can make, which says who said what. So the rules
 * are those of signatures (anybody can check, nobody can forge), but nothing is computed, no key can
 * leak, and no bits exist that a recording could show. On the wire a token counts as much as a signature.
 * Cost: a comparison, when the body checked is the very one sealed; else a deep comparison.
 */

import type { ActorIndex } from '../../base/units.ts';
import type { Credentials, Seal } from '../../contract/credentials.ts';
import { tokenFor, tokenProves } from './modelledToken.ts';
import { SIGNED_BYTES, spoilSeal } from './seals.ts';

/** Credentials whose seals are tokens. */
export class ModelledCredentials implements Credentials {
  readonly scheme = 'modelled';
  private readonly self: ActorIndex;

  constructor(self: ActorIndex) {
    this.self = self;
  }

  seal(body: object): Seal {
    return this.sign(body);
  }

  sign(body: object): Seal {
    return { scheme: 'modelled', by: this.self, token: tokenFor(this.self, body) };
  }

  check(body: object, claimed: ActorIndex, seal: Seal): boolean {
    if (seal.scheme !== 'modelled' || seal.by !== claimed) return false;
    return tokenProves(seal.token, claimed, body);
  }

  spoil(seal: Seal): Seal {
    return spoilSeal(seal);
  }

  bytes(): number {
    return SIGNED_BYTES;
  }
}
