/**
 * What it is: random Byzantine schedules: worlds of a given number of replicas in which at least one and at
 * most f are faulty, beside honest crashes, losses and partitions that end. Run to their end, nothing may
 * be broken and every request must be answered. `npm run explore:deep` does a hundred thousand of them.
 */

import { randomWorld, troublesIn } from './randomRuns.testing.ts';
import { runPbft } from './runs.testing.ts';

/** What became of some schedules. */
export interface DeepCount {
  schedules: number;
  /** With replicas that lie or hold back, not only ones that are down for good. */
  lying: number;
  /** Honest replicas that crash and come back. */
  crashing: number;
  parted: number;
  lossy: number;
  /** What the kernel took from its queue. */
  steps: number;
  /** One line for each thing that went wrong, with its seed. */
  readonly troubles: string[];
}

/** Nothing yet. */
export function emptyCount(): DeepCount {
  return { schedules: 0, lying: 0, crashing: 0, parted: 0, lossy: 0, steps: 0, troubles: [] };
}

/** Runs the schedule of a seed for n replicas and adds it to the count. */
export function deepRun(seed: number, n: number, count: DeepCount): void {
  const world = randomWorld(seed, { sizes: [n], culpritsMin: 1 });
  const { faults = [] } = world;
  const run = runPbft(world, 'off');
  const has = (isSo: boolean): number => (isSo ? 1 : 0);
  count.schedules++;
  count.lying += has(faults.some(({ kind }) => kind === 'behaviour'));
  count.crashing += has(faults.some(({ kind, until }) => kind === 'crash' && until !== undefined));
  count.parted += has(faults.some(({ kind }) => kind === 'partition'));
  count.lossy += has((world.network?.lossPpm ?? 0) > 0);
  count.steps += run.steps;
  for (const trouble of troublesIn(world, run)) count.troubles.push(`n = ${n}, ${trouble}`);
}

/** Adds one count to another. */
export function addCount(sum: DeepCount, one: DeepCount): void {
  sum.schedules += one.schedules;
  sum.lying += one.lying;
  sum.crashing += one.crashing;
  sum.parted += one.parted;
  sum.lossy += one.lossy;
  sum.steps += one.steps;
  sum.troubles.push(...one.troubles);
}
