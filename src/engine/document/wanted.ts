/** What it is: a JSON Schema in the words of an advice, such as "write a whole number from 1 to 1000". */

import { sayValue } from './values.ts';
import type { JsonSchema } from './schemaPath.ts';
import { resolve } from './schemaPath.ts';

/** What the schema at a place wants, as an advice: "write a whole number from 1 to 1000". */
export function sayWanted(schema: JsonSchema, root: JsonSchema): string {
  const { const: constant, enum: options } = resolve(schema, root);
  if (constant !== undefined) return `it must be ${sayValue(constant)}`;
  if (options !== undefined) return `write one of ${list(options.map(String))}`;
  return `write ${sayType(resolve(schema, root), root)}`;
}

function sayType(schema: JsonSchema, root: JsonSchema): string {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return sayBranches(branches, root);
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const said = types.map((type: unknown) => sayOneType(schema, type));
  return said.length === 1 ? (said[0] ?? 'a value') : said.join(' or ');
}

function sayBranches(branches: readonly unknown[], root: JsonSchema): string {
  const inner = branches.map((branch) => resolve(branch as JsonSchema, root));
  const constants = inner.flatMap((branch) =>
    Object.values(branch.properties ?? {}).flatMap((field) =>
      typeof field === 'object' && field.const !== undefined ? [String(field.const)] : [],
    ),
  );
  if (constants.length > 0)
    return `an object whose kind is one of ${list([...new Set(constants)])}`;
  return [...new Set(inner.map((branch) => sayType(branch, root)))].join(' or ');
}

function sayOneType(schema: JsonSchema, type: unknown): string {
  switch (type) {
    case 'integer':
      return `a whole number${sayRange(schema)}`;
    case 'number':
      return `a number${sayRange(schema)}`;
    case 'string':
      return `a text${sayCount(schema.minLength, schema.maxLength, 'character')}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${sayCount(schema.minItems, schema.maxItems, 'entry', 'entries')}`;
    case 'object':
      return 'an object';
    case 'null':
      return 'null';
    default:
      return 'another value';
  }
}

function sayRange(schema: JsonSchema): string {
  const least = schema.minimum ?? schema.exclusiveMinimum;
  const most = schema.maximum ?? schema.exclusiveMaximum;
  const from = least === undefined || least === Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most === Number.MAX_SAFE_INTEGER ? undefined : most;
  const above = schema.minimum === undefined ? 'above' : 'of at least';
  const below = schema.maximum === undefined ? 'below' : 'of at most';
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return ` ${above} ${from}`;
  if (to !== undefined) return ` ${below} ${to}`;
  return '';
}

function sayCount(
  least: number | undefined,
  most: number | undefined,
  one: string,
  many = `${one}s`,
): string {
  if (least !== undefined && most !== undefined) return ` of ${least} to ${most} ${many}`;
  if (least !== undefined) return ` of at least ${least} ${least === 1 ? one : many}`;
  if (most !== undefined) return ` of at most ${most} ${many}`;
  return '';
}

/** Words in a row. */
export function list(words: readonly string[]): string {
  return words.join(', ');
}
