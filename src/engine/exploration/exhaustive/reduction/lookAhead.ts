/**
 * What it is: what each actor may come to, looked at by itself before worlds are: from every way in which it may stand, any
 * message that anybody may ever send it arrives, as often as it may. That is more than can happen, so what holds of
 * all of it holds of every world; and it is little, because actors are not multiplied with each other.
 * Source: the Cartesian abstraction of a system of processes, as static analysis of message passing takes it.
 * Shapes: a cue is a message, an answer, a restart or a timer's expiry, numbered over all
 * actors; a node is an actor as it may stand; an edge is what a cue makes of a node.
 * Errors: one that grows too large, and a step that cannot bear what never happens, are sentences.
 * Cost: a step for each node and cue; ten to a hundred times fewer than worlds.
 */

import { invariant } from '../../../base/invariant.ts';
import type { Result } from '../../../base/result.ts';
import { failure, success } from '../../../base/result.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { ActorSteps } from '../actorSteps.ts';
import type { Cast } from '../cast.ts';
import type { Histories } from '../history.ts';
import { Numbered } from '../numbered.ts';
import { answeredCode, CRASHED, deliveredCode, expiredCode, RESTARTED, STARTED } from '../parts.ts';
import type { Asked, Outcome } from '../parts.ts';
import { StatePrints } from '../statePrint.ts';
import type { WorldBounds } from '../worldBounds.ts';

export interface AheadCue {
  readonly actor: ActorIndex;
  /** Whose step brings it about; undefined for a restart. */
  readonly by: ActorIndex | undefined;
  readonly kind: 'letter' | 'answer' | 'restart' | 'expiry' | 'sighting';
  /** Of the message, question, agent, timer or event. */
  readonly name: string;
}

export interface AheadEdge {
  readonly cue: number;
  readonly to: number;
  /** Cues that it brings about, each once. */
  readonly emits: readonly number[];
  readonly letters: readonly number[];
  readonly events: number;
  /** The cues of its messages, in the order in which they are sent. */
  readonly posted: readonly number[];
  /** Its events, one by one. */
  readonly tale: readonly number[];
}

export interface AheadNode {
  readonly actor: ActorIndex;
  readonly local: number;
  readonly edges: AheadEdge[];
  /** The cues of its questions, by their place. */
  readonly answers: readonly number[];
  /** Those of its timers, by their place; none where no timer may run out. */
  readonly expiries: readonly number[];
}

/** An actor as it may stand, after so many time-outs and crashes of its own. */
interface Visit {
  readonly node: number;
  readonly timeouts: number;
  readonly crashes: number;
}

interface Task extends Visit {
  /** Of the step; and the cue that it is, unless something goes wrong by it. */
  readonly code: number;
  readonly cue: number;
}

const STEPS_MAX = 30_000;
const NO_CUE = -1;

/** Looks ahead from the beginning of a search. */
export function lookAhead(
  cast: Cast,
  steps: ActorSteps,
  histories: Histories,
  bounds: WorldBounds,
): Result<Ahead, string> {
  try {
    return new Looking(cast, steps, histories, bounds).all();
  } catch (trouble) {
    // What is looked at includes what never happens, and a machine need not bear that.
    const why = trouble instanceof Error ? trouble.message : String(trouble);
    return failure(`an agent cannot be looked at by itself (${why})`);
  }
}

/** All that actors may come to. */
export interface Ahead {
  readonly cues: readonly AheadCue[];
  readonly nodes: readonly AheadNode[];
  /** By actor: the node of each way in which it may stand. */
  readonly byLocal: readonly ReadonlyMap<number, number>[];
  readonly byLetter: ReadonlyMap<number, number>;
  /** By actor. */
  readonly restarts: readonly number[];
  /** By actor: how it may start, as edges without a cue. */
  readonly starts: readonly (readonly AheadEdge[])[];
}

/** The same where no timer may run out any more. */
export function withoutExpiries(ahead: Ahead): Ahead {
  const { cues, nodes } = ahead;
  const isLeft = ({ cue }: AheadEdge): boolean => cues[cue]?.kind !== 'expiry';
  return { ...ahead, nodes: nodes.map((node) => ({ ...node, edges: node.edges.filter(isLeft) })) };
}

class Looking {
  private readonly cast: Cast;
  private readonly steps: ActorSteps;
  private readonly histories: Histories;
  private readonly bounds: WorldBounds;
  private readonly cues: AheadCue[] = [];
  private readonly nodes: AheadNode[] = [];
  private readonly byLetter = new Map<number, number>();
  private readonly byQuestion = new Map<string, number>();
  private readonly byTimer = new Map<string, number>();
  private readonly restarts: readonly number[];
  private readonly byLocal: readonly Map<number, number>[];
  private readonly starts: readonly AheadEdge[][];
  private readonly asked: Numbered<Asked>;
  /** By actor. */
  private readonly letters: readonly number[][];
  private readonly visits: readonly Visit[][];
  private readonly visited = new Set<string>();
  private readonly tasks: Task[] = [];

  constructor(cast: Cast, steps: ActorSteps, histories: Histories, bounds: WorldBounds) {
    const prints = new StatePrints();
    const { players } = cast;
    this.cast = cast;
    this.steps = steps;
    this.histories = histories;
    this.bounds = bounds;
    this.asked = new Numbered((asked) => prints.of(asked));
    this.byLocal = players.map(() => new Map<number, number>());
    this.letters = players.map(() => []);
    this.visits = players.map(() => []);
    this.starts = players.map(() => []);
    this.restarts = players.map((_, actor) =>
      this.cue({ actor, by: undefined, kind: 'restart', name: `${cast.players[actor]?.name}` }),
    );
  }

  all(): Result<Ahead, string> {
    const { steps, tasks, cast } = this;
    for (const actor of cast.players.keys())
      for (const outcome of this.outcomes(actor, steps.fresh(actor), STARTED)) {
        this.starts[actor]?.push(this.edgeOf(NO_CUE, this.nodeOf(actor, outcome.local), outcome));
        this.visit(this.nodeOf(actor, outcome.local), 0, 0);
      }
    for (let done = 0; ; done++) {
      const task = tasks.pop();
      if (task === undefined) break;
      if (done >= STEPS_MAX)
        return failure(
          'the agents may come to more than can be looked ahead; allow fewer timers to run out and fewer crashes',
        );
      this.take(task);
    }
    const { cues, nodes, byLocal, byLetter, restarts, starts } = this;
    return success({ cues, nodes, byLocal, byLetter, restarts, starts });
  }

  private take({ node, code, cue, timeouts, crashes }: Task): void {
    const from = this.nodes[node] as AheadNode;
    const { actor, local, edges } = from;
    const isKnown = cue === NO_CUE || edges.some((edge) => edge.cue === cue);
    for (const outcome of this.outcomes(actor, local, code)) {
      const to = this.nodeOf(actor, outcome.local);
      const edge = this.edgeOf(cue, to, outcome);
      const { answers, expiries } = this.nodes[to] as AheadNode;
      const begun = [
        ...answers.filter((answer) => !from.answers.includes(answer)),
        ...expiries.filter((expiry) => !from.expiries.includes(expiry)),
      ];
      if (!isKnown && outcome.lies === 0) edges.push({ ...edge, emits: [...edge.emits, ...begun] });
      this.visit(to, timeouts, crashes);
    }
  }

  private edgeOf(cue: number, to: number, { postings, letters, events }: Outcome): AheadEdge {
    const posted = postings.map(({ letter }) => this.letterCue(letter));
    const tale = this.histories.eventsOf(events);
    return { cue, to, emits: [...new Set(posted)], posted, letters, events, tale };
  }

  private outcomes(actor: ActorIndex, local: number, code: number): readonly Outcome[] {
    const { steps, bounds } = this;
    const outcomes = steps.outcomes(actor, local, 0, code);
    invariant(
      outcomes.every(({ memory }) => memory === 0),
      'liars share what they know',
    );
    return outcomes.filter(({ lies }) => lies <= (bounds.lies ?? 0));
  }

  private visit(node: number, timeouts: number, crashes: number): void {
    const key = `${node} ${timeouts} ${crashes}`;
    if (this.visited.has(key)) return;
    this.visited.add(key);
    const { actor, local, answers, expiries } = this.nodes[node] as AheadNode;
    const visit = { node, timeouts, crashes };
    this.visits[actor]?.push(visit);
    const { isCrashed } = this.steps.locals.at(local);
    for (const letter of this.letters[actor] ?? []) this.deliver(visit, letter);
    if (isCrashed) {
      this.tasks.push({ ...visit, code: RESTARTED, cue: this.restarts[actor] as number });
      return;
    }
    answers.forEach((cue, place) => {
      if (answers.indexOf(cue) === place)
        this.tasks.push({ ...visit, code: answeredCode(place), cue });
    });
    if (timeouts < this.bounds.timeouts)
      expiries.forEach((cue, place) => {
        this.tasks.push({ ...visit, code: expiredCode(place), cue, timeouts: timeouts + 1 });
      });
    if (crashes < this.bounds.crashes && this.cast.players[actor]?.lies.length === 0)
      this.tasks.push({ ...visit, code: CRASHED, cue: NO_CUE, crashes: crashes + 1 });
  }

  private deliver(visit: Visit, letter: number): void {
    const { local, edges } = this.nodes[visit.node] as AheadNode;
    const cue = this.byLetter.get(letter) as number;
    if (!this.steps.locals.at(local).isCrashed) {
      this.tasks.push({ ...visit, code: deliveredCode(letter), cue });
      return;
    }
    // Nothing comes of a message that reaches one who is down.
    if (!edges.some((edge) => edge.cue === cue))
      edges.push({ cue, to: visit.node, emits: [], posted: [], letters: [], events: 0, tale: [] });
  }

  private nodeOf(actor: ActorIndex, local: number): number {
    const known = this.byLocal[actor] as Map<number, number>;
    let node = known.get(local);
    if (node === undefined) {
      node = this.nodes.length;
      const { asked, timers } = this.steps.locals.at(local);
      const answers = asked.map((one) => this.answerCue(actor, one));
      const mayExpire = this.bounds.timeouts > 0;
      const expiries = mayExpire ? timers.map((timer) => this.expiryCue(actor, timer)) : [];
      this.nodes.push({ actor, local, edges: [], answers, expiries });
      known.set(local, node);
    }
    return node;
  }

  private letterCue(letter: number): number {
    let cue = this.byLetter.get(letter);
    if (cue !== undefined) return cue;
    const { from, to, message } = this.steps.letters.at(letter);
    cue = this.cue({ actor: to, by: from, kind: 'letter', name: message.kind });
    this.byLetter.set(letter, cue);
    this.letters[to]?.push(letter);
    for (const visit of this.visits[to] ?? []) this.deliver(visit, letter);
    return cue;
  }

  private answerCue(actor: ActorIndex, asked: Asked): number {
    const key = `${actor} ${this.asked.numberOf(asked)}`;
    let cue = this.byQuestion.get(key);
    if (cue === undefined) {
      cue = this.cue({ actor, by: actor, kind: 'answer', name: asked.question.kind });
      this.byQuestion.set(key, cue);
    }
    return cue;
  }

  private expiryCue(actor: ActorIndex, timer: string): number {
    const key = `${actor} ${timer}`;
    let cue = this.byTimer.get(key);
    if (cue === undefined) {
      cue = this.cue({ actor, by: actor, kind: 'expiry', name: timer });
      this.byTimer.set(key, cue);
    }
    return cue;
  }

  private cue(cue: AheadCue): number {
    this.cues.push(cue);
    return this.cues.length - 1;
  }
}
