/**
 * What it is: rings of bidders in sealed auctions who agree who wins, by what meetings.ts says of two and three of them: of a ring
 * of three, two alone win less often than all three do, so three are judged together; whoever is suspicious with a ring joins it.
 * Cost: of two by two linear in their auctions; of three for each suspicious pair and each who meets both.
 */

import { conductOf, scoreOf, suspicions } from './meetings.ts';
import type { RingStatistics, Suspicion } from './meetings.ts';

/**
 * The scores with which two and three found a ring, and others join it: more than any honest ones of a hundred markets for fitting (seeds 1 to 100)
 * have had.
 */
const TWO_LEAST = 6;
const THREE_LEAST = 4.9;
/** Worth looking for a third: two with such a score, and a third that meets both of them so much more often. */
const TWO_SUSPICIOUS = 2.3;
const THIRD_MEETINGS_LEAST = 1.5;

/** By bidder: the deviations of its meetings with others. */
type Meetings = ReadonlyMap<number, ReadonlyMap<number, number>>;

export interface Ring {
  /** Ascending. */
  readonly members: readonly number[];
  /** Of its founders. */
  readonly score: number;
}

/**
 * The groups that are suspicious, by their least member: three or two found a ring, the most suspicious three first,
 * and whoever fits it joins; each bidder is in one at most.
 */
export function ringsOf(statistics: RingStatistics): readonly Ring[] {
  const search = new RingSearch(statistics);
  search.findThrees();
  search.findTwos();
  return search.rings.toSorted((x, y) => (x.members[0] ?? 0) - (y.members[0] ?? 0));
}

class RingSearch {
  readonly rings: Ring[] = [];
  private readonly statistics: RingStatistics;
  private readonly pairs: readonly Suspicion[];
  private readonly meetings: Meetings;
  private readonly free: Set<number>;

  constructor(statistics: RingStatistics) {
    this.statistics = statistics;
    this.pairs = suspicions(statistics);
    this.meetings = meetingsOf(this.pairs);
    this.free = new Set(this.meetings.keys());
  }

  findThrees(): void {
    const threes = this.pairs
      .filter(({ score }) => score >= TWO_SUSPICIOUS)
      .flatMap((pair) => this.threesWith(pair))
      .toSorted((x, y) => y.score - x.score);
    for (const three of threes)
      if (three.members.every((one) => this.free.has(one))) this.found(three);
  }

  findTwos(): void {
    for (const { one, other, score } of this.pairs)
      if (score >= TWO_LEAST && this.free.has(one) && this.free.has(other))
        this.found({ members: [one, other], score });
  }

  private threesWith({ one, other }: Suspicion): readonly Ring[] {
    const [first, second] = [this.meetings.get(one), this.meetings.get(other)];
    const between = first?.get(other) ?? 0;
    return [...(first ?? [])].flatMap(([third, withOne]) => {
      const withOther = second?.get(third) ?? 0;
      if (Math.min(withOne, withOther) < THIRD_MEETINGS_LEAST) return [];
      const members = [one, other, third];
      const score = scoreOf(
        (between + withOne + withOther) / 3,
        conductOf(this.statistics, members).conduct,
      );
      return score < THREE_LEAST ? [] : [{ members, score }];
    });
  }

  private found({ members: founders, score }: Ring): void {
    const ring: number[] = [];
    const admit = (bidder: number): void => {
      this.free.delete(bidder);
      ring.push(bidder);
    };
    founders.forEach(admit);
    for (let next = this.fitting(ring); next !== undefined; next = this.fitting(ring)) admit(next);
    this.rings.push({ members: ring.toSorted((x, y) => x - y), score });
  }

  /** Who of the free fits a ring best, if anybody does. */
  private fitting(ring: readonly number[]): number | undefined {
    let [fittest, most]: [number | undefined, number] = [undefined, THREE_LEAST];
    for (const bidder of this.free) {
      const own = this.meetings.get(bidder);
      const meetings = ring.reduce((sum, member) => sum + (own?.get(member) ?? 0), 0) / ring.length;
      if (meetings < THIRD_MEETINGS_LEAST) continue;
      const score = scoreOf(
        meetings,
        conductOf(this.statistics, [bidder, ...ring], bidder).conduct,
      );
      if (score >= most) [fittest, most] = [bidder, score];
    }
    return fittest;
  }
}

function meetingsOf(pairs: readonly Suspicion[]): Meetings {
  const all = new Map<number, Map<number, number>>();
  const link = (one: number, other: number, meetings: number): void => {
    const own = all.get(one) ?? new Map<number, number>();
    all.set(one, own);
    own.set(other, meetings);
  };
  for (const { one, other, meetings } of pairs) {
    link(one, other, meetings);
    link(other, one, meetings);
  }
  return all;
}
