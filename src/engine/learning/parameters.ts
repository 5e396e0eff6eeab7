/**
 * What it is: the schema of a learner's parameters as plain data, and the check of given values
 * against it.
 * Errors: completeParameters returns every problem it finds, in words; it never throws.
 */

import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';

interface Described {
  readonly title: string;
  /** One sentence: what a larger value does. */
  readonly help: string;
}

/** A number between `least` and `most`, both inclusive. */
export interface NumberParameter extends Described {
  readonly kind: 'integer' | 'real';
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

export interface FlagParameter extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

export type ParameterField = NumberParameter | FlagParameter;
export type ParameterTable = Readonly<Record<string, ParameterField>>;

/** The values that a table describes. */
export type ParametersOf<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: Table[Name]['kind'] extends 'flag' ? boolean : number;
};

/** One value that cannot stand. */
export interface ParameterProblem {
  readonly parameter: string;
  /** What it holds and what would be right. */
  readonly message: string;
}

/** The given values checked against the table, what is missing filled with defaults. */
export function completeParameters<Table extends ParameterTable>(
  table: Table,
  given: Readonly<Record<string, unknown>>,
): Result<ParametersOf<Table>, readonly ParameterProblem[]> {
  const problems: ParameterProblem[] = [];
  for (const parameter of Object.keys(given)) {
    if (Object.hasOwn(table, parameter)) continue;
    const known = Object.keys(table).join(', ') || 'none';
    problems.push({ parameter, message: `${parameter} is not known; known are ${known}` });
  }
  const values: Record<string, number | boolean> = {};
  for (const [parameter, field] of Object.entries(table)) {
    const value = given[parameter] ?? field.default;
    const trouble = troubleWith(field, value);
    if (trouble === undefined) values[parameter] = value as number | boolean;
    else problems.push({ parameter, message: `${parameter} is ${show(value)}; ${trouble}` });
  }
  if (problems.length > 0) return failure(problems);
  return success(values as ParametersOf<Table>);
}

function troubleWith(field: ParameterField, value: unknown): string | undefined {
  if (field.kind === 'flag')
    return typeof value === 'boolean' ? undefined : 'it must be true or false';
  const { kind, least, most } = field;
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  const isRight = isNumber && (kind === 'real' || Number.isInteger(value));
  if (isRight && value >= least && value <= most) return undefined;
  return `it must be ${kind === 'integer' ? 'a whole number' : 'a number'} from ${least} to ${most}`;
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `a ${typeof value}`;
}
