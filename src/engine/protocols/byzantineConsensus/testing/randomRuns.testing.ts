/**
 * What it is: random worlds for byzantine_consensus: at most f replicas are faulty in whatever way, others
 * may crash and come back, the network loses, repeats and reorders, and parts for a while. In each of them
 * nothing may break and every request must be answered.
 */

import { brokenIn, outcomeOf } from '../../../kernel/testing/told.testing.ts';
import { SeededChoices, shuffle } from '../../../base/choices.ts';
import { faultsTolerated } from '../../../base/quorum.ts';
import type { Simulation } from '../../../kernel/simulation.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import type { Wishes } from './runs.testing.ts';
import { misbehave, runPbft } from './runs.testing.ts';

/** Fixed, so that a seed means the same world for good. */
const BEHAVIOURS = [
  'equivocate',
  'conflictingVotes',
  'forge',
  'corruptDigest',
  'lieInViewChange',
  'lieToClient',
  'collude',
  'silent',
  'withhold',
  'replay',
] as const;
const SECOND = 1_000_000;

/** What the chance of a world is left. */
export interface Chance {
  /** Numbers of replicas; one that stands there more often is drawn more often. */
  readonly sizes: readonly number[];
  readonly culpritsMin: number;
}

const ANY: Chance = { sizes: [4, 4, 4, 5, 6, 7, 7, 10], culpritsMin: 0 };

/** The world of a seed. */
export function randomWorld(seed: number, { sizes, culpritsMin }: Chance = ANY): Wishes {
  const dice = SeededChoices.named(seed, 'world');
  const pick = <Item>(items: readonly Item[]): Item => items[dice.below(items.length)] as Item;
  const n = pick(sizes);
  const f = faultsTolerated(n);
  const replicas = Array.from({ length: n }, (_, i) => i);
  shuffle(replicas, dice);
  const culprits = replicas.slice(0, culpritsMin + dice.below(f + 1 - culpritsMin));
  const interval = pick([2, 4, 16]);
  return {
    n,
    seed,
    parameters: {
      requests: 2 + dice.below(12),
      clients: 1 + dice.below(6),
      requestIntervalMicros: pick([0, 1_000, 20_000, 60_000]),
      checkpointInterval: interval,
      window: interval * pick([2, 3]),
      viewTimeoutMicros: pick([40_000, 100_000, 300_000]),
      clientTimeoutMicros: pick([60_000, 200_000]),
      retransmitMicros: pick([30_000, 100_000]),
    },
    network: {
      lossPpm: pick([0, 0, 20_000, 100_000]),
      duplicationPpm: pick([0, 50_000]),
      reorderPpm: pick([0, 200_000]),
      reorderMicros: 40_000,
    },
    faults: [
      ...byzantine(culprits, pick, dice),
      ...crashes(replicas.slice(f), dice),
      ...partitions(n, dice),
    ],
    limits: { virtualMicrosMax: 300 * SECOND, eventsMax: 3_000_000 },
  };
}

/** Each culprit lies alone in one or two ways, is down for good, or all of them collude. */
function byzantine(
  culprits: readonly number[],
  pick: <Item>(items: readonly Item[]) => Item,
  dice: SeededChoices,
): PlannedFault[] {
  if (culprits.length === 0) return [];
  const roll = dice.below(4);
  if (roll === 0) return [misbehave('collude', culprits)];
  return culprits.flatMap((culprit): PlannedFault[] => {
    const at = dice.below(SECOND / 4);
    if (roll === 1 && dice.below(2) === 0) {
      return [{ id: `down${culprit}`, kind: 'crash', at, agents: [`replicas/${culprit}`] }];
    }
    const behaviours = new Set([pick(BEHAVIOURS), pick(BEHAVIOURS)]);
    return [...behaviours].map((behaviour, i) => ({
      ...misbehave(behaviour, [culprit], at),
      id: `lie${culprit}.${i}`,
    }));
  });
}

/** Honest replicas that crash and come back. */
function crashes(honest: readonly number[], dice: SeededChoices): PlannedFault[] {
  return honest.slice(0, dice.below(3)).map((replica) => {
    const at = dice.below(SECOND / 2);
    const until = at + 1 + dice.below(SECOND / 2);
    return { id: `crash${replica}`, kind: 'crash', at, until, agents: [`replicas/${replica}`] };
  });
}

/** At times some replicas are cut off together for a while. */
function partitions(n: number, dice: SeededChoices): PlannedFault[] {
  if (dice.below(3) > 0) return [];
  const at = dice.below(SECOND / 2);
  const group = Array.from({ length: n }, (_, i) => i).filter(() => dice.below(2) === 0);
  if (group.length === 0) return [];
  const until = at + 1 + dice.below(SECOND);
  const groups = [group.map((replica) => `replicas/${replica}`)];
  return [{ id: 'cut', kind: 'partition', at, until, groups }];
}

/** What went wrong in the world of a seed; empty when all was well. */
export function troubles(seed: number): readonly string[] {
  return troublesIn(randomWorld(seed), runPbft(randomWorld(seed), 'off'));
}

/** What went wrong in a world that was run to its end. */
export function troublesIn(world: Wishes, run: Simulation): readonly string[] {
  const { invariants } = run.summary();
  const isAnswered = outcomeOf(run)['executed'] === world.parameters?.requests;
  const found = [...brokenIn(run), ...(isAnswered ? [] : ['unanswered'])];
  return found.map((name) => {
    const why = invariants.find((one) => one.name === name)?.explanation ?? '';
    return `seed ${world.seed}: ${name} ${why}`;
  });
}
