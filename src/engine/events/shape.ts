/**
 * What it is: how a kind of event says what it carries.
 * Shapes: an event row has four integer and two real columns; a field names one of them in order of
 * declaration. `text` and `actor` fields are integers: a place in the run's text table, an actor's index.
 * A kind, once recorded, is never renamed: add the new one and migrate.
 */

import { invariant } from '../base/invariant.ts';

export const INT_COLUMNS = 4;
export const REAL_COLUMNS = 2;

export const FIELD_TYPES = [
  'int',
  'flag',
  'text',
  'actor',
  'seq',
  'real',
  'micros',
  'money',
] as const;
/** int, flag, text, actor and seq lie in integer columns; real, micros and money in real columns. */
export type FieldType = (typeof FIELD_TYPES)[number];

export type FieldTypes = Readonly<Record<string, FieldType>>;

/** Plain data: written into a recording's header, so that a recording explains itself. */
export interface EventShape<Fields extends FieldTypes = FieldTypes> {
  /** `subject.pastTense`, with the protocol's prefix where it owns the kind. */
  readonly kind: string;
  /** In order of their columns. */
  readonly fields: Fields;
  /** A sentence for the log with {field} places, such as "prepared {sequence} in view {view}". */
  readonly says: string;
}

/** What is handed over to record one event: texts as strings, everything else as numbers. */
export type FieldValues<Fields extends FieldTypes> = {
  readonly [Name in keyof Fields]: Fields[Name] extends 'text'
    ? string
    : Fields[Name] extends 'flag'
      ? boolean
      : number;
};

/** Where a field lies in the row. */
export interface FieldPlace {
  readonly name: string;
  readonly type: FieldType;
  readonly column: 'int' | 'real';
  readonly index: number;
}

/** Declares a kind of event; throws InvariantError when its fields do not fit the row. */
export function defineEvent<const Fields extends FieldTypes>(
  kind: string,
  fields: Fields,
  says: string,
): EventShape<Fields> {
  const shape = { kind, fields, says };
  placesOf(shape);
  return shape;
}

const remembered = new WeakMap<EventShape, readonly FieldPlace[]>();

/** The columns of a shape's fields, in order of declaration; the same array every time. */
export function placesOf(shape: EventShape): readonly FieldPlace[] {
  let places = remembered.get(shape);
  if (places === undefined) {
    places = findPlaces(shape);
    remembered.set(shape, places);
  }
  return places;
}

function findPlaces(shape: EventShape): readonly FieldPlace[] {
  let ints = 0;
  let reals = 0;
  const places = Object.entries(shape.fields).map(([name, type]): FieldPlace => {
    const isReal = type === 'real' || type === 'micros' || type === 'money';
    return { name, type, column: isReal ? 'real' : 'int', index: isReal ? reals++ : ints++ };
  });
  invariant(ints <= INT_COLUMNS && reals <= REAL_COLUMNS, `${shape.kind} has too many fields`);
  return places;
}
