import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPLORATION } from '../../engine/exploration/settings.ts';
import { pbftDesign, plot } from '../../engine/exploration/testing/designs.testing.ts';
import { createExplorationHost } from '../explorationHost.ts';
import { ExplorationPool } from './explorationPool.ts';
import type { Hand } from './explorationPool.ts';
import type { Progress } from './ledger.ts';

const design = pbftDesign({ faults: [plot(2)] });
const settings = DEFAULT_EXPLORATION;
const RANGE_RUNS = 8;
const RUNS = 3 * RANGE_RUNS + 5;

/** A worker in this thread that dies when it is asked for run `fatal`, so many times in all. */
function mortal(fatal: number, deaths: { left: number }): Hand {
  const host = createExplorationHost();
  let isDead = false;
  return {
    worker: {
      ...host,
      explore: (from, to) => {
        if (from > fatal || to <= fatal || deaths.left === 0) return host.explore(from, to);
        deaths.left--;
        isDead = true;
        return Promise.reject(new Error('it ran out of memory'));
      },
    },
    isDead: () => isDead,
    dispose: () => {
      isDead = true;
    },
  };
}

function poolOf(workers: number, spawn: () => Hand, seen: Progress[] = []): ExplorationPool {
  const onProgress = (progress: Progress): void => void seen.push(progress);
  return new ExplorationPool({
    design,
    settings,
    workers,
    spawn,
    onProgress,
    rangeRuns: RANGE_RUNS,
  });
}

const healthy = (): Hand => mortal(-1, { left: 0 });

describe('a pool of workers', () => {
  test('gives the same whatever the number of workers, and whether one of them dies', async () => {
    const one = poolOf(1, healthy);
    await one.exploreTo(RUNS);
    expect(one.progress.runs).toBe(RUNS);
    expect(one.progress.finds[0]).toMatchObject({ run: 0, property: 'agreement' });
    const three = poolOf(3, healthy);
    await three.exploreTo(RUNS);
    expect(three.progress).toEqual(one.progress);
    const deaths = { left: 2 };
    const wounded = poolOf(2, () => mortal(RANGE_RUNS, deaths));
    await wounded.exploreTo(RUNS);
    expect(deaths.left).toBe(0);
    expect(wounded.progress).toEqual(one.progress);
  });

  test('can be stopped and gone on with', async () => {
    const seen: Progress[] = [];
    const pool: ExplorationPool = poolOf(1, healthy, seen);
    const first = pool.exploreTo(3);
    await first;
    expect(pool.progress.runs).toBe(3);
    const going = pool.exploreTo(100_000);
    pool.stop();
    await going;
    expect(pool.progress.runs).toBe(RANGE_RUNS);
    await pool.exploreTo(2 * RANGE_RUNS);
    const whole = poolOf(1, healthy);
    await whole.exploreTo(2 * RANGE_RUNS);
    const { coverage: _, ...result } = whole.progress;
    expect(pool.progress).toMatchObject(result);
    expect(seen.map(({ runs }) => runs)).toEqual([3, RANGE_RUNS, 2 * RANGE_RUNS]);
  });

  test('ends with a sentence when a range kills one worker after another, and tries it again when it goes on', async () => {
    const deaths = { left: 3 };
    const pool = poolOf(2, () => mortal(9, deaths));
    await expect(pool.exploreTo(RUNS)).rejects.toThrow(
      'Runs 8 to 15 could not be executed: it ran out of memory.',
    );
    await pool.exploreTo(RUNS);
    expect(pool.progress.runs).toBe(RUNS);
  });

  test('loses no runs when a worker dies while it is stopped, and makes finds small with another', async () => {
    const deaths = { left: 1 };
    const pool = poolOf(1, () => mortal(2, deaths));
    const going = pool.exploreTo(RUNS);
    pool.stop();
    await going;
    expect([deaths.left, pool.progress.runs]).toEqual([0, 0]);
    expect(await pool.shrink(0, 'agreement')).toBeDefined();
    await pool.exploreTo(RUNS);
    expect(pool.progress.runs).toBe(RUNS);
  });

  test('says what it is to explore, and makes a find small', async () => {
    const pool = poolOf(1, healthy);
    expect(await pool.open()).toMatchObject({
      arenas: [{ id: 'order', participants: 4, tolerated: 1 }],
    });
    await pool.exploreTo(1);
    const small = await pool.shrink(0, 'agreement');
    expect(small?.size.messages).toBeLessThanOrEqual(40);
    expect(await pool.shrink(0, 'validity')).toBeUndefined();
    pool.dispose();
  });
});
