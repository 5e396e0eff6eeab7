import { describe, expect, test } from 'vitest';
import { hunt, tally } from './hunt.testing.ts';
import type { Catch, Strategy } from './hunt.testing.ts';
import { CLUSTER_FAMILY, MARKET_FAMILY, PBFT_FAMILY } from './strategies.testing.ts';

/** Those that do not take long; `npm run mutants` hunts them all. */
const EASY = ['committedAtTwoF', 'checkpointAtFPlusOne'];
const BUDGET = 200;

describe('a hunt', () => {
  const finding = (name: string, at: number): Strategy => ({
    name,
    open: () => (number) => (number === at ? { property: name, explanation: '' } : undefined),
  });

  test('lets the strategies take turns, and counts the schedules of all', () => {
    const { honest } = PBFT_FAMILY;
    const strategies = [finding('one', 5), finding('other', 2)];
    expect(hunt(honest, strategies, 'safety', 1, 100)).toMatchObject({
      strategy: 'other',
      schedules: 6,
    });
    expect(hunt(honest, strategies, 'safety', 1, 5)).toBeUndefined();
  });

  test('is summed up by the median, what was most frequent, and how many were in vain', () => {
    const caught = (schedules: number, strategy: string): Catch => ({
      schedules,
      strategy,
      property: 'agreement',
      explanation: '',
    });
    expect(tally([caught(9, 'walk'), undefined, caught(1, 'twins'), caught(4, 'walk')])).toEqual({
      medianSchedules: 4,
      escaped: 1,
      strategy: 'walk',
      property: 'agreement',
    });
  });
});

describe('a share of the mutants', () => {
  const { mutants, strategies, honest } = PBFT_FAMILY;

  test.each(EASY)('%s is found out', (id) => {
    const { protocol, breaks } = mutants.find((one) => one.id === id)!;
    expect(hunt(protocol, strategies, breaks, 1, BUDGET)).toBeDefined();
  });

  test('the protocol that keeps all its rules is not', () => {
    expect(hunt(honest, strategies, 'safety', 1, 15)).toBeUndefined();
    expect(hunt(honest, strategies, 'liveness', 1, 10)).toBeUndefined();
  });
});

describe('a share of the mutants of Raft and SWIM', () => {
  const { mutants, strategies, honest } = CLUSTER_FAMILY;
  const deaf = strategies.filter(({ name }) => name === 'a deaf voter');
  const breaksOf = (id: string) => mutants.find((one) => one.id === id)!;

  test.each(['quorumOffByOne', 'raisesOthers'])('%s is found out', (id) => {
    const { protocol, breaks } = breaksOf(id);
    expect(hunt(protocol, strategies, breaks, 1, 12)).toBeDefined();
  });

  test('RAFT-11 RAFT-12 a voter that does not hear deposes one leader after another, unless they are guarded', () => {
    const { protocol } = breaksOf('guardsNobody');
    const found = hunt(protocol, deaf, 'liveness', 1, 12);
    expect(found?.property).toBe('leaderStays');
    expect(found?.explanation).toMatch(/elects its leader for the 4th time/);
    expect(hunt(honest, deaf, 'liveness', 1, 12)).toBeUndefined();
  });

  test('DC-3 a region that accepts below its promise is found out where words come late', () => {
    const late = strategies.filter(({ name }) => name === 'late words');
    expect(hunt(breaksOf('acceptsLowBallots').protocol, late, 'safety', 3, 40)).toMatchObject({
      property: 'decisionAgreement',
    });
  });

  test('the cluster that keeps all its rules is not', () => {
    expect(hunt(honest, strategies, 'safety', 1, 12)).toBeUndefined();
  });
});

describe('a share of the mutants of the market', () => {
  const { mutants, strategies, honest } = MARKET_FAMILY;
  /** One of each rule, that does not take long. */
  const easy = [
    'reserveForgotten',
    'tieToTheLater',
    'roundsDown',
    'rawIncrement',
    'clockPaysTheLast',
    'losersPay',
    'ownBidsDisplaced',
    'itemsSoldTwice',
    'worstFirst',
  ];

  test.each(mutants.filter(({ id }) => easy.includes(id)))(
    '$rule $id is found out',
    ({ protocol, breaks }) => {
      expect(hunt(protocol, strategies, breaks, 1, 60)).toBeDefined();
    },
  );

  test('the market that keeps all its rules is not', () => {
    expect(hunt(honest, strategies, 'safety', 1, 24)).toBeUndefined();
    expect(hunt(honest, strategies, 'liveness', 1, 10)).toBeUndefined();
  });
});
