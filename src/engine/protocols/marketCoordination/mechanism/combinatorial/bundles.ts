/**
 * What it is: bids for bundles of different items, of which each bidder wins at most one (XOR); the exact best
 * allocation and VCG payments.
 * The reserve is the seller's own value of each item: a bid counts (amount − reserve × items) × weight, its score. A
 * winner pays the reserve of its items and, by its own weight, what its presence costs the others:
 *   reserve × items + ⌈(best without it − (best − its own score)) / weight⌉.
 * So truth is dominant whatever weights and reserve: the payment for a bundle does not depend on what its winner says,
 * and the allocation is the one that suits the winner best at these payments.
 * Equally good allocations are told apart by their bids: the one with the earliest bids wins.
 * Source: Vickrey 1961, Clarke 1971, Groves 1973; winner determination in search.ts.
 * Errors: a search that spends its budget gives the best allocation found and its gap; a payment is then kept
 * between the reserve and the bid.
 */

import type { MinorUnits } from '../../../../base/units.ts';
import { ceilingOf, reserveMinimum } from '../mechanism.ts';
import type { AuctionRules, Mechanism, StandingBid } from '../mechanism.ts';
import { conflict, packingOf } from './packing.ts';
import type { Packing } from './packing.ts';
import { searchPacking } from './search.ts';
import type { SearchProgress } from './search.ts';

export interface Determination {
  /** In the order in which they came. */
  readonly winners: readonly StandingBid[];
  /** Scores of the winners. */
  readonly value: number;
  readonly bound: number;
  readonly nodes: number;
  readonly progress: readonly SearchProgress[];
}

/** Above so many bids, which of several equally good allocations wins is left to the order of the search. */
const EARLIEST_BIDS_MOST = 80;
const NOTHING: Determination = { winners: [], value: 0, bound: 0, nodes: 0, progress: [] };

/** What the bid is worth to the auction: by how much it exceeds the reserve of its items, weighted. */
export function scoreOf(bid: StandingBid, reserve: MinorUnits): number {
  return (bid.amount - reserve * bid.items.length) * bid.weightMilli;
}

/** Bids as a packing: a row for each item, and one for each bidder with several bids. */
function packBids(bids: readonly StandingBid[], reserve: MinorUnits): Packing {
  const items = bids.reduce((most, bid) => Math.max(most, ...bid.items.map((item) => item + 1)), 0);
  const counts = new Map<number, number>();
  for (const { bidder } of bids) counts.set(bidder, (counts.get(bidder) ?? 0) + 1);
  const rowOf = new Map<number, number>();
  for (const [bidder, count] of counts) if (count > 1) rowOf.set(bidder, items + rowOf.size);
  const columns = bids.map((bid) => {
    const own = rowOf.get(bid.bidder);
    const rows = own === undefined ? bid.items : [...bid.items, own];
    return { rows, value: scoreOf(bid, reserve) };
  });
  return packingOf(columns, items + rowOf.size);
}

/** The winners among the bids: exact unless `workMost` is spent, which `bound` above `value` says. */
export function determineWinners(
  rules: AuctionRules,
  bids: readonly StandingBid[],
  workMost?: number,
): Determination {
  const inOrder = bids.toSorted((one, other) => one.order - other.order);
  const worthy = inOrder.filter((bid) => scoreOf(bid, rules.reserve) > 0);
  if (worthy.length === 0) return { ...NOTHING, winners: fill([], inOrder, rules.reserve) };
  const packing = packBids(worthy, rules.reserve);
  const found = searchPacking(packing, workMost === undefined ? {} : { workMost });
  const isRefined = found.isProven && worthy.length <= EARLIEST_BIDS_MOST;
  const chosen = isRefined ? earliest(packing, found.value, found.chosen) : found.chosen;
  const winners = chosen.map((c) => worthy[c] as StandingBid);
  const { value, bound, nodes, progress } = found;
  return { winners: fill(winners, inOrder, rules.reserve), value, bound, nodes, progress };
}

/** Bids of exactly the reserve win what nobody else wants. */
function fill(
  winners: readonly StandingBid[],
  bids: readonly StandingBid[],
  reserve: MinorUnits,
): readonly StandingBid[] {
  const all = [...winners];
  const isFree = (bid: StandingBid): boolean =>
    all.every(
      (winner) =>
        winner.bidder !== bid.bidder && !winner.items.some((item) => bid.items.includes(item)),
    );
  for (const bid of bids) if (scoreOf(bid, reserve) === 0 && isFree(bid)) all.push(bid);
  return all.toSorted((one, other) => one.order - other.order);
}

/** Among the packings worth `value`, the one whose ascending list of columns comes first. */
function earliest(packing: Packing, value: number, known: readonly number[]): readonly number[] {
  const { columnCount, values } = packing;
  let best = known;
  const prefix: number[] = [];
  let left = Array.from({ length: columnCount }, (_, c) => c);
  let worth = 0;
  for (let c = 0; c < columnCount && worth < value; c++) {
    if (!left.includes(c)) continue;
    const inside = left.filter((d) => d > c && !conflict(packing, c, d));
    const need = value - worth - (values[c] as number);
    if (!best.includes(c)) {
      const rest = findExactly(packing, inside, need);
      if (rest === undefined) {
        left = left.filter((d) => d !== c);
        continue;
      }
      best = [...prefix, c, ...rest];
    }
    prefix.push(c);
    worth += values[c] as number;
    left = inside;
  }
  return prefix;
}

/** Columns worth exactly `value`, above which there is nothing; undefined when there are none. */
function findExactly(
  packing: Packing,
  columns: readonly number[],
  value: number,
): readonly number[] | undefined {
  if (value <= 0) return value === 0 ? [] : undefined;
  const found = searchPacking(packing, { columns, above: value - 1 });
  return found.value === value ? found.chosen : undefined;
}

/** What a winner pays, from the scores of the best allocation with and without it. */
export function vcgPayment(
  rules: AuctionRules,
  winner: StandingBid,
  value: number,
  valueWithout: number,
): MinorUnits {
  const score = scoreOf(winner, rules.reserve);
  const harm = Math.max(0, valueWithout - (value - score));
  const reserve = rules.reserve * winner.items.length;
  return Math.min(winner.amount, reserve + ceilingOf(harm, winner.weightMilli));
}

/** Sealed bids for bundles with VCG payments; `workMost` bounds each search. */
export function combinatorialVcg(workMost?: number): Mechanism {
  return {
    activity: 'sealed',
    minimum: reserveMinimum,
    allocate: (rules, bids) => determineWinners(rules, bids, workMost).winners,
    payments(rules, winners, bids) {
      const value = winners.reduce((sum, bid) => sum + scoreOf(bid, rules.reserve), 0);
      return winners.map((winner) => {
        const others = bids.filter(({ bidder }) => bidder !== winner.bidder);
        const without = determineWinners(rules, others, workMost).value;
        return vcgPayment(rules, winner, value, without);
      });
    },
  };
}
