/**
 * What it is: parameters against the schema of a card: unknown names are mistakes, defaults are filled,
 * distributions are drawn. A drawn number is clamped into the card's range and rounded where it is whole.
 */

import { z } from 'zod';
import type { Choices } from '../base/choices.ts';
import { invariant } from '../base/invariant.ts';
import { normalQuantile } from '../base/normalQuantile.ts';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import { distribution } from '../document/design.ts';
import type { Mistake } from '../document/say.ts';
import { sayIssues } from '../document/say.ts';

export type Parameters = Readonly<Record<string, unknown>>;
type Distribution = z.infer<typeof distribution>;

/** Digits kept of a drawn real number: enough to differ, few enough to read. */
const DRAWN_DIGITS = 1e6;

/** What a card's parameter may hold, as far as drawing needs to know. */
export interface Range {
  readonly isNumber: boolean;
  readonly isWhole: boolean;
  readonly least: number;
  readonly most: number;
}

// A schema costs more to make than to use, and cards are as many as there are kinds.
const stricts = new WeakMap<z.ZodType, z.ZodType>();
const ranges = new WeakMap<z.ZodType, ReadonlyMap<string, Range>>();

/** The same schema, refusing names that it does not know. */
function strictOf(schema: z.ZodType): z.ZodType {
  const known = stricts.get(schema);
  if (known !== undefined) return known;
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  stricts.set(schema, strict);
  return strict;
}

/** The parameters with the card's defaults, or what is wrong with them. */
export function checkParameters(
  schema: z.ZodType,
  parameters: Parameters,
): Result<Parameters, readonly Mistake[]> {
  const strict = strictOf(schema);
  const checked = strict.safeParse(parameters);
  if (!checked.success) return failure(sayIssues(strict, parameters, checked.error.issues));
  const { data } = checked;
  invariant(typeof data === 'object' && data !== null, 'the parameters of a card are an object');
  return success(data as Parameters);
}

/** The ranges of a card's numeric parameters, by name. */
export function rangesOf(schema: z.ZodType): ReadonlyMap<string, Range> {
  const known = ranges.get(schema) ?? readRanges(schema);
  ranges.set(schema, known);
  return known;
}

function readRanges(schema: z.ZodType): ReadonlyMap<string, Range> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return new Map(
    Object.entries(properties).map(([name, field]): [string, Range] => {
      const { type, minimum, maximum } = typeof field === 'object' ? field : {};
      return [
        name,
        {
          isNumber: type === 'number' || type === 'integer',
          isWhole: type === 'integer',
          least: minimum ?? -Infinity,
          most: maximum ?? Infinity,
        },
      ];
    }),
  );
}

/** Whether the value asks to be drawn rather than taken as it stands. */
export function isDrawn(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'distribution');
}

/** The distribution that `value` writes down for a parameter of this range, or what is wrong with it. */
export function readDistribution(
  value: unknown,
  range: Range | undefined,
): Result<Distribution, readonly Mistake[]> {
  if (range !== undefined && !range.isNumber)
    return failure([{ path: '', message: 'holds a distribution; only numbers can be drawn' }]);
  const checked = distribution.safeParse(value);
  if (!checked.success) return failure(sayIssues(distribution, value, checked.error.issues));
  const { data } = checked;
  if (data.distribution === 'uniform' && data.from > data.to)
    return failure([
      { path: 'from', message: `holds ${data.from}; write at most ${data.to}, which is its to` },
    ]);
  return success(data);
}

/** Whether no number of the distribution's bulk lies in the range, so that all would be clamped. */
export function isOutside(drawn: Distribution, range: Range): boolean {
  const spread = drawn.distribution === 'normal' ? 3 * drawn.deviation : 0;
  const from = drawn.distribution === 'uniform' ? drawn.from : drawn.mean - spread;
  const to = drawn.distribution === 'uniform' ? drawn.to : drawn.mean + spread;
  return to < range.least || from > range.most;
}

/** One number, in the range. Draws exactly once. */
export function draw(drawn: Distribution, range: Range, choices: Choices): number {
  // The quantile of 0 is infinite; half the least step above 0 is as far out as a stream can reach.
  const fraction = Math.max(choices.fraction(), 2 ** -54);
  const raw =
    drawn.distribution === 'uniform'
      ? drawn.from + (drawn.to - drawn.from) * fraction
      : drawn.mean + drawn.deviation * normalQuantile(fraction);
  const rounded = range.isWhole ? Math.round(raw) : Math.round(raw * DRAWN_DIGITS) / DRAWN_DIGITS;
  return Math.min(Math.max(rounded, range.least), range.most);
}
