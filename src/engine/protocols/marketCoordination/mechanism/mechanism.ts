/**
 * What it is: the rules of single-good auctions as pure functions: who may bid what (activity), who gets the
 * good (allocation), what it costs (payment). The auctioneer applies them; so can a test or a benchmark.
 * Source: W. Vickrey, "Counterspeculation, Auctions, and Competitive Sealed Tenders" (1961); with weights the
 * payment is critical in the sense of R. Myerson, "Optimal Auction Design" (1981): the least amount with
 * which the winner would still have won. Charging the second effective bid instead would break truth.
 * Units: money in whole minor units up to 1e12, weights in thousandths (500..1500), effective amounts are
 * their products: whole numbers below 2^53, so that every comparison is exact.
 */

import type { ActorIndex, MinorUnits } from '../../../base/units.ts';

export const WEIGHT_ONE = 1_000;
/** The largest amount that anything here accepts. */
export const AMOUNT_MOST: MinorUnits = 1e12;

/** A bid that was accepted. */
export interface StandingBid {
  readonly bidder: ActorIndex;
  readonly amount: MinorUnits;
  readonly weightMilli: number;
  /** amount × weightMilli. */
  readonly effective: number;
  /** The auctioneer's own sequence number: ties go to the lower. */
  readonly order: number;
  /** Of a bundle, all for this amount, numbers from 0, each once; none: one unit of the good. */
  readonly items: readonly number[];
}

export interface AuctionRules {
  readonly reserve: MinorUnits;
  /** English only. */
  readonly start: MinorUnits;
  readonly increment: MinorUnits;
  readonly isReserveHidden: boolean;
  /** How many of the good there are; single-item formats sell one. */
  readonly units: number;
}

/**
 * How bids may come. rising: openly, each above the leading one; falling: the clock falls and the first to take
 * it wins; sealed: one each, seen by the auctioneer alone; continuous: buyers and sellers at any time.
 */
export type Activity = 'rising' | 'falling' | 'sealed' | 'continuous';

/** Every format is these three rules. */
export interface Mechanism {
  readonly activity: Activity;
  /** Activity rule: the least raw amount that a bidder of this weight may bid now; 1 or more. */
  minimum(rules: AuctionRules, leader: StandingBid | undefined, weightMilli: number): MinorUnits;
  /** Allocation rule: the bids that win; none when everything stays unsold. */
  allocate(rules: AuctionRules, bids: readonly StandingBid[]): readonly StandingBid[];
  /** Payment rule: what each winning bid owes, in the order of `winners`; below 0 what a seller gets. */
  payments(
    rules: AuctionRules,
    winners: readonly StandingBid[],
    bids: readonly StandingBid[],
  ): readonly MinorUnits[];
}

/** ⌈numerator / denominator⌉ for whole numbers, exactly; the quotient of doubles alone could round up. */
export function ceilingOf(numerator: number, denominator: number): number {
  const rest = numerator % denominator;
  return (numerator - rest) / denominator + (rest > 0 ? 1 : 0);
}

const NO_ITEMS: readonly number[] = [];

/** A bid with its effective amount. */
export function standingBid(
  bidder: ActorIndex,
  amount: MinorUnits,
  weightMilli: number,
  order: number,
  items: readonly number[] = NO_ITEMS,
): StandingBid {
  return { bidder, amount, weightMilli, effective: amount * weightMilli, order, items };
}

/** Whether `one` is served before `other`: more effective, else earlier, else the lower bidder. */
export function precedes(one: StandingBid, other: StandingBid): boolean {
  if (one.effective !== other.effective) return one.effective > other.effective;
  return one.order !== other.order ? one.order < other.order : one.bidder < other.bidder;
}

/** The bid that is served first; undefined among none. */
function highest(bids: readonly StandingBid[]): StandingBid | undefined {
  let best: StandingBid | undefined;
  for (const bid of bids) if (best === undefined || precedes(bid, best)) best = bid;
  return best;
}

/** The bids that tie with the winner and lost only by their order. */
export function tiesOf(winner: StandingBid, bids: readonly StandingBid[]): readonly StandingBid[] {
  return bids.filter((bid) => bid !== winner && bid.effective === winner.effective);
}

/**
 * The least amount with which `winner` beats `rival`: a tie suffices when it came earlier, otherwise its
 * effective amount must be the greater.
 */
function leastToBeat(winner: StandingBid, rival: StandingBid): MinorUnits {
  const exceeds = winner.order < rival.order ? 0 : 1;
  return ceilingOf(rival.effective + exceeds, winner.weightMilli);
}

/** The critical bid of the winner: never below the reserve; the reserve itself without a rival. */
function criticalPayment(
  rules: AuctionRules,
  winner: StandingBid,
  bids: readonly StandingBid[],
): MinorUnits {
  let payment = rules.reserve;
  for (const bid of bids) if (bid !== winner) payment = Math.max(payment, leastToBeat(winner, bid));
  return payment;
}

/** In sealed formats and on a clock: the reserve, on the raw amount. */
export function reserveMinimum(rules: AuctionRules): MinorUnits {
  return Math.max(1, rules.reserve);
}

const NONE: readonly StandingBid[] = [];
const one = (bid: StandingBid | undefined): readonly StandingBid[] =>
  bid === undefined ? NONE : [bid];
const ownAmounts = (_rules: AuctionRules, winners: readonly StandingBid[]): readonly MinorUnits[] =>
  winners.map(({ amount }) => amount);

const english: Mechanism = {
  activity: 'rising',
  minimum(rules, leader, weightMilli) {
    const floor = Math.max(1, rules.isReserveHidden ? 0 : rules.reserve);
    if (leader === undefined) return Math.max(floor, rules.start);
    // The increment is on the effective scale, so that like is compared with like.
    const needed = leader.effective + rules.increment * WEIGHT_ONE;
    return Math.max(floor, ceilingOf(needed, weightMilli));
  },
  allocate(rules, bids) {
    const winner = highest(bids);
    return one(winner !== undefined && winner.amount >= rules.reserve ? winner : undefined);
  },
  payments: ownAmounts,
};

const vickrey: Mechanism = {
  activity: 'sealed',
  minimum: reserveMinimum,
  allocate: (_rules, bids) => one(highest(bids)),
  payments: (rules, winners, bids) => winners.map((winner) => criticalPayment(rules, winner, bids)),
};

const sealedBid: Mechanism = {
  activity: 'sealed',
  minimum: reserveMinimum,
  allocate: (_rules, bids) => one(highest(bids)),
  payments: ownAmounts,
};

/** The clock is in dutch.ts: whoever stops it first has the good at the price it showed. */
const dutch: Mechanism = {
  activity: 'falling',
  minimum: reserveMinimum,
  allocate: (_rules, bids) => {
    let first: StandingBid | undefined;
    for (const bid of bids) if (first === undefined || bid.order < first.order) first = bid;
    return one(first);
  },
  payments: ownAmounts,
};

/** The formats that sell one good to one bidder. */
export const SINGLE_ITEM = { english, vickrey, sealed_bid: sealedBid, dutch } as const;

/** The weight of a bidder: 0.5 + reputation, in thousandths; a newcomer weighs 1. */
export function weightMilliOf(reputationMilli: number, isWeighted: boolean): number {
  return isWeighted ? 500 + reputationMilli : WEIGHT_ONE;
}
