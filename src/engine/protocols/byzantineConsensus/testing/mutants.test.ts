import { describe, expect, test } from 'vitest';
import { card } from '../card.ts';
import { hostileTroubles, hostileWorld } from './hostileRuns.testing.ts';
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

  test('PBFT-49 PBFT-50 PBFT-51 PBFT-57 hostile worlds harm nobody who keeps the rules', () => {
    const found = Array.from({ length: 60 }, (_, seed) => hostileTroubles(seed));
    expect(found.flat()).toEqual([]);
  });
});
