/**
 * What it is: worlds that differ by an exchange of interchangeable agents, told apart no more: of all that come of one by such
 * exchanges the least print stands for them.
 * Cost: as many prints for each successor as there are exchanges: the factorial of how many agents are alike, 24 at most.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Histories } from '../history.ts';
import { highWord, lowWord } from '../worldPrint.ts';
import { composed, exchangeOf } from './alike.ts';
import type { Exchange } from './alike.ts';
import type { Ahead } from './lookAhead.ts';

const ALIKE_MOST = 4;
/** Told apart from nodes and messages by their places. */
const TRAILS = 4_096;
const LETTERS = 8_192;

/** The interchangeable agents of a search, and what stands for a world. */
export class Symmetry {
  /** Those that are exchanged; empty when no two are alike. */
  readonly alike: readonly ActorIndex[];
  private readonly ahead: Ahead;
  private readonly histories: Histories;
  private readonly exchanges: readonly Exchange[];
  /** By exchange: what becomes of a trail. */
  private readonly trails: readonly Map<number, number>[];

  constructor(ahead: Ahead, histories: Histories) {
    const found = largestClass(ahead, histories);
    this.ahead = ahead;
    this.histories = histories;
    this.alike = found.alike;
    this.exchanges = allOf(found.steps);
    this.trails = this.exchanges.map(() => new Map<number, number>());
  }

  /** Writes the least print of a world: `from` to `to` are its actors, the others up to `end` its messages. */
  print(
    world: Int32Array,
    { from, to, end }: { readonly from: number; readonly to: number; readonly end: number },
    history: number,
    words: Uint32Array,
  ): void {
    const { ahead, histories } = this;
    const trails = histories.trailsOf(history);
    let least = Infinity;
    let leastLow = Infinity;
    for (let place = -1; place < this.exchanges.length; place++) {
      const exchange = this.exchanges[place];
      let high = 0;
      let low = 0;
      const add = (at: number, value: number): void => {
        high = (high + highWord(at, value)) | 0;
        low = (low + lowWord(at, value)) | 0;
      };
      for (let actor = 0; actor < to - from; actor++) {
        const node = ahead.byLocal[actor]?.get(world[from + actor] as number) as number;
        const trail = trails[actor] ?? 0;
        if (exchange === undefined) {
          add(actor, node);
          add(TRAILS + actor, trail);
          continue;
        }
        const other = exchange.actors[actor] as number;
        add(other, exchange.nodes[node] as number);
        add(TRAILS + other, this.trailAfter(place, exchange, trail));
      }
      for (let i = to; i < end; i++) {
        const cue = ahead.byLetter.get(world[i] as number) as number;
        add(LETTERS, exchange === undefined ? cue : (exchange.cues[cue] as number));
      }
      high >>>= 0;
      low >>>= 0;
      if (high > least || (high === least && low >= leastLow)) continue;
      least = high;
      leastLow = low;
    }
    words[0] = least;
    words[1] = leastLow;
  }

  private trailAfter(place: number, exchange: Exchange, trail: number): number {
    if (trail === 0) return 0;
    const known = this.trails[place] as Map<number, number>;
    let after = known.get(trail);
    if (after === undefined) {
      const { before, event } = this.histories.lastOf(trail);
      const other = exchange.events.get(event) ?? event;
      after = this.histories.trailStep(this.trailAfter(place, exchange, before), other);
      known.set(trail, after);
    }
    return after;
  }
}

/** The most agents of which any may be exchanged with the next, with these exchanges. */
function largestClass(
  ahead: Ahead,
  histories: Histories,
): { readonly alike: readonly ActorIndex[]; readonly steps: readonly Exchange[] } {
  let best: ReturnType<typeof largestClass> = { alike: [], steps: [] };
  const actors = [...ahead.byLocal.keys()];
  const taken = new Set<ActorIndex>();
  for (const first of actors) {
    if (taken.has(first)) continue;
    const alike = [first];
    const steps: Exchange[] = [];
    for (const other of actors) {
      const last = alike.at(-1) as ActorIndex;
      if (other <= last || alike.length === ALIKE_MOST) continue;
      const exchange = exchangeOf(ahead, (event) => histories.eventAt(event), last, other);
      if (exchange === undefined) continue;
      alike.push(other);
      steps.push(exchange);
      taken.add(other);
    }
    if (alike.length > Math.max(1, best.alike.length)) best = { alike, steps };
  }
  return best;
}

/** All exchanges that come of neighbours' exchanges, without the one that changes nothing. */
function allOf(steps: readonly Exchange[]): readonly Exchange[] {
  const found = new Map<string, Exchange>();
  const waiting = [...steps];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const key = next.actors.join(' ');
    if (found.has(key)) continue;
    found.set(key, next);
    for (const step of steps) waiting.push(composed(next, step));
  }
  return [...found.values()].filter(({ actors }) => actors.some((actor, place) => actor !== place));
}
