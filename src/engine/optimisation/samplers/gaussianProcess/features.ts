/**
 * What it is: assignments as rows of numbers between which distances mean something.
 * Shapes: a number has one column, its place in the unit interval; a choice has one for each value, so that any two
 * values are equally far, one unit. What is not active stands in the middle, a choice in none of its columns.
 */

import { toUnit } from '../../space/encoding.ts';
import type { Assignment, Parameter, SearchSpace } from '../../space/space.ts';

const APART = Math.sqrt(0.5);

export interface FeatureTable {
  readonly columns: number;
  /** The first column of each parameter. */
  readonly starts: readonly number[];
}

/** Which columns the parameters of a space have. */
export function featureTable(space: SearchSpace): FeatureTable {
  let columns = 0;
  const starts = space.parameters.map((parameter) => {
    const start = columns;
    columns += columnsOf(parameter);
    return start;
  });
  return { columns, starts };
}

function columnsOf(parameter: Parameter): number {
  return parameter.kind === 'categorical' ? parameter.choices.length : 1;
}

/** Writes an assignment into `row` from `at` on. */
export function writeFeatures(
  space: SearchSpace,
  { starts }: FeatureTable,
  assignment: Assignment,
  row: Float64Array,
  at = 0,
): void {
  space.parameters.forEach((parameter, i) => {
    const value = assignment[parameter.name];
    const start = at + (starts[i] as number);
    if (parameter.kind !== 'categorical')
      row[start] = value === undefined ? 0.5 : toUnit(parameter, value);
    else
      parameter.choices.forEach((choice, k) => {
        row[start + k] = choice === value ? APART : 0;
      });
  });
}
