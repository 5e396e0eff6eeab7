/**
 * What it is: one step of one actor: the input is put together, the protocol's step is run with it, and
 * its effects go into the outbox.
 * The input is one object for all steps of the run, and it is valid only during a step.
 */

import { deepCopy } from '../../base/copy.ts';
import type { ActorIndex, EventSeq } from '../../base/units.ts';
import { NO_ACTOR } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type { Input, Message } from '../../contract/protocol.ts';
import type { Actor } from '../cast.ts';
import type { KernelOutbox } from './outbox.ts';
import type { World } from '../world.ts';

/** All that any input may hold: one shape, so that reading it is quick. */
class StepInput {
  kind: Input<Message>['kind'] = 'started';
  from: ActorIndex = NO_ACTOR;
  message: Message | undefined = undefined;
  timer = '';
  question: Question | undefined = undefined;
  answer: Answer | undefined = undefined;
  persisted: unknown = undefined;
}

/** Runs the protocols' steps. */
export class Stepper {
  private readonly world: World;
  private readonly outbox: KernelOutbox;
  private readonly input = new StepInput();

  constructor(world: World, outbox: KernelOutbox) {
    this.world = world;
    this.outbox = outbox;
  }

  /** The first step of an actor. */
  start(actor: Actor, cause: EventSeq): void {
    this.world.isStarted[actor.entry.actor] = 1;
    this.input.kind = 'started';
    this.run(actor, cause);
  }

  /** The first step of an actor that is up again: all it had is what it had persisted. */
  revive(actor: Actor, cause: EventSeq): void {
    const { world } = this;
    const index = actor.entry.actor;
    // One whose coordination is not open yet starts with it.
    if (!actor.coordination.isOpen) return;
    if (world.isStarted[index] === 0) return this.start(actor, cause);
    world.states[index] = actor.coordination.protocol.conduct.start(actor.context);
    this.input.kind = 'restarted';
    this.input.persisted = deepCopy(world.persisted[index], Object.isFrozen);
    this.run(actor, cause);
    this.input.persisted = undefined;
  }

  /** A message has come. */
  deliver(actor: Actor, from: ActorIndex, message: Message, cause: EventSeq): void {
    const { input } = this;
    input.kind = 'delivered';
    input.from = from;
    input.message = message;
    this.run(actor, cause);
  }

  /** A timer has expired. */
  expire(actor: Actor, timer: string, cause: EventSeq): void {
    this.input.kind = 'expired';
    this.input.timer = timer;
    this.run(actor, cause);
  }

  /** The actor's agent has answered. */
  answer(actor: Actor, question: Question, answer: Answer, cause: EventSeq): void {
    this.input.kind = 'answered';
    this.input.question = question;
    this.input.answer = answer;
    this.run(actor, cause);
  }

  private run(actor: Actor, cause: EventSeq): void {
    const { world, outbox } = this;
    const { context } = actor;
    const { clocks } = world;
    context.now = clocks.isSkewed ? clocks.read(actor.entry.actor, world.now) : world.now;
    outbox.open(actor, cause);
    const state = world.states[actor.entry.actor];
    // The fields that the kind promises are set; the others hold what earlier steps left there.
    const input = this.input as unknown as Input<Message>;
    actor.coordination.protocol.conduct.step(state, input, context, outbox);
  }
}
