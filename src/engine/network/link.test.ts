import { describe, expect, test } from 'vitest';
import type { NetworkSettings } from '../document/design.ts';
import { copyLuck, linkBases, linkLuck, Links, sendingWord } from './link.ts';

const CALM: NetworkSettings = {
  latency: { distribution: 'uniform', fromMicros: 0, toMicros: 999_999 },
  lossPpm: 0,
  duplicationPpm: 0,
  reorderPpm: 0,
  reorderMicros: 0,
};
const COUNT = 40_000;

/** The luck of so many sendings from one actor to another. */
function luckOf(from: string, to: string, seed = 1, count = COUNT): number[] {
  const { sending } = linkBases(seed, 'c', from);
  const { receiving } = linkBases(seed, 'c', to);
  return Array.from({ length: count }, (_, n) => linkLuck(sendingWord(sending, n), receiving));
}

/** The coefficient of correlation of two series. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - mx) * (y[i]! - my);
    xx += (x[i]! - mx) ** 2;
    yy += (y[i]! - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Four standard errors of a share of `count`. */
const margin = (share: number, count = COUNT): number =>
  4 * Math.sqrt((share * (1 - share)) / count);

describe('the luck of messages', () => {
  test('is the same for the same names and numbers, and another for others', () => {
    expect(luckOf('a', 'b', 1, 5)).toEqual(luckOf('a', 'b', 1, 5));
    const others = [luckOf('a', 'c', 1, 5), luckOf('b', 'a', 1, 5), luckOf('a', 'b', 2, 5)];
    for (const other of others) {
      expect(other.filter((luck) => luckOf('a', 'b', 1, 5).includes(luck))).toEqual([]);
    }
    expect(linkBases(1, 'c', 'a')).not.toEqual(linkBases(1, 'd', 'a'));
    expect(linkBases(2 ** 40, 'c', 'a')).not.toEqual(linkBases(2 ** 41, 'c', 'a'));
  });

  test('every bit is set half of the time and flips with each number', () => {
    const luck = luckOf('a', 'b');
    for (let bit = 0; bit < 32; bit++) {
      let ones = 0;
      let flips = 0;
      for (let i = 0; i < luck.length; i++) {
        ones += (luck[i]! >>> bit) & 1;
        flips += ((luck[i]! ^ luck[(i + 1) % COUNT]!) >>> bit) & 1;
      }
      expect(Math.abs(ones / COUNT - 0.5)).toBeLessThan(margin(0.5) * 1.25);
      expect(Math.abs(flips / COUNT - 0.5)).toBeLessThan(margin(0.5) * 1.25);
    }
  });

  test('links, numbers, copies and purposes are independent of one another', () => {
    const links = new Links({ ...CALM, lossPpm: 500_000, duplicationPpm: 500_000 });
    const delays = (luck: readonly number[]): number[] => luck.map((one) => links.delay(one));
    const flags = (luck: readonly number[], flag: (one: number) => boolean): number[] =>
      luck.map((one) => (flag(one) ? 1 : 0));
    const ab = luckOf('a', 'b');
    const lost = flags(ab, (one) => links.isLost(one));
    const pairs: [string, number[], number[]][] = [
      ['two receivers', delays(ab), delays(luckOf('a', 'c'))],
      ['two senders', delays(ab), delays(luckOf('c', 'b'))],
      ['there and back', delays(ab), delays(luckOf('b', 'a'))],
      ['one after another', delays(ab), delays([...ab.slice(1), ab[0]!])],
      ['a copy', delays(ab), delays(ab.map((one) => copyLuck(one, 1)))],
      ['latency and loss', delays(ab), lost],
      ['loss and doubling', lost, flags(ab, (one) => links.isDoubled(one))],
      ['loss of two receivers', lost, flags(luckOf('a', 'c'), (one) => links.isLost(one))],
    ];
    for (const [what, x, y] of pairs) {
      expect([what, Math.abs(correlation(x, y)) < 4 / Math.sqrt(COUNT)]).toEqual([what, true]);
    }
  });

  test('latencies are spread as the distribution says', () => {
    const links = new Links(CALM);
    const cells = Array.from({ length: 100 }, () => 0);
    for (const luck of luckOf('a', 'b')) cells[Math.floor(links.delay(luck) / 10_000)]!++;
    const expected = COUNT / 100;
    const chiSquare = cells.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: beyond 160 is one in twenty thousand, below 55 as rare.
    expect(chiSquare).toBeLessThan(160);
    expect(chiSquare).toBeGreaterThan(55);
  });

  test('shares are what the settings say', () => {
    const luck = luckOf('a', 'b');
    for (const ppm of [0, 1_000, 50_000, 500_000, 1_000_000]) {
      const links = new Links({ ...CALM, lossPpm: ppm, duplicationPpm: ppm });
      const share = ppm / 1e6;
      const lost = luck.filter((one) => links.isLost(one)).length / COUNT;
      const doubled = luck.filter((one) => links.isDoubled(one)).length / COUNT;
      expect(Math.abs(lost - share)).toBeLessThanOrEqual(margin(share));
      expect(Math.abs(doubled - share)).toBeLessThanOrEqual(margin(share));
      expect(links.isEventful).toBe(ppm > 0);
    }
  });

  test('messages held back come later by at most what the settings say, so that others overtake', () => {
    const luck = luckOf('a', 'b');
    const plain = new Links(CALM);
    const links = new Links({ ...CALM, reorderPpm: 200_000, reorderMicros: 5_000 });
    const extra = luck.map((one) => links.delay(one) - plain.delay(one));
    const held = extra.filter((micros) => micros > 0);
    expect(Math.abs(held.length / COUNT - 0.2)).toBeLessThan(margin(0.2));
    expect(Math.min(...extra)).toBe(0);
    expect(Math.max(...extra)).toBeLessThanOrEqual(5_000);
    const mean = held.reduce((sum, micros) => sum + micros, 0) / held.length;
    expect(Math.abs(mean - 2_500.5)).toBeLessThan(4 * (5_000 / Math.sqrt(12 * held.length)));
    expect(new Links({ ...CALM, reorderPpm: 200_000 }).isEventful).toBe(false);
  });
});
