/**
 * `npm run explore:deep`: random Byzantine schedules of byzantine_consensus with at most f faulty replicas, in
 * worker threads. No promise may be broken in any, and every request must be answered. Exits with 1 and the
 * seeds when that is not so.
 *
 *   npm run explore:deep                                 100,000 schedules, shared among n = 4, 7 and 10
 *   npm run explore:deep -- --schedules 9000 --from 5000 3,000 for each n, seeds 5000 to 7999
 *   npm run explore:deep -- --n 7 --schedules 1 --from 4711   one of them again
 *
 * The seeds that are done are printed as it goes, so that it can be stopped and gone on with.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { cpuSeconds } from '../bench/lib/measure.ts';
import { printTable } from '../bench/lib/table.ts';
import {
  addCount,
  emptyCount,
} from '../src/engine/protocols/byzantineConsensus/testing/deepRuns.testing.ts';
import type { DeepCount } from '../src/engine/protocols/byzantineConsensus/testing/deepRuns.testing.ts';
import type { Slice, SliceDone } from './deep/worker.ts';

const USAGE =
  'Usage: npm run explore:deep -- [--schedules N] [--from SEED] [--n 4,7,10] [--workers N]';
const SLICE = 500;

interface Wanted {
  readonly sizes: readonly number[];
  /** For each size. */
  readonly share: number;
  readonly from: number;
  readonly workers: number;
}

function readWanted(): Wanted {
  try {
    const { values } = parseArgs({
      options: {
        schedules: { type: 'string', default: '100000' },
        from: { type: 'string', default: '0' },
        n: { type: 'string', default: '4,7,10' },
        workers: { type: 'string', default: '2' },
      },
    });
    const sizes = values.n.split(',').map((text) => wholeNumber('n', text, 4));
    const schedules = wholeNumber('schedules', values.schedules, 1);
    return {
      sizes,
      share: Math.ceil(schedules / sizes.length),
      from: wholeNumber('from', values.from, 0),
      workers: wholeNumber('workers', values.workers, 1),
    };
  } catch (trouble) {
    console.error(`${trouble instanceof Error ? trouble.message : String(trouble)}\n${USAGE}`);
    process.exit(64);
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} needs whole numbers from ${least} up, not ${text}.`);
  return value;
}

/** Slices of seeds, all sizes taking turns, so that what is done so far is done for each of them. */
function slicesOf({ sizes, share, from }: Wanted): Slice[] {
  const slices: Slice[] = [];
  for (let done = 0; done < share; done += SLICE)
    for (const n of sizes)
      slices.push({ n, from: from + done, count: Math.min(SLICE, share - done) });
  return slices;
}

/** Lets the threads take slices until there are none. */
async function explore(wanted: Wanted, whenDone: (done: SliceDone) => void): Promise<void> {
  const waiting = slicesOf(wanted);
  const threads = Array.from({ length: Math.min(wanted.workers, waiting.length) }, () => {
    const worker = new Worker(new URL('./deep/thread.mjs', import.meta.url));
    return new Promise<void>((resolve, reject) => {
      const next = (): void => {
        const slice = waiting.shift();
        if (slice === undefined) void worker.terminate().then(() => resolve());
        else worker.postMessage(slice);
      };
      worker.on('error', reject);
      worker.on('message', (done: SliceDone) => {
        whenDone(done);
        next();
      });
      next();
    });
  });
  await Promise.all(threads);
}

const wanted = readWanted();
const counts = new Map<number, DeepCount>(wanted.sizes.map((n) => [n, emptyCount()]));
const before = cpuSeconds();

await explore(wanted, ({ slice, count }) => {
  const { n, from } = slice;
  const sum = counts.get(n);
  if (sum !== undefined) addCount(sum, count);
  const last = from + slice.count - 1;
  console.log(`n = ${n}: seeds ${from} to ${last}, ${count.troubles.length} with trouble`);
  for (const trouble of count.troubles) console.log(trouble);
});

const seconds = cpuSeconds() - before;
const all = emptyCount();
for (const count of counts.values()) addCount(all, count);
const row = (name: string, count: DeepCount): (string | number)[] => [
  name,
  `${count.schedules}`,
  `${count.lying}`,
  `${count.crashing}`,
  `${count.parted}`,
  `${count.lossy}`,
  `${count.steps}`,
  `${count.troubles.length}`,
];
printTable(
  `Random Byzantine schedules with at most f faulty, seeds ${wanted.from} to ${wanted.from + wanted.share - 1} for each n`,
  ['n', 'schedules', 'lying', 'crashing', 'parted', 'lossy', 'steps', 'violated or unanswered'],
  [...Array.from(counts, ([n, count]) => row(String(n), count)), row('all', all)],
);
console.log(
  `${all.schedules} schedules in ${seconds.toFixed(0)} CPU s: ${(all.schedules / seconds).toFixed(0)} schedules, ${(all.steps / seconds / 1_000).toFixed(0)} thousand steps a CPU second`,
);
if (all.troubles.length > 0) {
  console.log(`To see one again: npm run explore:deep -- --n N --schedules 1 --from SEED`);
  process.exitCode = 1;
}
