/**
 * What it is: worlds for byzantine_consensus in which a minority is cut off for good: the network splits again and again,
 * each split before the one before it is over, and in the end at most f replicas, those that are down among them, are on
 * the other side of it than the client and all others, who must answer everything without them. Whoever is called back
 * from behind an earlier split has to catch up with nobody to spare.
 * Units: virtual microseconds.
 */

import { SeededChoices, shuffle } from '../../../base/choices.ts';
import { faultsTolerated } from '../../../base/quorum.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import { troublesIn } from './randomRuns.testing.ts';
import type { Wishes } from './runs.testing.ts';
import { crash, runPbft } from './runs.testing.ts';

const MILLI = 1_000;
const SPLITS_MOST = 4;

/** The world of a seed; nobody lies in it. */
export function minorityWorld(seed: number): Wishes {
  const dice = SeededChoices.named(seed, 'minorities');
  const pick = <Item>(items: readonly Item[]): Item => items[dice.below(items.length)] as Item;
  const n = pick([4, 4, 7]);
  const f = faultsTolerated(n);
  const replicas = Array.from({ length: n }, (_, i) => i);
  shuffle(replicas, dice);
  const down = replicas.slice(0, dice.below(f));
  const apart = replicas.slice(down.length, f);
  const interval = pick([2, 4]);
  return {
    n,
    seed,
    parameters: {
      requests: 4 + dice.below(8),
      clients: 1 + dice.below(4),
      requestIntervalMicros: pick([2, 20, 60]) * MILLI,
      checkpointInterval: interval,
      window: interval * 2,
      viewTimeoutMicros: pick([30, 60, 120]) * MILLI,
      clientTimeoutMicros: pick([60, 200]) * MILLI,
      retransmitMicros: pick([20, 60]) * MILLI,
    },
    network: {
      latency: { distribution: 'uniform', fromMicros: 5 * MILLI, toMicros: pick([15, 60]) * MILLI },
    },
    faults: [
      ...(down.length === 0 ? [] : [crash(down, dice.below(200) * MILLI)]),
      ...splits(replicas, apart, dice),
    ],
    limits: { virtualMicrosMax: 120_000 * MILLI, eventsMax: 400_000 },
  };
}

/** Each begins before the one before it ends; the last one never does. */
function splits(
  replicas: readonly number[],
  apart: readonly number[],
  dice: SeededChoices,
): PlannedFault[] {
  const count = 1 + dice.below(SPLITS_MOST);
  let at = dice.below(40) * MILLI;
  return Array.from({ length: count }, (_, i): PlannedFault => {
    const id = `split${i}`;
    const begun = at;
    if (i === count - 1) return { id, kind: 'partition', at: begun, groups: [apart.map(nameOf)] };
    at += (10 + dice.below(400)) * MILLI;
    const until = at + (1 + dice.below(30)) * MILLI;
    const some = replicas.filter(() => dice.below(3) === 0).map(nameOf);
    return { id, kind: 'partition', at: begun, until, groups: [some] };
  });
}

function nameOf(replica: number): string {
  return `replicas/${replica}`;
}

/** What went wrong in the world of a seed, to the protocol that ships or to another; empty when all was well. */
export function minorityTroubles(seed: number, protocol?: AnyProtocol): readonly string[] {
  const world = minorityWorld(seed);
  return troublesIn(world, runPbft(world, 'off', protocol));
}
