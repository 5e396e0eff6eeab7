/**
 * What it is: what a kind of agent offers to the kernel: how it answers when its protocol consults it.
 * One agent has one memory in a run, whatever the number of coordinations it takes part in. Answering
 * is immediate for the machine and takes virtual time in the run: the answer says how much.
 * Units: `now` and durations are virtual microseconds.
 */

import type { Choices } from '../base/choices.ts';
import type { Micros } from '../base/units.ts';
import type { Consultation, Question } from '../contract/consultation.ts';
import type { PlannedAgent } from '../plan/plan.ts';

export interface AgentBehaviour<Memory = unknown> {
  /** The kind of agent, as the plan names it. */
  readonly kind: string;
  /** The memory of an agent before it was ever asked: plain data, so that the kernel can copy it. */
  open(agent: PlannedAgent, choices: Choices): Memory;
  /** Answers; may change `memory` in place. `choices` is the agent's own stream. */
  answer(memory: Memory, question: Question, choices: Choices, now: Micros): Consultation;
}

/** Behaviours by kind. */
// The kernel treats a memory as opaque: it hands a behaviour only what that behaviour opened.
export type AgentBehaviours = ReadonlyMap<string, AgentBehaviour>;
