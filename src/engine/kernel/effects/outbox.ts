/**
 * What it is: the outbox that every actor's step is given: it performs each effect at once, in the order
 * in which they are put in, and lets each event know the event that the step began with.
 * After a violation nothing more is performed: the run ends at its event.
 * Errors: effects that the contract forbids (another's events, negative times, a second conclusion) are
 * our bugs.
 */

import { deepCopy } from '../../base/copy.ts';
import { invariant } from '../../base/invariant.ts';
import type { ActorIndex, EventSeq, Micros, MinorUnits, Ppm } from '../../base/units.ts';
import { NO_EVENT, PPM_ONE } from '../../base/units.ts';
import type { Question } from '../../contract/consultation.ts';
import type { Deed, Message, Outbox } from '../../contract/protocol.ts';
import {
  coordinationCompleted,
  coordinationFailed,
  messageIgnored,
  paymentMade,
} from '../../events/kernelEvents.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import type { EventShape, FieldTypes, FieldValues } from '../../events/shape.ts';
import { reputationOf } from '../../registry/reputation.ts';
import type { Actor } from '../cast.ts';
import type { Transport } from './transport.ts';
import { summonDependents } from '../openings.ts';
import type { OutboxParts } from '../parts.ts';
import type { World } from '../world.ts';

/** Kernel's kinds that protocols record too. */
const SHARED_EVENTS: readonly EventShape[] = [
  coordinationCompleted,
  coordinationFailed,
  messageIgnored,
];

/** The one outbox of a run; `open` hands it to the actor whose step comes next. */
export class KernelOutbox implements Outbox<Message> {
  private readonly parts: OutboxParts;
  private readonly world: World;
  private readonly transport: Transport;
  /** What each coordination's actors may record. */
  private readonly allowed: readonly ReadonlySet<EventShape>[];
  /** Whose step it is: `open` comes before every step. */
  private actor!: Actor;
  private cause: EventSeq = NO_EVENT;

  constructor(parts: OutboxParts) {
    this.parts = parts;
    this.world = parts.world;
    this.transport = parts.transport;
    this.allowed = parts.world.coordinations.map(
      ({ protocol }) => new Set([...protocol.card.events, ...SHARED_EVENTS]),
    );
  }

  /** The effects to come are those of this actor's step, which the event `cause` led to. */
  open(actor: Actor, cause: EventSeq): void {
    this.actor = actor;
    this.cause = cause;
  }

  send(to: ActorIndex, message: Message): void {
    if (this.world.isHalted) return;
    this.transport.send(this.actor, to, message, this.cause);
  }

  broadcast(receivers: readonly ActorIndex[], message: Message): void {
    if (this.world.isHalted) return;
    this.transport.broadcast(this.actor, receivers, message, this.cause);
  }

  setTimer(timer: string, after: Micros): void {
    if (this.world.isHalted) return;
    const { parts, world, actor } = this;
    const index = actor.entry.actor;
    const span = world.clocks.isSkewed ? world.clocks.span(index, after) : after;
    parts.timers.set(index, timer, world.now, span, this.cause);
  }

  cancelTimer(timer: string): void {
    this.parts.timers.cancel(this.actor.entry.actor, timer);
  }

  persist(value: unknown): void {
    if (this.world.isHalted) return;
    this.world.persisted[this.actor.entry.actor] = deepCopy(value, Object.isFrozen);
  }

  consult(question: Question): void {
    if (this.world.isHalted) return;
    this.parts.consultations.consult(this.actor, question, this.cause);
  }

  pay(payee: ActorIndex, amount: MinorUnits, purpose: string): void {
    const { world, actor } = this;
    if (world.isHalted) return;
    const other = world.actor(payee);
    invariant(other.coordination === actor.coordination, `${purpose}: the payee is elsewhere`);
    this.parts.ledger.pay(actor.entry.agentId, other.entry.agentId, amount);
    const payer = actor.entry.actor;
    world.note(paymentMade, payer, this.cause, { payer, payee, amount, purpose });
  }

  report(participant: ActorIndex, deed: Deed, meritPpm: Ppm): void {
    const { world, actor } = this;
    if (world.isHalted) return;
    const other = world.actor(participant);
    const { agent, agentId } = other.entry;
    invariant(other.coordination === actor.coordination, `${deed}: ${agentId} is elsewhere`);
    invariant(agent !== undefined, `${agentId} has no record`);
    invariant(meritPpm >= 0 && meritPpm <= PPM_ONE, `${deed} of ${agentId} has merit ${meritPpm}`);
    const isListed = this.allowed[actor.coordination.index]?.has(reputationUpdated) === true;
    invariant(isListed, `${actor.entry.agentId} may not report: its card does not list that`);
    const { good, bad } = world.registry.report(agent, meritPpm);
    const reputationMilli = reputationOf({ good, bad });
    const values = { about: participant, deed, meritPpm, reputationMilli, good, bad };
    world.note(reputationUpdated, actor.entry.actor, this.cause, values);
  }

  record<Fields extends FieldTypes>(shape: EventShape<Fields>, values: FieldValues<Fields>): void {
    const { world, actor } = this;
    if (world.isHalted) return;
    if (this.allowed[actor.coordination.index]?.has(shape) !== true) refuseEvent(actor, shape);
    const isConclusion =
      shape.kind === coordinationCompleted.kind || shape.kind === coordinationFailed.kind;
    // What an agent that runs twice concludes counts once.
    if (
      isConclusion &&
      actor.twin !== undefined &&
      actor.coordination.standing.status !== 'running'
    )
      return;
    const seq = world.note(shape, actor.entry.actor, this.cause, values);
    if (isConclusion) conclude(world, actor, values, seq);
  }
}

function refuseEvent(actor: Actor, shape: EventShape): never {
  invariant(false, `${actor.entry.agentId} may not record ${shape.kind}`);
}

/** The fields of both conclusions, by which one is told from the other. */
interface Conclusion {
  readonly coordination?: unknown;
  readonly error?: unknown;
  readonly decision?: unknown;
  readonly outcome?: unknown;
  readonly confidence?: unknown;
}

/** Takes down how a coordination ended. */
function conclude(world: World, actor: Actor, values: Conclusion, seq: EventSeq): void {
  const { standing, index, planned } = actor.coordination;
  invariant(values.coordination === index, `${planned.id} concludes another coordination`);
  invariant(standing.status === 'running', `${planned.id} is concluded twice`);
  const { error, decision, outcome, confidence } = values;
  standing.status = typeof error === 'string' ? 'failed' : 'completed';
  standing.error = typeof error === 'string' ? error : undefined;
  standing.concludedAt = world.now;
  if (typeof decision === 'string') standing.decision = decision;
  if (typeof outcome === 'string' && outcome !== '') standing.outcome = outcome;
  if (typeof confidence === 'number') standing.confidence = confidence;
  world.running--;
  if (!world.isHalted) summonDependents(world, actor.coordination, seq);
}
