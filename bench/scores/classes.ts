/**
 * What it is: one seed of a data set with classes: every model and ensemble on the reference's five folds. Whom an ensemble
 * believes it learns from five inner folds of the training rows, so that no row judges its own weight.
 */

import { ln, softmaxInPlace } from '../../src/engine/base/maths.ts';
import { SeededChoices } from '../../src/engine/base/choices.ts';
import { outOfFoldProbabilities } from '../../src/engine/learning/crossValidation.ts';
import { loadDataset } from '../../src/engine/learning/data/bundled.ts';
import type { Examples } from '../../src/engine/learning/data/dataset.ts';
import { takeExamples } from '../../src/engine/learning/data/dataset.ts';
import { splitOfFold, stratifiedFolds } from '../../src/engine/learning/data/splits.ts';
import { bestWithin, findCostFront } from '../../src/engine/learning/ensemble/costOptimal.ts';
import { selectMembers } from '../../src/engine/learning/ensemble/selection.ts';
import { weightedHardVote, weightedSoftVote } from '../../src/engine/learning/ensemble/vote.ts';
import type { LearnerKind, LearnerSetting } from '../../src/engine/learning/learners.ts';
import {
  predictProbabilities,
  settingOf,
  trainLearner,
} from '../../src/engine/learning/learners.ts';
import { accuracy, argmaxRows, logLoss } from '../../src/engine/learning/metrics.ts';
import type { ClassSet } from './entries.ts';
import { CLASS_MODELS, POOL, QUICK } from './entries.ts';
import type { Scoreboard } from './judged.ts';
import { entryOf, FOLDS, foldsOf } from './judged.ts';

/** As the reference: the sharper, the more the best on inner folds decide. */
const TEMPERATURE = 0.01;
const SELECTION_STEPS = 100;

function setting(kind: LearnerKind): LearnerSetting {
  const found = settingOf(kind);
  if (!found.ok) throw new Error(`the defaults of ${kind} are wrong`);
  return found.value;
}

/** What the ensembles know and combine. */
interface Pool {
  readonly classes: number;
  /** What each member says of training rows that it did not see, and of the rows that judge. */
  readonly inner: readonly Float64Array[];
  readonly members: readonly Float64Array[];
  readonly labels: Int32Array;
}

/** All scores of one seed, or those of the quick models. */
export function judgeClasses(set: ClassSet, seed: number, isQuick: boolean): Scoreboard {
  const dataset = loadDataset(set);
  const classes = dataset.classNames.length;
  const folds = foldsOf(set, seed);
  const board: Scoreboard = {};
  for (let fold = 0; fold < FOLDS; fold++) {
    const { train, test } = splitOfFold(folds, fold);
    const examples = takeExamples(dataset, train);
    const held = takeExamples(dataset, test);
    const enter = (name: string, answers: ArrayLike<number>, spread?: Float64Array): void => {
      const entry = entryOf(board, name);
      entry.scores.push(accuracy(held.labels, answers));
      if (spread !== undefined) entry.losses.push(logLoss(held.labels, spread, classes));
      test.forEach((row, i) => {
        entry.rows[row] = held.labels[i] === answers[i] ? 1 : 0;
      });
    };
    const number = seed * FOLDS + fold;
    const models = CLASS_MODELS.filter(({ kind }) => !isQuick || QUICK.includes(kind));
    const said = models.map(({ kind }) => {
      const choices = SeededChoices.named(number, kind);
      const trained = trainLearner(setting(kind), examples, choices);
      const all = predictProbabilities(trained, held.features);
      enter(kind, argmaxRows(all, classes), all);
      return all;
    });
    if (isQuick) continue;
    const inner = innerAnswers(examples, number);
    combine({ classes, inner, members: said.slice(0, POOL), labels: examples.labels }, enter);
  }
  return board;
}

function innerAnswers(examples: Examples, number: number): Float64Array[] {
  return CLASS_MODELS.slice(0, POOL).map(({ kind }) => {
    const choices = SeededChoices.named(number, `inner ${kind}`);
    const folds = stratifiedFolds(examples.labels, FOLDS, choices);
    return outOfFoldProbabilities(setting(kind), examples, folds, choices);
  });
}

type Enter = (name: string, answers: ArrayLike<number>, spread?: Float64Array) => void;

function combine(pool: Pool, enter: Enter): void {
  const { classes, inner, labels, members } = pool;
  const even = members.map(() => 1);
  const right = inner.map((all) => accuracy(labels, argmaxRows(all, classes)));
  const odds = right.map((share) => {
    const kept = Math.min(1 - 1e-6, Math.max(1e-6, share));
    return Math.max(0, ln(kept / (1 - kept)) + ln(classes - 1));
  });
  const sharp = Float64Array.from(right, (share) => share / TEMPERATURE);
  softmaxInPlace(sharp);
  const hard = (name: string, weights: ArrayLike<number>): void => {
    enter(name, hardVotes(pool, weights));
  };
  const soft = (name: string, weights: ArrayLike<number>): void => {
    const spread = softVotes(pool, weights);
    enter(name, argmaxRows(spread, classes), spread);
  };
  hard('vote, hard', even);
  soft('vote, soft', even);
  hard('vote, hard, by accuracy', right);
  soft('vote, soft, by accuracy', right);
  hard('vote, hard, by log-odds', odds);
  soft('vote, soft, sharpened', sharp);
  soft('ensemble selection', selectMembers(inner, labels, classes, SELECTION_STEPS).weights);
  const stack = stacked(pool);
  enter('stacking', argmaxRows(stack, classes), stack);
  const answers = inner.map((all) => [...argmaxRows(all, classes)]);
  const { front } = findCostFront(answers, [...labels], even);
  const chosen = bestWithin(front, 3)?.members ?? [];
  hard(
    'cost optimal, 3 of 6',
    even.map((_, member) => (chosen.includes(member) ? 1 : 0)),
  );
}

function rowsOf({ members, classes }: Pool): number {
  return (members[0]?.length ?? 0) / classes;
}

function hardVotes(pool: Pool, weights: ArrayLike<number>): number[] {
  const answers = pool.members.map((all) => argmaxRows(all, pool.classes));
  return Array.from({ length: rowsOf(pool) }, (_, row) => {
    // Who has no weight is not asked.
    const said = answers.map((own, i) => ((weights[i] as number) > 0 ? own[row] : undefined));
    return weightedHardVote(said, weights, pool.classes)?.winner ?? -1;
  });
}

function softVotes(pool: Pool, weights: ArrayLike<number>): Float64Array {
  const { classes, members } = pool;
  const spread = new Float64Array(rowsOf(pool) * classes);
  for (let row = 0; row < rowsOf(pool); row++) {
    const said = members.map((all) => all.subarray(row * classes, (row + 1) * classes));
    spread.set(weightedSoftVote(said, weights, classes)?.distribution ?? [], row * classes);
  }
  return spread;
}

/** A logistic regression over the members' probabilities, learned from inner folds. */
function stacked({ inner, members, labels, classes }: Pool): Float64Array {
  const columns = inner.length * classes;
  const sideBySide = (all: readonly Float64Array[]): Float64Array =>
    Float64Array.from({ length: (all[0]?.length ?? 0) * all.length }, (_, i) => {
      const row = Math.floor(i / columns);
      const column = i % columns;
      const own = all[Math.floor(column / classes)] as Float64Array;
      return own[row * classes + (column % classes)] as number;
    });
  const examples = { rows: labels.length, columns, classes, features: sideBySide(inner), labels };
  const choices = SeededChoices.named(1, 'meta');
  const trained = trainLearner(setting('logistic_regression'), examples, choices);
  return predictProbabilities(trained, sideBySide(members));
}
