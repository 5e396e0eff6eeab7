/**
 * What it is: asking agents what they think, and bringing back what they answer.
 * The agent's behaviour answers at once for the machine; in the run the answer comes after the agent's
 * own time. An agent has one memory, opened when it is first asked and shared by all its coordinations.
 * Errors: asking on behalf of an actor without an agent, or an agent of a kind that nobody knows, is our bug.
 */

import { SeededChoices } from '../../base/choices.ts';
import type { ChoicesState } from '../../base/choices.ts';
import { deepCopy } from '../../base/copy.ts';
import { invariant, present } from '../../base/invariant.ts';
import type { ActorIndex, AgentIndex, EventSeq } from '../../base/units.ts';
import { MICROS_LIMIT } from '../../base/units.ts';
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
    const { memory, choices } = this.mind(agent);
    const { answer, duration } = behaviour.answer(memory, question, choices, world.now);
    invariant(Number.isInteger(duration) && duration >= 0, `${planned.id} takes ${duration}`);
    const asked = world.note(agentConsulted, index, cause, { question: sayQuestion(question) });
    const slot = this.free.pop() ?? this.pending.length;
    const incarnation = world.incarnations[index] as number;
    this.pending[slot] = { actor: index, incarnation, question, answer };
    world.inFlight++;
    const at = Math.min(world.now + duration, MICROS_LIMIT - 1);
    world.queue.push(at, ANSWER_ENTRY, index, slot, 0, asked);
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
    const pending = present(this.pending[slot], 'an answer');
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
