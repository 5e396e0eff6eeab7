/**
 * What it is: the rules on which a market's promises rest, gathered in one place so that a test can break one at a time. The
 * conduct that ships is made from the honest ones. Numbers are those of SPEC.md.
 */

import type { ActorIndex, MinorUnits } from '../../../base/units.ts';
import type { Context } from '../../../contract/protocol.ts';
import type { MarketParameters } from '../card.ts';
import { refuseRaise } from '../mechanism/english.ts';
import { mechanismOf } from '../mechanism/formats.ts';
import type { Mechanism, StandingBid } from '../mechanism/mechanism.ts';
import type { Award } from './messages.ts';

export interface Rules {
  /** MARKET-1 to 3, 7, 22 to 24: the least that may be bid, who wins, and what it costs. */
  mechanismOf(parameters: MarketParameters): Mechanism;
  /** MARKET-5: why a rising auction does not take a bid. */
  readonly refuseRaise: typeof refuseRaise;
  /** MARKET-1: what a bid weighs: as when the auction opened, whatever has become of the record since. */
  weightOf(atOpening: number, now: () => number): number;
  /** MARKET-16: who is asked for what. */
  awardsOf(
    winners: readonly StandingBid[],
    payments: readonly MinorUnits[],
    bids: readonly StandingBid[],
  ): readonly Award[];
  /** MARKET-16: what a bidder that is told the result again pays again. */
  againOf(paid: MinorUnits): MinorUnits;
  /** MARKET-16: whether sellers get their price from a buyer that paid so much of what it owed. */
  isHandedOn(paid: MinorUnits, owed: MinorUnits): boolean;
  /** MARKET-16: what counts as revenue. */
  revenueOf(paid: MinorUnits, owed: MinorUnits): MinorUnits;
  /** MARKET-26: whether an order goes before one of its side that came earlier. */
  isBefore(isBuy: boolean, price: MinorUnits, earlier: MinorUnits): boolean;
  /** MARKET-26: whether an order trades with the best one of the other side. */
  meets(isBuy: boolean, price: MinorUnits, waiting: MinorUnits): boolean;
  /** MARKET-26: the price at which they trade. */
  tradePrice(waiting: MinorUnits, incoming: MinorUnits): MinorUnits;
  /** MARKET-26: whether an order that has traded is out of the book. */
  readonly isFilledOnce: boolean;
}

/** A coordination as its actors see it, with the rules of the conduct that runs them. */
export interface Market extends Context<MarketParameters> {
  readonly rules: Rules;
}

export const HONEST_RULES: Rules = {
  mechanismOf,
  refuseRaise,
  weightOf: (atOpening) => atOpening,
  awardsOf: (winners, payments) =>
    winners.map(({ bidder, items }, i) => awardOf(bidder, payments[i] ?? 0, items)),
  againOf: () => 0,
  isHandedOn: (paid, owed) => paid > 0 && paid === owed,
  revenueOf: (paid) => paid,
  isBefore: (isBuy, price, earlier) => (isBuy ? price > earlier : price < earlier),
  meets: (isBuy, price, waiting) => (isBuy ? waiting <= price : waiting >= price),
  tradePrice: (waiting) => waiting,
  isFilledOnce: true,
};

/** What a bidder has won outside a book. */
export function awardOf(bidder: ActorIndex, price: MinorUnits, items: readonly number[]): Award {
  return { bidder, price, items, trade: -1 };
}

/** The market that a context shows in one step, by these rules. */
export function marketOf(context: Context<MarketParameters>, rules: Rules): Market {
  return { ...context, rules };
}
