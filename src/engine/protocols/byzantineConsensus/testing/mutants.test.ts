import { describe, expect, test } from 'vitest';
import { card } from '../card.ts';
import { hostileTroubles, hostileWorld } from './hostileRuns.testing.ts';
import { minorityTroubles, minorityWorld } from './minorities.testing.ts';
import { MUTANTS } from './mutants.testing.ts';

/** By mutant: a seed whose world it does not survive, and what it breaks there. */
const KILLERS: Readonly<Record<string, readonly [seed: number, property: string]>> = {
  preparedAtTwoFLessOne: [11, 'preparedOnce'],
  committedAtTwoF: [1, 'committedHeld'],
  votesNotBySender: [1, 'committedHeld'],
  digestNotCompared: [10, 'preparedOnce'],
  requestsUnchecked: [26, 'validity'],
  secondProposalAccepted: [54, 'preparedOnce'],
  oldViewsAccepted: [514, 'preparedOnce'],
  acceptsAboveWindow: [12, 'withinWindow'],
  assignsAboveWindow: [7, 'withinWindow'],
  executedAgain: [32, 'exactlyOnce'],
  checkpointAtFPlusOne: [3, 'stableHeld'],
  checkpointNotOfState: [66, 'sameState'],
  fillAtF: [4, 'committedHeld'],
  replyAtF: [2, 'answers'],
  preparedForgotten: [12, 'agreement'],
  claimsBelieved: [37, 'agreement'],
  gapsLeft: [0, 'liveness'],
  newViewAtTwoF: [0, 'viewAsked'],
  viewChangesRepeated: [3, 'agreement'],
  newViewBelieved: [17, 'agreement'],
  neverJoins: [42, 'liveness'],
  timersNotDoubled: [0, 'liveness'],
  timerRestartedByAnything: [23, 'liveness'],
  nothingSentAgain: [12, 'liveness'],
  aheadNotCounted: [15, 'liveness'],
  stateKept: [12, 'liveness'],
  earliestChosen: [1597, 'agreement'],
};

describe('mutants', () => {
  test('have names of their own, and a world for each', () => {
    const ids = MUTANTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(KILLERS).sort()).toEqual(ids.toSorted());
    expect(ids.length).toBeGreaterThanOrEqual(16);
  });

  test.each(MUTANTS)('$rule $id: $title', ({ id, protocol, breaks }) => {
    const [seed, property] = KILLERS[id]!;
    expect(hostileTroubles(seed)).toEqual([]);
    const troubles = hostileTroubles(seed, protocol);
    expect(troubles[0]).toMatch(new RegExp(`^seed ${seed}: ${property} `));
    expect(property === 'liveness').toBe(breaks === 'liveness');
  });

  test('hostile worlds meet every behaviour', () => {
    const met = new Set(
      Array.from({ length: 200 }, (_, seed) => hostileWorld(seed))
        .flatMap(({ faults }) => faults ?? [])
        .flatMap((fault) => (fault.kind === 'behaviour' ? [fault.behaviour] : [])),
    );
    // The client’s behaviour has a test of its own.
    for (const { id } of card.behaviours) if (id !== 'bigMac') expect(met).toContain(id);
  });

  test.each([
    ['stateKept', 1],
    ['aheadNotCounted', 2],
    ['neverJoins', 4],
  ])('%s is found out where nobody is faulty and a minority is cut off for good', (id, seed) => {
    const { protocol } = MUTANTS.find((one) => one.id === id)!;
    const world = minorityWorld(seed);
    expect(new Set(world.faults?.map(({ kind }) => kind))).toEqual(new Set(['partition']));
    expect(world.faults?.at(-1)?.until).toBeUndefined();
    expect(minorityTroubles(seed)).toEqual([]);
    expect(minorityTroubles(seed, protocol)[0]).toMatch(/^seed \d+: liveness .* never answered/);
  });

  test('PBFT-38 whoever is cut off for good keeps nobody else from an answer', () => {
    const found = Array.from({ length: 40 }, (_, seed) => minorityTroubles(seed));
    expect(found.flat()).toEqual([]);
  });

  test('PBFT-49 PBFT-50 PBFT-51 PBFT-57 hostile worlds harm nobody who keeps the rules', () => {
    const found = Array.from({ length: 40 }, (_, seed) => hostileTroubles(seed));
    expect(found.flat()).toEqual([]);
  });
});
