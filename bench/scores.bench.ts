/**
 * What it is: what our learners and votes score, beside scikit-learn 1.2.1 on the same folds: five
 * folds, ten seeds (three for the digits, on which training is slow), the bundled classification sets. The
 * score of a seed is the mean over its folds. Weights of the weighted votes are accuracies on inner folds of the training rows, so that no
 * row judges its own weight. Times are CPU milliseconds of one training and one prediction of a fold,
 * and what they are for each unit of the learner's own estimate of its cost.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { outOfFoldProbabilities } from '../src/engine/learning/crossValidation.ts';
import { BUNDLED_DATASETS, loadDataset } from '../src/engine/learning/data/bundled.ts';
import type { Examples } from '../src/engine/learning/data/dataset.ts';
import { takeExamples } from '../src/engine/learning/data/dataset.ts';
import { splitOfFold, stratifiedFolds } from '../src/engine/learning/data/splits.ts';
import { selectMembers } from '../src/engine/learning/ensemble/selection.ts';
import type { VoteOutcome } from '../src/engine/learning/ensemble/vote.ts';
import { weightedHardVote, weightedSoftVote } from '../src/engine/learning/ensemble/vote.ts';
import foldFile from '../src/engine/learning/fixtures/folds.json' with { type: 'json' };
import reference from '../src/engine/learning/fixtures/referenceScores.json' with { type: 'json' };
import type { LearnerKind, LearnerSetting } from '../src/engine/learning/learners.ts';
import {
  LEARNER_KINDS,
  predictProbabilities,
  predictionUnits,
  settingOf,
  trainLearner,
  trainingUnits,
} from '../src/engine/learning/learners.ts';
import { accuracy, argmaxRows, logLoss } from '../src/engine/learning/metrics.ts';
import { cpuSeconds, median } from './lib/measure.ts';
import type { Cell } from './lib/table.ts';
import { printTable } from './lib/table.ts';

const SEEDS = { iris: 10, wine: 10, breast_cancer: 10, digits: 3 } as const;
const FOLDS = 5;

/** Names in the reference, and how far from it the mean accuracy may be. */
const RIVALS: Readonly<Record<LearnerKind, readonly [key: string, width: number]>> = {
  decision_tree: ['dt', 0.015],
  random_forest: ['rf100', 0.006],
  logistic_regression: ['logreg_std', 0.002],
  gaussian_naive_bayes: ['gnb', 0.002],
  nearest_neighbours: ['knn5_std', 0.002],
  multilayer_perceptron: ['mlp32_std', 0.006],
  decision_stump: ['stump', 0.015],
  boosted_trees: ['adaboost50_stumps_SAMME', 0.02],
  gradient_boosting: ['gbm100', 0.006],
};
/** The six whose votes the reference took. */
const POOL = LEARNER_KINDS.slice(0, 6);
const VOTES = {
  'vote, hard': ['vote_hard', 0.006],
  'vote, soft': ['vote_soft', 0.006],
  'vote, hard, weighted': ['vote_hard_w_acc', 0.006],
  'vote, soft, weighted': ['vote_soft_w_acc', 0.006],
} as const;
/** Strategies that learn from inner folds whom to believe. */
const STRATEGIES = {
  ensemble_selection: ['caruana_selection_logloss', 0.006],
  stacking: ['stacking_logreg', 0.006],
} as const;
type VoteName = keyof typeof VOTES;

/** One value for each seed. */
interface Track {
  readonly accuracies: number[];
  readonly losses: number[];
}
interface Timing {
  readonly training: number[];
  readonly predicting: number[];
  trainingUnits: number;
  predictingUnits: number;
}

const settings: readonly LearnerSetting[] = LEARNER_KINDS.map((kind) => {
  const setting = settingOf(kind);
  if (!setting.ok) throw new Error(`the defaults of ${kind} are wrong`);
  return setting.value;
});

function timed<Value>(into: number[], work: () => Value): Value {
  const before = cpuSeconds();
  const value = work();
  into.push((cpuSeconds() - before) * 1e3);
  return value;
}

/** What each member of the pool says of training rows that it did not see: by inner folds. */
function innerProbabilities(examples: Examples, seed: number): Float64Array[] {
  return settings.slice(0, POOL.length).map((setting) => {
    const choices = SeededChoices.named(seed, `inner ${setting.kind}`);
    const inner = stratifiedFolds(examples.labels, FOLDS, choices);
    return outOfFoldProbabilities(setting, examples, inner, choices);
  });
}

function outcomes(
  name: VoteName,
  members: readonly Float64Array[],
  weights: readonly number[],
  classes: number,
): (VoteOutcome | undefined)[] {
  const rows = (members[0]?.length ?? 0) / classes;
  const own = name.endsWith('weighted') ? weights : weights.map(() => 1);
  return Array.from({ length: rows }, (_, row) => {
    const said = members.map((all) => all.subarray(row * classes, (row + 1) * classes));
    if (name.startsWith('vote, soft')) return weightedSoftVote(said, own, classes);
    const answers = said.map((probabilities) => argmaxRows(probabilities, classes)[0]);
    return weightedHardVote(answers, own, classes);
  });
}

/** The mean of the members' probabilities by their shares in an ensemble selection of a hundred steps. */
function selected(
  inner: readonly Float64Array[],
  members: readonly Float64Array[],
  labels: Int32Array,
  classes: number,
): Float64Array {
  const { weights } = selectMembers(inner, labels, classes, 100);
  return Float64Array.from(members[0] ?? [], (_, i) =>
    members.reduce((sum, own, m) => sum + (weights[m] as number) * (own[i] as number), 0),
  );
}

/** A logistic regression over the members' probabilities, learned from inner folds. */
function stacked(
  inner: readonly Float64Array[],
  members: readonly Float64Array[],
  labels: Int32Array,
  classes: number,
  seed: number,
): Float64Array {
  const columns = inner.length * classes;
  const sideBySide = (all: readonly Float64Array[]): Float64Array =>
    Float64Array.from({ length: (all[0]?.length ?? 0) * all.length }, (_, i) => {
      const row = Math.floor(i / columns);
      const column = i % columns;
      const own = all[Math.floor(column / classes)] as Float64Array;
      return own[row * classes + (column % classes)] as number;
    });
  const setting = settingOf('logistic_regression');
  if (!setting.ok) throw new Error('the defaults of the meta-learner are wrong');
  const examples = { rows: labels.length, columns, classes, features: sideBySide(inner), labels };
  const choices = SeededChoices.named(seed, 'meta');
  return predictProbabilities(trainLearner(setting.value, examples, choices), sideBySide(members));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

class Scoreboard {
  private readonly tracks = new Map<string, Track>();

  enter(name: string, labels: Int32Array, answers: ArrayLike<number>, loss: number): void {
    const track = this.tracks.get(name) ?? { accuracies: [], losses: [] };
    this.tracks.set(name, track);
    track.accuracies.push(accuracy(labels, answers));
    track.losses.push(loss);
  }

  /** Values entered fold by fold, averaged to one for each seed. */
  seeds(name: string, seeds: number): Track {
    const track = this.tracks.get(name) ?? { accuracies: [], losses: [] };
    const perSeed = (values: readonly number[]): number[] =>
      Array.from({ length: seeds }, (_, seed) =>
        mean(values.slice(seed * FOLDS, (seed + 1) * FOLDS)),
      );
    return { accuracies: perSeed(track.accuracies), losses: perSeed(track.losses) };
  }
}

for (const name of BUNDLED_DATASETS) {
  const dataset = loadDataset(name);
  const classes = dataset.classNames.length;
  const board = new Scoreboard();
  const timings = new Map<LearnerKind, Timing>();
  for (let seed = 0; seed < SEEDS[name]; seed++) {
    const folds = Int32Array.from(foldFile.folds[name][seed] ?? '', Number);
    for (let fold = 0; fold < FOLDS; fold++) {
      const { train, test } = splitOfFold(folds, fold);
      const examples = takeExamples(dataset, train);
      const held = takeExamples(dataset, test);
      const members = settings.map((setting) => {
        const { kind } = setting;
        const timing: Timing = timings.get(kind) ?? {
          training: [],
          predicting: [],
          trainingUnits: trainingUnits(setting, examples),
          predictingUnits: predictionUnits(setting, examples) * held.rows,
        };
        timings.set(kind, timing);
        const choices = SeededChoices.named(seed * FOLDS + fold, kind);
        const trained = timed(timing.training, () => trainLearner(setting, examples, choices));
        const all = timed(timing.predicting, () => predictProbabilities(trained, held.features));
        const loss = logLoss(held.labels, all, classes);
        board.enter(kind, held.labels, argmaxRows(all, classes), loss);
        return all;
      });
      const pool = members.slice(0, POOL.length);
      const inner = innerProbabilities(examples, seed * FOLDS + fold);
      const weights = inner.map((all) => accuracy(examples.labels, argmaxRows(all, classes)));
      for (const [own, all] of [
        ['ensemble_selection', selected(inner, pool, examples.labels, classes)],
        ['stacking', stacked(inner, pool, examples.labels, classes, seed)],
      ] as const) {
        const loss = logLoss(held.labels, all, classes);
        board.enter(own, held.labels, argmaxRows(all, classes), loss);
      }
      for (const vote of Object.keys(VOTES) as VoteName[]) {
        const decided = outcomes(vote, pool, weights, classes);
        const spread = Float64Array.from(decided.flatMap((own) => [...(own?.distribution ?? [])]));
        const answers = decided.map((own) => own?.winner ?? -1);
        board.enter(vote, held.labels, answers, logLoss(held.labels, spread, classes));
      }
    }
  }
  printScores(name, board);
  printTimings(name, timings);
}

function printScores(name: (typeof BUNDLED_DATASETS)[number], board: Scoreboard): void {
  const known: Readonly<Record<string, { accuracy: number; deviation: number; logLoss?: number }>> =
    reference.scores[name];
  const rows = Object.entries({ ...RIVALS, ...VOTES, ...STRATEGIES }).map(
    ([own, [key, width]]): Cell[] => {
      const { accuracies, losses } = board.seeds(own, SEEDS[name]);
      const rival = known[key];
      const ours = mean(accuracies);
      const away = ours - (rival?.accuracy ?? Number.NaN);
      return [
        own,
        `${ours.toFixed(4)} ± ${deviation(accuracies).toFixed(4)}`,
        `${rival?.accuracy.toFixed(4) ?? '-'} ± ${rival?.deviation.toFixed(4) ?? '-'}`,
        `${away >= 0 ? '+' : '−'}${Math.abs(away).toFixed(4)}`,
        `${Math.abs(away) <= width ? 'within' : away > 0 ? 'above' : 'BELOW'} ${width}`,
        rival?.logLoss === undefined ? '' : mean(losses).toFixed(4),
        rival?.logLoss?.toFixed(4) ?? '',
      ];
    },
  );
  printTable(
    `${name}: accuracy and log-loss, ${SEEDS[name]} seeds × ${FOLDS} folds`,
    ['', 'ours', 'scikit-learn', 'difference', 'target', 'our loss', 'its loss'],
    rows,
  );
}

function printTimings(name: string, timings: ReadonlyMap<LearnerKind, Timing>): void {
  printTable(
    `${name}: CPU time of one fold`,
    ['', 'train ms', 'ns / unit', 'predict ms', 'ns / unit'],
    [...timings].map(([kind, timing]) => {
      const train = median(timing.training);
      const predict = median(timing.predicting);
      return [
        kind,
        train,
        (train * 1e6) / timing.trainingUnits,
        predict,
        (predict * 1e6) / timing.predictingUnits,
      ];
    }),
  );
}
