import { expect, test } from 'vitest';
import { availabilityScore, coordinationScore } from './scores.ts';

test('availability follows from health', () => {
  expect(availabilityScore('healthy')).toBe(1);
  expect(availabilityScore('overloaded')).toBe(0.3);
  expect(availabilityScore('unhealthy')).toBe(0);
});

test('the coordination score is the mean of one half, performance, reputation and availability', () => {
  const record = { health: 'healthy', performanceMilli: 900, reputationMilli: 700 } as const;
  expect(coordinationScore(record)).toBe(0.775);
  expect(coordinationScore({ ...record, health: 'overloaded' })).toBe(0.6);
  expect(coordinationScore({ ...record, health: 'unhealthy' })).toBe(0.525);
});

test('what is not known counts as half, and an unknown agent scores nothing', () => {
  expect(coordinationScore({ health: 'healthy' })).toBe(0.625);
  expect(coordinationScore(undefined)).toBe(0);
});

test('two agents of the same sum tie, however it is made up', () => {
  const one = coordinationScore({ health: 'healthy', performanceMilli: 700, reputationMilli: 400 });
  const other = coordinationScore({
    health: 'healthy',
    performanceMilli: 400,
    reputationMilli: 700,
  });
  expect(one).toBe(other);
});
