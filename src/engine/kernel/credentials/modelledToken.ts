/**
 * What it is: the token that stands for a proof where cryptography would cost too much.
 * What it says is in private fields, so no actor can read, change or make one but through credentials.
 */

import { deepEqual, SharedValue } from '../../base/copy.ts';
import type { ActorIndex } from '../../base/units.ts';
import { NO_ACTOR } from '../../base/units.ts';

/** Shared between copies of a state, as a proof is a value like any other. */
class Token extends SharedValue {
  readonly #by: ActorIndex;
  readonly #body: object;

  constructor(by: ActorIndex, body: object) {
    super();
    this.#by = by;
    this.#body = body;
  }

  static proves(token: object, by: ActorIndex, body: object): boolean {
    if (!(#by in token) || token.#by !== by) return false;
    return token.#body === body || deepEqual(token.#body, body);
  }

  static claim(token: object): { readonly by: ActorIndex; readonly body: object } | undefined {
    return #by in token ? { by: token.#by, body: token.#body } : undefined;
  }
}

/** A token that proves that `by` said `body`. */
export function tokenFor(by: ActorIndex, body: object): object {
  return new Token(by, body);
}

/** A token that proves nothing. */
export function forgedToken(): object {
  return new Token(NO_ACTOR, {});
}

/** Whether the token proves that `by` said this body, or one equal to it. */
export function tokenProves(token: object, by: ActorIndex, body: object): boolean {
  return Token.proves(token, by, body);
}

/**
 * What a token says, so that one who looks at all states from outside can tell them apart; undefined for
 * anything else. No actor may have it: who knows what a token says could still not make one.
 */
export function tokenClaim(
  token: object,
): { readonly by: ActorIndex; readonly body: object } | undefined {
  return Token.claim(token);
}
