/**
 * What it is: what half of the workers dying in the middle of a search does to it: whether a trial is lost or counted twice,
 * and how much longer it takes. Whole runs of the protocol: twenty-four trees on iris by four workers of different speed.
 */

import { median } from '../lib/measure.ts';
import type { Cell } from '../lib/table.ts';
import { crash } from '../../src/engine/protocols/testing/rehearsal.testing.ts';
import {
  found,
  search,
  told,
} from '../../src/engine/protocols/hyperparameterOptimization/testing/searches.testing.ts';

const TRIALS = 24;
const WORKERS = [0, 1, 2, 3];

export const LOSS_COLUMNS = [
  'scheduler',
  'trials drawn up',
  'carried through or pruned',
  'never ended',
  'ended twice',
  'levels counted twice',
  'taken back',
  'longer by',
];

/** One row for each scheduler: two of four workers die when a third of the search is done, other ones for each seed. */
export function lossRows(seeds: readonly number[]): readonly (readonly Cell[])[] {
  return ['full', 'successive_halving', 'hyperband', 'asha'].map((scheduler) => {
    const runs = seeds.map((seed) => {
      const parameters = { scheduler, levels: 9, resource: 'rows', maxIterations: TRIALS };
      const calm = search({ seed, parameters });
      const at = Math.round(calm.now / 3);
      const faults = WORKERS.filter((worker) => (worker + seed) % 2 === 0).map((worker) => ({
        ...crash(worker, at + 1_000 * worker),
        id: `dies ${worker}`,
      }));
      const run = search({ seed, faults, parameters });
      const drawn = idsOf(run, 'trial.created');
      const ends = ['trial.finished', 'trial.pruned', 'trial.failed', 'trial.cancelled'].flatMap(
        (kind) => idsOf(run, kind),
      );
      const levels = told(run, 'trial.reported').map(
        ({ fields }) => `${fields['trial']} at ${fields['level']}`,
      );
      const { complete, pruned } = found(run).trials;
      return {
        drawn: drawn.length,
        ended: complete + pruned,
        never: drawn.filter((id) => !ends.includes(id)).length,
        twice: ends.length - new Set(ends).size,
        levels: levels.length - new Set(levels).size,
        takenBack: told(run, 'trial.lost').length,
        longer: run.now / calm.now - 1,
      };
    });
    const sum = (of: keyof (typeof runs)[number]): string =>
      `${runs.reduce((all, run) => all + run[of], 0)}`;
    return [
      scheduler,
      sum('drawn'),
      sum('ended'),
      sum('never'),
      sum('twice'),
      sum('levels'),
      sum('takenBack'),
      `${Math.round(100 * median(runs.map(({ longer }) => longer)))} %`,
    ];
  });
}

const idsOf = (run: ReturnType<typeof search>, kind: string): readonly number[] =>
  told(run, kind).map(({ fields }) => Number(fields['trial']));
