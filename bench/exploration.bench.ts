/**
 * What it is: how many schedules of PBFT one worker explores in a CPU second, every property watching, by
 * strategy; and how often priorities meet a bug of a known depth, beside what is guaranteed and beside chance.
 */

import { openExplorer } from '../src/engine/exploration/explore.ts';
import { DEFAULT_EXPLORATION, STRATEGY_IDS } from '../src/engine/exploration/settings.ts';
import { pbftDesign } from '../src/engine/exploration/testing/designs.testing.ts';
import { hitsOf } from '../src/engine/exploration/testing/hits.testing.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

/** Runs of a round, and before the first: an exploration is long, and a worker's code grows warm in its first thousands. */
const SEALS = [
  { authentication: 'modelled', runs: 2_000, warm: 8_000 },
  { authentication: 'hmac', runs: 400, warm: 400 },
] as const;

function rates(): void {
  const explorers = SEALS.flatMap(({ authentication, runs: size, warm }) =>
    STRATEGY_IDS.map((strategy) => {
      const design = pbftDesign({ parameters: { requests: 1, clients: 1, authentication } });
      const explorer = openExplorer(design, { ...DEFAULT_EXPLORATION, strategies: [strategy] });
      explorer?.explore(0, warm);
      let from = warm;
      let [events, runs] = [0, 0];
      return {
        name: `${strategy}, ${authentication}`,
        eventsPerRun: () => events / runs,
        run: (): number => {
          const report = explorer?.explore(from, from + size);
          from += size;
          events += report?.events ?? 0;
          runs += size;
          return size;
        },
      };
    }),
  );
  const measured = compare(explorers, 3);
  printTable(
    'Schedules of PBFT, n = 4, one request, at most one faulty, every property watching',
    ['strategy, seals', 'runs / CPU s', 'events / run'],
    measured.map(({ name, median }, i) => [name, median, explorers[i]?.eventsPerRun() ?? 0]),
  );
}

function depths(): void {
  const runs = 3_000;
  printTable(
    'Runs that meet a bug of depth d: 2 chains of 10 messages',
    ['d', 'priorities', 'at least', 'uniform choice'],
    [1, 2, 3].map((depth) => {
      const { priorities, uniform, bound } = hitsOf(depth, runs);
      return [String(depth), priorities / runs, bound, uniform / runs];
    }),
  );
}

rates();
depths();
