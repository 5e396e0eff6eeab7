/**
 * `npm run scores:hpo`: how close each optimiser comes to the optimum after 25, 50, 100 and 200 evaluations, as the median
 * simple regret over seeds, beside other programs on the same objectives; what a suggestion costs; how much sooner
 * ASHA is as good as random search; and what half of the workers dying does to a search. Exits with 1 when a target is missed.
 *
 *   npm run scores:hpo                                       everything, 20 seeds, two threads
 *   npm run scores:hpo -- --only branin,svm                  those objectives whose name has one of the words
 *   npm run scores:hpo -- --optimisers tpe,random --seeds 5  fewer optimisers, fewer seeds
 *   npm run scores:hpo -- --only cost,asha,loss              only the three last tables
 *   npm run scores:hpo -- --keep FILE                        keeps each search in the file, and goes on where it was stopped;
 *                                                            delete the file when an optimiser changes
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Objective } from '../lib/hpoObjectives.ts';
import { hpoObjectives } from '../lib/hpoObjectives.ts';
import { cpuSeconds, median } from '../lib/measure.ts';
import type { Cell } from '../lib/table.ts';
import { printTable } from '../lib/table.ts';
import { runErrands } from '../lib/threads.ts';
import { RACE_COLUMNS, RUNGS, raceRows } from './ashaRace.ts';
import { LOSS_COLUMNS, lossRows } from './lossOfWorkers.ts';
import type { Optimiser } from './optimisers.ts';
import { CHECKPOINTS, OPTIMISERS } from './optimisers.ts';
import { costRow } from './suggestionCost.ts';
import type { Searched, Task } from './thread.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    optimisers: { type: 'string', default: '' },
    threads: { type: 'string', default: '2' },
    keep: { type: 'string' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const matches = (words: string, name: string): boolean =>
  words.split(',').some((word) => name.includes(word));
const chosen = OPTIMISERS.filter(({ name }) => matches(values.optimisers, name));
const all = hpoObjectives();
const objectives = all.filter(({ name }) => matches(values.only, name));

interface Reference {
  readonly medians: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
  >;
  readonly targetsAt100: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
const reference = JSON.parse(
  readFileSync(new URL('../lib/hpoReference.json', import.meta.url), 'utf8'),
) as Reference;

let missed = 0;
const short = (x: number): string => (x === 0 ? '0' : x.toPrecision(3));
const nameOfRow = (objective: string, optimiser: string): string => `${objective}, ${optimiser}`;

function rowOf(objective: Objective, optimiser: Optimiser, rows: readonly Searched[]): Cell[] {
  const regretAt = (i: number): number =>
    median(rows.map(({ regrets }) => regrets[i] ?? Number.NaN));
  const others = reference.medians[objective.name]?.[optimiser.reference];
  const cells = CHECKPOINTS.map((count, i) => {
    const other = others?.[count];
    const own = count > optimiser.trials ? '–' : short(regretAt(i));
    return other === undefined ? own : `${own} (${short(other)})`;
  });
  const target = reference.targetsAt100[objective.name]?.[optimiser.target ?? ''];
  const isMet = target === undefined || regretAt(CHECKPOINTS.indexOf(100)) <= target;
  if (!isMet) missed++;
  const verdict = target === undefined ? '' : `≤ ${short(target)}: ${isMet ? 'met' : 'MISSED'}`;
  return [optimiser.name, ...cells, verdict];
}

/** Prints each objective's table as soon as the last of its searches has come. */
async function compareAll(): Promise<void> {
  const rows = new Map<string, Searched[]>();
  const open = new Set(objectives);
  const rowsOf = (objective: Objective, optimiser: Optimiser): Searched[] =>
    rows.get(nameOfRow(objective.name, optimiser.name)) ?? [];
  await runErrands<Task, Searched>({
    module: new URL('thread.ts', import.meta.url),
    tasks: objectives.flatMap((objective) =>
      chosen.flatMap((optimiser) =>
        seeds.map((seed) => ({ objective: objective.name, optimiser: optimiser.name, seed })),
      ),
    ),
    threads: Number(values.threads),
    file: values.keep,
    nameOf: ({ objective, optimiser, seed }) => `${nameOfRow(objective, optimiser)}, ${seed}`,
    tell: (searched) => {
      const name = nameOfRow(searched.objective, searched.optimiser);
      rows.set(name, [...(rows.get(name) ?? []), searched]);
      if (rows.get(name)?.length === seeds.length) process.stderr.write(`${name}\n`);
      for (const objective of open) {
        if (chosen.some((optimiser) => rowsOf(objective, optimiser).length < seeds.length))
          continue;
        open.delete(objective);
        printTable(
          `${objective.name}: median regret of ${seeds.length} seeds (another program's)`,
          ['optimiser', ...CHECKPOINTS.map((count) => `after ${count}`), 'target after 100'],
          chosen.map((optimiser) => rowOf(objective, optimiser, rowsOf(objective, optimiser))),
        );
      }
    },
  });
}

await compareAll();
const sixDimensions = all.find(({ name }) => name === 'hartmann6');
if (matches(values.only, 'cost') && sixDimensions !== undefined)
  printTable(
    'CPU milliseconds of a suggestion after 100 trials in 6 dimensions',
    ['optimiser', 'ms'],
    chosen.map((optimiser) => costRow(optimiser, sixDimensions)),
  );
if (matches(values.only, 'asha'))
  printTable(
    `ASHA (epochs ${RUNGS.join(', ')}) against random search in full: perceptrons on ${600} digits, ${seeds.length} orders`,
    RACE_COLUMNS,
    raceRows(seeds),
  );
if (matches(values.only, 'loss'))
  printTable(
    `Two of four workers die when a third of the search is done: sums over ${seeds.length} seeds`,
    LOSS_COLUMNS,
    lossRows(seeds),
  );
console.log(`\n${Math.round(cpuSeconds())} CPU seconds.`);
console.log(missed === 0 ? 'All targets are met.' : `${missed} targets are missed.`);
if (missed > 0) process.exitCode = 1;
