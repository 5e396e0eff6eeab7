/**
 * What it is: Ed25519 signatures over the SHA-256 digest of a body's canonical encoding.
 * Source: RFC 8032, through @noble/curves. Signatures are deterministic, so the same body always gets the
 * same one. Whether a signature is good depends on nothing but key, digest and signature, so each
 * distinct one is verified once; one that was made here is known to be good (a test verifies that).
 * Cost: a signature takes about a millisecond and a first verification about three.
 */

import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bytesOfWords } from '../../base/sha256.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Credentials, Seal } from '../../contract/credentials.ts';
import type { BodyDigests } from './bodyDigests.ts';
import type { Keyring } from './keyring.ts';
import { SIGNATURE_BYTES, SIGNED_BYTES, spoilSeal } from './seals.ts';

/** When so many verdicts are remembered, all are forgotten: they can be had again. */
const VERDICTS_KEPT = 65_536;

type Signature = Extract<Seal, { scheme: 'ed25519' }>;

interface KeyPair {
  readonly secret: Uint8Array;
  readonly open: Uint8Array;
}

/** Signs for every actor, and remembers which signatures are good. */
export class SignatureBook {
  private readonly keyring: Keyring;
  private readonly digests: BodyDigests;
  private readonly pairs = new Map<ActorIndex, KeyPair>();
  /** By actor, digest and signature. */
  private readonly verdicts = new Map<string, boolean>();
  /** The body of seals that were found good: the way that needs no text. */
  private readonly good = new WeakMap<Signature, object>();

  constructor(keyring: Keyring, digests: BodyDigests) {
    this.keyring = keyring;
    this.digests = digests;
  }

  sign(body: object, by: ActorIndex): Seal {
    const digest = bytesOfWords(this.digests.of(body));
    const signature = ed25519.sign(digest, this.pairOf(by).secret);
    const seal: Signature = { scheme: 'ed25519', by, signature };
    this.remember(verdictKey(by, digest, signature), true);
    this.good.set(seal, body);
    return seal;
  }

  check(body: object, seal: Signature): boolean {
    if (this.good.get(seal) === body) return true;
    if (!this.keyring.knows(seal.by)) return false;
    const digest = bytesOfWords(this.digests.of(body));
    const key = verdictKey(seal.by, digest, seal.signature);
    let verdict = this.verdicts.get(key);
    if (verdict === undefined) {
      verdict = verifies(seal.signature, digest, this.pairOf(seal.by).open);
      this.remember(key, verdict);
    }
    if (verdict) this.good.set(seal, body);
    return verdict;
  }

  private remember(key: string, verdict: boolean): void {
    if (this.verdicts.size >= VERDICTS_KEPT) this.verdicts.clear();
    this.verdicts.set(key, verdict);
  }

  private pairOf(actor: ActorIndex): KeyPair {
    let pair = this.pairs.get(actor);
    if (pair === undefined) {
      const secret = this.keyring.secret('ed25519', actor);
      pair = { secret, open: ed25519.getPublicKey(secret) };
      this.pairs.set(actor, pair);
    }
    return pair;
  }
}

/** Credentials that sign everything. */
export class SignedCredentials implements Credentials {
  readonly scheme = 'ed25519';
  private readonly self: ActorIndex;
  private readonly signatures: SignatureBook;

  constructor(self: ActorIndex, signatures: SignatureBook) {
    this.self = self;
    this.signatures = signatures;
  }

  seal(body: object): Seal {
    return this.sign(body);
  }

  sign(body: object): Seal {
    return this.signatures.sign(body, this.self);
  }

  check(body: object, claimed: ActorIndex, seal: Seal): boolean {
    if (seal.scheme !== 'ed25519' || seal.by !== claimed) return false;
    return this.signatures.check(body, seal);
  }

  spoil(seal: Seal): Seal {
    return spoilSeal(seal);
  }

  bytes(): number {
    return SIGNED_BYTES;
  }
}

/** Strictly as in RFC 8032; a signature of another length is as bad as a wrong one. */
function verifies(signature: Uint8Array, digest: Uint8Array, open: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  return ed25519.verify(signature, digest, open, { zip215: false });
}

function verdictKey(by: ActorIndex, digest: Uint8Array, signature: Uint8Array): string {
  return `${by}:${bytesToHex(digest)}:${bytesToHex(signature)}`;
}
