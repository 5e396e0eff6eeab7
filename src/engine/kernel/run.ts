/**
 * What it is: what a run is seen as from outside the kernel: interventions, status, summary.
 * The class that implements `Run` is kernel/simulation.ts; projections and hosts know only these types.
 */

import type { ActorIndex, CoordinationIndex, Micros } from '../base/units.ts';
import type { OutputId, SupplyPort } from '../contract/flow.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { EarnedRecord, Plan } from '../plan/plan.ts';
import type { FaultTarget, Trouble } from '../plan/plannedFault.ts';
import type { Seat } from '../contract/protocol.ts';

/** What a person does to a run in progress; recorded as an input of the run. */
export type Intervention =
  | Trouble
  /** Up again, whatever keeps them down. */
  | { readonly kind: 'restart'; readonly agents: readonly FaultTarget[] }
  /** Honest, at full speed and in time again. */
  | { readonly kind: 'honest'; readonly agents: readonly FaultTarget[] }
  /** The network is whole again: no splits, no troubles of links. */
  | { readonly kind: 'heal' }
  /** One fault that is in force ends: of the plan by its id, of a person as `intervention/0`. */
  | { readonly kind: 'end'; readonly fault: string };

/** When it took effect: after this many steps of the kernel, which is the same on every re-execution. */
export interface AppliedIntervention {
  readonly afterSteps: number;
  readonly at: Micros;
  readonly action: Intervention;
}

export type RunStatus =
  { readonly phase: 'running' } | { readonly phase: 'finished'; readonly reason: FinishReason };

/** settled: all is decided and nothing is in flight; quiet: nothing is left to happen; the others are limits reached. */
export type FinishReason = 'settled' | 'quiet' | 'timeLimit' | 'eventLimit' | 'violation';

/** An actor of the run: the table that events' actor columns point into. */
export interface ActorEntry extends Seat {
  readonly coordination: CoordinationIndex;
}

export interface CoordinationSummary {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly status: 'running' | 'completed' | 'failed';
  readonly error: string | undefined;
  /** Protocol's own fields in camelCase, with `decision` among them. */
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly confidence: number;
  /** Of one that takes them of others: those who took part, or may have before it opened. */
  readonly participants: readonly string[];
  /** What it took of others, and when it opened with it. */
  readonly taken?: readonly Handover[];
  readonly openedMicros?: Micros;
  readonly virtualMicros: Micros;
  readonly messages: number;
  readonly bytes: number;
  readonly cost: number;
}

/** What one coordination handed on to another, with a sentence that says it. */
export interface Handover {
  readonly from: string;
  readonly output: OutputId;
  readonly port: SupplyPort;
  readonly words: string;
}

export interface InvariantSummary {
  readonly name: string;
  readonly title: string;
  readonly coordination: string;
  readonly temper: 'always' | 'eventually' | 'sometimes';
  readonly held: boolean;
  readonly violatedAt: Micros | undefined;
  readonly explanation: string | undefined;
}

/** What a run has earned an agent: only of those of whom something was reported, in the run or before. */
export interface EarnedReputation extends EarnedRecord {
  readonly agent: string;
  readonly reputationMilli: number;
}

export interface RunSummary {
  readonly digest: string;
  readonly events: number;
  readonly messages: number;
  readonly bytes: number;
  readonly virtualMicros: Micros;
  readonly coordinations: readonly CoordinationSummary[];
  readonly invariants: readonly InvariantSummary[];
  /** Undefined when nothing was reported of anybody. */
  readonly reputations?: readonly EarnedReputation[];
}

/** A moment of a run from which any number of runs can go on, each exactly as this one did. */
export interface KeyFrame {
  /** How many events there had been. */
  readonly events: number;
  readonly at: Micros;
  readonly steps: number;
  /** A run of its own at this moment. */
  resume(): Run;
}

/** A run in progress. Synchronous: whoever drives it slices the time. */
export interface Run {
  readonly plan: Plan;
  readonly actors: readonly ActorEntry[];
  readonly events: EventReader;
  readonly now: Micros;
  readonly status: RunStatus;
  readonly interventions: readonly AppliedIntervention[];
  /** Kernel steps performed so far. */
  readonly steps: number;
  /** Performs at most `steps` steps, none later than `until`; gives how many it performed. Virtual time reaches `until` when nothing before it is left. */
  advance(until: Micros, steps: number): number;
  /** Takes effect now, between two steps; gives a sentence when it makes no sense (an unknown agent). */
  intervene(action: Intervention): string | undefined;
  /** This moment, for going on from it later. Only of a recorded run. */
  keyFrame(): KeyFrame;
  /**
   * The run is executed again, and these are the events that it had: as long as they last, what properties find is taken
   * from there, which is much quicker. With undefined they look for themselves again.
   */
  recall(known: EventReader | undefined): void;
  appearance(actor: ActorIndex): Readonly<Record<string, string | number | boolean>>;
  summary(): RunSummary;
  /** The digest over the stream so far. */
  digest(): string;
}
