import { describe, expect, test } from 'vitest';
import { card } from '../card.ts';
import { hostileTroubles, hostileWorld } from './hostileRuns.testing.ts';
import { MUTANTS } from './mutants.testing.ts';

/** By mutant: a seed whose world it does not survive, and what it breaks there. */
const KILLERS: Readonly<Record<string, readonly [seed: number, property: string]>> = {
  preparedAtTwoFLessOne: [11, 'preparedOnce'],
  committedAtTwoF: [1, 'committedHeld'],
  votesNotBySender: [1, 'committedHeld'],
  digestNotCompared: [12, 'preparedOnce'],
  requestsUnchecked: [1, 'validity'],
  secondProposalAccepted: [30, 'preparedOnce'],
  oldViewsAccepted: [12, 'preparedOnce'],
  acceptsAboveWindow: [3, 'withinWindow'],
  assignsAboveWindow: [7, 'withinWindow'],
  executedAgain: [23, 'exactlyOnce'],
  checkpointAtFPlusOne: [0, 'stableHeld'],
  checkpointNotOfState: [32, 'sameState'],
  fillAtF: [44, 'committedHeld'],
  preparedForgotten: [7, 'agreement'],
  earliestChosen: [330, 'agreement'],
  claimsBelieved: [357, 'agreement'],
  gapsLeft: [12, 'liveness'],
  newViewAtTwoF: [0, 'viewAsked'],
  viewChangesRepeated: [218, 'agreement'],
  newViewBelieved: [255, 'agreement'],
  neverJoins: [9, 'liveness'],
  timersNotDoubled: [0, 'liveness'],
  timerRestartedByAnything: [23, 'liveness'],
  nothingSentAgain: [4, 'liveness'],
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
    for (const { id } of card.behaviours) expect(met).toContain(id);
  });

  test('PBFT-49 PBFT-50 PBFT-51 hostile worlds harm nobody who keeps the rules', () => {
    const found = Array.from({ length: 60 }, (_, seed) => hostileTroubles(seed));
    expect(found.flat()).toEqual([]);
  });
});
