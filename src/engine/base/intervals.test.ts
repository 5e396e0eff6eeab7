import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeededChoices } from './choices.ts';
import { leadInterval, rootInterval, rootLeadInterval, wilsonInterval } from './intervals.ts';

test.each([
  // Worked out by hand from Wilson's formula; R's prop.test without correction gives the same.
  [8, 10, 0.4901625, 0.9433178],
  [0, 10, 0, 0.2775328],
  [10, 10, 0.7224672, 1],
  [95, 100, 0.8882498, 0.9784614],
])('%i of %i', (right, rows, low, high) => {
  const interval = wilsonInterval(right, rows);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test('nothing counted says nothing', () => {
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  expect(leadInterval(0, 0, 0)).toEqual([-1, 1]);
});

test('holds the true share about nineteen times in twenty', () => {
  const choices = SeededChoices.named(1, 'coins');
  let held = 0;
  for (let run = 0; run < 2_000; run++) {
    let right = 0;
    for (let row = 0; row < 60; row++) if (choices.happens(900_000)) right++;
    const [low, high] = wilsonInterval(right, 60);
    if (low <= 0.9 && 0.9 <= high) held++;
  }
  expect(held / 2_000).toBeGreaterThan(0.93);
  expect(held / 2_000).toBeLessThan(0.98);
});

test('a lead is told from luck by the rows on which two differ', () => {
  expect(leadInterval(12, 2, 100)[0]).toBeGreaterThan(0);
  expect(leadInterval(4, 2, 100)[0]).toBeLessThan(0);
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (ahead, behind) => {
      const [low, high] = leadInterval(ahead, behind, 100);
      const [back, forth] = leadInterval(behind, ahead, 100);
      expect(low).toBeCloseTo(-forth, 12);
      expect(high).toBeCloseTo(-back, 12);
    }),
  );
});

test('the interval of a root mean square holds the true one about nineteen times in twenty', () => {
  const choices = SeededChoices.named(2, 'errors');
  let held = 0;
  for (let run = 0; run < 500; run++) {
    let squares = 0;
    let fourths = 0;
    for (let row = 0; row < 80; row++) {
      // Twelve uniform draws have variance 1.
      let error = -6;
      for (let i = 0; i < 12; i++) error += choices.fraction();
      squares += error * error;
      fourths += error * error * error * error;
    }
    const [low, high] = rootInterval(squares, fourths, 80);
    if (low <= 1 && 1 <= high) held++;
  }
  expect(held / 500).toBeGreaterThan(0.89);
  expect(rootInterval(0, 0, 0)).toEqual([0, Infinity]);
  expect(rootInterval(8, 32, 2)).toEqual([2, 2]);
});

test('the interval of a lead in root mean square is centred on the lead', () => {
  // One is off by 3 on every row, the other by 2: the lead is 1, without doubt.
  const [low, high] = rootLeadInterval(5 * 10, 25 * 10, 10, 5);
  expect(low).toBeCloseTo(1, 12);
  expect(high).toBeCloseTo(1, 12);
  const [below, above] = rootLeadInterval(0, 100, 10, 5);
  expect(below).toBeCloseTo(-above, 12);
  expect(rootLeadInterval(0, 0, 0, 0)).toEqual([0, 0]);
});
