import { expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { leadOf, NO_LEAD, rootLeadOf, withLead } from './ensembleLead.ts';

const sumsOf = (leads: readonly number[], rows = 1) =>
  leads.reduce((sums, lead) => withLead(sums, rows, lead), NO_LEAD);

test('of batches of one size it is the interval of their mean by Student', () => {
  // Mean 0.3, deviation 0.483046; Student's 97.5 % of 9 degrees is 2.262157.
  const leads = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0];
  const half = 2.262157 * (0.483046 / Math.sqrt(10));
  const [low, high] = leadOf(sumsOf(leads)) ?? [];
  expect(low).toBeCloseTo(0.3 - half, 3);
  expect(high).toBeCloseTo(0.3 + half, 3);
  expect(leadOf(sumsOf(leads.slice(0, 4)))).toBeUndefined();
  const root = rootLeadOf(sumsOf(leads), 2) ?? [];
  expect(root[0]).toBeCloseTo((0.3 - half) / 2, 3);
});

test('it holds the true lead 95 times in 100, with few batches of different sizes', () => {
  const choices = SeededChoices.named(7, 'leads');
  const trials = 2_000;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    let sums = NO_LEAD;
    for (let batch = 0; batch < 10; batch++) {
      const rows = 10 + choices.below(20);
      let lead = 0;
      // Each row is won by 0.25 and lost by 0.15.
      for (let row = 0; row < rows; row++) {
        const draw = choices.below(100);
        lead += draw < 25 ? 1 : draw < 40 ? -1 : 0;
      }
      sums = withLead(sums, rows, lead);
    }
    const [low, high] = leadOf(sums) ?? [1, 0];
    if (low <= 0.1 && high >= 0.1) held++;
  }
  expect(held / trials).toBeGreaterThan(0.93);
  expect(held / trials).toBeLessThan(0.97);
});
