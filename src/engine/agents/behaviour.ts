/**
 * What it is: what a kind of agent offers to the kernel: how it answers when its protocol consults it.
 * One agent has one memory in a run, whatever the number of coordinations it takes part in. Answering
 * is immediate for the machine and takes virtual time in the run: the answer says how much.
 * Units: `now` and durations are virtual microseconds.
 */

import type { Choices, ChoicesState } from '../base/choices.ts';
import type { Micros } from '../base/units.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import type { PlannedAgent } from '../plan/plan.ts';

export interface AgentBehaviour<Memory = unknown, Task = unknown, Result = unknown> {
  /** The kind of agent, as the plan names it. */
  readonly kind: string;
  /** The memory of an agent before it was ever asked: plain data, so that the kernel can copy it. */
  open(agent: PlannedAgent, choices: Choices): Memory;
  /** Answers; may change `memory` in place. `choices` is the agent's own stream. */
  answer(memory: Memory, question: Question, choices: Choices, now: Micros): Consultation;
  /** For answers that are long work: the same in parts, so that the work need not be done at once, nor here. */
  readonly labour?: Labour<Memory, Task, Result>;
}

/**
 * An answer in parts. `take`, `perform` and `settle`, one after another, do what `answer` does: the same answer, the same
 * memory, the same draws. Between them the agent is asked nothing else.
 */
export interface Labour<Memory, Task, Result> {
  /** Answers what is no long work; of the rest says what is to be done and when the answer is due. */
  take(
    memory: Memory,
    question: Question,
    choices: Choices,
    now: Micros,
  ): Consultation | Postponed<Task>;
  /** Does the work. It depends on the task and the choices alone: anybody may do it, anywhere. */
  perform(task: Task, choices: Choices): Result;
  /** Learns from what the work gave, and completes the answer. */
  settle(memory: Memory, postponed: Postponed<Task>, result: Result): Answer;
}

/** An answer that lacks only what the work gives. Plain data. */
export interface Postponed<Task = unknown> {
  readonly task: Task;
  /** What the work costs, in the learner's units. */
  readonly units: number;
  /** Units of work of one family take alike long; of others they do so only roughly. */
  readonly family: string;
  readonly draft: Answer;
  readonly duration: Micros;
}

/** A task with whose it is and the luck that it is done with: all that its result depends on. Plain data. */
export interface Work {
  /** The kind of agent. */
  readonly kind: string;
  readonly task: unknown;
  readonly luck: ChoicesState;
  readonly units: number;
  readonly family: string;
}

/** What work gave, and where it left the agent's stream of choices. Plain data and typed arrays. */
export interface WorkDone {
  readonly result: unknown;
  readonly luck: ChoicesState;
}

/** Where work may be done ahead of its time. It gives what doing the work gives, or nothing. */
export interface Workshop {
  /** Hears of work that will be needed. */
  offer(work: Work): void;
  /** What it gave; undefined: not known, so that whoever asks does it. */
  given(work: Work): WorkDone | undefined;
  /** Hears what it gave when somebody else did it. */
  keep(work: Work, done: WorkDone): void;
  /** Whether somebody is at it and a run that needs it is to wait. */
  isAwaited(work: Work): boolean;
}

/** Behaviours by kind. */
// The kernel treats a memory as opaque: it hands a behaviour only what that behaviour opened.
export type AgentBehaviours = ReadonlyMap<string, AgentBehaviour>;
