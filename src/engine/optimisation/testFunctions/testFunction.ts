/**
 * What it is: functions whose least value is known, to see how close a search comes to it.
 * Source: each its own; domains and optima as gathered by S. Surjanovic, D. Bingham, "Virtual Library of Simulation
 * Experiments: Test Functions and Datasets" (2013), and M. Jamil, X.-S. Yang, "A literature survey of benchmark
 * functions for global optimization problems", arXiv:1308.4008 (2013).
 * Shapes: an input has one coordinate for each dimension, within the domain.
 */

import type { Assignment, FloatParameter, SearchSpace } from '../space/space.ts';

export interface TestFunction {
  readonly name: string;
  readonly title: string;
  /** Who described it first, as far as is known. */
  readonly source: string;
  /** Dimensions that it is defined for: one number, or any from it on. */
  readonly dimensions: { readonly least: number; readonly isFixed: boolean };
  /** The inclusive range of each coordinate. */
  readonly domain: readonly (readonly [low: number, high: number])[] | readonly [number, number];
  /** The least value there is, for so many dimensions. */
  optimum(dimensions: number): number;
  /** A place where it is reached; some functions have several. */
  minimiser(dimensions: number): readonly number[];
  evaluate(x: ArrayLike<number>): number;
}

/** The range of one coordinate. */
export function rangeOf({ domain }: TestFunction, dimension: number): readonly [number, number] {
  const [first] = domain;
  if (typeof first === 'number') return domain as readonly [number, number];
  return (domain as readonly (readonly [number, number])[])[dimension] ?? [0, 1];
}

/** The space of a function: floats x1, x2 and so on. */
export function spaceOf(testFunction: TestFunction, dimensions: number): SearchSpace {
  const parameters = Array.from({ length: dimensions }, (_, i): FloatParameter => {
    const [low, high] = rangeOf(testFunction, i);
    return { kind: 'float', name: `x${i + 1}`, low, high, scale: 'linear' };
  });
  return { parameters };
}

/** The value at an assignment of the function's space. */
export function evaluateAt(testFunction: TestFunction, assignment: Assignment): number {
  return testFunction.evaluate(
    Object.keys(assignment).map((_, i) => assignment[`x${i + 1}`] as number),
  );
}
