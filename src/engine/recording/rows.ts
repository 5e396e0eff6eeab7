/**
 * What it is: whether the cells of a block mean something: texts that are in the table, actors that are in
 * the list, flags that are one or the other. Without this a projection could be led anywhere.
 * Errors: throws Unreadable.
 */

import { parseJson } from '../base/safeJson.ts';
import type { EventReader } from '../events/eventReader.ts';
import {
  coordinationCompleted,
  coordinationFailed,
  networkPartitioned,
} from '../events/kernelEvents.ts';
import { INT_COLUMNS, REAL_COLUMNS } from '../events/shape.ts';
import type { EventShape, FieldPlace } from '../events/shape.ts';
import { placesOf } from '../events/shape.ts';
import { demand } from './bytes.ts';
import { TEXT_UNITS_MAX } from './limits.ts';
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

/** Fields whose texts are JSON and are read as such, by kind. */
const JSON_FIELDS: readonly (readonly [kind: string, field: string])[] = [
  [coordinationCompleted.kind, 'outcome'],
  [coordinationFailed.kind, 'outcome'],
  [networkPartitioned.kind, 'groups'],
];
const JSON_LIMITS = { charsMax: TEXT_UNITS_MAX, depthMax: 64 };

/** Checks the texts that are JSON, once all events are read. */
export function checkJsonFields(events: EventReader): void {
  const columns = JSON_FIELDS.map(([kind, field]) => {
    const id = events.kindId(kind);
    const shape = events.shapes[id];
    const place = shape && placesOf(shape).find(({ name }) => name === field);
    return [id, place?.index] as const;
  });
  const columnOf = new Map(columns);
  const sound = new Set<number>();
  for (let seq = 0; seq < events.length; seq++) {
    const column = columnOf.get(events.kind(seq));
    if (column === undefined) continue;
    const id = events.int(seq, column);
    if (sound.has(id)) continue;
    const { ok } = parseJson(events.text(id), JSON_LIMITS);
    demand(ok, 'an event holds a text that should be JSON and is not');
    sound.add(id);
  }
}
