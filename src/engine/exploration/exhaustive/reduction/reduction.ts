/**
 * What it is: the search of a small world with less to look at and the same verdict. Once nothing is left of the budgets but time-outs, only the order is open in which messages
 * arrive, questions are answered, actors come back and timers run out; of two orders that make no difference one is looked at.
 * What it rests on: the graph of each actor by itself (lookAhead.ts); that what was violated stays violated; that every
 * way comes to an end, which is so where no message leads to itself again but by a time-out; and that the budget counts
 * time-outs only, so that one which may come after others may as well come before them.
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
import { lookAhead, withoutExpiries } from './lookAhead.ts';
import type { Ahead, AheadNode } from './lookAhead.ts';
import { StubbornSets } from './stubbornSets.ts';
import { Symmetry } from './symmetry.ts';
import { withSightings } from './visibility.ts';

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
          (looked) => new StubbornSets(withSightings(looked, cast.protocol, histories)),
          ahead.value,
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
  /** Where no timer may run out any more, and where some may. */
  private readonly calmSets: StubbornSets;
  private readonly sets: StubbornSets;
  private readonly enabled: Bits;
  private readonly standing: number[] = [];
  private chosen: Bits;
  /** How many times something that may happen was not tried. */
  leftOut = 0;

  constructor(
    setsOf: (ahead: Ahead) => StubbornSets,
    ahead: Ahead,
    steps: ActorSteps,
    symmetry: Symmetry | undefined,
  ) {
    this.symmetry = symmetry?.alike.length === 0 ? undefined : symmetry;
    this.ahead = ahead;
    this.steps = steps;
    this.calmSets = setsOf(withoutExpiries(ahead));
    const hasExpiries = ahead.cues.some(({ kind }) => kind === 'expiry');
    this.sets = hasExpiries ? setsOf(ahead) : this.calmSets;
    this.enabled = emptyBits(ahead.cues.length);
    this.chosen = this.enabled;
  }

  /** Looks at a world: the numbers `from` to `to` are its actors, the others up to `end` its messages; whether timers may run out. */
  choose(world: Int32Array, from: number, to: number, end: number, mayExpire: boolean): void {
    const { ahead, enabled, standing } = this;
    enabled.fill(0);
    for (let actor = 0; actor < to - from; actor++) {
      const local = world[from + actor] as number;
      const node = ahead.byLocal[actor]?.get(local) as number;
      standing[actor] = node;
      if (this.localAt(local).isCrashed) addBit(enabled, ahead.restarts[actor] as number);
      for (const cue of this.answersAt(node)) addBit(enabled, cue);
      if (mayExpire) for (const cue of this.expiriesAt(node)) addBit(enabled, cue);
    }
    for (let i = to; i < end; i++)
      addBit(enabled, ahead.byLetter.get(world[i] as number) as number);
    this.chosen = (mayExpire ? this.sets : this.calmSets).of(enabled, standing);
    this.leftOut += countBits(enabled, enabled) - countBits(this.chosen, enabled);
  }

  takesLetter(letter: number): boolean {
    return hasBit(this.chosen, this.ahead.byLetter.get(letter) as number);
  }

  takesAnswer(actor: number, place: number): boolean {
    return hasBit(this.chosen, this.answersAt(this.standing[actor] as number)[place] as number);
  }

  takesExpiry(actor: number, place: number): boolean {
    return hasBit(this.chosen, this.expiriesAt(this.standing[actor] as number)[place] as number);
  }

  takesRestart(actor: number): boolean {
    return hasBit(this.chosen, this.ahead.restarts[actor] as number);
  }

  private answersAt(node: number): readonly number[] {
    return (this.ahead.nodes[node] as AheadNode).answers;
  }

  private expiriesAt(node: number): readonly number[] {
    return (this.ahead.nodes[node] as AheadNode).expiries;
  }

  private localAt(local: number): Local {
    return this.steps.locals.at(local);
  }
}

/** The name of a message or question that can bring itself about again without a timer that runs out. */
function circleIn({ cues, nodes }: Ahead): string | undefined {
  const isExpiry = (cue: number): boolean => cues[cue]?.kind === 'expiry';
  const next = cues.map(() => new Set<number>());
  for (const { edges } of nodes)
    for (const { cue, emits } of edges)
      for (const emitted of emits)
        if (!isExpiry(cue) && !isExpiry(emitted)) next[cue]?.add(emitted);
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
