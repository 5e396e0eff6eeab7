/**
 * What it is: what follows from the kinds of event of a log: their numbers, and how their fields are written.
 * Errors: two kinds of one name, and more than 65,535 of them, are our bugs.
 */

import { assertNever, invariant } from '../base/invariant.ts';
import { isLaterKind } from './kernelEvents.ts';
import type { EventShape, FieldType } from './shape.ts';
import { INT_COLUMNS, placesOf } from './shape.ts';
import type { TextSite } from './textTable.ts';

/** How one kind of event is written. */
export interface Recorder {
  readonly kind: number;
  readonly fields: readonly FieldWriter[];
  readonly isLater: boolean;
}

/** How a field is written: what its value must be, and where it asks for its texts. */
export interface FieldWriter {
  readonly name: string;
  readonly content: 'int' | 'text' | 'flag' | 'whole' | 'real';
  readonly site: TextSite;
}

/** Where the texts of messages are asked for; the fields of kinds follow. */
export const MESSAGE_SITE: TextSite = 0;
export const DETAIL_SITE: TextSite = 1;
const FIELD_SITES: TextSite = 2;

/** What follows from the shapes of a log, for all logs that have the same. */
export interface Layout {
  readonly kinds: ReadonlyMap<string, number>;
  readonly recorders: ReadonlyMap<EventShape, Recorder>;
}

const layouts = new WeakMap<readonly EventShape[], Layout>();

/** What follows from the shapes, worked out once for each list of them. */
export function layoutOf(shapes: readonly EventShape[]): Layout {
  let layout = layouts.get(shapes);
  if (layout === undefined) layouts.set(shapes, (layout = layOut(shapes)));
  return layout;
}

function layOut(shapes: readonly EventShape[]): Layout {
  invariant(shapes.length <= 0xffff, `${shapes.length} kinds of event`);
  const kinds = new Map<string, number>();
  const recorders = new Map<EventShape, Recorder>();
  for (const [kind, shape] of shapes.entries()) {
    invariant(!kinds.has(shape.kind), `two shapes of ${shape.kind}`);
    kinds.set(shape.kind, kind);
    recorders.set(shape, recorderOf(shape, kind));
  }
  return { kinds, recorders };
}

function recorderOf(shape: EventShape, kind: number): Recorder {
  const fields = placesOf(shape).map(({ name, type, index }): FieldWriter => {
    return { name, content: contentOf(type), site: FIELD_SITES + kind * INT_COLUMNS + index };
  });
  return { kind, fields, isLater: isLaterKind(shape.kind) };
}

function contentOf(type: FieldType): FieldWriter['content'] {
  switch (type) {
    case 'int':
    case 'actor':
    case 'seq':
      return 'int';
    case 'text':
    case 'flag':
    case 'real':
      return type;
    case 'micros':
    case 'money':
      return 'whole';
    default:
      return assertNever(type);
  }
}
