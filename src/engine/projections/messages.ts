/**
 * What it is: the messages of a run, one row per journey, for the space–time diagram and message counts.
 * Shapes: columns indexed by row, in order of sending; `rowOf` by event. A duplicate is a row of its own.
 */

import { IntColumn, RealColumn, countBelow } from '../base/growable.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { StreamIndex } from './projection.ts';

export const FATE_IN_FLIGHT = 0;
export const FATE_DELIVERED = 1;
export const FATE_DROPPED = 2;
export const FATE_IGNORED = 3;

const NONE = -1;

/** All journeys so far. Reading it at a cursor is `fateAt`. */
export class MessageIndex implements StreamIndex {
  readonly sentSeq = new IntColumn();
  readonly from = new IntColumn();
  readonly to = new IntColumn();
  /** Text id of the message's kind. */
  readonly kind = new IntColumn();
  /** Ascending. */
  readonly sentAt = new RealColumn();
  /** Where its arrow begins: for a duplicate, when the original was sent. */
  readonly startAt = new RealColumn();
  readonly endSeq = new IntColumn();
  readonly endAt = new RealColumn();
  /** Event at which the receiver refused it, or -1. */
  readonly ignoredSeq = new IntColumn();
  private readonly wasDropped = new IntColumn();
  private readonly rowOf = new IntColumn();
  /** The longest journey so far: bounds how far back a window must look. */
  private longest = 0;
  private readonly ids = { shapes: 0, sent: NONE, delivered: NONE, dropped: NONE, ignored: NONE };

  get length(): number {
    return this.sentSeq.length;
  }

  feed(events: EventReader, seq: number): void {
    if (this.ids.shapes !== events.shapes.length) this.resolve(events);
    const kind = events.kind(seq);
    let row = NONE;
    if (kind === this.ids.sent)
      row = this.addRow(
        events,
        seq,
        seq,
        events.actor(seq),
        events.int(seq, 0),
        events.int(seq, 1),
      );
    else if (kind === this.ids.delivered) row = this.end(events, seq, events.actor(seq), false);
    else if (kind === this.ids.dropped) row = this.end(events, seq, events.int(seq, 0), true);
    else if (kind === this.ids.ignored) this.ignore(events, seq);
    this.rowOf.push(row);
  }

  /** What had become of a row before the event `cursor`. */
  fateAt(row: number, cursor: number): number {
    const end = this.endSeq.values[row] as number;
    if (end === NONE || end >= cursor) return FATE_IN_FLIGHT;
    if (this.wasDropped.values[row] === 1) return FATE_DROPPED;
    const ignored = this.ignoredSeq.values[row] as number;
    return ignored !== NONE && ignored < cursor ? FATE_IGNORED : FATE_DELIVERED;
  }

  /** Rows [first, last) whose journeys may touch the time window, of those sent before the cursor. */
  rowsIn(
    from: number,
    to: number,
    cursor: number,
  ): { readonly first: number; readonly last: number } {
    const sent = countBelow(this.sentSeq.values, this.length, cursor);
    const last = countBelow(this.sentAt.values, sent, to);
    const first = countBelow(this.sentAt.values, last, from - this.longest);
    return { first, last };
  }

  private resolve(events: EventReader): void {
    this.ids.shapes = events.shapes.length;
    this.ids.sent = events.kindId('message.sent');
    this.ids.delivered = events.kindId('message.delivered');
    this.ids.dropped = events.kindId('message.dropped');
    this.ids.ignored = events.kindId('message.ignored');
  }

  private addRow(
    events: EventReader,
    seq: number,
    sentSeq: number,
    from: number,
    to: number,
    kind: number,
  ): number {
    this.sentSeq.push(sentSeq);
    this.from.push(from);
    this.to.push(to);
    this.kind.push(kind);
    this.sentAt.push(events.at(seq));
    this.startAt.push(events.at(seq));
    this.endSeq.push(NONE);
    this.endAt.push(NONE);
    this.ignoredSeq.push(NONE);
    this.wasDropped.push(0);
    return this.length - 1;
  }

  private end(events: EventReader, seq: number, to: number, isDropped: boolean): number {
    let row = this.rowOf.values[events.cause(seq)] ?? NONE;
    if (events.cause(seq) < 0) return NONE;
    if (row === NONE) return NONE;
    if (this.endSeq.values[row] !== NONE) row = this.duplicate(events, seq, row, to);
    this.endSeq.values[row] = seq;
    this.endAt.values[row] = events.at(seq);
    this.wasDropped.values[row] = isDropped ? 1 : 0;
    this.longest = Math.max(this.longest, events.at(seq) - (this.startAt.values[row] as number));
    return row;
  }

  /** A second arrival of one message: drawn from the same sending. Rows stay ordered by its arrival. */
  private duplicate(events: EventReader, seq: number, row: number, to: number): number {
    const second = this.addRow(
      events,
      seq,
      seq,
      this.from.values[row] as number,
      to,
      this.kind.values[row] as number,
    );
    this.startAt.values[second] = this.startAt.values[row] as number;
    return second;
  }

  private ignore(events: EventReader, seq: number): void {
    const cause = events.cause(seq);
    const row = cause < 0 ? NONE : (this.rowOf.values[cause] as number);
    if (row !== NONE) this.ignoredSeq.values[row] = seq;
  }
}
