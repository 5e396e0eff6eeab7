/**
 * What it is: ASHA against random search with full training, on curves of real training: perceptrons on a part of
 * digits. Each configuration is trained once to every rung; a race then only looks the losses up, so that it can be run
 * with many orders of configurations and many workers.
 */
import { median } from '../lib/measure.ts';
import type { Cell } from '../lib/table.ts';
import { SeededChoices, shuffle } from '../../src/engine/base/choices.ts';
import { datasetNamed } from '../../src/engine/learning/data/named.ts';
import { multilayerPerceptron } from '../../src/engine/learning/learners/multilayerPerceptron.ts';
import { randomAssignment } from '../../src/engine/optimisation/samplers/fresh.ts';
import type { Job } from '../../src/engine/optimisation/scheduling/scheduler.ts';
import type { SchedulerSetting } from '../../src/engine/optimisation/scheduling/schedulers.ts';
import {
  beginScheduler,
  nextJob,
  reportJob,
} from '../../src/engine/optimisation/scheduling/schedulers.ts';
import type { SearchSpace } from '../../src/engine/optimisation/space/space.ts';

/** Epochs. */
export const RUNGS = [1, 3, 9, 27];
const ROWS = 600;
const TRAINING_ROWS = 400;

const SPACE: SearchSpace = {
  parameters: [
    { kind: 'float', name: 'learningRate', low: 1e-5, high: 0.3, scale: 'log' },
    { kind: 'integer', name: 'hiddenUnits', low: 2, high: 48, scale: 'log' },
    { kind: 'integer', name: 'batchRows', low: 8, high: 256, scale: 'log' },
    { kind: 'float', name: 'penalty', low: 1e-6, high: 1, scale: 'log' },
  ],
};

/** For each configuration its log-loss on the rows kept back, at each rung. */
type Curves = readonly (readonly number[])[];

/** Trains so many configurations by chance; some CPU seconds each. */
function trainCurves(count: number): Curves {
  const dataset = datasetNamed('digits');
  if (dataset?.task !== 'classification') throw new Error('digits are not there');
  const { columns, features, labels, classNames } = dataset;
  const choices = SeededChoices.named(1, 'configurations');
  const held = { from: TRAINING_ROWS * columns, to: ROWS * columns };
  const examples = {
    rows: TRAINING_ROWS,
    columns,
    features: features.slice(0, held.from),
    labels: labels.slice(0, TRAINING_ROWS),
    classes: classNames.length,
  };
  return Array.from({ length: count }, () => {
    const { learningRate, hiddenUnits, batchRows, penalty } = randomAssignment(SPACE, choices);
    return RUNGS.map((epochs) => {
      const parameters = {
        learningRate: Number(learningRate),
        hiddenUnits: Number(hiddenUnits),
        batchRows: Number(batchRows),
        penalty: Number(penalty),
        epochs,
        isStandardised: true,
      };
      const luck = SeededChoices.named(1, 'training');
      const model = multilayerPerceptron.fit(examples, parameters, luck);
      const shares = multilayerPerceptron.predictProbabilities(
        model,
        features.slice(held.from, held.to),
      );
      let loss = 0;
      for (let row = 0; row < ROWS - TRAINING_ROWS; row++) {
        const share = shares[row * examples.classes + labels[TRAINING_ROWS + row]!]!;
        loss -= Math.log(Math.max(share, 1e-12)) / (ROWS - TRAINING_ROWS);
      }
      return loss;
    });
  });
}

interface Milestone {
  /** Epochs spent by all workers when a trial was trained in full. */
  readonly spent: number;
  /** Wall time in epochs, with so many workers of one speed. */
  readonly time: number;
  readonly loss: number;
}

/** The trials that were trained in full, in the order in which they ended. */
function race(
  setting: SchedulerSetting,
  curves: Curves,
  seed: number,
  workers: number,
): readonly Milestone[] {
  const order = curves.map((_, i) => i);
  shuffle(order, SeededChoices.named(seed, 'order'));
  const state = beginScheduler(setting);
  const running: { readonly job: Job; readonly ends: number }[] = [];
  const milestones: Milestone[] = [];
  let now = 0;
  let spent = 0;
  for (;;) {
    while (running.length < workers) {
      const turn = nextJob(state);
      if (turn.kind !== 'job') break;
      running.push({ job: turn.job, ends: now + turn.job.budget - turn.job.spent });
    }
    running.sort((one, other) => one.ends - other.ends || one.job.trialId - other.job.trialId);
    const done = running.shift();
    if (done === undefined) return milestones;
    const { job, ends } = done;
    now = ends;
    spent += job.budget - job.spent;
    const loss = curves[order[job.trialId]!]![RUNGS.indexOf(job.budget)]!;
    if (job.budget === RUNGS.at(-1)) milestones.push({ spent, time: now, loss });
    reportJob(state, job, loss);
  }
}

const ASHA = { kind: 'asha', trials: 128, budgetMin: 1, budgetMax: 27, reduction: 3 } as const;
const FULL = { kind: 'full', trials: 128, budgetMax: 27 } as const;

/** A median of 0 is one of orders in which ASHA is never as good. */
const times = (factor: number): string => (factor === 0 ? '–' : `${factor.toFixed(1)} times`);

export const RACE_COLUMNS = [
  'workers',
  'random trials',
  'their loss',
  'fewer epochs',
  'less time',
  'never as good',
];

/** How much of the budget ASHA needs to be as good as random search after so many trials in full. */
export function raceRows(seeds: readonly number[]): readonly (readonly Cell[])[] {
  const curves = trainCurves(ASHA.trials);
  return [1, 4, 8].flatMap((workers) =>
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
