/**
 * What it is: the search of a small world with less to look at and the same verdict. Once nothing is left of the budgets, only the order is open in which messages
 * arrive, questions are answered and actors come back; of two orders that make no difference one is looked at.
 * What it rests on: the graph of each actor by itself (lookAhead.ts); that what was violated stays violated; and that every
 * way comes to an end, which is so where no message leads to itself again.
 * Errors: where that cannot be shown nothing is left out, and a sentence says why.
 */

import type { Result } from '../../../base/result.ts';
import { failure, success } from '../../../base/result.ts';
import type { ActorSteps } from '../actorSteps.ts';
import type { Cast } from '../cast.ts';
import type { Histories } from '../history.ts';
import type { Local } from '../parts.ts';
import type { WorldBounds } from '../worldBounds.ts';
import { addBit, countBits, emptyBits, hasBit } from './bits.ts';
import type { Bits } from './bits.ts';
import { lookAhead } from './lookAhead.ts';
import type { Ahead, AheadNode } from './lookAhead.ts';
import { StubbornSets } from './stubbornSets.ts';
import { Symmetry } from './symmetry.ts';
import { withSightings } from './visibility.ts';
import type { Seen } from './visibility.ts';

/** Prepares the reduction of a search; a sentence where there is none. */
export function openReduction(
  cast: Cast,
  steps: ActorSteps,
  histories: Histories,
  bounds: WorldBounds,
): Result<Reduction, string> {
  if (bounds.history === 'total')
    return failure('the order of events at different agents is to be told apart');
  const ahead = lookAhead(cast, steps, histories, bounds);
  if (!ahead.ok) return ahead;
  const circle = circleIn(ahead.value);
  return circle === undefined
    ? success(
        new Reduction(
          withSightings(ahead.value, cast.protocol, histories),
          steps,
          isCalm(bounds) ? new Symmetry(ahead.value, histories) : undefined,
        ),
      )
    : failure(`${circle} leads to itself again, so a way need not end`);
}

/** Whether nothing can go wrong from the beginning. */
function isCalm({ drops, duplicates, crashes, timeouts, lies = 0 }: WorldBounds): boolean {
  return drops + duplicates + crashes + timeouts + lies === 0;
}

/** What is left out of the world that is being looked at. */
export class Reduction {
  /** Where nothing can go wrong and some agents are alike. */
  readonly symmetry: Symmetry | undefined;
  private readonly ahead: Ahead;
  private readonly steps: ActorSteps;
  private readonly sets: StubbornSets;
  private readonly enabled: Bits;
  private readonly standing: number[] = [];
  private chosen: Bits;
  /** How many times something that may happen was not tried. */
  leftOut = 0;

  constructor(seen: Seen, steps: ActorSteps, symmetry: Symmetry | undefined) {
    this.symmetry = symmetry?.alike.length === 0 ? undefined : symmetry;
    const { ahead } = seen;
    this.ahead = ahead;
    this.steps = steps;
    this.sets = new StubbornSets(seen);
    this.enabled = emptyBits(ahead.cues.length);
    this.chosen = this.enabled;
  }

  /** Looks at a world: the numbers `from` to `to` are its actors, the others up to `end` its messages. */
  choose(world: Int32Array, from: number, to: number, end: number): void {
    const { ahead, enabled, standing } = this;
    enabled.fill(0);
    for (let actor = 0; actor < to - from; actor++) {
      const local = world[from + actor] as number;
      const node = ahead.byLocal[actor]?.get(local) as number;
      standing[actor] = node;
      if (this.localAt(local).isCrashed) addBit(enabled, ahead.restarts[actor] as number);
      for (const cue of this.answersAt(node)) addBit(enabled, cue);
    }
    for (let i = to; i < end; i++)
      addBit(enabled, ahead.byLetter.get(world[i] as number) as number);
    this.chosen = this.sets.of(enabled, standing);
    this.leftOut += countBits(enabled, enabled) - countBits(this.chosen, enabled);
  }

  takesLetter(letter: number): boolean {
    return hasBit(this.chosen, this.ahead.byLetter.get(letter) as number);
  }

  takesAnswer(actor: number, place: number): boolean {
    return hasBit(this.chosen, this.answersAt(this.standing[actor] as number)[place] as number);
  }

  takesRestart(actor: number): boolean {
    return hasBit(this.chosen, this.ahead.restarts[actor] as number);
  }

  private answersAt(node: number): readonly number[] {
    return (this.ahead.nodes[node] as AheadNode).answers;
  }

  private localAt(local: number): Local {
    return this.steps.locals.at(local);
  }
}

/** The name of a message or question that can bring itself about again. */
function circleIn({ cues, nodes }: Ahead): string | undefined {
  const next = cues.map(() => new Set<number>());
  for (const { edges } of nodes)
    for (const { cue, emits } of edges) for (const emitted of emits) next[cue]?.add(emitted);
  // What nothing leads to is taken away until nothing is left, unless there is a circle.
  const before = cues.map(() => 0);
  for (const ones of next) for (const one of ones) before[one] = (before[one] as number) + 1;
  const free = [...cues.keys()].filter((cue) => before[cue] === 0);
  for (let cue = free.pop(); cue !== undefined; cue = free.pop())
    for (const one of next[cue] as Set<number>) {
      before[one] = (before[one] as number) - 1;
      if (before[one] === 0) free.push(one);
    }
  const left = before.findIndex((count) => count > 0);
  return left < 0 ? undefined : `${cues[left]?.kind} ${cues[left]?.name}`;
}
