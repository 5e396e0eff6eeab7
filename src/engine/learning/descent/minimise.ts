/**
 * What it is: finding the least value of a smooth function whose gradient is known.
 * Source: J. Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", Mathematics of
 * Computation 35 (1980) 773-782 (L-BFGS, two-loop recursion); step lengths by backtracking until
 * Armijo's condition holds (J. Nocedal, S. Wright, "Numerical Optimization", 2006, algorithm 3.1).
 * Departure: a pair of steps without positive curvature is not kept, so the direction always descends.
 * Errors: none thrown; `isConverged` is false when the bound on iterations ended the search.
 */

/** Writes the gradient at `point` into `gradient` and returns the value there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimiseLimits {
  readonly iterationsMax: number;
  /** The search has converged when no component of the gradient is larger. */
  readonly gradientMax: number;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly isConverged: boolean;
}

/** Steps remembered to model the curvature. */
const MEMORY = 10;
/** The share of the promised decrease that a step must bring. */
const DECREASE = 1e-4;
/** Decreases below this share of the value are lost in rounding, and so not asked for. */
const ROUNDING = 1e-14;
const HALVINGS_MAX = 60;

interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  /** moved · turned, positive. */
  readonly curvature: number;
}

/** Searches downhill from `start`, which is not changed. */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { iterationsMax, gradientMax }: MinimiseLimits,
): Minimum {
  let point = Float64Array.from(start);
  let gradient = new Float64Array(start.length);
  let value = objective(point, gradient);
  const steps: Step[] = [];
  for (let iterations = 0; iterations < iterationsMax; iterations++) {
    if (largest(gradient) <= gradientMax) return { point, value, iterations, isConverged: true };
    const direction = descent(gradient, steps);
    const next = new Float64Array(point.length);
    const nextGradient = new Float64Array(point.length);
    const slope = dot(gradient, direction);
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let nextValue = Infinity;
    for (let halving = 0; halving < HALVINGS_MAX; halving++) {
      for (let i = 0; i < next.length; i++) {
        next[i] = (point[i] as number) + length * (direction[i] as number);
      }
      nextValue = objective(next, nextGradient);
      const enough = value + DECREASE * length * slope + ROUNDING * Math.abs(value);
      if (nextValue <= enough) break;
      length /= 2;
    }
    // Not even the shortest step goes down: the point is as low as the digits can tell.
    if (!(nextValue <= value + ROUNDING * Math.abs(value))) {
      return { point, value, iterations, isConverged: false };
    }
    remember(steps, difference(next, point), difference(nextGradient, gradient));
    point = next;
    gradient = nextGradient;
    value = nextValue;
  }
  const isConverged = largest(gradient) <= gradientMax;
  return { point, value, iterations: iterationsMax, isConverged };
}

/** Minus the gradient, bent by the curvature of the remembered steps. */
function descent(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares = new Float64Array(steps.length);
  for (let i = steps.length - 1; i >= 0; i--) {
    const { moved, turned, curvature } = steps[i] as Step;
    const share = dot(moved, direction) / curvature;
    shares[i] = share;
    addScaled(direction, turned, -share);
  }
  const latest = steps.at(-1);
  if (latest !== undefined) {
    const scale = latest.curvature / dot(latest.turned, latest.turned);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
  }
  steps.forEach(({ moved, turned, curvature }, i) => {
    const share = dot(turned, direction) / curvature;
    addScaled(direction, moved, (shares[i] as number) - share);
  });
  return direction;
}

function remember(steps: Step[], moved: Float64Array, turned: Float64Array): void {
  const curvature = dot(moved, turned);
  if (!(curvature > 1e-14 * dot(turned, turned))) return;
  steps.push({ moved, turned, curvature });
  if (steps.length > MEMORY) steps.shift();
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}

function addScaled(target: Float64Array, added: Float64Array, scale: number): void {
  for (let i = 0; i < target.length; i++) {
    target[i] = (target[i] as number) + scale * (added[i] as number);
  }
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, i) => value - (other[i] as number));
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
