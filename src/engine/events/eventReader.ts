/**
 * What it is: how projections, recordings and watchers read the event stream.
 * The stream is kept in columns; nobody downstream gets an object per event unless it asks for one.
 */

import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';
import type { EventColumns } from './eventColumns.ts';
import type { EventShape } from './shape.ts';

/** Rows 0..length-1; `kind` is a place in `shapes`. */
export interface EventReader {
  readonly length: number;
  readonly shapes: readonly EventShape[];
  kind(seq: EventSeq): number;
  at(seq: EventSeq): Micros;
  actor(seq: EventSeq): ActorIndex;
  cause(seq: EventSeq): EventSeq;
  /** `column` 0..3. */
  int(seq: EventSeq, column: number): number;
  /** `column` 0..1. */
  real(seq: EventSeq, column: number): number;
  text(id: number): string;
  /** Texts have the numbers 0..textCount-1, in the order of their first use. */
  readonly textCount: number;
  /** The place of a kind in `shapes`, or -1 when this run has none. */
  kindId(kind: string): number;
  /** At most `count` rows from `from` on as columns of their own, with the texts from `textsFrom` on that they need. */
  batch(from: EventSeq, count: number, textsFrom?: number): EventColumns;
}

/** One event as an object: for watchers, the log, exports. */
export interface EventRecord {
  readonly seq: EventSeq;
  readonly at: Micros;
  readonly actor: ActorIndex;
  readonly cause: EventSeq;
  readonly kind: string;
  readonly fields: Readonly<Record<string, number | string | boolean>>;
}
