/**
 * What it is: a market at the cursor, as its picture shows it: the auction that is held, and the series so far.
 * Units: money in minor units, per unit where several are sold alike; reputations and weights in thousandths.
 */

import type { GoodResource } from '../contract/flow.ts';
import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';

export interface AuctionStage {
  readonly kind: 'auction';
  readonly format: string;
  readonly good: string;
  /** What one unit of the good stands for; undefined: for itself. */
  readonly resource: GoodResource | undefined;
  readonly reserve: number;
  /** Whether bids count by reputation. */
  readonly isWeighted: boolean;
  /** For sale in this auction: units of a good, or the items of a combinatorial one. */
  readonly units: number;
  readonly round: number;
  readonly roundsMost: number;
  readonly roundEndsAt: Micros | undefined;
  readonly bidders: readonly AuctionBidder[];
  /** The bids of this auction, newest last. */
  readonly bids: readonly AuctionBid[];
  /** How many bids the coordination has taken and refused, over all auctions. */
  readonly taken: number;
  readonly refused: number;
  readonly winner: string | undefined;
  readonly price: number | undefined;
  /** Of a falling clock: the first price shown. */
  readonly clockStart: number | undefined;
  /** Why this price, in a sentence. */
  readonly reason: string;
  /** From 0, of a series. */
  readonly auction: number;
  /** Who got what for how much, where several win. */
  readonly awards: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly items: string;
    readonly amount: number;
    readonly price: number;
  }[];
  /** Of a double auction: what waits, best first, and what was traded, newest last. */
  readonly book: {
    readonly bids: readonly DepthLevel[];
    readonly asks: readonly DepthLevel[];
    readonly trades: readonly {
      readonly seq: EventSeq;
      readonly at: Micros;
      readonly buyer: string;
      readonly seller: string;
      readonly price: number;
    }[];
  };
  /** Of a combinatorial auction: how far the search for winners is; amounts weighted, above the reserve. */
  readonly search: SearchProgress | undefined;
  /** What this auction brought, once it is settled. */
  readonly welfare: Welfare | undefined;
  /** In the order in which they were raised. */
  readonly flags: readonly {
    readonly seq: EventSeq;
    readonly actor: ActorIndex;
    readonly label: string;
    readonly code: string;
    readonly evidence: string;
    /** The auction in which it was raised, from 0. */
    readonly auction: number;
  }[];
  readonly series: SeriesStage | undefined;
}

export interface AuctionBidder {
  readonly actor: ActorIndex;
  readonly label: string;
  /** As frozen at the opening. */
  readonly weightMilli: number;
  /** As it is known now. */
  readonly reputationMilli: number;
  readonly best: number | undefined;
  readonly bids: number;
  readonly state: 'waiting' | 'bidding' | 'leading' | 'passed' | 'won' | 'lost';
  /** Of a double auction: on which side it traded or has an order; what it traded at, oldest first. */
  readonly side: 'buyer' | 'seller' | undefined;
  readonly traded: readonly number[];
}

export interface AuctionBid {
  readonly seq: EventSeq;
  readonly at: Micros;
  readonly actor: ActorIndex;
  readonly label: string;
  readonly amount: number;
  readonly effective: number;
  readonly isAccepted: boolean;
  readonly code: string;
  readonly round: number;
  /** Of a bundle: the items, such as `1 + 3`. */
  readonly items: string;
  readonly isRetracted: boolean;
}

/** How many orders wait at a price. */
export interface DepthLevel {
  readonly price: number;
  readonly units: number;
}

export interface SearchProgress {
  readonly nodes: number;
  readonly found: number;
  readonly bound: number;
}

export interface Welfare {
  /** By the values that bidders disclosed; undefined while somebody has not. */
  readonly value: number | undefined;
  readonly best: number | undefined;
  /** What bidders have paid. */
  readonly paid: number;
}

/** A series so far: its auctions that are over, and what they say together. */
export interface SeriesStage {
  readonly auctions: number;
  readonly sellers: number;
  /** The auctions that are over, oldest first. */
  readonly sales: readonly Sale[];
  readonly trend: SeriesTrend | undefined;
  /** Who is with whom more often than by chance. */
  readonly company: readonly CompanyLink[];
}

export interface Sale {
  readonly seq: EventSeq;
  readonly auction: number;
  /** From 0. */
  readonly seller: number;
  readonly units: number;
  readonly sold: number;
  readonly reserve: number;
  /** The mean of what was sold; undefined: nothing was. */
  readonly price: number | undefined;
  /** Labels of who won, each once. */
  readonly winners: readonly string[];
  readonly bidders: number;
  readonly welfare: Welfare;
}

export interface SeriesTrend {
  readonly word: string;
  /** The statistic of the test of Mann and Kendall. */
  readonly z: number;
  /** What a further unit of demand adds to the price. */
  readonly impact: number;
}

/** Two bidders who meet, or a bidder with a seller: how often, beside what their own frequencies say. */
export interface CompanyLink {
  readonly bidder: ActorIndex;
  readonly label: string;
  readonly with:
    | { readonly kind: 'bidder'; readonly actor: ActorIndex; readonly label: string }
    | { readonly kind: 'seller'; readonly seller: number };
  readonly together: number;
  readonly expected: number;
  /** How many deviations that is above chance. */
  readonly z: number;
}
