/**
 * What it is: the least value of a smooth function within a box, from one start downhill.
 * Source: BFGS with projected steps: D. Bertsekas, "Projected Newton Methods for Optimization Problems with Simple
 * Constraints", SIAM Journal on Control and Optimization 20 (1982) 221-246; a coordinate that presses against its bound is
 * left out of the step. Step lengths by halving until Armijo's condition holds.
 * Errors: none; it returns the best point it found, which is never worse than the start.
 * Cost: n² a step besides the function.
 */

/** Writes the gradient at `point` into `gradient` and returns the value there. */
export type Smooth = (point: Float64Array, gradient: Float64Array) => number;

export interface Box {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

export interface Lowest {
  readonly point: Float64Array;
  readonly value: number;
}

const DECREASE = 1e-4;
const HALVINGS_MAX = 25;
/** A first step is at most so long, before anything is known of the curvature. */
const FIRST_STEP = 0.1;

/** Searches downhill from `start`, which lies in the box; ends early when no coordinate's slope exceeds `slopeMax`. */
export function minimiseInBox(
  smooth: Smooth,
  start: Float64Array,
  box: Box,
  { stepsMax, slopeMax }: { readonly stepsMax: number; readonly slopeMax: number },
): Lowest {
  const n = start.length;
  let point = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let value = smooth(point, gradient);
  const curvature = identity(n);
  let isFirst = true;
  for (let step = 0; step < stepsMax; step++) {
    const isFree = freeOnes(point, gradient, box);
    if (steepest(gradient, isFree) <= slopeMax) break;
    let direction = descentOf(curvature, gradient, isFree);
    if (!(dot(gradient, direction) < 0)) {
      identityInto(curvature, n);
      isFirst = true;
      direction = gradient.map((slope, i) => (isFree[i] === 1 ? -slope : 0));
    }
    const length = isFirst ? Math.min(1, FIRST_STEP / Math.sqrt(dot(direction, direction))) : 1;
    const next = stepFrom(smooth, { point, gradient, value }, direction, length, box);
    if (next === undefined) {
      if (isFirst) break;
      identityInto(curvature, n);
      isFirst = true;
      continue;
    }
    learn(curvature, difference(next.point, point), difference(next.gradient, gradient), isFirst);
    isFirst = false;
    ({ point, gradient, value } = next);
  }
  return { point, value };
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly value: number;
}

/** The first place along the projected direction that is low enough; undefined when none is. */
function stepFrom(
  smooth: Smooth,
  { point, gradient, value }: Place,
  direction: Float64Array,
  first: number,
  box: Box,
): Place | undefined {
  let length = first;
  for (let halving = 0; halving < HALVINGS_MAX; halving++) {
    const next = new Float64Array(point.length);
    for (let i = 0; i < point.length; i++) {
      const moved = (point[i] as number) + length * (direction[i] as number);
      next[i] = Math.min(box.high[i] as number, Math.max(box.low[i] as number, moved));
    }
    const promised = dot(gradient, difference(next, point));
    const nextGradient = new Float64Array(point.length);
    const nextValue = smooth(next, nextGradient);
    if (promised < 0 && nextValue <= value + DECREASE * promised)
      return { point: next, gradient: nextGradient, value: nextValue };
    length /= 2;
  }
  return undefined;
}

function freeOnes(point: Float64Array, gradient: Float64Array, { low, high }: Box): Uint8Array {
  const isFree = new Uint8Array(point.length);
  for (let i = 0; i < point.length; i++) {
    const x = point[i] as number;
    const slope = gradient[i] as number;
    const isPressed =
      (x <= (low[i] as number) && slope > 0) || (x >= (high[i] as number) && slope < 0);
    isFree[i] = isPressed ? 0 : 1;
  }
  return isFree;
}

function steepest(gradient: Float64Array, isFree: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < gradient.length; i++)
    if (isFree[i] === 1) most = Math.max(most, Math.abs(gradient[i] as number));
  return most;
}

/** Minus the inverse curvature times the gradient, among the free coordinates. */
function descentOf(
  curvature: Float64Array,
  gradient: Float64Array,
  isFree: Uint8Array,
): Float64Array<ArrayBuffer> {
  const n = gradient.length;
  const direction = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (isFree[i] !== 1) continue;
    let sum = 0;
    for (let j = 0; j < n; j++)
      if (isFree[j] === 1) sum -= (curvature[i * n + j] as number) * (gradient[j] as number);
    direction[i] = sum;
  }
  return direction;
}

/** The BFGS update of the inverse curvature; nothing is learned from a pair that bends the wrong way. */
function learn(
  curvature: Float64Array,
  moved: Float64Array,
  turned: Float64Array,
  isFirst: boolean,
): void {
  const n = moved.length;
  const bend = dot(moved, turned);
  if (!(bend > 1e-12 * Math.sqrt(dot(moved, moved) * dot(turned, turned)))) return;
  if (isFirst) {
    const scale = bend / dot(turned, turned);
    for (let i = 0; i < n; i++) curvature[i * n + i] = scale;
  }
  const carried = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (curvature[i * n + j] as number) * (turned[j] as number);
    carried[i] = sum;
  }
  const factor = (1 + dot(turned, carried) / bend) / bend;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const crossed =
        (carried[i] as number) * (moved[j] as number) +
        (moved[i] as number) * (carried[j] as number);
      curvature[i * n + j] =
        (curvature[i * n + j] as number) +
        factor * (moved[i] as number) * (moved[j] as number) -
        crossed / bend;
    }
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  identityInto(matrix, n);
  return matrix;
}

function identityInto(matrix: Float64Array, n: number): void {
  matrix.fill(0);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}

function difference(one: Float64Array, other: Float64Array): Float64Array<ArrayBuffer> {
  const apart = new Float64Array(one.length);
  for (let i = 0; i < one.length; i++) apart[i] = (one[i] as number) - (other[i] as number);
  return apart;
}
