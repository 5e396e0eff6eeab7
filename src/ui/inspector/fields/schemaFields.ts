/**
 * What it is: the fields of a form, read from the schema of a card: title, help, unit, range, default and
 * choices are said once, where the parameter is defined, and the form follows.
 */

import { z } from 'zod';
import type { Heeded } from '../../../engine/contract/card.ts';

interface FieldBase {
  readonly name: string;
  readonly title: string;
  readonly help: string;
}

export interface NumberFieldSpec extends FieldBase {
  readonly kind: 'number';
  readonly unit: string;
  readonly isWhole: boolean;
  /** Undefined where the schema sets no bound. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly default: number | undefined;
}

export interface ChoiceFieldSpec extends FieldBase {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  readonly default: string | undefined;
}

export interface SwitchFieldSpec extends FieldBase {
  readonly kind: 'switch';
  readonly default: boolean | undefined;
}

/** A list of words, such as a script of answers. */
export interface WordsFieldSpec extends FieldBase {
  readonly kind: 'words';
  /** The words allowed; empty: any. */
  readonly words: readonly string[];
  readonly most: number | undefined;
  readonly default: readonly string[];
}

export interface TextFieldSpec extends FieldBase {
  readonly kind: 'text';
  readonly default: string | undefined;
}

/** A search space: parameters with ranges or choices. */
export interface SpaceFieldSpec extends FieldBase {
  readonly kind: 'space';
  readonly default: undefined;
}

export type FieldSpec =
  | SpaceFieldSpec
  | NumberFieldSpec
  | ChoiceFieldSpec
  | SwitchFieldSpec
  | WordsFieldSpec
  | TextFieldSpec;

/** What JSON Schema has of a property, as far as a form needs it. */
interface Property {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly unit?: unknown;
  readonly default?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly maxItems?: unknown;
  readonly enum?: unknown;
  readonly items?: unknown;
  /** Which editor it needs, where the type does not say. */
  readonly editor?: unknown;
}

const known = new WeakMap<z.ZodType, readonly FieldSpec[]>();

/** The fields of an object schema, in the order in which it names them; the same list every time. */
export function fieldsOf(schema: z.ZodType): readonly FieldSpec[] {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const fields = Object.entries(properties).map(([name, property]) =>
    fieldOf(name, typeof property === 'object' ? property : {}),
  );
  known.set(schema, fields);
  return fields;
}

/** Whether a form asks for a parameter: when it is heeded, or is written all the same and must stay in sight. */
export function isAsked(
  name: string,
  fields: readonly FieldSpec[],
  values: Readonly<Record<string, unknown>>,
  heeded: Heeded | undefined,
): boolean {
  const only = heeded?.only[name];
  if (heeded === undefined || only === undefined || Object.hasOwn(values, name)) return true;
  const decides = fields.find((field) => field.name === heeded.by);
  const chosen = values[heeded.by] ?? decides?.default;
  return typeof chosen !== 'string' || only.includes(chosen);
}

function fieldOf(name: string, property: Property): FieldSpec {
  const base = {
    name,
    title: textOr(property.title, name),
    help: textOr(property.description, ''),
  };
  if (property.editor === 'searchSpace') return { ...base, kind: 'space', default: undefined };
  if (Array.isArray(property.enum)) {
    return {
      ...base,
      kind: 'choice',
      choices: property.enum.filter((one) => typeof one === 'string'),
      default: typeof property.default === 'string' ? property.default : undefined,
    };
  }
  switch (property.type) {
    case 'number':
    case 'integer':
      return {
        ...base,
        kind: 'number',
        unit: textOr(property.unit, ''),
        isWhole: property.type === 'integer',
        least: boundOf(property.minimum),
        most: boundOf(property.maximum),
        default: typeof property.default === 'number' ? property.default : undefined,
      };
    case 'boolean':
      return {
        ...base,
        kind: 'switch',
        default: typeof property.default === 'boolean' ? property.default : undefined,
      };
    case 'array':
      return {
        ...base,
        kind: 'words',
        words: wordsOf(property.items),
        most: boundOf(property.maxItems),
        default: stringsIn(property.default),
      };
    default:
      return {
        ...base,
        kind: 'text',
        default: typeof property.default === 'string' ? property.default : undefined,
      };
  }
}

/** The largest whole numbers stand for "no bound" in the schema, and are none. */
function boundOf(bound: unknown): number | undefined {
  if (typeof bound !== 'number' || Math.abs(bound) >= Number.MAX_SAFE_INTEGER) return undefined;
  return bound;
}

function wordsOf(items: unknown): readonly string[] {
  if (typeof items !== 'object' || items === null || !('enum' in items)) return [];
  return stringsIn(items.enum);
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** What is spelt, not read, among the names of formats, strategies, learners and samplers. */
const ABBREVIATIONS = /\b(?:vcg|zip|tpe|cma|asha|knn|mlp)\b/g;

/** `nearest_neighbours` → `Nearest neighbours`: a wire word as people read it. */
export function spoken(word: string): string {
  const text = word
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(ABBREVIATIONS, (short) => short.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}
