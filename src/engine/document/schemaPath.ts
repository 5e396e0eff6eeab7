/**
 * What it is: finding the part of a JSON Schema that a path into a value leads to.
 * Only what zod writes is understood: properties, items, unions told apart by constants, local references.
 */

import type { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The schema at a path; a union's branch is chosen by the constants that the value carries. */
export function descend(
  schema: JsonSchema,
  root: JsonSchema,
  value: unknown,
  path: readonly PropertyKey[],
): JsonSchema {
  let here = chooseBranch(resolve(schema, root), root, value, path[0]);
  let inner = value;
  path.forEach((step, depth) => {
    const next = typeof step === 'number' ? here.items : fieldOf(here, String(step));
    inner = valueAt(inner, [step]);
    here = isSchema(next) ? chooseBranch(resolve(next, root), root, inner, path[depth + 1]) : {};
  });
  return here;
}

function fieldOf(schema: JsonSchema, name: string): unknown {
  return schema.properties?.[name] ?? schema.additionalProperties;
}

function chooseBranch(
  schema: JsonSchema,
  root: JsonSchema,
  value: unknown,
  nextStep: PropertyKey | undefined,
): JsonSchema {
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches === undefined) return schema;
  const inner = branches.map((branch) => resolve(branch as JsonSchema, root));
  const fits = inner.find((branch) => hasConstants(branch, value));
  if (fits !== undefined) return fits;
  if (nextStep === undefined) return schema;
  // The discriminator itself is wrong: what would be right is any branch's constant.
  const options = inner.flatMap((branch) => {
    const field = branch.properties?.[String(nextStep)];
    return typeof field === 'object' && field.const !== undefined ? [field.const] : [];
  });
  return { properties: { [String(nextStep)]: { enum: options } } };
}

function hasConstants(branch: JsonSchema, value: unknown): boolean {
  if (branch.type !== 'object' || typeof value !== 'object' || value === null) return false;
  return Object.entries(branch.properties ?? {}).every(
    ([name, field]) =>
      typeof field !== 'object' ||
      field.const === undefined ||
      field.const === valueAt(value, [name]),
  );
}

/** The schema itself, or what it refers to. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = schema.$ref;
  if (reference === undefined) return schema;
  const target = reference.startsWith('#/$defs/')
    ? root.$defs?.[reference.slice('#/$defs/'.length)]
    : undefined;
  return isSchema(target) ? target : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/** What stands at a path of own properties; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return here;
}
