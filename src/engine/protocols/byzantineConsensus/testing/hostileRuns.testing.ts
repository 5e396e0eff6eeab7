/**
 * What it is: worlds for byzantine_consensus that are as hostile as its promises allow: at most f replicas
 * lie, in any of the ways there are and in several after one another, views change with and without
 * reason, and honest replicas are cut off or late for a while. For finding broken rules; see also
 * randomRuns.testing.ts, whose worlds stay as they are for the seeds that are kept as tests.
 */

import { SeededChoices, shuffle } from '../../../base/choices.ts';
import { faultsTolerated } from '../../../base/quorum.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import type { Wishes } from './runs.testing.ts';
import { troublesIn } from './randomRuns.testing.ts';
import { misbehave, runPbft } from './runs.testing.ts';

/** Fixed, so that a seed means the same world for good. */
const BEHAVIOURS = [
  'equivocate',
  'conflictingVotes',
  'forge',
  'corruptDigest',
  'lieInViewChange',
  'stuffNewView',
  'equivocateOn',
  'lieInTransfer',
  'proposeTwice',
  'repeatRequests',
  'inventRequests',
  'leap',
  'repeatVotes',
  'slowPrimary',
  'lieToClient',
  'collude',
  'silent',
  'withhold',
  'replay',
] as const;
const MILLI = 1_000;

/** The hostile world of a seed. */
export function hostileWorld(seed: number): Wishes {
  const dice = SeededChoices.named(seed, 'hostile');
  const pick = <Item>(items: readonly Item[]): Item => items[dice.below(items.length)] as Item;
  const n = pick([4, 4, 4, 7]);
  const f = faultsTolerated(n);
  const replicas = Array.from({ length: n }, (_, i) => i);
  shuffle(replicas, dice);
  // The first primary is a culprit half of the time: nobody else can break the rules of proposing.
  const culprits = dice.below(2) === 0 ? withFirst(replicas.slice(0, f)) : replicas.slice(0, f);
  const honest = replicas.filter((replica) => !culprits.includes(replica));
  const interval = pick([2, 2, 4, 16]);
  return {
    n,
    seed,
    parameters: {
      requests: 3 + dice.below(8),
      clients: 1 + dice.below(4),
      requestIntervalMicros: pick([0, 2_000, 20_000]),
      checkpointInterval: interval,
      window: interval * 2,
      viewTimeoutMicros: pick([4_000, 30_000, 60_000, 250_000]),
      clientTimeoutMicros: pick([60_000, 200_000]),
      retransmitMicros: pick([20_000, 60_000]),
    },
    network: {
      latency: {
        distribution: 'uniform',
        fromMicros: 5 * MILLI,
        toMicros: pick([15, 15, 100]) * MILLI,
      },
      lossPpm: pick([0, 50_000, 200_000]),
      duplicationPpm: pick([0, 100_000]),
      reorderPpm: pick([0, 300_000]),
      reorderMicros: 40_000,
    },
    faults: [...lies(culprits, pick, dice), ...cuts(honest, dice), ...late(honest, dice)],
    limits: { virtualMicrosMax: 120_000_000, eventsMax: 400_000 },
  };
}

function withFirst(replicas: readonly number[]): readonly number[] {
  return replicas.includes(0) ? replicas : [0, ...replicas.slice(1)];
}

/** All together in one way, or each in up to three ways of its own, the later ones from later on. */
function lies(
  culprits: readonly number[],
  pick: <Item>(items: readonly Item[]) => Item,
  dice: SeededChoices,
): PlannedFault[] {
  if (dice.below(3) === 0) {
    const ways = new Set(['collude', pick(BEHAVIOURS)]);
    return [...ways].map((behaviour) => ({ ...misbehave(behaviour, culprits), id: behaviour }));
  }
  return culprits.flatMap((culprit): PlannedFault[] => {
    const ways = new Set(Array.from({ length: 1 + dice.below(3) }, () => pick(BEHAVIOURS)));
    return [...ways].map((behaviour, i) => ({
      ...misbehave(behaviour, [culprit], i === 0 ? 0 : dice.below(120) * MILLI),
      id: `lie${culprit}.${i}`,
    }));
  });
}

/** Up to three times one or two honest replicas that nobody reaches for a while. */
function cuts(honest: readonly number[], dice: SeededChoices): PlannedFault[] {
  return Array.from({ length: dice.below(4) }, (_, i) => {
    const at = (i * 60 + dice.below(100)) * MILLI;
    const until = at + (10 + dice.below(150)) * MILLI;
    const from = dice.below(honest.length);
    const group = honest.slice(from, from + 1 + dice.below(2));
    const groups = [group.map((replica) => `replicas/${replica}`)];
    return { id: `cut${i}`, kind: 'partition', at, until, groups };
  });
}

/** An honest replica whose messages leave late for a while. */
function late(honest: readonly number[], dice: SeededChoices): PlannedFault[] {
  const replica = honest.at(-1);
  if (replica === undefined || dice.below(2) === 0) return [];
  const until = (50 + dice.below(400)) * MILLI;
  const delayMicros = (10 + dice.below(60)) * MILLI;
  return [{ id: 'late', kind: 'slow', at: 0, until, agents: [`replicas/${replica}`], delayMicros }];
}

/** What went wrong in the hostile world of a seed, to the protocol that ships or to another; empty when all was well. */
export function hostileTroubles(seed: number, protocol?: AnyProtocol): readonly string[] {
  const world = hostileWorld(seed);
  return troublesIn(world, runPbft(world, 'off', protocol));
}
