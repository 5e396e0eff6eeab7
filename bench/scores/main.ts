/**
 * `npm run scores`: what our models and ensembles score beside scikit-learn 1.2.1 on the very same folds, and each
 * ensemble beside the best of its members. Exits with 1 when a score misses what is asked of it.
 *
 *   npm run scores -- wine digits    only these data sets
 *   npm run scores -- --seeds 10     all ten on the digits too, where three take long enough
 *   npm run scores -- --threads 1
 *   npm run scores -- --keep FILE    keeps each seed in the file, and goes on where it was stopped; delete it when a model changes
 */

import { parseArgs } from 'node:util';
import { cpuSeconds } from '../lib/measure.ts';
import { runErrands } from '../lib/threads.ts';
import {
  CLASS_ENSEMBLES,
  CLASS_MODELS,
  CLASS_SETS,
  NUMBER_ENSEMBLES,
  NUMBER_MODELS,
  NUMBER_POOL,
  POOL,
} from './entries.ts';
import type { Scoreboard } from './judged.ts';
import { report } from './report.ts';
import type { Done, Task } from './thread.ts';

const SETS = [...CLASS_SETS, 'diabetes'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string' },
    threads: { type: 'string', default: '2' },
    keep: { type: 'string' },
  },
});
/** So many has the reference. */
const SEEDS_ALL = 10;
/** How many of them are judged in full. */
const seedsOf = (set: string): number =>
  values.seeds === undefined
    ? set === 'digits'
      ? 3
      : SEEDS_ALL
    : Math.min(SEEDS_ALL, Math.max(2, Number(values.seeds)));
const unknown = positionals.filter((one) => !SETS.some((set) => set === one));
if (unknown.length > 0) {
  console.error(`No data set ${unknown.join(', ')}; there are ${SETS.join(', ')}.`);
  process.exit(2);
}
const sets = SETS.filter((set) => positionals.length === 0 || positionals.includes(set));

/** Judges all tasks in threads; resolves with the boards by data set, in order of the seeds. */
async function judgeAll(tasks: readonly Task[]): Promise<ReadonlyMap<string, Scoreboard[]>> {
  const boards = new Map<string, Scoreboard[]>(sets.map((set) => [set, []]));
  await runErrands<Task, Done>({
    module: new URL('thread.ts', import.meta.url),
    tasks,
    threads: Number(values.threads),
    file: values.keep,
    nameOf: ({ set, seed, isQuick }) => `${set}, seed ${seed}${isQuick ? ', quick' : ''}`,
    tell: ({ set, seed, board }) => {
      const own = boards.get(set);
      if (own !== undefined) own[seed] = board;
      process.stderr.write(`${set}, seed ${seed}\n`);
    },
  });
  return boards;
}

/** The seeds to judge; the quick models on all ten, unless fewer were asked for. */
function seedsWanted(set: string): readonly number[] {
  const isShort = set === 'digits' && values.seeds === undefined;
  return Array.from({ length: isShort ? SEEDS_ALL : seedsOf(set) }, (_, seed) => seed);
}

// The slowest first, so that no thread ends up alone with it.
const tasks = sets
  .toReversed()
  .toSorted((one, other) => Number(other === 'digits') - Number(one === 'digits'))
  .flatMap((set) =>
    seedsWanted(set).map((seed): Task => ({ set, seed, isQuick: seed >= seedsOf(set) })),
  );
const boards = await judgeAll(tasks);
const missed = sets.flatMap((set) =>
  set === 'diabetes'
    ? report(set, [...NUMBER_MODELS, ...NUMBER_ENSEMBLES], NUMBER_POOL, boards.get(set) ?? [])
    : report(set, [...CLASS_MODELS, ...CLASS_ENSEMBLES], POOL, boards.get(set) ?? []),
);
console.log(`\n${Math.round(cpuSeconds())} CPU seconds.`);
if (missed.length > 0) {
  console.error(`Missed what is asked: ${missed.join('; ')}.`);
  process.exitCode = 1;
}
