/**
 * What it is: a schema's complaints as sentences that a person can act on: what stands there and what would
 * be right. What would be right is read from the JSON Schema of the same schema, so that a sentence names
 * the whole range, not only the bound that was missed; it serves documents and the parameters of cards alike.
 */

import { z } from 'zod';
import { distance, sayValue } from './values.ts';
import { list, sayWanted } from './wanted.ts';
import type { JsonSchema } from './schemaPath.ts';
import { descend, resolve, valueAt } from './schemaPath.ts';

/** One mistake: where it is and a sentence that follows the path, such as "holds 0; write a …". */
export interface Mistake {
  /** Dotted path, such as `nodes.2.count`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

const MISTAKES_MAX = 100;

/** The mistakes of `value` against `schema`, at most a hundred, in the order in which they were found. */
export function sayIssues(
  schema: z.ZodType,
  value: unknown,
  issues: readonly Issue[],
): readonly Mistake[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return issues
    .slice(0, MISTAKES_MAX)
    .flatMap((issue) => sayIssue(issue, root, value))
    .map(([path, message]) => ({ path: path.map(String).join('.'), message }));
}

type Said = readonly [path: readonly PropertyKey[], message: string];

function sayIssue(issue: Issue, root: JsonSchema, value: unknown): readonly Said[] {
  const expected = descend(root, root, value, issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...issue.path, key], sayUnknownField(key, expected, root)]);
  const found = valueAt(value, issue.path);
  if (found === undefined) return [[issue.path, `is missing; ${sayWanted(expected, root)}`]];
  // A pattern and a check of our own carry a sentence; the schema could only say what they look like.
  if (issue.code === 'invalid_format' || issue.code === 'custom')
    return [[issue.path, `holds ${sayValue(found)}; ${issue.message}`]];
  return [[issue.path, `holds ${sayValue(found)}; ${sayWanted(expected, root)}`]];
}

function sayUnknownField(key: string, expected: JsonSchema, root: JsonSchema): string {
  const known = Object.keys(resolve(expected, root).properties ?? {});
  const near = known.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 2);
  if (near !== undefined) return `is not a field here; did you mean ${near}?`;
  return known.length === 0
    ? 'is not a field here; remove it'
    : `is not a field here; remove it, or use one of ${list(known)}`;
}
