/**
 * `npm run scores:hpo`: how close each optimiser comes to the optimum after 25, 50, 100 and 200 evaluations, as the median
 * simple regret over seeds, beside other programs on the same objectives; what a suggestion costs; and how much sooner
 * ASHA is as good as random search. Exits with 1 when a target is missed.
 *
 *   npm run scores:hpo                                       everything, 20 seeds: about half an hour of CPU time
 *   npm run scores:hpo -- --only branin,svm                  those objectives whose name has one of the words
 *   npm run scores:hpo -- --optimisers tpe,random --seeds 5  fewer optimisers, fewer seeds
 *   npm run scores:hpo -- --only cost,asha                   only the two last tables
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cpuSeconds, median } from '../bench/lib/measure.ts';
import type { Cell } from '../bench/lib/table.ts';
import { printTable } from '../bench/lib/table.ts';
import { SeededChoices } from '../src/engine/base/choices.ts';
import { CMA_ES_DEFAULT } from '../src/engine/optimisation/samplers/cmaEs/cmaEs.ts';
import { GAUSSIAN_PROCESS_DEFAULT } from '../src/engine/optimisation/samplers/gaussianProcess/gaussianProcess.ts';
import type { SamplerSetting } from '../src/engine/optimisation/samplers/samplers.ts';
import { askSampler, beginSampler } from '../src/engine/optimisation/samplers/samplers.ts';
import { TPE_DEFAULT } from '../src/engine/optimisation/samplers/tpe/tpe.ts';
import { bestAfter, search } from '../src/engine/optimisation/testing/searches.testing.ts';
import { RUNGS, race, trainCurves } from '../bench/lib/halvingRace.ts';
import type { Objective } from '../bench/lib/hpoObjectives.ts';
import { hpoObjectives } from '../bench/lib/hpoObjectives.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    optimisers: { type: 'string', default: '' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const matches = (words: string, name: string): boolean =>
  words.split(',').some((word) => name.includes(word));

interface Optimiser {
  readonly name: string;
  /** What the reference calls the same. */
  readonly reference: string;
  /** Whose target is to be met: that of the settings that are right when nothing is known. */
  readonly target?: string;
  readonly setting: SamplerSetting;
  readonly trials: number;
}

const OPTIMISERS: readonly Optimiser[] = [
  {
    name: 'random',
    reference: 'random',
    setting: { kind: 'random', sequence: 'uniform' },
    trials: 200,
  },
  {
    name: 'random, spread evenly',
    reference: 'sobol',
    setting: { kind: 'random', sequence: 'halton' },
    trials: 200,
  },
  { name: 'tpe', reference: 'tpe_mv', target: 'tpe', setting: TPE_DEFAULT, trials: 200 },
  {
    name: 'tpe, each for itself',
    reference: 'tpe',
    setting: { ...TPE_DEFAULT, isMultivariate: false },
    trials: 200,
  },
  { name: 'cma-es', reference: 'cmaes', setting: CMA_ES_DEFAULT, trials: 200 },
  {
    name: 'gaussian process',
    reference: 'gp_ei',
    target: 'gp_ei',
    setting: GAUSSIAN_PROCESS_DEFAULT,
    trials: 100,
  },
];
const chosen = OPTIMISERS.filter(({ name }) => matches(values.optimisers, name));

const CHECKPOINTS = [25, 50, 100, 200];

interface Reference {
  readonly medians: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
  >;
  readonly targetsAt100: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
const reference = JSON.parse(
  readFileSync(new URL('../bench/lib/hpoReference.json', import.meta.url), 'utf8'),
) as Reference;

let missed = 0;
const short = (x: number): string => (x === 0 ? '0' : x.toPrecision(3));

function rowOf(objective: Objective, optimiser: Optimiser): readonly Cell[] {
  const { setting, trials } = optimiser;
  const regrets = CHECKPOINTS.map((): number[] => []);
  for (const seed of seeds) {
    const done = search(setting, { ...objective, trials, seed });
    CHECKPOINTS.forEach((count, i) => regrets[i]?.push(bestAfter(done, count) - objective.optimum));
  }
  const others = reference.medians[objective.name]?.[optimiser.reference];
  const cells = CHECKPOINTS.map((count, i) => {
    const other = others?.[count];
    const own = count > trials ? '–' : short(median(regrets[i] ?? []));
    return other === undefined ? own : `${own} (${short(other)})`;
  });
  const target = reference.targetsAt100[objective.name]?.[optimiser.target ?? ''];
  const isMet = target === undefined || median(regrets[2] ?? []) <= target;
  if (!isMet) missed++;
  const verdict = target === undefined ? '' : `≤ ${short(target)}: ${isMet ? 'met' : 'MISSED'}`;
  return [optimiser.name, ...cells, verdict];
}

/** CPU milliseconds of a suggestion after 100 trials in six dimensions. */
function costRow({ name, setting }: Optimiser, objective: Objective): readonly Cell[] {
  const trials = search(setting, { ...objective, trials: 100, seed: 1 });
  const state = beginSampler(setting, { space: objective.space, objectives: 1 });
  const choices = SeededChoices.named(1, 'cost');
  const ask = (trialId: number): void => {
    askSampler(state, { trialId, trials, choices });
  };
  for (let i = 0; i < 3; i++) ask(1_000 + i);
  const rounds = Array.from({ length: 15 }, (_, i) => {
    const before = cpuSeconds();
    ask(2_000 + i);
    return 1_000 * (cpuSeconds() - before);
  });
  return [name, median(rounds)];
}

const ASHA = { kind: 'asha', trials: 128, budgetMin: 1, budgetMax: 27, reduction: 3 } as const;
const FULL = { kind: 'full', trials: 128, budgetMax: 27 } as const;

/** A median of 0 is one of orders in which ASHA is never as good. */
const times = (factor: number): string => (factor === 0 ? '–' : `${factor.toFixed(1)} times`);

/** How much of the budget ASHA needs to be as good as random search after so many trials in full. */
function raceRows(): readonly (readonly Cell[])[] {
  const curves = trainCurves(ASHA.trials);
  return [1, 8].flatMap((workers) =>
    [8, 16, 32].map((trials) => {
      const pairs = seeds.map((seed) => {
        const random = race(FULL, curves, seed, workers).slice(0, trials);
        const best = Math.min(...random.map(({ loss }) => loss));
        const asha = race(ASHA, curves, seed, workers).find(({ loss }) => loss <= best);
        const last = random.at(-1);
        const isReached = asha !== undefined && last !== undefined;
        return {
          byEpochs: isReached ? last.spent / asha.spent : 0,
          byTime: isReached ? last.time / asha.time : 0,
          best,
        };
      });
      const never = pairs.filter(({ byTime }) => byTime === 0).length;
      return [
        `${workers}`,
        `${trials}`,
        median(pairs.map(({ best }) => best)),
        times(median(pairs.map(({ byEpochs }) => byEpochs))),
        times(median(pairs.map(({ byTime }) => byTime))),
        `${never} of ${pairs.length}`,
      ];
    }),
  );
}

const objectives = hpoObjectives();
for (const objective of objectives.filter(({ name }) => matches(values.only, name))) {
  const before = cpuSeconds();
  printTable(
    `${objective.name}: median regret of ${seeds.length} seeds (another program's)`,
    ['optimiser', ...CHECKPOINTS.map((count) => `after ${count}`), 'target after 100'],
    chosen.map((optimiser) => rowOf(objective, optimiser)),
  );
  console.log(`  ${(cpuSeconds() - before).toFixed(0)} CPU s`);
}
const sixDimensions = objectives.find(({ name }) => name === 'hartmann6');
if (matches(values.only, 'cost') && sixDimensions !== undefined)
  printTable(
    'CPU milliseconds of a suggestion after 100 trials in 6 dimensions',
    ['optimiser', 'ms'],
    chosen.map((optimiser) => costRow(optimiser, sixDimensions)),
  );
if (matches(values.only, 'asha'))
  printTable(
    `ASHA (epochs ${RUNGS.join(', ')}) against random search in full: perceptrons on ${600} digits, ${seeds.length} orders`,
    ['workers', 'random trials', 'their loss', 'fewer epochs', 'less time', 'never as good'],
    raceRows(),
  );
console.log(missed === 0 ? '\nAll targets are met.' : `\n${missed} targets are missed.`);
if (missed > 0) process.exitCode = 1;
