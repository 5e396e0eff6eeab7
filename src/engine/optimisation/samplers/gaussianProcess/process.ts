/**
 * What it is: a Gaussian process with the Matérn 5/2 kernel and a length for each coordinate: what is believed of a
 * function after some of its values, and how likely those values were.
 * Source: C. Rasmussen, C. Williams, "Gaussian Processes for Machine Learning", 2006, chapters 2, 4 and 5.
 * Shapes: points are rows × columns, row after row. Theta is the logarithms of the lengths, of the signal's variance
 * and of the noise's, in this order.
 * A factor is kept in the lower half of its matrix, and in the upper half e^(−√5 × distance) of the two observations.
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
  /** Of each coordinate, one over the square of its length. */
  readonly inverseSquares: Float64Array;
  /** The signal's variance. */
  readonly signal: number;
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
  const inverseSquares = new Float64Array(columns);
  for (let c = 0; c < columns; c++) inverseSquares[c] = exp(-2 * (theta[c] as number));
  const signal = exp(theta[columns] as number);
  for (let i = 0, jitter = 0; i < JITTERS; i++) {
    const noise = exp(theta[columns + 1] as number) + jitter * signal;
    const factor = kernelMatrix(observations, inverseSquares, signal, noise);
    if (factorise(factor, rows)) {
      const pull = Float64Array.from(values);
      solveLower(factor, rows, pull);
      let logLikelihood = -0.5 * rows * ln(2 * PI);
      for (let k = 0; k < rows; k++) {
        const whitened = pull[k] as number;
        logLikelihood -= 0.5 * whitened * whitened + ln(factor[k * rows + k] as number);
      }
      solveUpper(factor, rows, pull);
      return { observations, theta, inverseSquares, signal, factor, pull, logLikelihood };
    }
    jitter = jitter === 0 ? JITTER_LEAST : jitter * 10;
  }
  return undefined;
}

function kernelMatrix(
  { rows, columns, points }: Observations,
  inverseSquares: Float64Array,
  signal: number,
  noise: number,
): Float64Array {
  const matrix = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let distance = 0;
      for (let c = 0; c < columns; c++) {
        const apart = (points[i * columns + c] as number) - (points[j * columns + c] as number);
        distance += apart * apart * (inverseSquares[c] as number);
      }
      const scaled = ROOT_5 * Math.sqrt(distance);
      const decay = exp(-scaled);
      matrix[i * rows + j] = signal * (matern(scaled) * decay);
      matrix[j * rows + i] = decay;
    }
    matrix[i * rows + i] = signal + noise;
  }
  return matrix;
}

/** What the kernel has beside its decay; the distance is scaled by √5. */
const matern = (scaled: number): number => 1 + scaled + (scaled * scaled) / 3;

/** Adds the slope of the log-likelihood in each entry of theta to `gradient`. */
export function addLikelihoodSlope(process: Process, gradient: Float64Array): void {
  const { observations, theta, inverseSquares, signal, factor, pull } = process;
  const { rows, columns, points } = observations;
  const inverse = inverseOf(factor, rows);
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
      const decay = signal * (factor[j * rows + i] as number);
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
  return predictWith(process, point, roomFor(process));
}

/** Where predictions of one process are worked out; one room serves as many as come after one another. */
export interface Room {
  /** The kernel between the point and each observation, its decay, and its distance scaled by √5. */
  readonly near: Float64Array;
  readonly decays: Float64Array;
  readonly scaled: Float64Array;
  readonly solved: Float64Array;
  /** The slopes of the belief in each coordinate, as `predictSlopes` found them last. */
  readonly ofMean: Float64Array;
  readonly ofVariance: Float64Array;
}

/** Room to predict with a process. */
export function roomFor({ observations: { rows, columns } }: Process): Room {
  const [near, decays, scaled, solved] = [0, 1, 2, 3].map(() => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [ofMean, ofVariance] = [new Float64Array(columns), new Float64Array(columns)];
  return { near, decays, scaled, solved, ofMean, ofVariance };
}

/** The same, where there is room already. */
export function predictWith(process: Process, point: ArrayLike<number>, room: Room): Belief {
  const { observations, factor, pull, signal } = process;
  const { rows } = observations;
  const { near, solved } = room;
  measureNearness(process, point, room);
  let mean = 0;
  for (let i = 0; i < rows; i++) mean += (near[i] as number) * (pull[i] as number);
  solved.set(near);
  solveLower(factor, rows, solved);
  let variance = signal;
  for (let i = 0; i < rows; i++) variance -= (solved[i] as number) * (solved[i] as number);
  return { mean, variance: Math.max(variance, 0) };
}

/** Writes how near a point is to every observation. */
function measureNearness(
  { observations, inverseSquares, signal }: Process,
  point: ArrayLike<number>,
  { near, decays, scaled }: Room,
): void {
  const { rows, columns, points } = observations;
  for (let i = 0; i < rows; i++) {
    let distance = 0;
    for (let c = 0; c < columns; c++) {
      const apart = (point[c] as number) - (points[i * columns + c] as number);
      distance += apart * apart * (inverseSquares[c] as number);
    }
    const far = ROOT_5 * Math.sqrt(distance);
    const decay = exp(-far);
    scaled[i] = far;
    decays[i] = decay;
    near[i] = signal * (matern(far) * decay);
  }
}

/** The belief at a point; its slopes are left in the room. */
export function predictSlopes(process: Process, point: ArrayLike<number>, room: Room): Belief {
  const belief = predictWith(process, point, room);
  const { observations, factor, pull, inverseSquares, signal } = process;
  const { rows, columns, points } = observations;
  const { solved, decays, scaled, ofMean, ofVariance } = room;
  solveUpper(factor, rows, solved);
  ofMean.fill(0);
  ofVariance.fill(0);
  for (let i = 0; i < rows; i++) {
    const slope = -(5 / 3) * signal * (1 + (scaled[i] as number)) * (decays[i] as number);
    const own = pull[i] as number;
    const shared = solved[i] as number;
    for (let c = 0; c < columns; c++) {
      const apart = (point[c] as number) - (points[i * columns + c] as number);
      const moved = slope * apart * (inverseSquares[c] as number);
      ofMean[c] = (ofMean[c] as number) + moved * own;
      ofVariance[c] = (ofVariance[c] as number) - 2 * moved * shared;
    }
  }
  return belief;
}
