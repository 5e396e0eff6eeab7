/**
 * What it is: which agents are interchangeable, found by following both of two step by step: whatever one does, the other does at the
 * same point, with the same told, but for their own numbers, and everybody else meets both alike. That is an automorphism of what is looked ahead.
 * Source: symmetry reduction of state spaces (C. N. Ip and D. L. Dill, Better verification through symmetry, 1996); there
 * the symmetry is declared, here it is shown or there is none.
 * Shapes: by node and cue: the node and cue of the exchanged world.
 * Cost: once over all that is looked ahead for each pair of agents.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { SaidEvent } from '../history.ts';
import type { Ahead, AheadEdge } from './lookAhead.ts';

/** An exchange of agents. */
export interface Exchange {
  readonly actors: readonly ActorIndex[];
  readonly nodes: Int32Array;
  readonly cues: Int32Array;
  readonly events: ReadonlyMap<number, number>;
}

const NOTHING = -1;

/** The exchange of two agents; undefined when they are not interchangeable. */
export function exchangeOf(
  ahead: Ahead,
  eventAt: (event: number) => SaidEvent,
  one: ActorIndex,
  other: ActorIndex,
): Exchange | undefined {
  const actors = [...ahead.byLocal.keys()].map((actor) =>
    actor === one ? other : actor === other ? one : actor,
  );
  const pairing = new Pairing(ahead, eventAt, actors);
  return pairing.isWhole() ? pairing : undefined;
}

/** One exchange after another. */
export function composed(first: Exchange, second: Exchange): Exchange {
  return {
    actors: first.actors.map((actor) => second.actors[actor] as ActorIndex),
    nodes: first.nodes.map((node) => second.nodes[node] as number),
    cues: first.cues.map((cue) => second.cues[cue] as number),
    events: new Map([...first.events].map(([from, to]) => [from, second.events.get(to) ?? to])),
  };
}

/** Two worlds side by side. */
class Pairing implements Exchange {
  readonly actors: readonly ActorIndex[];
  readonly nodes: Int32Array;
  readonly cues: Int32Array;
  readonly events = new Map<number, number>();
  private readonly ahead: Ahead;
  private readonly eventAt: (event: number) => SaidEvent;
  private readonly nodesBack: Int32Array;
  private readonly cuesBack: Int32Array;
  private readonly paired: readonly number[][];
  private readonly waiting: (readonly [node: number, cue: number])[] = [];
  private isAlike = true;

  constructor(ahead: Ahead, eventAt: (event: number) => SaidEvent, actors: readonly ActorIndex[]) {
    this.ahead = ahead;
    this.eventAt = eventAt;
    this.actors = actors;
    this.nodes = new Int32Array(ahead.nodes.length).fill(NOTHING);
    this.nodesBack = new Int32Array(ahead.nodes.length).fill(NOTHING);
    this.cues = new Int32Array(ahead.cues.length).fill(NOTHING);
    this.cuesBack = new Int32Array(ahead.cues.length).fill(NOTHING);
    this.paired = actors.map(() => []);
  }

  /** Follows both to the end; whether all was met, and nothing differed. */
  isWhole(): boolean {
    const { ahead, actors } = this;
    actors.forEach((to, from) => {
      this.pairCue(ahead.restarts[from] as number, ahead.restarts[to] as number);
      this.pairEdges(ahead.starts[from] ?? [], ahead.starts[to] ?? []);
    });
    for (
      let next = this.waiting.pop();
      next !== undefined && this.isAlike;
      next = this.waiting.pop()
    ) {
      const [node, cue] = next;
      this.pairEdges(
        this.edgesOf(node, cue),
        this.edgesOf(this.nodes[node] as number, this.cues[cue] as number),
      );
    }
    return this.isAlike && !this.nodes.includes(NOTHING) && !this.cues.includes(NOTHING);
  }

  private edgesOf(node: number, cue: number): readonly AheadEdge[] {
    return (this.ahead.nodes[node]?.edges ?? []).filter((edge) => edge.cue === cue);
  }

  private pairNode(node: number, other: number): void {
    if (this.nodes[node] === other && this.nodesBack[other] === node) return;
    if (this.nodes[node] !== NOTHING || this.nodesBack[other] !== NOTHING) this.isAlike = false;
    const { actor, answers, edges } = this.ahead.nodes[node] as Ahead['nodes'][number];
    const twin = this.ahead.nodes[other] as Ahead['nodes'][number];
    if (twin.actor !== this.actors[actor] || twin.answers.length !== answers.length)
      this.isAlike = false;
    if (!this.isAlike) return;
    this.nodes[node] = other;
    this.nodesBack[other] = node;
    this.paired[actor]?.push(node);
    answers.forEach((answer, place) => {
      this.pairCue(answer, twin.answers[place] as number);
    });
    for (const cue of new Set(edges.map((edge) => edge.cue)))
      if (this.cues[cue] !== NOTHING) this.waiting.push([node, cue]);
  }

  private pairCue(cue: number, other: number): void {
    if (this.cues[cue] === other && this.cuesBack[other] === cue) return;
    if (this.cues[cue] !== NOTHING || this.cuesBack[other] !== NOTHING) this.isAlike = false;
    if (!this.isAlike) return;
    this.cues[cue] = other;
    this.cuesBack[other] = cue;
    const { actor } = this.ahead.cues[cue] as Ahead['cues'][number];
    for (const node of this.paired[actor] ?? []) this.waiting.push([node, cue]);
  }

  private pairEdges(edges: readonly AheadEdge[], others: readonly AheadEdge[]): void {
    if (edges.length !== others.length) this.isAlike = false;
    edges.forEach((edge, place) => {
      const other = others[place];
      if (other === undefined || !this.isAlike) return;
      this.pairTales(edge.tale, other.tale);
      this.pairPosted(edge.posted, other.posted);
      this.pairNode(edge.to, other.to);
    });
  }

  /** By receiver, in the order in which they are sent. */
  private pairPosted(posted: readonly number[], others: readonly number[]): void {
    if (posted.length !== others.length) this.isAlike = false;
    const receiver = (cue: number): ActorIndex => (this.ahead.cues[cue] as { actor: number }).actor;
    for (const to of new Set(posted.map(receiver))) {
      const sent = posted.filter((cue) => receiver(cue) === to);
      const also = others.filter((cue) => receiver(cue) === this.actors[to]);
      if (sent.length !== also.length) this.isAlike = false;
      else
        sent.forEach((cue, place) => {
          this.pairCue(cue, also[place] as number);
        });
    }
  }

  /** The same events, where only the numbers of those exchanged may differ. */
  private pairTales(tale: readonly number[], others: readonly number[]): void {
    if (tale.length !== others.length) this.isAlike = false;
    tale.forEach((event, place) => {
      const other = others[place];
      if (other === undefined || !this.isAlike) return;
      const said = this.eventAt(event);
      const also = this.eventAt(other);
      const isSame =
        said.kind === also.kind &&
        Object.entries(said.fields).every(
          ([name, value]) =>
            value === also.fields[name] ||
            (typeof value === 'number' && this.actors[value] === also.fields[name]),
        );
      if (!isSame || (this.events.get(event) ?? other) !== other) this.isAlike = false;
      this.events.set(event, other);
    });
  }
}
