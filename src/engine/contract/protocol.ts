/**
 * What it is: the contract that every protocol implements.
 * A protocol is a set of state machines, one per actor, that talk only through the simulated network and
 * read time only from the virtual clock. Nobody sees another's state.
 * `step` changes its own actor's state in place (a copy for each of n² messages would cost the speed we
 * promise); state is plain data, so the kernel can snapshot, restore, compare and fork it.
 */

import type { TableSource } from '../table/lesson.ts';
import type { Choices } from '../base/choices.ts';
import type { ActorIndex, AgentIndex, Micros, MinorUnits, Ppm } from '../base/units.ts';
import type { Aspect } from '../base/votes.ts';
import type { EventShape, FieldTypes, FieldValues } from '../events/shape.ts';
import type { EventRecord } from '../events/eventReader.ts';
import type { ProtocolCard } from './card.ts';
import type { Credentials } from './credentials.ts';
import type { BudgetTaker, GoodResource, LearnerSettings, OutputReaders } from './flow.ts';
import type { Answer, Question } from './consultation.ts';

/** Immutable plain data with a kind; the same object may be delivered to many receivers. */
export interface Message {
  readonly kind: string;
}

/** What an actor receives. Valid only during the step: the kernel reuses the object. */
export type Input<Sent extends Message> =
  | { readonly kind: 'started' }
  | { readonly kind: 'restarted'; readonly persisted: unknown }
  | { readonly kind: 'delivered'; readonly from: ActorIndex; readonly message: Sent }
  | { readonly kind: 'expired'; readonly timer: string }
  | { readonly kind: 'answered'; readonly question: Question; readonly answer: Answer };

/** What can be reported of a participant: a vote judged by the truth, a promise, a payment, a model's score. */
export type Deed = 'vote' | 'promise' | 'payment' | 'score';

/** The effects: performed in the order in which they are put in. */
export interface Outbox<Sent extends Message> {
  send(to: ActorIndex, message: Sent): void;
  /** Sends to each of `receivers` in order; the message is shared, not copied. */
  broadcast(receivers: readonly ActorIndex[], message: Sent): void;
  /** Setting a timer that is set replaces it. */
  setTimer(timer: string, after: Micros): void;
  cancelTimer(timer: string): void;
  /** Replaces what survives a crash of this actor. Plain data; the kernel copies it. */
  persist(value: unknown): void;
  /** Asks this actor's agent; the answer comes back as an input after the agent's own time. */
  consult(question: Question): void;
  /** Moves money from this actor's agent to the payee's. */
  pay(payee: ActorIndex, amount: MinorUnits, purpose: string): void;
  /**
   * Tells the registry how a deed of a participant turned out: 1,000,000 wholly well, 0 not at all. Its
   * reputation changes for the coordinations that open later, never for the one that reports.
   */
  report(participant: ActorIndex, deed: Deed, meritPpm: Ppm): void;
  record<Fields extends FieldTypes>(shape: EventShape<Fields>, values: FieldValues<Fields>): void;
}

/** An actor as others in the coordination may know it. */
export interface Seat {
  readonly actor: ActorIndex;
  readonly role: string;
  /** Its number within its role, from 0. */
  readonly number: number;
  /** Undefined for actors that the protocol brings. */
  readonly agent: AgentIndex | undefined;
  readonly agentId: string;
  /** 0..1000, as known when the coordination opens; 500 when unknown. */
  readonly reputationMilli: number;
  /** 0..1000: how often this agent is known to judge rightly, where its kind states it. */
  readonly competenceMilli?: number;
  /** Where it is, from 0, when the protocol spreads its actors over regions. */
  readonly region?: number;
  /** 0..1000: how its latest reported deeds turned out; undefined when none was, as known at the opening. */
  readonly performanceMilli?: number | undefined;
  /** As known when the coordination opens; undefined when that is when the run begins: nothing is known yet. */
  readonly health?: 'healthy' | 'overloaded' | 'unhealthy';
}

/** All that exists for a step. */
export interface Context<Parameters> {
  readonly self: Seat;
  readonly now: Micros;
  /** When the coordination opened; 0 where it is not said. */
  readonly openedAt?: Micros;
  readonly parameters: Parameters;
  /** Every seat of the coordination, ordered by actor; actors are dense from `seats[0].actor`. */
  readonly seats: readonly Seat[];
  /** The actors of a role, in order of their numbers; the same array every time. */
  role(role: string): readonly ActorIndex[];
  /** The coordination's index: for coordination.completed and coordination.failed. */
  readonly coordination: number;
  readonly choices: Choices;
  readonly credentials: Credentials;
  /** What is connected to the coordination's ports, read only: a data set, a good, a proposal. */
  readonly resources: Resources;
}

export interface Resources {
  /** The name of a data set. */
  readonly dataset?: string;
  /** What the data set of that name is, when it is a user's own. */
  readonly table?: TableSource;
  readonly good?: {
    readonly name: string;
    readonly reserve: MinorUnits;
    /** What a unit of it stands for beside its name. */
    readonly resource?: GoodResource;
  };
  /** What a search has found, where the coordination takes it of one. */
  readonly settings?: LearnerSettings;
  readonly proposal?: {
    readonly text: string;
    readonly meritPpm: Ppm;
    /** What it is judged by; absent: only as a whole. */
    readonly aspects?: readonly Aspect[];
  };
}

/** A seat that the protocol asks for: one per participant, and those it brings itself. */
export interface CastSeat {
  readonly role: string;
  /** The participant's place in the list, or undefined for an actor of the protocol's own. */
  readonly participant: number | undefined;
  /** For an actor of the protocol's own, such as "client". */
  readonly name: string;
  /** From 0; all or none of a protocol's seats have one. */
  readonly region?: number;
}

export interface Conduct<State, Sent extends Message, Parameters> {
  /** Which actors there are. */
  cast(parameters: Parameters, participantCount: number): readonly CastSeat[];
  /** How much longer a message takes from one region to another, or within one, than the network says. */
  regionLatency?(parameters: Parameters, from: number, to: number): Micros;
  /** An actor's state before anything happened. */
  start(context: Context<Parameters>): State;
  step(state: State, input: Input<Sent>, context: Context<Parameters>, outbox: Outbox<Sent>): void;
  /**
   * What of a state survives a crash, asked for when the crash comes: as good as persisting it at the end of
   * every step, without the cost. Must hold nothing that a step still changes. A conduct that has it does not persist.
   */
  durable?(state: State): unknown;
  /** The message's content in a few words, such as "v0 n3 d:7f3a"; the same for equal content. */
  detail(message: Sent): string;
  /** Size on the wire in bytes. */
  bytes(message: Sent): number;
  /** A plain view of an actor's state for the inspector: label to value. */
  appearance(state: State): Readonly<Record<string, string | number | boolean>>;
  /** Byzantine behaviours that need knowledge of the protocol, by id. */
  readonly mutators: Readonly<Record<string, Mutator<Sent, Parameters>>>;
}

/** What a Byzantine agent knows while it lies: its own credentials and what its coalition shares. */
export interface Conspiracy<Parameters> {
  readonly context: Context<Parameters>;
  /** The actors that collude with this one (itself included). */
  readonly coalition: readonly ActorIndex[];
  /** Plain data shared by the coalition and kept with the run's state. */
  readonly memory: Map<string, unknown>;
  readonly choices: Choices;
}

/**
 * Alters what leaves an honest agent: asked once per receiver, gives what that receiver is sent instead
 * (nothing, one message or several). Must not change `message`.
 */
export type Mutator<Sent extends Message, Parameters> = (
  message: Sent,
  to: ActorIndex,
  conspiracy: Conspiracy<Parameters>,
) => readonly Sent[];

export interface Violation {
  /** One sentence: what was violated, by whom. */
  readonly explanation: string;
  readonly actors: readonly ActorIndex[];
}

/** What a watcher may know of the coordination it watches. */
export interface WatchBrief<Parameters> {
  readonly parameters: Parameters;
  readonly seats: readonly Seat[];
  /** True when the design's faults (so far) make this actor faulty in the Byzantine sense. */
  isByzantine(actor: ActorIndex): boolean;
  /** True when it is crashed at this moment. */
  isCrashed(actor: ActorIndex): boolean;
  /** The longest that a message takes that no fault strikes, Infinity if some are lost; left out where there is no network. */
  readonly delayMost?: () => Micros;
}

/** Watches one property over the protocol's and the kernel's (non-message) events. Plain state of its own. */
export interface Watch {
  observe(event: EventRecord): Violation | 'observed' | undefined;
  /** Called once when the run is over. */
  conclude(): Violation | 'observed' | undefined;
}

export interface Property<Parameters> {
  readonly name: string;
  readonly title: string;
  /** always: a violation is an event at once; eventually and sometimes: judged when the run is over. */
  readonly temper: 'always' | 'eventually' | 'sometimes';
  /** Kinds of event it wants. */
  readonly watches: readonly string[];
  /**
   * Pairs of kinds: a violation may be hidden when one actor's first comes before another's second, and never by the opposite.
   * Undefined: any order of what is watched may matter. A search that leaves out orders keeps these.
   */
  readonly orderMatters?: readonly (readonly [first: string, second: string])[];
  watch(brief: WatchBrief<Parameters>): Watch;
}

export interface Protocol<State, Sent extends Message, Parameters> {
  readonly card: ProtocolCard<Parameters>;
  readonly conduct: Conduct<State, Sent, Parameters>;
  readonly properties: readonly Property<Parameters>[];
  /** What others may take of it when it is completed. */
  readonly outputs?: OutputReaders;
  /** What a budget that another hands on sets of its parameters. */
  readonly takesBudget?: BudgetTaker;
}

/** For where only the kernel's view of a protocol matters. */
// The kernel treats state, messages and parameters as opaque: it hands a protocol only what it gave.
export type AnyProtocol = Protocol<unknown, Message, unknown>;
