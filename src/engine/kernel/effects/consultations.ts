/**
 * What it is: asking agents what they think, and bringing back what they answer.
 * The agent's behaviour answers at once for the machine; in the run the answer comes after the agent's
 * own time. An agent has one memory, opened when it is first asked and shared by all its coordinations.
 * Long work is put off: it is done when its answer is due, or before the agent is asked anything else. What it gives
 * depends on nothing but the work, so that a workshop may have done it by then.
 * Errors: asking on behalf of an actor without an agent, or an agent of a kind that nobody knows, is our bug.
 */

import { SeededChoices } from '../../base/choices.ts';
import type { ChoicesState } from '../../base/choices.ts';
import { deepCopy } from '../../base/copy.ts';
import { invariant, present } from '../../base/invariant.ts';
import type { ActorIndex, AgentIndex, EventSeq, Micros } from '../../base/units.ts';
import { MICROS_LIMIT } from '../../base/units.ts';
import type { Postponed, Work, WorkDone } from '../../agents/behaviour.ts';
import { doWork } from '../../agents/work.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import { agentAnswered, agentConsulted } from '../../events/kernelEvents.ts';
import type { Actor } from '../cast.ts';
import { ANSWER_ENTRY } from '../world.ts';
import type { World } from '../world.ts';

/** A question on its way through an agent's head. */
interface Pending {
  readonly actor: ActorIndex;
  readonly incarnation: number;
  readonly question: Question;
  readonly answer: Answer;
  /** What the answer lacks; it is due at `due`. */
  readonly owed: Owed | undefined;
}

interface Owed {
  readonly agent: AgentIndex;
  readonly postponed: Postponed;
  readonly work: Work;
  readonly due: Micros;
}

interface Mind {
  readonly memory: unknown;
  readonly choices: SeededChoices;
}

export interface ConsultationsSnapshot {
  readonly pending: readonly (Pending | undefined)[];
  readonly free: readonly number[];
  readonly minds: readonly (readonly [AgentIndex, unknown, ChoicesState])[];
}

/** The consultations of one run. */
export class Consultations {
  private readonly world: World;
  private pending: (Pending | undefined)[] = [];
  private free: number[] = [];
  private readonly minds = new Map<AgentIndex, Mind>();
  /** Slots of answers that lack something. */
  private owing: number[] = [];

  constructor(world: World) {
    this.world = world;
  }

  /** Asks the actor's agent. */
  consult(actor: Actor, question: Question, cause: EventSeq): void {
    const { world } = this;
    const { agent, actor: index } = actor.entry;
    invariant(agent !== undefined, `${actor.entry.agentId} has no agent to consult`);
    const planned = present(world.plan.agents[agent], `agent ${agent}`);
    const behaviour = present(world.opening.agents.get(planned.kind), `agents: ${planned.kind}`);
    this.settleOf(agent);
    const { memory, choices } = this.mind(agent);
    const { labour, kind } = behaviour;
    const given =
      labour === undefined
        ? behaviour.answer(memory, question, choices, world.now)
        : labour.take(memory, question, choices, world.now);
    const { duration } = given;
    invariant(Number.isInteger(duration) && duration >= 0, `${planned.id} takes ${duration}`);
    const asked = world.note(agentConsulted, index, cause, { question: sayQuestion(question) });
    const slot = this.free.pop() ?? this.pending.length;
    const incarnation = world.incarnations[index] as number;
    const due = Math.min(world.now + duration, MICROS_LIMIT - 1);
    const waits = { actor: index, incarnation, question };
    if ('task' in given) {
      const { task, units, family } = given;
      const work = { kind, task, units, family, luck: choices.snapshot() };
      this.pending[slot] = {
        ...waits,
        answer: given.draft,
        owed: { agent, postponed: given, work, due },
      };
      this.owing.push(slot);
      world.opening.workshop?.offer(work);
    } else {
      this.pending[slot] = { ...waits, answer: given.answer, owed: undefined };
    }
    world.inFlight++;
    world.queue.push(due, ANSWER_ENTRY, index, slot, 0, asked);
  }

  /** Whether anything may be being made elsewhere. */
  get isOwing(): boolean {
    return this.owing.length > 0;
  }

  /** Whether something due by `at` is being made elsewhere, so that the run is to wait for it. */
  isHeldUp(at: Micros): boolean {
    const { workshop } = this.world.opening;
    if (workshop === undefined || this.owing.length === 0) return false;
    return this.owing.some((slot) => {
      const owed = this.pending[slot]?.owed;
      return owed !== undefined && owed.due <= at && workshop.isAwaited(owed.work);
    });
  }

  /**
   * Takes an answer that is there now: gives it with the event that records it, or nothing if the actor
   * was down in the meantime.
   */
  take(
    slot: number,
    asked: EventSeq,
  ): { readonly pending: Pending; readonly seq: EventSeq } | undefined {
    const { world } = this;
    const pending = this.settled(slot);
    this.pending[slot] = undefined;
    this.free.push(slot);
    world.inFlight--;
    const { actor, incarnation, question, answer } = pending;
    if (world.isCrashed[actor] === 1 || world.incarnations[actor] !== incarnation) return undefined;
    if (answer.kind === 'predicted' || answer.kind === 'evaluated') {
      world.actor(actor).coordination.standing.cost += answer.cost;
    }
    const values = { question: sayQuestion(question), answer: JSON.stringify(answer) };
    return { pending, seq: world.note(agentAnswered, actor, asked, values) };
  }

  /** Completes the answer that the agent owes, if it owes one. */
  private settleOf(agent: AgentIndex): void {
    const slot = this.owing.find((one) => this.pending[one]?.owed?.agent === agent);
    if (slot !== undefined) this.settled(slot);
  }

  /** The answer in that slot, complete. */
  private settled(slot: number): Pending {
    const pending = present(this.pending[slot], 'an answer');
    const { owed } = pending;
    if (owed === undefined) return pending;
    const { labour } = present(this.world.opening.agents.get(owed.work.kind), 'a behaviour');
    invariant(labour !== undefined, `agents that do no work owe some: ${owed.work.kind}`);
    const { memory, choices } = this.mind(owed.agent);
    const done = this.doneOf(owed.work);
    choices.restore(done.luck);
    const answer = labour.settle(memory, owed.postponed, done.result);
    const complete = { ...pending, answer, owed: undefined };
    this.pending[slot] = complete;
    this.owing = this.owing.filter((one) => one !== slot);
    return complete;
  }

  private doneOf(work: Work): WorkDone {
    const { workshop, agents } = this.world.opening;
    const given = workshop?.given(work);
    if (given !== undefined) return given;
    const done = doWork(work, agents);
    workshop?.keep(work, done);
    return done;
  }

  /** How many questions an agent is thinking about now. */
  questionsOf(agent: AgentIndex): number {
    const isOf = (one: Pending | undefined): boolean =>
      one !== undefined && this.world.actor(one.actor).entry.agent === agent;
    return this.pending.filter(isOf).length;
  }

  snapshot(): ConsultationsSnapshot {
    const minds = Array.from(
      this.minds,
      ([agent, mind]) => [agent, deepCopy(mind.memory), mind.choices.snapshot()] as const,
    );
    return { pending: this.pending.slice(), free: this.free.slice(), minds };
  }

  restore(snapshot: ConsultationsSnapshot): void {
    this.pending = snapshot.pending.slice();
    this.owing = [...this.pending.keys()].filter((slot) => this.pending[slot]?.owed !== undefined);
    this.free = snapshot.free.slice();
    this.minds.clear();
    for (const [agent, memory, choices] of snapshot.minds) {
      this.minds.set(agent, { memory: deepCopy(memory), choices: new SeededChoices(choices) });
    }
  }

  private mind(agent: AgentIndex): Mind {
    const known = this.minds.get(agent);
    if (known !== undefined) return known;
    const { plan, opening } = this.world;
    const planned = present(plan.agents[agent], `agent ${agent}`);
    const behaviour = present(opening.agents.get(planned.kind), `agents: ${planned.kind}`);
    const choices = SeededChoices.named(plan.seed, `agent/${planned.id}`);
    const mind = { memory: behaviour.open(planned, choices), choices };
    this.minds.set(agent, mind);
    return mind;
  }
}

/** A question in a few words: what it is about, not all that belongs to it. */
function sayQuestion(question: Question): string {
  switch (question.kind) {
    case 'vote':
      return `vote in round ${question.round}`;
    case 'bid':
      return `bid for ${question.good} in round ${question.round}`;
    case 'offers':
      return `offers for ${question.good} in auction ${question.auction + 1}`;
    case 'order':
      return `an order for ${question.good}`;
    case 'train':
      return `train on ${question.rows.length} rows of ${question.dataset.split('?')[0]}`;
    case 'predict':
      return `predict batch ${question.batch} of ${question.rows.length} rows`;
    case 'trainOn':
      return `train on ${question.labels.length} rows that others answered`;
    case 'predictOn':
      return `predict batch ${question.batch} from ${question.features.length} numbers`;
    case 'evaluate':
      return `evaluate job ${question.job} up to ${question.level} of ${question.levels}`;
  }
}
