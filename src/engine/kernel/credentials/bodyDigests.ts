/**
 * What it is: SHA-256 digests of message bodies in their canonical encoding, each computed once.
 * Bodies are immutable, so a digest is remembered by the body's identity for as long as the body lives.
 */

import { canonicalBytes } from '../../base/canonical.ts';
import type { HashWords } from '../../base/sha256.ts';
import { sha256Words } from '../../base/sha256.ts';

/** Digests by body. */
export class BodyDigests {
  private readonly known = new WeakMap<object, HashWords>();

  of(body: object): HashWords {
    const known = this.known.get(body);
    if (known !== undefined) return known;
    const digest = sha256Words(canonicalBytes(body));
    this.known.set(body, digest);
    return digest;
  }
}
