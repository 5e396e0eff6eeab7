/**
 * What it is: how well predictions match the truth.
 * Source: proper scores: T. Gneiting, A. Raftery, "Strictly Proper Scoring Rules, Prediction, and
 * Estimation", JASA 102 (2007); calibration error: M. Naeini, G. Cooper, M. Hauskrecht, "Obtaining
 * Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015.
 * Shapes: probabilities are row-major, rows × classes; confusion is classes × classes, truth × answer.
 * Units: log-loss in natural logarithms; everything else lies in [0, 1] (Brier in [0, 2]).
 * Errors: scores of no rows at all are NaN.
 */

import { ln } from '../base/maths.ts';

/** A true class given probability 0 costs as much as one given the spacing of doubles at 1. */
const PROBABILITY_LEAST = Number.EPSILON;

/** The class with the largest probability in each row; the first of equals. */
export function argmaxRows(probabilities: Float64Array, classes: number): Int32Array {
  const answers = new Int32Array(probabilities.length / classes);
  for (let row = 0; row < answers.length; row++) {
    let best = 0;
    for (let label = 1; label < classes; label++) {
      const at = row * classes;
      if ((probabilities[at + label] as number) > (probabilities[at + best] as number)) {
        best = label;
      }
    }
    answers[row] = best;
  }
  return answers;
}

/** The share of rows answered rightly. */
export function accuracy(labels: ArrayLike<number>, answers: ArrayLike<number>): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) if (labels[row] === answers[row]) right++;
  return right / labels.length;
}

/** The root of the mean squared distance between numbers and what was said of them. */
export function rootMeanSquare(targets: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < targets.length; row++) {
    const error = (values[row] as number) - (targets[row] as number);
    sum += error * error;
  }
  return Math.sqrt(sum / targets.length);
}

/** How often each class (row) was taken for each class (column). Answers below 0 are not counted. */
export function confusionMatrix(
  labels: ArrayLike<number>,
  answers: ArrayLike<number>,
  classes: number,
): Int32Array {
  const counts = new Int32Array(classes * classes);
  for (let row = 0; row < labels.length; row++) {
    const answer = answers[row] as number;
    if (answer < 0) continue;
    const cell = (labels[row] as number) * classes + answer;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

/** The mean of −ln of the probability given to the true class, probabilities renormalised. */
export function logLoss(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
  classes: number,
): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    let total = 0;
    for (let label = 0; label < classes; label++) {
      total += clipped(probabilities[row * classes + label] as number);
    }
    const own = clipped(probabilities[row * classes + (labels[row] as number)] as number);
    sum -= ln(own / total);
  }
  return sum / labels.length;
}

function clipped(probability: number): number {
  return Math.min(1 - PROBABILITY_LEAST, Math.max(PROBABILITY_LEAST, probability));
}

/** The mean squared distance between the probabilities and the truth, summed over classes. */
export function brierScore(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
  classes: number,
): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    for (let label = 0; label < classes; label++) {
      const wanted = labels[row] === label ? 1 : 0;
      const error = (probabilities[row * classes + label] as number) - wanted;
      sum += error * error;
    }
  }
  return sum / labels.length;
}

/**
 * Expected calibration error: rows fall into equal bins (a, b] by the probability of their answer;
 * the mean over rows of their bin's |share answered rightly − mean probability|.
 */
export function calibrationError(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
  classes: number,
  bins: number,
): number {
  const answers = argmaxRows(probabilities, classes);
  const excess = new Float64Array(bins);
  answers.forEach((answer, row) => {
    const confidence = probabilities[row * classes + answer] as number;
    // A border such as 0.6 belongs to the bin below it, also when its last digit has slipped.
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins - 1e-12) - 1));
    excess[bin] = (excess[bin] as number) + (labels[row] === answer ? 1 : 0) - confidence;
  });
  let sum = 0;
  for (const own of excess) sum += Math.abs(own);
  return sum / labels.length;
}

/** How one class fared. All are 0 where nothing was to be counted. */
export interface ClassScores {
  /** Of the rows answered with this class, the share that belong to it. */
  readonly precision: number;
  /** Of the rows that belong to this class, the share answered with it. */
  readonly recall: number;
  /** The harmonic mean of precision and recall. */
  readonly f1: number;
}

/** Precision, recall and F1 of every class, from a confusion matrix. */
export function classScores(confusion: ArrayLike<number>, classes: number): readonly ClassScores[] {
  return Array.from({ length: classes }, (_, label) => {
    const right = confusion[label * classes + label] as number;
    let truth = 0;
    let answered = 0;
    for (let other = 0; other < classes; other++) {
      truth += confusion[label * classes + other] as number;
      answered += confusion[other * classes + label] as number;
    }
    const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
    return {
      precision: share(right, answered),
      recall: share(right, truth),
      f1: share(2 * right, truth + answered),
    };
  });
}
