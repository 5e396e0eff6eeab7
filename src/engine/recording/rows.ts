/**
 * What it is: whether the cells of a block mean something: texts that are in the table, actors that are in
 * the list, flags that are one or the other. Without this a projection could be led anywhere.
 * Errors: throws Unreadable.
 */

import { INT_COLUMNS, REAL_COLUMNS } from '../events/shape.ts';
import type { EventShape, FieldPlace } from '../events/shape.ts';
import { placesOf } from '../events/shape.ts';
import { demand } from './bytes.ts';
import type { BlockColumns } from './predict.ts';

export interface World {
  readonly actors: number;
  readonly coordinations: number;
  readonly events: number;
  /** Texts known by the end of the block. */
  readonly texts: number;
}

/** The places of each shape's fields, by kind; made once for a file. */
export function fieldsOf(shapes: readonly EventShape[]): readonly (readonly FieldPlace[])[] {
  return shapes.map(placesOf);
}

/** Checks every cell of a block that a field names. */
export function checkRows(
  columns: BlockColumns,
  fields: readonly (readonly FieldPlace[])[],
  world: World,
): void {
  for (let row = 0; row < columns.count; row++) {
    const actor = columns.actor[row] as number;
    demand(actor >= -1 && actor < world.actors, 'an event names an actor that is not there');
    for (const place of fields[columns.kind[row] as number] ?? []) {
      const value =
        place.column === 'int'
          ? (columns.ints[row * INT_COLUMNS + place.index] as number)
          : (columns.reals[row * REAL_COLUMNS + place.index] as number);
      demand(isSound(place, value, world), `the field ${place.name} of an event holds ${value}`);
    }
  }
}

function isSound({ name, type }: FieldPlace, value: number, world: World): boolean {
  switch (type) {
    case 'text':
      return value >= 0 && value < world.texts;
    case 'actor':
      return value >= -1 && value < world.actors;
    case 'seq':
      return value >= -1 && value < world.events;
    case 'flag':
      return value === 0 || value === 1;
    case 'micros':
    case 'money':
      return Number.isSafeInteger(value);
    case 'int':
      // The one whole number by which projections look things up.
      return name !== 'coordination' || (value >= -1 && value < world.coordinations);
    case 'real':
      return true;
    default:
      return false;
  }
}
