import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { canonicalBytes, canonicalText } from '../../base/canonical.ts';
import { deepCopy, deepEqual } from '../../base/copy.ts';
import type { AuthenticationScheme, Credentials, Seal } from '../../contract/credentials.ts';
import { AUTHENTICATION_SCHEMES } from '../../contract/credentials.ts';
import { Authority } from './authority.ts';
import { Keyring } from './keyring.ts';

const NAMES = ['replica 0', 'replica 1', 'replica 2', 'client'];
/** Actors 0, 1 and so on under these names. */
const named = (names: readonly string[]): ReadonlyMap<number, string> => new Map(names.entries());
const BODY = Object.freeze({ kind: 'prepare', view: 0, sequence: 3, digest: 'ab' });

function credentials(scheme: AuthenticationScheme, seed = 1, names = NAMES): Credentials[] {
  const authority = new Authority(scheme, seed, named(names));
  return names.map((_, actor) => authority.credentialsOf(actor));
}

describe.each(AUTHENTICATION_SCHEMES)('%s', (scheme) => {
  const [zero, one, two, three] = credentials(scheme) as [
    Credentials,
    Credentials,
    Credentials,
    Credentials,
  ];
  const seal = zero.seal(BODY, [1, 2]);
  const signed = zero.sign(BODY);

  test('convinces each receiver that the sender said it', () => {
    expect(seal).toMatchObject({ scheme, by: 0 });
    expect([one, two].map((other) => other.check(BODY, 0, seal))).toEqual([true, true]);
  });

  test('a signed seal convinces anybody', () => {
    expect([zero, one, two, three].every((other) => other.check(BODY, 0, signed))).toBe(true);
  });

  test('does not prove that another said it, or that it said something else', () => {
    for (const proof of [seal, signed]) {
      expect(one.check(BODY, 2, proof)).toBe(false);
      expect(one.check(BODY, 2, { ...proof, by: 2 })).toBe(false);
      expect(one.check({ ...BODY, view: 1 }, 0, proof)).toBe(false);
      expect(one.check({ ...BODY, more: 0 }, 0, proof)).toBe(false);
    }
  });

  test('an actor that does not exist has said nothing', () => {
    for (const stranger of [-1, 4, 0.5, Number.NaN]) {
      expect(one.check(BODY, stranger, { ...seal, by: stranger })).toBe(false);
      expect(one.check(BODY, stranger, { ...signed, by: stranger })).toBe(false);
    }
  });

  test('holds for copies of the body and of the seal, as restored states have them', () => {
    for (const proof of [seal, signed]) {
      expect(one.check(deepCopy(BODY), 0, proof)).toBe(true);
      expect(one.check(BODY, 0, deepCopy(proof))).toBe(true);
      expect(one.check({ digest: 'ab', sequence: 3, view: 0, kind: 'prepare' }, 0, proof)).toBe(
        true,
      );
    }
  });

  test('spoilt it never checks, spoilt twice neither, and the original stays good', () => {
    for (const proof of [seal, signed]) {
      const spoilt = zero.spoil(proof);
      expect(one.check(BODY, 0, spoilt)).toBe(false);
      expect(one.check(BODY, 0, zero.spoil(spoilt))).toBe(false);
      expect(one.bytes(spoilt)).toBe(one.bytes(proof));
      expect(one.check(BODY, 0, proof)).toBe(true);
    }
  });

  test('a seal within a sealed body is covered too', () => {
    const outer = { kind: 'viewChange', proof: { body: BODY, seal: signed } };
    const proof = one.sign(outer);
    expect(two.check(outer, 1, proof)).toBe(true);
    const altered = { ...outer, proof: { body: BODY, seal: zero.spoil(signed) } };
    expect(two.check(altered, 1, proof)).toBe(false);
  });

  test('actors exist or not, and have names of their own', () => {
    expect(() => new Authority(scheme, 1, named(NAMES)).credentialsOf(4)).toThrow(/no actor 4/);
    expect(() => new Authority(scheme, 1, named(['x', 'x']))).toThrow(/one name/);
  });
});

test('actors need not be numbered from zero: keys go by names', () => {
  const later = new Authority('hmac', 1, new Map(NAMES.map((name, i) => [i + 10, name])));
  const seal = later.credentialsOf(10).seal(BODY, [11]) as Extract<Seal, { scheme: 'hmac' }>;
  const early = credentials('hmac')[0]!.seal(BODY, [1]) as Extract<Seal, { scheme: 'hmac' }>;
  expect(seal.tags.get(11)).toEqual(early.tags.get(1));
  expect(later.credentialsOf(11).check(BODY, 10, seal)).toBe(true);
  expect(() => later.credentialsOf(0)).toThrow(/no actor 0/);
});

describe.each(['hmac', 'ed25519'] as const)('%s, with real keys', (scheme) => {
  const proofs = (seed: number, names = NAMES): string =>
    canonicalText([
      credentials(scheme, seed, names)[0]!.seal(BODY, [1, 2]),
      credentials(scheme, seed, names)[0]!.sign(BODY),
    ]);

  test('the same seed and names give the same seals, others give others', () => {
    expect(proofs(1)).toBe(proofs(1));
    expect(proofs(2)).not.toBe(proofs(1));
    expect(proofs(1, ['replica x', ...NAMES.slice(1)])).not.toBe(proofs(1));
    expect(proofs(1, [...NAMES, 'one more'])).toBe(proofs(1));
  });

  test('seals of another run prove nothing', () => {
    const [own] = credentials(scheme, 1) as [Credentials];
    const [foreign] = credentials(scheme, 2) as [Credentials];
    const [, receiver] = credentials(scheme, 1) as [Credentials, Credentials];
    expect(receiver.check(BODY, 0, own.seal(BODY, [1]))).toBe(true);
    expect(receiver.check(BODY, 0, foreign.seal(BODY, [1]))).toBe(false);
    expect(receiver.check(BODY, 0, foreign.sign(BODY))).toBe(false);
  });

  test('what one authority made another verifies by computing', () => {
    const [maker] = credentials(scheme) as [Credentials];
    const [, checker] = credentials(scheme) as [Credentials, Credentials];
    expect(checker.check(BODY, 0, maker.seal(BODY, [1, 2]))).toBe(true);
    expect(checker.check(BODY, 0, maker.sign(BODY))).toBe(true);
    expect(checker.check({ ...BODY, view: 9 }, 0, maker.seal(BODY, [1, 2]))).toBe(false);
  });
});

describe('authenticators', () => {
  const [zero, one, two] = credentials('hmac') as [Credentials, Credentials, Credentials];
  const seal = zero.seal(BODY, [1, 2]) as Extract<Seal, { scheme: 'hmac' }>;

  test('a tag is HMAC-SHA-256 of the digest, by an independent implementation', () => {
    const own = new Keyring(1, named(NAMES)).secret('hmac', 0);
    const secret = hmac(sha256, own, sha256(canonicalBytes(named(NAMES).get(2))));
    const expected = hmac(sha256, secret, sha256(canonicalBytes(BODY))).slice(0, 16);
    expect(bytesToHex(seal.tags.get(2)!)).toBe(bytesToHex(expected));
    expect([...seal.tags.keys()]).toEqual([1, 2]);
  });

  test('are checked when many later ones were made, by computing', () => {
    for (let view = 1; view <= 100; view++) zero.seal({ ...BODY, view }, [1]);
    expect(one.check(BODY, 0, seal)).toBe(true);
    expect(one.check({ ...BODY, view: 50 }, 0, seal)).toBe(false);
  });

  test('convince their receivers only, each with its own tag', () => {
    const [, , , three] = credentials('hmac') as [
      Credentials,
      Credentials,
      Credentials,
      Credentials,
    ];
    expect(three.check(BODY, 0, seal)).toBe(false);
    expect(zero.check(BODY, 0, seal)).toBe(false);
    const swapped = new Map([
      [1, seal.tags.get(2)!],
      [2, seal.tags.get(1)!],
    ]);
    expect(one.check(BODY, 0, { ...seal, tags: swapped })).toBe(false);
    expect(two.check(BODY, 0, { ...seal, tags: new Map([[2, seal.tags.get(2)!]]) })).toBe(true);
  });

  test('a receiver cannot send a tag back as its own word', () => {
    const back: Seal = { scheme: 'hmac', by: 1, tags: new Map([[0, seal.tags.get(1)!]]) };
    expect(zero.check(BODY, 1, back)).toBe(false);
  });

  test('refuse tags of other lengths, and tokens', () => {
    const cut = new Map([[1, seal.tags.get(1)!.slice(0, 15)]]);
    expect(one.check(BODY, 0, { ...seal, tags: cut })).toBe(false);
    expect(one.check(BODY, 0, credentials('modelled')[0]!.seal(BODY, [1]))).toBe(false);
  });

  test('count sixteen bytes for each receiver', () => {
    expect(zero.bytes(seal)).toBe(4 + 2 * 16);
    expect(zero.bytes(zero.sign(BODY))).toBe(4 + 64);
  });
});

describe('signatures', () => {
  // RFC 8032, section 7.1, tests 1 to 3: secret, open key, message, signature.
  test.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('RFC 8032 vector of %s', (secret, open, message, signature) => {
    expect(bytesToHex(ed25519.getPublicKey(hexToBytes(secret)))).toBe(open);
    expect(bytesToHex(ed25519.sign(hexToBytes(message), hexToBytes(secret)))).toBe(signature);
    const isGood = ed25519.verify(hexToBytes(signature), hexToBytes(message), hexToBytes(open));
    expect(isGood).toBe(true);
  });

  test('what is remembered as good without verifying does verify', () => {
    const [zero] = credentials('ed25519') as [Credentials];
    const seal = zero.sign(BODY) as Extract<Seal, { scheme: 'ed25519' }>;
    const open = ed25519.getPublicKey(new Keyring(1, named(NAMES)).secret('ed25519', 0));
    const digest = sha256(canonicalBytes(BODY));
    expect(ed25519.verify(seal.signature, digest, open, { zip215: false })).toBe(true);
  });

  test('refuse what is no signature at all, tokens and tags', () => {
    const [zero, one] = credentials('ed25519') as [Credentials, Credentials];
    for (const length of [0, 63, 64, 65]) {
      const signature = new Uint8Array(length).fill(255);
      expect(one.check(BODY, 0, { scheme: 'ed25519', by: 0, signature })).toBe(false);
    }
    expect(one.check(BODY, 0, credentials('hmac')[0]!.seal(BODY, [1]))).toBe(false);
    expect(one.check(BODY, 0, credentials('modelled')[0]!.seal(BODY, [1]))).toBe(false);
    expect(zero.bytes(zero.sign(BODY))).toBe(4 + 64);
  });
});

describe('modelled seals', () => {
  const [zero, one] = credentials('modelled') as [Credentials, Credentials];

  test('objects that look like a token prove nothing, nor do real proofs', () => {
    const token = (zero.seal(BODY, [1]) as Extract<Seal, { scheme: 'modelled' }>).token;
    for (const fake of [{}, { ...token }, Object.create(token) as object, structuredClone(token)]) {
      expect(one.check(BODY, 0, { scheme: 'modelled', by: 0, token: fake })).toBe(false);
    }
    expect(one.check(BODY, 0, credentials('ed25519')[0]!.seal(BODY, [1]))).toBe(false);
  });

  test('states that hold seals can be copied and compared', () => {
    const state = { log: [{ body: BODY, seal: zero.seal(BODY, [1]) }] };
    const copy = deepCopy(state);
    expect(copy.log[0]!.body).not.toBe(BODY);
    expect(deepEqual(copy, state)).toBe(true);
    expect(one.check(copy.log[0]!.body, 0, copy.log[0]!.seal)).toBe(true);
  });

  test('count as much on the wire as a signature', () => {
    expect(zero.bytes(zero.seal(BODY, [1]))).toBe(68);
  });
});
