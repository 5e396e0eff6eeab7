/**
 * What it is: where the kernel's events go: into the log, or nowhere when recording is off.
 * Events are counted either way, so limits, sequence numbers and causes are the same for both, and a
 * run does the same whether it is recorded or not.
 */

import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';
import type { EventLog, LogMark } from '../events/eventLog.ts';
import {
  LATER_EVENTS,
  KERNEL_EVENTS,
  messageDelivered,
  messageDropped,
  messageSent,
} from '../events/kernelEvents.ts';
import type { EventShape, FieldTypes, FieldValues } from '../events/shape.ts';
import type { DropReason } from '../network/link.ts';
import type { Coordination } from './cast.ts';

export type Recording = 'on' | 'off';

const SENT = KERNEL_EVENTS.indexOf(messageSent);
const DELIVERED = KERNEL_EVENTS.indexOf(messageDelivered);
const DROPPED = KERNEL_EVENTS.indexOf(messageDropped);

/** Of one protocol alone, which is what is opened again and again. */
const shapesOfOne = new WeakMap<Coordination['protocol'], readonly EventShape[]>();

/** The kinds of event of a run: the kernel's, those of its protocols in order of first use, and later ones. */
export function shapesOf(coordinations: readonly Coordination[]): readonly EventShape[] {
  const [first, second] = coordinations;
  if (first === undefined || second !== undefined) return gatherShapes(coordinations);
  let shapes = shapesOfOne.get(first.protocol);
  if (shapes === undefined)
    shapesOfOne.set(first.protocol, (shapes = Object.freeze(gatherShapes(coordinations))));
  return shapes;
}

function gatherShapes(coordinations: readonly Coordination[]): readonly EventShape[] {
  const shapes = new Map<string, EventShape>();
  for (const shape of KERNEL_EVENTS) shapes.set(shape.kind, shape);
  for (const { protocol } of coordinations) {
    for (const shape of protocol.card.events) shapes.set(shape.kind, shape);
  }
  for (const shape of LATER_EVENTS) shapes.set(shape.kind, shape);
  return [...shapes.values()];
}

/** The sink of a run's events. */
export class Stream {
  /** How many events there have been. */
  count = 0;
  readonly isOn: boolean;
  log: EventLog;

  constructor(recording: Recording, log: EventLog) {
    this.isOn = recording === 'on';
    this.log = log;
    this.count = log.length;
  }

  /** Goes on from a moment of another log. */
  goOn(mark: LogMark): void {
    this.log = this.log.fork(mark);
    this.count = this.log.length;
  }

  /** A message leaves; `kind` and `detail` are numbers of texts. */
  sent(
    at: Micros,
    from: ActorIndex,
    cause: EventSeq,
    to: ActorIndex,
    kind: number,
    detail: number,
    bytes: number,
  ): EventSeq {
    if (this.isOn) this.log.append(SENT, at, from, cause, to, kind, detail, bytes);
    return this.count++;
  }

  /** A message arrives. */
  delivered(
    at: Micros,
    to: ActorIndex,
    cause: EventSeq,
    from: ActorIndex,
    kind: number,
    detail: number,
  ): EventSeq {
    if (this.isOn) this.log.append(DELIVERED, at, to, cause, from, kind, detail, 0);
    return this.count++;
  }

  /** A message is lost. */
  dropped(
    at: Micros,
    from: ActorIndex,
    cause: EventSeq,
    to: ActorIndex,
    kind: number,
    detail: number,
    reason: DropReason,
  ): EventSeq {
    if (this.isOn) {
      this.log.append(DROPPED, at, from, cause, to, kind, detail, this.log.intern(reason));
    }
    return this.count++;
  }

  /** Any other event. */
  record<Fields extends FieldTypes>(
    shape: EventShape<Fields>,
    at: Micros,
    actor: ActorIndex,
    cause: EventSeq,
    values: FieldValues<Fields>,
  ): EventSeq {
    if (this.isOn) this.log.record(shape, at, actor, cause, values);
    return this.count++;
  }
}
