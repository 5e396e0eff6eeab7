import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from './choices.ts';
import { hashWords, RunDigest } from './digest.ts';

function randomWords(count: number, name: string): Uint32Array {
  const choices = SeededChoices.named(7, name);
  return Uint32Array.from({ length: count }, () => choices.word());
}

describe('hashWords', () => {
  test('known answers, so that a change of the arrangement shows', () => {
    const hex = (hash: readonly number[]): string =>
      hash.map((word) => word.toString(16).padStart(8, '0')).join('');
    expect(hex(hashWords(new Uint32Array(0), 0, 0))).toMatchInlineSnapshot(
      `"0fac6e2c5c343f47f1fd8a8f25e06c89"`,
    );
    expect(hex(hashWords(Uint32Array.of(1, 2, 3, 4, 5, 6, 7), 7, 0))).toMatchInlineSnapshot(
      `"91ba02c186364fb13f33cdfbc1e05822"`,
    );
    expect(hex(hashWords(Uint32Array.of(1, 2, 3, 4, 5, 6, 7), 7, 1))).toMatchInlineSnapshot(
      `"cffd3eab4cacb0bd6c67c177872e8f53"`,
    );
  });

  test('signed and unsigned words with the same bits are the same', () => {
    const words = randomWords(33, 'signs');
    expect(hashWords(new Int32Array(words.buffer), 33, 5)).toEqual(hashWords(words, 33, 5));
  });

  test.each([1, 2, 3, 4, 5, 8, 23])(
    'avalanche: of %i words, any bit flips half of all',
    (count) => {
      const flips = new Float64Array(128);
      const samples = 30;
      let worst = 0.5;
      let fewest = 128;
      let most = 0;
      const inputs = randomWords(count * samples, `avalanche ${count}`);
      for (let sample = 0; sample < samples; sample++) {
        const words = inputs.slice(sample * count, (sample + 1) * count);
        const before = hashWords(words, count, 0);
        for (let bit = 0; bit < count * 32; bit++) {
          words[bit >> 5]! ^= 1 << (bit & 31);
          const after = hashWords(words, count, 0);
          words[bit >> 5]! ^= 1 << (bit & 31);
          let changed = 0;
          for (let out = 0; out < 128; out++) {
            const flipped = (((before[out >> 5]! ^ after[out >> 5]!) >>> (out & 31)) & 1) as number;
            flips[out]! += flipped;
            changed += flipped;
          }
          fewest = Math.min(fewest, changed);
          most = Math.max(most, changed);
        }
      }
      // Of 128 fair coins, fewer than 26 or more than 102 heads come once in 10^11.
      expect(fewest).toBeGreaterThan(25);
      expect(most).toBeLessThan(103);
      for (const flip of flips) {
        const share = flip / (samples * count * 32);
        if (Math.abs(share - 0.5) > Math.abs(worst - 0.5)) worst = share;
      }
      // Five standard deviations of the smallest sample.
      expect(Math.abs(worst - 0.5)).toBeLessThan(2.5 / Math.sqrt(samples * count * 32));
    },
  );

  test('small and similar inputs do not collide, not even in one lane more than chance allows', () => {
    const seen = new Set<string>();
    const lanes = [0, 1, 2, 3].map(() => new Set<number>());
    let total = 0;
    for (let length = 0; length <= 6; length++) {
      for (let x = 0; x < 60; x++) {
        for (let y = 0; y < 60; y++) {
          const words = new Uint32Array(length);
          if (length > 0) words[0] = x;
          if (length > 1) words[length - 1] = y;
          else if (y > 0) continue;
          if (length === 0 && x > 0) continue;
          const hash = hashWords(words, length, 0);
          seen.add(hash.join());
          hash.forEach((word, i) => lanes[i]!.add(word));
          total++;
        }
      }
    }
    expect(total).toBe(1 + 60 + 5 * 3600);
    expect(seen.size).toBe(total);
    // About 0.04 collisions are expected in each lane.
    for (const lane of lanes) expect(lane.size).toBeGreaterThan(total - 3);
  });

  test('refuses more words than there are', () => {
    expect(() => hashWords(new Uint32Array(3), 4, 0)).toThrow(/4 words of 3/);
  });
});

describe('RunDigest', () => {
  const words = randomWords(10_000, 'stream');
  const texts = [
    '',
    'agree',
    'a',
    'gree',
    '\ud800',
    '日本',
    'a longer text, so that there is more',
  ];

  function digestOf(sizes: readonly number[], textsFirst: boolean): string {
    const digest = new RunDigest();
    if (textsFirst) texts.forEach((text) => digest.absorbText(text));
    let from = 0;
    for (let i = 0; from < words.length; i++) {
      const size = sizes[i % sizes.length]!;
      const batch = words.subarray(from, from + size);
      digest.absorbWords(batch, batch.length);
      if (i % 3 === 0) digest.digest();
      from += size;
    }
    if (!textsFirst) texts.forEach((text) => digest.absorbText(text));
    digest.absorbBlock([1, 2, 3, 4]);
    return digest.digest();
  }

  test('is the same whatever the batches', () => {
    const whole = digestOf([words.length], true);
    expect(whole).toMatch(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (sizes, textsFirst) => {
          expect(digestOf(sizes, textsFirst)).toBe(whole);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('tells apart what was cut differently, moved, or left out', () => {
    const digests = [
      (digest: RunDigest) => digest.absorbText('ab'),
      (digest: RunDigest) => (digest.absorbText('a'), digest.absorbText('b')),
      (digest: RunDigest) => (digest.absorbText('b'), digest.absorbText('a')),
      (digest: RunDigest) => digest.absorbText('ab\0'),
      (digest: RunDigest) => digest.absorbText(''),
      () => undefined,
      (digest: RunDigest) => digest.absorbWords(Uint32Array.of(0), 1),
      (digest: RunDigest) => digest.absorbWords(Uint32Array.of(0, 0), 2),
      (digest: RunDigest) => digest.absorbBlock([0, 0, 0, 0]),
    ].map((absorb) => {
      const digest = new RunDigest();
      absorb(digest);
      return digest.digest();
    });
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('a copy goes its own way', () => {
    const digest = new RunDigest();
    digest.absorbWords(words, 5000);
    digest.absorbText('x');
    const copy = digest.copy();
    const before = digest.digest();
    expect(copy.digest()).toBe(before);
    copy.absorbWords(words, 1);
    expect(copy.digest()).not.toBe(before);
    expect(digest.digest()).toBe(before);
    digest.absorbWords(words, 1);
    expect(digest.digest()).toBe(copy.digest());
  });
});
