/**
 * What it is: a Gaussian process with the Matérn 5/2 kernel and a length for each coordinate: what is believed of a
 * function after some of its values, and how likely those values were.
 * Source: C. Rasmussen, C. Williams, "Gaussian Processes for Machine Learning", 2006, chapters 2, 4 and 5.
 * Shapes: points are rows × columns, row after row. Theta is the logarithms of the lengths, of the signal's variance
 * and of the noise's, in this order.
 * Errors: a kernel that is not positive even with more noise gives undefined.
 * Cost: rows³ for learning, rows² for a prediction.
 */

import { PI, exp, ln } from '../../../base/maths.ts';
import { factorise, inverseOf, solveLower, solveUpper } from '../../mathematics/cholesky.ts';

export interface Observations {
  readonly rows: number;
  readonly columns: number;
  readonly points: Float64Array;
  readonly values: Float64Array;
}

/** What was learned; a value, never changed. */
export interface Process {
  readonly observations: Observations;
  readonly theta: Float64Array;
  readonly factor: Float64Array;
  /** The kernel's inverse times the values. */
  readonly pull: Float64Array;
  readonly logLikelihood: number;
}

export interface Belief {
  readonly mean: number;
  readonly variance: number;
}

const ROOT_5 = Math.sqrt(5);
/** What is added to the diagonal, as a share of the signal, when digits run out; ten times more each time. */
const JITTER_LEAST = 1e-10;
const JITTERS = 6;

/** What observations say under given lengths and variances. */
export function learnProcess(observations: Observations, theta: Float64Array): Process | undefined {
  const { rows, values, columns } = observations;
  const signal = exp(theta[columns] as number);
  for (let i = 0, jitter = 0; i < JITTERS; i++) {
    const factor = kernelMatrix(observations, theta, jitter * signal);
    if (factorise(factor, rows)) {
      const pull = Float64Array.from(values);
      solveLower(factor, rows, pull);
      let logLikelihood = -0.5 * rows * ln(2 * PI);
      for (let k = 0; k < rows; k++) {
        const whitened = pull[k] as number;
        logLikelihood -= 0.5 * whitened * whitened + ln(factor[k * rows + k] as number);
      }
      solveUpper(factor, rows, pull);
      return { observations, theta, factor, pull, logLikelihood };
    }
    jitter = jitter === 0 ? JITTER_LEAST : jitter * 10;
  }
  return undefined;
}

function kernelMatrix(
  { rows, columns, points }: Observations,
  theta: Float64Array,
  jitter: number,
): Float64Array {
  const matrix = new Float64Array(rows * rows);
  const inverseSquares = squaresOf(theta, columns);
  const signal = exp(theta[columns] as number);
  const noise = exp(theta[columns + 1] as number) + jitter;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let distance = 0;
      for (let c = 0; c < columns; c++) {
        const apart = (points[i * columns + c] as number) - (points[j * columns + c] as number);
        distance += apart * apart * (inverseSquares[c] as number);
      }
      matrix[i * rows + j] = signal * matern(Math.sqrt(distance));
    }
    matrix[i * rows + i] = signal + noise;
  }
  return matrix;
}

function matern(distance: number): number {
  const scaled = ROOT_5 * distance;
  return (1 + scaled + (scaled * scaled) / 3) * exp(-scaled);
}

function squaresOf(theta: Float64Array, columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, c) => exp(-2 * (theta[c] as number)));
}

/** Adds the slope of the log-likelihood in each entry of theta to `gradient`. */
export function addLikelihoodSlope(process: Process, gradient: Float64Array): void {
  const { observations, theta, factor, pull } = process;
  const { rows, columns, points } = observations;
  const inverse = inverseOf(factor, rows);
  const inverseSquares = squaresOf(theta, columns);
  const signal = exp(theta[columns] as number);
  const noise = exp(theta[columns + 1] as number);
  const squares = new Float64Array(columns);
  let ofSignal = 0;
  let ofNoise = 0;
  for (let i = 0; i < rows; i++) {
    const own = (pull[i] as number) * (pull[i] as number) - (inverse[i * rows + i] as number);
    ofNoise += own;
    ofSignal += 0.5 * own * signal;
    for (let j = 0; j < i; j++) {
      const weight = (pull[i] as number) * (pull[j] as number) - (inverse[i * rows + j] as number);
      let distance = 0;
      for (let c = 0; c < columns; c++) {
        const apart = (points[i * columns + c] as number) - (points[j * columns + c] as number);
        const square = apart * apart * (inverseSquares[c] as number);
        squares[c] = square;
        distance += square;
      }
      const scaled = ROOT_5 * Math.sqrt(distance);
      const decay = signal * exp(-scaled);
      ofSignal += weight * decay * (1 + scaled + (scaled * scaled) / 3);
      const slope = ((weight * 5) / 3) * decay * (1 + scaled);
      for (let c = 0; c < columns; c++)
        gradient[c] = (gradient[c] as number) + slope * (squares[c] as number);
    }
  }
  gradient[columns] = (gradient[columns] as number) + ofSignal;
  gradient[columns + 1] = (gradient[columns + 1] as number) + 0.5 * ofNoise * noise;
}

/** What is believed of the function itself, without noise, at a point. */
export function predict(process: Process, point: ArrayLike<number>): Belief {
  const { observations, factor, pull, theta } = process;
  const { rows, columns } = observations;
  const near = nearness(process, point);
  let mean = 0;
  for (let i = 0; i < rows; i++) mean += (near[i] as number) * (pull[i] as number);
  solveLower(factor, rows, near);
  let variance = exp(theta[columns] as number);
  for (let i = 0; i < rows; i++) variance -= (near[i] as number) * (near[i] as number);
  return { mean, variance: Math.max(variance, 0) };
}

/** The kernel between a point and every observation. */
function nearness({ observations, theta }: Process, point: ArrayLike<number>): Float64Array {
  const { rows, columns, points } = observations;
  const inverseSquares = squaresOf(theta, columns);
  const signal = exp(theta[columns] as number);
  return Float64Array.from({ length: rows }, (_, i) => {
    let distance = 0;
    for (let c = 0; c < columns; c++) {
      const apart = (point[c] as number) - (points[i * columns + c] as number);
      distance += apart * apart * (inverseSquares[c] as number);
    }
    return signal * matern(Math.sqrt(distance));
  });
}

/** The belief at a point with its slopes, which are written into the two arrays. */
export function predictSlopes(
  process: Process,
  point: ArrayLike<number>,
  ofMean: Float64Array,
  ofVariance: Float64Array,
): Belief {
  const { observations, factor, pull, theta } = process;
  const { rows, columns, points } = observations;
  const near = nearness(process, point);
  const solved = Float64Array.from(near);
  solveLower(factor, rows, solved);
  let variance = exp(theta[columns] as number);
  for (let i = 0; i < rows; i++) variance -= (solved[i] as number) * (solved[i] as number);
  solveUpper(factor, rows, solved);
  const inverseSquares = squaresOf(theta, columns);
  const signal = exp(theta[columns] as number);
  ofMean.fill(0);
  ofVariance.fill(0);
  let mean = 0;
  for (let i = 0; i < rows; i++) {
    mean += (near[i] as number) * (pull[i] as number);
    let distance = 0;
    for (let c = 0; c < columns; c++) {
      const apart = (point[c] as number) - (points[i * columns + c] as number);
      distance += apart * apart * (inverseSquares[c] as number);
    }
    const scaled = ROOT_5 * Math.sqrt(distance);
    const slope = -(5 / 3) * signal * (1 + scaled) * exp(-scaled);
    for (let c = 0; c < columns; c++) {
      const apart = (point[c] as number) - (points[i * columns + c] as number);
      const moved = slope * apart * (inverseSquares[c] as number);
      ofMean[c] = (ofMean[c] as number) + moved * (pull[i] as number);
      ofVariance[c] = (ofVariance[c] as number) - 2 * moved * (solved[i] as number);
    }
  }
  return { mean, variance: Math.max(variance, 0) };
}
