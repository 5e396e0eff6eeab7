/**
 * What it is: authenticators, one tag for each receiver, made with keys that two actors share.
 * Source: Castro and Liskov, OSDI 1999, section 3.2 and 5.1 (messages of the normal case carry vectors of
 * MACs instead of signatures). A key serves one direction only, so a receiver cannot send a tag back as
 * its own word. A tag convinces only its receiver: whoever needs to convince others signs.
 * Shapes: a tag is the first 16 bytes of HMAC-SHA-256 over the body's SHA-256 digest.
 * Cost: a checked seal that is among the latest made here is recognised, not computed again; that is sound because a
 * seal and its tags are values, and recognised by identity together with body and sender. An older one is computed.
 */

import type { HmacKey } from '../../base/hmac.ts';
import { hmacOfDigest, scheduleOfDigest } from '../../base/hmac.ts';
import type { HashWords, Schedule } from '../../base/sha256.ts';
import { bytesOfWords } from '../../base/sha256.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Credentials, Seal } from '../../contract/credentials.ts';
import type { BodyDigests } from './bodyDigests.ts';
import type { Keyring } from './keyring.ts';
import type { SignatureBook } from './signedCredentials.ts';
import { ACTOR_BYTES, SIGNED_BYTES, spoilSeal } from './seals.ts';

const TAG_BYTES = 16;

type Authenticator = Extract<Seal, { scheme: 'hmac' }>;

/** Seals of one sender that are recognised: more than it has on their way at a time, as a rule. A power of two. */
const RECOGNISED = 64;

/** The latest seals of one sender with what they are for, round and round. */
interface Made {
  readonly seals: (Authenticator | undefined)[];
  readonly bodies: (object | undefined)[];
  next: number;
}

/** The shared keys, each derived when it is first needed, and the latest seals that were made with them. */
export class AuthenticatorKeys {
  private readonly keyring: Keyring;
  private readonly digests: BodyDigests;
  /** By sender and receiver. */
  private readonly keys: (HmacKey | undefined)[][] = [];
  /** By sender. */
  private readonly made: (Made | undefined)[] = [];
  /** The schedule and the tag being made; scratch, because large arrays are slow to come by. */
  private readonly schedule: Schedule = new Int32Array(64);
  private readonly words: HashWords = new Int32Array(8);

  constructor(keyring: Keyring, digests: BodyDigests) {
    this.keyring = keyring;
    this.digests = digests;
  }

  knows(actor: ActorIndex): boolean {
    return this.keyring.knows(actor);
  }

  /** The schedule of a body's digest; the same array every time. */
  scheduleOf(body: object): Schedule {
    return scheduleOfDigest(this.digests.of(body), this.schedule);
  }

  /** The tag that convinces `to` that `from` said what this schedule is of. */
  tag(from: ActorIndex, to: ActorIndex, schedule: Schedule): Uint8Array {
    const own = (this.keys[from] ??= []);
    const key = (own[to] ??= this.keyring.keyBetween(from, to));
    return bytesOfWords(hmacOfDigest(key, schedule, this.words), TAG_BYTES / 4);
  }

  /** Remembers a seal that was made here. */
  remember(seal: Authenticator, body: object): void {
    const made = (this.made[seal.by] ??= { seals: [], bodies: [], next: 0 });
    const place = made.next++ & (RECOGNISED - 1);
    made.seals[place] = seal;
    made.bodies[place] = body;
  }

  /** Whether it is remembered that this very seal was made here for this very body. */
  recognises(seal: Authenticator, body: object): boolean {
    const made = this.made[seal.by];
    if (made === undefined) return false;
    const { seals, bodies, next } = made;
    for (let i = next - 1; i >= 0 && i >= next - RECOGNISED; i--) {
      const place = i & (RECOGNISED - 1);
      if (seals[place] === seal) return bodies[place] === body;
    }
    return false;
  }
}

/** Credentials that seal with authenticators and sign with Ed25519. */
export class AuthenticatorCredentials implements Credentials {
  readonly scheme = 'hmac';
  private readonly self: ActorIndex;
  private readonly keys: AuthenticatorKeys;
  private readonly signatures: SignatureBook;

  constructor(self: ActorIndex, keys: AuthenticatorKeys, signatures: SignatureBook) {
    this.self = self;
    this.keys = keys;
    this.signatures = signatures;
  }

  seal(body: object, receivers: readonly ActorIndex[]): Seal {
    const schedule = this.keys.scheduleOf(body);
    const tags = new Map<ActorIndex, Uint8Array>();
    for (const receiver of receivers) {
      tags.set(receiver, this.keys.tag(this.self, receiver, schedule));
    }
    const seal: Authenticator = { scheme: 'hmac', by: this.self, tags };
    this.keys.remember(seal, body);
    return seal;
  }

  sign(body: object): Seal {
    return this.signatures.sign(body, this.self);
  }

  check(body: object, claimed: ActorIndex, seal: Seal): boolean {
    if (seal.by !== claimed) return false;
    if (seal.scheme === 'ed25519') return this.signatures.check(body, seal);
    if (seal.scheme !== 'hmac') return false;
    const tag = seal.tags.get(this.self);
    if (tag === undefined) return false;
    if (this.keys.recognises(seal, body)) return true;
    if (!this.keys.knows(claimed)) return false;
    const schedule = this.keys.scheduleOf(body);
    return isSame(tag, this.keys.tag(claimed, this.self, schedule));
  }

  spoil(seal: Seal): Seal {
    return spoilSeal(seal);
  }

  bytes(seal: Seal): number {
    if (seal.scheme !== 'hmac') return SIGNED_BYTES;
    return ACTOR_BYTES + seal.tags.size * TAG_BYTES;
  }
}

/** Timing gives nothing away here: there is nobody to measure it. */
function isSame(x: Uint8Array, y: Uint8Array): boolean {
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}
