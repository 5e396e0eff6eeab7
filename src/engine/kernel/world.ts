/**
 * What it is: what the parts of the kernel share: the clock, the queue, the stream, the actors with their
 * states, the watchers, and the one way to record an event.
 * Shapes: `states`, `persisted`, `incarnations`, `isStarted` and `isCrashed` are indexed by actor.
 */

import { invariant, InvariantError } from '../base/invariant.ts';
import type { ActorIndex, CoordinationIndex, EventSeq, Micros } from '../base/units.ts';
import { MICROS_LIMIT, NO_ACTOR, NO_EVENT } from '../base/units.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Credentials } from '../contract/credentials.ts';
import type { AnyProtocol } from '../contract/protocol.ts';
import type { AgentBehaviours, Workshop } from '../agents/behaviour.ts';
import { EventLog } from '../events/eventLog.ts';
import { propertyObserved, propertyViolated } from '../events/kernelEvents.ts';
import type { EventShape, FieldTypes, FieldValues } from '../events/shape.ts';
import type { Scheduling } from '../network/scheduling.ts';
import { WrittenSchedule } from '../network/writtenSchedule.ts';
import type { Named } from '../network/writtenSchedule.ts';
import type { Plan } from '../plan/plan.ts';
import { Registry } from '../registry/registry.ts';
import { actorsMost, castCoordination, castPlan, castTwins } from './cast.ts';
import type { Actor, Coordination } from './cast.ts';
import { Clocks } from './effects/clocks.ts';
import { EventQueue } from './eventQueue.ts';
import { Conditions } from './interference/conditions.ts';
import type { Admission } from './admission.ts';
import { MessageSlots } from './effects/messageSlots.ts';
import { shapesOf, Stream } from './stream.ts';
import type { Recording } from './stream.ts';
import { Watchers } from './watchers.ts';
import type { Finding } from './watchers.ts';

/** Kinds of entry in the queue. */
export const START_ENTRY = 0;
export const DELIVERY_ENTRY = 1;
export const TIMER_ENTRY = 2;
export const ANSWER_ENTRY = 3;
export const FAULT_ENTRY = 4;
export const FAULT_END_ENTRY = 5;
/** A delivery that a scheduling released. */
export const RELEASED_ENTRY = 6;
/** A coordination that opens later than the run. */
export const OPENING_ENTRY = 7;

/** What a run is made from; the same for every re-execution. */
export interface Opening {
  readonly plan: Plan;
  readonly protocols: ReadonlyMap<ProtocolId, AnyProtocol>;
  readonly agents: AgentBehaviours;
  readonly recording: Recording;
  /** Where the agents' long work may be done ahead of its time. */
  readonly workshop?: Workshop | undefined;
  /** Who decides about messages, in the place of the plan's schedule. */
  readonly scheduling?: Scheduling;
  /** Those of all actors, from another run of the same coordinations: they have no state. */
  readonly credentials?: readonly Credentials[];
  /** Of a run that is over, for a run that is not recorded: what costs more to make than to clear. */
  readonly spare?: { readonly queue: EventQueue };
}

/** The shared state of one run. */
export class World {
  readonly opening: Opening;
  readonly plan: Plan;
  readonly coordinations: readonly Coordination[];
  /** Those of a coordination that waits for others come when it opens, behind all that there are. */
  readonly actors: Actor[];
  /** How many actors there may come to be. */
  readonly actorsMost: number;

  now: Micros = 0;
  queue: EventQueue;
  readonly slots = new MessageSlots();
  readonly stream: Stream;
  readonly watchers: Watchers;
  readonly scheduling: Scheduling | undefined;
  private readonly written: WrittenSchedule | undefined;
  readonly registry: Registry;
  readonly conditions: Conditions;
  readonly clocks: Clocks;

  readonly states: unknown[];
  readonly persisted: unknown[];
  /** Raised by every crash: what was asked before is not answered after. */
  readonly incarnations: Int32Array;
  readonly isStarted: Uint8Array;
  readonly isCrashed: Uint8Array;

  /** The coordinations that took of others, in the order of their opening. */
  readonly admissions: (Admission & { readonly coordination: CoordinationIndex })[] = [];

  /** Messages and consultations on their way, and starts that are still to come. */
  inFlight = 0;
  /** Planned faults that are still to begin or to end. */
  faultsAhead = 0;
  /** Coordinations that are not concluded yet. */
  running: number;
  /** Set when an *always* property is violated: nothing more may happen. */
  isHalted = false;
  /** Set when the run ends: its last events are recorded even after a violation. */
  isEnding = false;
  /** The event that stands for the violation. */
  haltedBy: EventSeq = NO_EVENT;

  /** `credentials`: those of the actors, if this world is to be restored, states and all. */
  constructor(opening: Opening, credentials?: readonly Credentials[]) {
    const { plan } = opening;
    const known = credentials ?? opening.credentials;
    const { coordinations, actors } = castPlan(plan, opening.protocols, known);
    this.opening = opening;
    opening.spare?.queue.clear();
    this.queue = opening.spare?.queue ?? new EventQueue();
    this.plan = plan;
    this.coordinations = coordinations;
    this.actors = actors;
    this.actorsMost = actorsMost(plan, coordinations, actors.length);
    this.written = opening.scheduling === undefined ? scheduleOf(plan, actors) : undefined;
    this.scheduling = opening.scheduling ?? this.written;
    this.stream = new Stream(opening.recording, new EventLog(shapesOf(coordinations)));
    this.watchers = new Watchers(coordinations, (actor) => this.actor(actor).coordination.index);
    this.conditions = new Conditions(plan.faults, actors, (fault, begin, end, cause) => {
      this.foresee(begin, FAULT_ENTRY, fault, cause);
      if (end < Infinity) this.foresee(end, FAULT_END_ENTRY, fault, NO_EVENT);
    });
    this.clocks = new Clocks(this.actorsMost);
    this.states = actors.map(({ coordination, context }) =>
      credentials === undefined ? coordination.protocol.conduct.start(context) : undefined,
    );
    this.persisted = actors.map(() => undefined);
    this.registry = new Registry(plan.agents);
    this.running = coordinations.length;
    this.incarnations = new Int32Array(this.actorsMost);
    this.isStarted = new Uint8Array(this.actorsMost);
    this.isCrashed = new Uint8Array(this.actorsMost);
  }

  /** Brings in the actors of a coordination that has waited; `known` are the credentials of all actors, if issued before. */
  seat(coordination: Coordination, known?: readonly Credentials[]): readonly Actor[] {
    const { actors, plan } = this;
    const first = actors.length;
    const newcomers = [...castCoordination(plan, coordination, first, known)];
    newcomers.push(...castTwins(plan, newcomers, first + newcomers.length));
    invariant(first + newcomers.length <= this.actorsMost, 'more actors than were foreseen');
    actors.push(...newcomers);
    for (const _ of newcomers) {
      this.states.push(undefined);
      this.persisted.push(undefined);
    }
    this.watchers.open(coordination);
    this.conditions.admit(newcomers);
    this.written?.admit(newcomers.map(named));
    return newcomers;
  }

  actor(index: ActorIndex): Actor {
    const actor = this.actors[index];
    if (actor === undefined) refuseActor(index, this.actors.length);
    return actor;
  }

  /** Queues the beginning or the end of a fault of the plan. */
  foresee(at: Micros, kind: number, fault: number, cause: EventSeq): void {
    this.faultsAhead++;
    this.queue.push(Math.min(at, MICROS_LIMIT - 1), kind, fault, 0, 0, cause);
  }

  /**
   * Records an event (other than a message on its way) and shows it to the watchers. After a violation
   * nothing is recorded any more until the run ends.
   */
  note<Fields extends FieldTypes>(
    shape: EventShape<Fields>,
    actor: ActorIndex,
    cause: EventSeq,
    values: FieldValues<Fields>,
  ): EventSeq {
    if (this.isHalted && !this.isEnding) return NO_EVENT;
    const at = this.now;
    const seq = this.stream.record(shape, at, actor, cause, values);
    if (this.conditions.wants(shape.kind)) {
      const { message }: { readonly message?: unknown } = values;
      this.conditions.see(shape.kind, at, actor, message, seq);
    }
    if (this.watchers.wants(shape.kind)) {
      // Flags, texts and numbers are all that values can be, which the mapped type does not say.
      const fields = values as Readonly<Record<string, number | string | boolean>>;
      const event = { seq, at, actor, cause, kind: shape.kind, fields };
      this.judge(this.watchers.observe(event, this.stream.count), seq);
    }
    return seq;
  }

  /** Records what an event meant to the properties; a violated *always* property halts the run. */
  judge(findings: readonly Finding[], cause: EventSeq): void {
    for (const { watching, violation } of findings) {
      const { property, coordination } = watching;
      if (violation === undefined) {
        if (property.temper === 'always') continue;
        const values = { property: property.name, coordination };
        const seq = this.stream.record(propertyObserved, this.now, NO_ACTOR, cause, values);
        if (this.conditions.wants(propertyObserved.kind))
          this.conditions.see(propertyObserved.kind, this.now, NO_ACTOR, undefined, seq);
        continue;
      }
      const values = {
        property: property.name,
        explanation: violation.explanation,
        coordination,
      };
      const culprit = violation.actors[0] ?? NO_ACTOR;
      const seq = this.stream.record(propertyViolated, this.now, culprit, cause, values);
      if (property.temper !== 'always' || this.isHalted) continue;
      this.isHalted = true;
      this.haltedBy = seq;
    }
  }
}

function refuseActor(index: ActorIndex, count: number): never {
  throw new InvariantError(`there is no actor ${index} of ${count}`);
}

function scheduleOf({ schedule }: Plan, actors: readonly Actor[]): WrittenSchedule | undefined {
  if (schedule === undefined || schedule.length === 0) return undefined;
  return new WrittenSchedule(schedule, actors.map(named));
}

/** As decisions name it. */
function named({ entry, coordination }: Actor): Named {
  return { name: entry.agentId, coordination: coordination.planned.id };
}
