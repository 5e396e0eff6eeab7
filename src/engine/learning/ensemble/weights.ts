/**
 * What it is: members' weights from how well they did.
 * Source: exponential smoothing: S. Roberts, "Control Chart Tests Based on Geometric Moving Averages",
 * Technometrics 1 (1959) 239-250; the correction for a short history is that of Kingma and Ba, "Adam",
 * ICLR 2015, section 3.
 * Units: scores lie in [0, 1]; normalised weights sum to 1.
 */

import { invariant } from '../../base/invariant.ts';

/** The share of a new score in a moving average. */
const SMOOTHING = 0.1;
/** How many of the latest scores a member's record keeps. */
const SCORES_KEPT = 100;

/** A member's standing: its weight and its latest scores, oldest first. Plain data. */
export interface ScoreRecord {
  weight: number;
  readonly scores: number[];
}

/** The record of a member that has not been scored: it weighs 1. */
export function newScoreRecord(): ScoreRecord {
  return { weight: 1, scores: [] };
}

/**
 * Enters a score in [0, 1] into the record, in place: the weight moves by `smoothing` towards the mean of
 * the latest hundred scores. A member that failed or came too late scores 0.
 */
export function enterScore(record: ScoreRecord, score: number, smoothing = SMOOTHING): void {
  invariant(score >= 0 && score <= 1, `a score of ${score}`);
  record.scores.push(score);
  if (record.scores.length > SCORES_KEPT) record.scores.shift();
  // Summed anew each time: a running sum would gather rounding over a long run.
  const mean = record.scores.reduce((sum, own) => sum + own, 0) / record.scores.length;
  record.weight = smoothed(record.weight, mean, smoothing);
}

/** A moving average after one more score. */
export function smoothed(average: number, score: number, smoothing = SMOOTHING): number {
  return (1 - smoothing) * average + smoothing * score;
}

/** The moving average after each score, starting from `start`, or from the first score itself. */
export function smoothedSeries(
  scores: ArrayLike<number>,
  start: number | 'firstScore',
): Float64Array {
  const series = new Float64Array(scores.length);
  let average = start === 'firstScore' ? (scores[0] ?? 0) : start;
  for (let i = 0; i < scores.length; i++) {
    average = smoothed(average, scores[i] as number);
    series[i] = average;
  }
  return series;
}

/** The moving average after each score, from nothing, divided by the share of history it has seen. */
export function correctedSeries(scores: ArrayLike<number>): Float64Array {
  const series = new Float64Array(scores.length);
  let average = 0;
  let unseen = 1;
  for (let i = 0; i < scores.length; i++) {
    average = smoothed(average, scores[i] as number);
    unseen *= 1 - SMOOTHING;
    series[i] = average / (1 - unseen);
  }
  return series;
}

/** The corrected moving average of the latest hundred scores alone; at least one score. */
export function smoothedLatest(scores: readonly number[]): number {
  invariant(scores.length > 0, 'no scores');
  const series = correctedSeries(scores.slice(-SCORES_KEPT));
  return series[series.length - 1] as number;
}

/** Weights divided by their sum; all alike when the sum is 0. */
export function normalised(weights: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] as number;
  return Float64Array.from(weights, (weight) => (sum > 0 ? weight / sum : 1 / weights.length));
}

/**
 * Normalised weights, raised to at least `floor` and normalised again. The second normalisation takes
 * the raised ones a little below the floor; mixedWithFloor keeps it.
 */
export function clippedToFloor(weights: ArrayLike<number>, floor: number): Float64Array {
  return normalised(normalised(weights).map((weight) => Math.max(floor, weight)));
}

/** Each member gets `floor`, and the rest is shared by weight; floor × members must not exceed 1. */
export function mixedWithFloor(weights: ArrayLike<number>, floor: number): Float64Array {
  const rest = 1 - weights.length * floor;
  invariant(floor >= 0 && rest >= -1e-12, `a floor of ${floor} for ${weights.length} members`);
  return normalised(weights).map((weight) => floor + Math.max(0, rest) * weight);
}
