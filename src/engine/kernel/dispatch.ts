/**
 * What it is: what an entry of the queue does when its time has come.
 * Errors: an entry of a kind that nobody queues is our bug.
 */

import { invariant, present } from '../base/invariant.ts';
import type { ActorIndex, CoordinationIndex, EventSeq } from '../base/units.ts';
import type { Message } from '../contract/protocol.ts';
import { messageDelivered, timerExpired } from '../events/kernelEvents.ts';
import type { Consultations } from './effects/consultations.ts';
import type { Stepper } from './effects/stepper.ts';
import type { Timers } from './effects/timers.ts';
import type { Transport } from './effects/transport.ts';
import { openLate } from './openings.ts';
import type { KernelParts } from './parts.ts';
import type { World } from './world.ts';
import {
  ANSWER_ENTRY,
  DELIVERY_ENTRY,
  FAULT_END_ENTRY,
  FAULT_ENTRY,
  RELEASED_ENTRY,
  OPENING_ENTRY,
  START_ENTRY,
  TIMER_ENTRY,
} from './world.ts';

/** Performs entries. */
export class Dispatcher {
  private readonly world: World;
  private readonly transport: Transport;
  private readonly timers: Timers;
  private readonly consultations: Consultations;
  private readonly parts: KernelParts;
  private readonly stepper: Stepper;

  constructor(parts: KernelParts, stepper: Stepper) {
    this.parts = parts;
    this.world = parts.world;
    this.transport = parts.transport;
    this.timers = parts.timers;
    this.consultations = parts.consultations;
    this.stepper = stepper;
  }

  /** Does what the entry that was taken from the queue says. */
  perform(): void {
    const { queue } = this.world;
    switch (queue.kind) {
      case DELIVERY_ENTRY:
        return this.deliver(queue.a, queue.b, queue.c, queue.cause);
      case RELEASED_ENTRY:
        this.transport.arrived();
        return this.deliver(queue.a, queue.b, queue.c, queue.cause);
      case TIMER_ENTRY:
        return this.expire(queue.a, queue.b);
      case ANSWER_ENTRY:
        return this.answer(queue.b, queue.cause);
      case START_ENTRY:
        return this.start(queue.a, queue.cause);
      case FAULT_ENTRY:
        return this.beginFault(queue.a, queue.cause);
      case FAULT_END_ENTRY:
        return this.endFault(queue.a);
      case OPENING_ENTRY:
        return this.open(queue.a, queue.cause);
      default:
        invariant(false, `an entry of kind ${queue.kind}`);
    }
  }

  private beginFault(index: number, cause: EventSeq): void {
    const { world, faults } = this.parts;
    world.faultsAhead--;
    faults.begin(present(world.plan.faults[index], 'a fault'), cause);
  }

  private endFault(index: number): void {
    const { world, faults } = this.parts;
    world.faultsAhead--;
    faults.end(present(world.plan.faults[index], 'a fault'));
  }

  private open(index: CoordinationIndex, cause: EventSeq): void {
    const { world, parts } = this;
    openLate(world, parts, present(world.coordinations[index], 'a coordination'), cause);
  }

  private start(index: ActorIndex, cause: EventSeq): void {
    const { world } = this;
    world.inFlight--;
    if (world.isCrashed[index] === 1 || world.isStarted[index] === 1) return;
    this.stepper.start(world.actor(index), cause);
  }

  private deliver(to: ActorIndex, slot: number, from: ActorIndex, sent: EventSeq): void {
    const { world, transport } = this;
    const { slots } = world;
    world.inFlight--;
    const refusal = transport.refusal(from, to);
    if (refusal !== undefined) {
      transport.drop(from, to, slot, refusal, sent);
    } else {
      const message = slots.messages[slot] as Message;
      const kind = slots.kinds[slot] as number;
      const detail = slots.details[slot] as number;
      const seq = world.stream.delivered(world.now, to, sent, from, kind, detail);
      transport.tell(messageDelivered.kind, to, slot, seq);
      this.stepper.deliver(world.actor(to), transport.identityOf(from), message, seq);
    }
    slots.release(slot);
  }

  private expire(record: number, generation: number): void {
    const { world } = this;
    const timer = this.timers.take(record, generation, world.now);
    if (timer === undefined) return;
    const { actor, name, cause } = timer;
    const seq = world.note(timerExpired, actor, cause, { timer: name });
    if (!world.isHalted) this.stepper.expire(world.actor(actor), name, seq);
  }

  private answer(slot: number, asked: EventSeq): void {
    const { world } = this;
    const taken = this.consultations.take(slot, asked);
    if (taken === undefined || world.isHalted) return;
    const { actor, question, answer } = taken.pending;
    this.stepper.answer(world.actor(actor), question, answer, taken.seq);
  }
}
