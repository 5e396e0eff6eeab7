/**
 * What it is: which members to ask, so that their majority is right most often for what they cost.
 * Method: up to twenty members, every subset is tried in the order of a Gray code (F. Gray, US patent 2,632,058,
 * 1953), in which one member comes or goes at a time, so that only its votes are counted anew. Rows on which
 * the members say the same share one pattern. More members: the single best, then again and
 * again whoever helps most, until all are in; that is not exact, and said.
 * Shapes: `answers` holds each member's class for each row; of equal votes the lowest class wins.
 * Units: prices are whole numbers of any unit.
 * Ties: of subsets equally right the cheapest counts, of these the first by their lists of members.
 * Cost: 2^members × patterns; a second or two for twenty members who disagree on two hundred patterns.
 */

import { invariant } from '../../base/invariant.ts';

/** Most members for which all subsets are tried. */
const EXACT_MEMBERS_MAX = 20;

/** Members, ascending, with what asking them costs and how many rows their majority gets right. */
export interface Subset {
  readonly members: readonly number[];
  readonly price: number;
  readonly right: number;
}

export interface CostSearch {
  /** The best for each price: dearer ones are right more often. Ascending by price. */
  readonly front: readonly Subset[];
  readonly isExact: boolean;
}

/** Finds the front of price and rows answered rightly. */
export function findCostFront(
  answers: readonly (readonly number[])[],
  truths: readonly number[],
  prices: readonly number[],
): CostSearch {
  invariant(answers.length > 0 && prices.length === answers.length, `${prices.length} prices`);
  const votes = new Votes(answers, truths);
  const board = new Board(prices);
  const isExact = answers.length <= EXACT_MEMBERS_MAX;
  if (isExact) tryAll(votes, board, answers.length);
  else climb(votes, board, answers.length);
  return { front: board.front(), isExact };
}

/** The best of the front within a budget; undefined when nothing is cheap enough. */
export function bestWithin(front: readonly Subset[], budget: number): Subset | undefined {
  return front.findLast((subset) => subset.price <= budget);
}

/** The votes of the members asked, pattern by pattern, and how many rows they get right. */
class Votes {
  private readonly members: number;
  /** For each pattern: first place of its counts, and one past the last. */
  private readonly starts: number[] = [0];
  private readonly counts: Int32Array;
  /** Patterns × members: the place of the member's class in `counts`. */
  private readonly places: number[] = [];
  /** The place of the truth among the counts, or −1 when no member names it. */
  private readonly truths: number[] = [];
  private readonly sizes: number[] = [];
  private readonly isAsked: boolean[];

  constructor(answers: readonly (readonly number[])[], truths: readonly number[]) {
    this.members = answers.length;
    this.isAsked = answers.map(() => false);
    const known = new Map<string, number>();
    truths.forEach((truth, row) => {
      const said = answers.map((own) => own[row] as number);
      const key = `${truth}:${said.join()}`;
      const at = known.get(key);
      if (at !== undefined) {
        this.sizes[at] = (this.sizes[at] as number) + 1;
        return;
      }
      known.set(key, this.sizes.length);
      this.sizes.push(1);
      const classes = [...new Set(said)].toSorted((one, other) => one - other);
      const start = this.starts.at(-1) ?? 0;
      this.starts.push(start + classes.length);
      for (const label of said) this.places.push(start + classes.indexOf(label));
      this.truths.push(classes.includes(truth) ? start + classes.indexOf(truth) : -1);
    });
    this.counts = new Int32Array(this.starts.at(-1) ?? 0);
  }

  /** The member comes, or goes when it was there; returns how many rows the majority then gets right. */
  toggle(member: number): number {
    const step = this.isAsked[member] === true ? -1 : 1;
    this.isAsked[member] = step > 0;
    const { counts, starts, places, truths, sizes, members } = this;
    let right = 0;
    for (let pattern = 0; pattern < sizes.length; pattern++) {
      const place = places[pattern * members + member] as number;
      counts[place] = (counts[place] as number) + step;
      const truth = truths[pattern] as number;
      if (truth < 0) continue;
      const own = counts[truth] as number;
      let isRight = own > 0;
      const end = starts[pattern + 1] as number;
      for (let other = starts[pattern] as number; isRight && other < end; other++) {
        const votes = counts[other] as number;
        if (votes > own || (votes === own && other < truth)) isRight = false;
      }
      if (isRight) right += sizes[pattern] as number;
    }
    return right;
  }
}

/** The cheapest subset for every number of rows answered rightly. */
class Board {
  private readonly prices: readonly number[];
  private readonly best = new Map<number, Subset>();

  constructor(prices: readonly number[]) {
    this.prices = prices;
  }

  enter(isIn: readonly boolean[], price: number, right: number): void {
    const known = this.best.get(right);
    if (known !== undefined && price > known.price) return;
    const members = this.prices.flatMap((_, member) => (isIn[member] === true ? [member] : []));
    if (known !== undefined && price === known.price && !comesFirst(members, known.members)) return;
    this.best.set(right, { members, price, right });
  }

  price(member: number): number {
    return this.prices[member] as number;
  }

  front(): readonly Subset[] {
    const front: Subset[] = [];
    const byRight = [...this.best.values()].toSorted((one, other) => other.right - one.right);
    for (const subset of byRight) {
      const dearer = front[0];
      if (dearer === undefined || subset.price < dearer.price) front.unshift(subset);
    }
    return front;
  }
}

function comesFirst(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((member, i) => member !== other[i]);
  if (at < 0) return one.length < other.length;
  return other[at] !== undefined && (one[at] as number) < other[at];
}

function tryAll(votes: Votes, board: Board, members: number): void {
  const isIn = Array.from({ length: members }, () => false);
  let price = 0;
  for (let code = 1; code < 1 << members; code++) {
    const member = 31 - Math.clz32(code & -code);
    isIn[member] = isIn[member] !== true;
    price += (isIn[member] ? 1 : -1) * board.price(member);
    board.enter(isIn, price, votes.toggle(member));
  }
}

function climb(votes: Votes, board: Board, members: number): void {
  const isIn = Array.from({ length: members }, () => false);
  let price = 0;
  for (let size = 0; size < members; size++) {
    let best = -1;
    let most = -1;
    for (let member = 0; member < members; member++) {
      if (isIn[member] === true) continue;
      const right = votes.toggle(member);
      votes.toggle(member);
      isIn[member] = true;
      board.enter(isIn, price + board.price(member), right);
      isIn[member] = false;
      const isCheaper = right === most && board.price(member) < board.price(best);
      if (right <= most && !isCheaper) continue;
      best = member;
      most = right;
    }
    votes.toggle(best);
    isIn[best] = true;
    price += board.price(best);
  }
}
