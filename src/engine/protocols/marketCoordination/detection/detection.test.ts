import { describe, expect, test } from 'vitest';
import fixtureFile from '../mechanism/auctions.fixtures.json' with { type: 'json' };
import { flaggedLive } from './measure.testing.ts';
import { addSealed, emptyRingStatistics } from './meetings.ts';
import { ringsOf } from './rings.ts';
import { FEATURES, shillScore } from './shill.ts';
import type { Ratings } from './shill.ts';
import { COMPANY_MODEL, OWN_MODEL } from './shillModel.ts';
import { SCHEMES, makeRingWorld, makeWorld } from './worlds.testing.ts';

/** Worlds that the model was not fitted on, nor its threshold chosen by. */
const UNSEEN = 5_001;

describe('MARKET-28 shills', () => {
  test('fixture SH-01 exactly', () => {
    const { input, expected } = fixtureFile.fixtures.find(
      ({ id }) => id === 'SH-01',
    ) as unknown as { input: Record<keyof Ratings, string>; expected: { score: string } };
    const rational = (text: string): number => {
      const [above = 0, below = 1] = text.split('/').map(Number);
      return above / below;
    };
    const { alpha, beta, gamma, delta, epsilon, zeta } = input;
    const ratings = [alpha, beta, gamma, delta, epsilon, zeta].map(rational);
    const [a = 0, b = 0, g = 0, d = 0, e = 0, z = 0] = ratings;
    const score = shillScore({ alpha: a, beta: b, gamma: g, delta: d, epsilon: e, zeta: z });
    expect(score).toBeCloseTo(rational(expected.score), 12);
  });

  test('the model has a weight for each feature, and one for own odds and company', () => {
    for (const list of [OWN_MODEL.means, OWN_MODEL.deviations, OWN_MODEL.weights])
      expect(list).toHaveLength(FEATURES.length);
    expect(COMPANY_MODEL.weights).toHaveLength(2);
  });

  test.each(SCHEMES)('%s: found while the auctions are held, and nobody else', (scheme) => {
    const world = makeWorld(scheme, UNSEEN);
    const flagged = flaggedLive(world);
    const right = [...world.shills.keys()].filter((shill) => flagged.has(shill)).length;
    expect(right / world.shills.size).toBeGreaterThanOrEqual(scheme === 'S4' ? 0.75 : 1);
    expect(flagged.size - right).toBeLessThanOrEqual(1);
  });

  test('nobody is flagged where nobody cheats', () => {
    expect([...flaggedLive(makeWorld('clean', UNSEEN))]).toEqual([]);
  });
});

describe('MARKET-28 rings', () => {
  test.each(['RING-1', 'RING-2', 'clean'] as const)('%s', (kind) => {
    const world = makeRingWorld(kind, UNSEEN);
    const statistics = emptyRingStatistics();
    for (const log of world.logs) addSealed(statistics, log);
    expect(ringsOf(statistics).map(({ members }) => members)).toEqual(world.rings);
  });

  test('are found all the same where weights give the good to somebody else', () => {
    const world = makeRingWorld('RING-1', UNSEEN);
    const statistics = emptyRingStatistics();
    for (const log of world.logs) {
      const winner = log.bids.at(-1)?.bidder ?? log.winner;
      addSealed(statistics, { ...log, winner });
    }
    expect(ringsOf(statistics).map(({ members }) => members)).toEqual(world.rings);
  });
});
