/**
 * What it is: what sealing and checking cost, for each scheme, beside the library's HMAC and Ed25519.
 * A broadcast is sealed once for its 63 receivers; rates of hmac are tags, each of which lets one
 * receiver check one message.
 */

import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac as libraryHmac } from '@noble/hashes/hmac.js';
import { sha256 as librarySha256 } from '@noble/hashes/sha2.js';
import { sha256Words } from '../src/engine/base/sha256.ts';
import type {
  AuthenticationScheme,
  Credentials,
  Seal,
} from '../src/engine/contract/credentials.ts';
import { Authority } from '../src/engine/kernel/credentials/authority.ts';
import type { Subject } from './lib/measure.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const RECEIVERS = Array.from({ length: 63 }, (_, i) => i + 1);
const NAMES = new Map([0, ...RECEIVERS].map((actor) => [actor, `replica ${actor}`]));

let sequence = 0;
let good = 0;
const fresh = (): object => ({
  kind: 'prepare',
  view: 0,
  sequence: sequence++,
  digest: '5ad1f0c3',
});

function pair(scheme: AuthenticationScheme): readonly [Credentials, Credentials] {
  const authority = new Authority(scheme, 1, NAMES);
  return [authority.credentialsOf(0), authority.credentialsOf(1)];
}

/** Repeats an action that does `each` operations. */
function repeated(name: string, times: number, each: number, action: () => void): Subject {
  return {
    name,
    run: () => {
      for (let i = 0; i < times; i++) action();
      return times * each;
    },
  };
}

function subjects(): Subject[] {
  const [sealer, receiver] = pair('hmac');
  const [signer, verifier] = pair('ed25519');
  const [modeller, believer] = pair('modelled');
  const secret = new Uint8Array(32).fill(7);
  const open = ed25519.getPublicKey(secret);
  const digest = librarySha256(secret);
  const signature = ed25519.sign(digest, secret);
  const body = fresh();
  const copy = { ...body };
  const signed = signer.sign(body);
  const seals: readonly Seal[] = [
    sealer.seal(body, RECEIVERS),
    signed,
    modeller.seal(body, RECEIVERS),
  ];
  const check = (who: Credentials, what: object, seal: Seal | undefined) => (): void => {
    if (seal !== undefined && who.check(what, 0, seal)) good++;
  };
  const text = new Uint8Array(200);
  return [
    repeated('SHA-256 of 200 bytes, library', 20_000, 1, () => librarySha256(text)),
    repeated('SHA-256 of 200 bytes, ours', 20_000, 1, () => sha256Words(text)),
    repeated('HMAC tag, library', 10_000, 1, () => libraryHmac(librarySha256, secret, digest)),
    repeated('hmac: seal a new body, tags', 1000, 63, () => sealer.seal(fresh(), RECEIVERS)),
    repeated('hmac: check, recognised', 200_000, 1, check(receiver, body, seals[0])),
    repeated('hmac: check, computed', 50_000, 1, check(receiver, copy, seals[0])),
    repeated('Ed25519 signature, library', 100, 1, () => ed25519.sign(digest, secret)),
    repeated('Ed25519 verification, library', 40, 1, () => ed25519.verify(signature, digest, open)),
    repeated('ed25519: seal a new body', 100, 1, () => signer.seal(fresh(), RECEIVERS)),
    repeated('ed25519: check, recognised', 200_000, 1, check(verifier, body, seals[1])),
    repeated('ed25519: check, verdict known', 20_000, 1, () => {
      if (verifier.check(copy, 0, signer.spoil(signed))) good++;
    }),
    repeated('modelled: seal a new body', 200_000, 1, () => modeller.seal(fresh(), RECEIVERS)),
    repeated('modelled: check', 200_000, 1, check(believer, body, seals[2])),
  ];
}

const rates = compare(subjects());
if (good === 0) throw new Error('no check succeeded');
printTable(
  'Authentication: operations for each CPU second',
  ['what', 'operations / CPU s', 'µs each'],
  rates.map((rate) => [rate.name, rate.median, 1e6 / rate.median]),
);
