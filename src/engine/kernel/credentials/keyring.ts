/**
 * What it is: the secrets of a run, derived from its seed and the names of its actors, so that a run is
 * the same every time and adding an actor changes nobody's keys.
 * Errors: two actors of one name, and secrets of actors that do not exist, are our bugs.
 */

import { canonicalBytes } from '../../base/canonical.ts';
import type { HmacKey } from '../../base/hmac.ts';
import { hmac, hmacKey, hmacOfDigest, scheduleOfDigest } from '../../base/hmac.ts';
import { invariant, present } from '../../base/invariant.ts';
import type { HashWords, Schedule } from '../../base/sha256.ts';
import { bytesOfWords, sha256Words } from '../../base/sha256.ts';
import type { ActorIndex } from '../../base/units.ts';

/** Secrets by purpose and by the actors who share them. */
export class Keyring {
  private readonly master: HmacKey;
  private readonly names: ReadonlyMap<ActorIndex, string>;

  /** What an actor's keys for others are derived from, and the digests of the others' names; by actor. */
  private readonly senders: (HmacKey | undefined)[] = [];
  private readonly receivers: (HashWords | undefined)[] = [];
  private readonly schedule: Schedule = new Int32Array(64);
  private readonly words: HashWords = new Int32Array(8);

  /** `names` has the actors who may have keys; names are distinct. */
  constructor(seed: number, names: ReadonlyMap<ActorIndex, string>) {
    invariant(new Set(names.values()).size === names.size, 'two actors have one name');
    this.master = hmacKey(bytesOfWords(sha256Words(canonicalBytes(['concord keys', seed]))));
    this.names = names;
  }

  /** Whether there is such an actor: a liar may name one that there is not. */
  knows(actor: ActorIndex): boolean {
    return this.names.has(actor);
  }

  /** 32 bytes; the order of the actors counts. */
  secret(purpose: string, ...actors: readonly ActorIndex[]): Uint8Array {
    const names = actors.map((actor) => this.nameOf(actor));
    return bytesOfWords(hmac(this.master, canonicalBytes([purpose, ...names])));
  }

  /** The key by which `to` is convinced of what `from` says: from the sender's secret and the receiver's name. */
  keyBetween(from: ActorIndex, to: ActorIndex): HmacKey {
    const own = (this.senders[from] ??= hmacKey(this.secret('hmac', from)));
    const other = (this.receivers[to] ??= sha256Words(canonicalBytes(this.nameOf(to))));
    const secret = hmacOfDigest(own, scheduleOfDigest(other, this.schedule), this.words);
    return hmacKey(bytesOfWords(secret));
  }

  private nameOf(actor: ActorIndex): string {
    return present(this.names.get(actor), `the name of actor ${actor}`);
  }
}
