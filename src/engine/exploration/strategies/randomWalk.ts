/**
 * What it is: the random walk: every run has a seed, latencies, losses and faults of its own. What nobody
 * thought of is found by this or by nothing.
 */

import type { Latency, NetworkSettings } from '../../document/design.ts';
import type { Dice } from '../dice.ts';
import { FaultNames, mixFaults } from '../faultMix.ts';
import type { Ground } from '../ground.ts';
import type { ExplorationSettings } from '../settings.ts';
import type { Attempt, Circumstances } from './strategy.ts';
import { limitsOf, seedOf } from './strategy.ts';

/** One run of the walk. */
export function randomWalk({ ground, settings, dice }: Circumstances): Attempt {
  return {
    variation: {
      seed: seedOf(dice),
      network: drawNetwork(ground, settings, dice),
      faults: [...ground.design.faults, ...mixFaults(ground, settings, dice, new FaultNames())],
      limits: limitsOf(ground, settings),
      schedule: ground.plan.schedule ?? [],
    },
  };
}

/** A network for a run; as drawn where the coordinations have different ones. */
export function drawNetwork(
  { plan }: Ground,
  { lossPpmMost, duplicationPpmMost, stretchMost }: ExplorationSettings,
  dice: Dice,
): NetworkSettings | undefined {
  const [first, ...others] = plan.coordinations.map(({ network }) => network);
  const isOne = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  if (first === undefined || !isOne || dice.oneIn(4)) return undefined;
  const mean = meanOf(first.latency);
  const loss = Math.max(first.lossPpm, lossPpmMost);
  const doubling = Math.max(first.duplicationPpm, duplicationPpmMost);
  const isReordered = dice.oneIn(3);
  return {
    latency: drawLatency(first.latency, stretchMost, dice),
    lossPpm: dice.oneIn(2) ? 0 : dice.upTo(loss),
    duplicationPpm: dice.oneIn(2) ? 0 : dice.upTo(doubling),
    reorderPpm: isReordered ? 200_000 : first.reorderPpm,
    reorderMicros: isReordered ? Math.floor(mean * 4) : first.reorderMicros,
  };
}

function drawLatency(drawn: Latency, stretchMost: number, dice: Dice): Latency {
  const mean = meanOf(drawn);
  switch (dice.upTo(2)) {
    case 0:
      return drawn;
    case 1:
      return {
        distribution: 'uniform',
        fromMicros: Math.floor(mean / 10),
        toMicros: Math.floor(mean * dice.pick(stretches(stretchMost))),
      };
    default:
      return {
        distribution: 'exponential',
        leastMicros: Math.floor(mean / 10),
        meanMicros: Math.floor((mean * dice.pick(stretches(stretchMost))) / 2),
      };
  }
}

/** A few factors only: the tables behind distributions are remembered, as long as there are few. */
function stretches(most: number): readonly number[] {
  return [1, 2, 5, 10, 30].filter((factor) => factor === 1 || factor <= most);
}

/** The mean of a latency, in microseconds. */
export function meanOf(latency: Latency): number {
  switch (latency.distribution) {
    case 'constant':
      return latency.micros;
    case 'uniform':
      return (latency.fromMicros + latency.toMicros) / 2;
    case 'normal':
    case 'exponential':
      return latency.meanMicros;
  }
}
