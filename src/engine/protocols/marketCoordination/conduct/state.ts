/**
 * What it is: what auctioneer and bidders keep. Plain data. Arrays named *by bidder* are indexed by the
 * bidder's number.
 */

import type { ActorIndex, Micros, MinorUnits } from '../../../base/units.ts';
import type { BookNews, Offer, PaymentTerms } from '../../../contract/consultation.ts';
import type { WatchState } from '../detection/watch.ts';
import type { StandingBid } from '../mechanism/mechanism.ts';
import type { PriceHistory } from '../mechanism/priceStatistics.ts';
import type { Award, BookMessage, QuoteMessage, SettlementMessage } from './messages.ts';

/** How bidders are known where reputation goes by trust. */
export interface TrustState {
  /** By peer: the bidders, then the sellers. */
  readonly preTrusted: readonly number[];
  /** By peer: what it found good of its dealings with each other less what it found bad. */
  readonly dealings: readonly number[][];
  /** By bidder, 0..1. */
  readonly reputations: number[];
  /** By bidder: its latest deed of which the trust of all does not know yet. */
  readonly reasons: Map<number, string>;
}

/** What does not change while one auction of a series is held. */
export interface Lot {
  /** From 0. */
  readonly auction: number;
  readonly seller: number;
  readonly units: number;
  readonly reserve: MinorUnits;
  /** Of a common value; undefined when values are private. */
  readonly worth: MinorUnits | undefined;
  /** By bidder; empty when values are private. */
  readonly signals: readonly MinorUnits[];
}

export interface BiddingStage {
  readonly phase: 'bidding';
  /** Within the auction, from 1. */
  round: number;
  endsAt: Micros;
  /** Bids accepted in this round. */
  roundBids: number;
  /** By bidder: the quote on which it passed, or -1. */
  readonly passedOn: number[];
  /** By bidder. */
  readonly hasLeft: boolean[];
}

/** An order that waits in the book. */
export interface WaitingOrder {
  readonly order: number;
  readonly trader: ActorIndex;
  readonly isBuy: boolean;
  readonly price: MinorUnits;
}
export interface Trade {
  readonly buyer: ActorIndex;
  readonly seller: ActorIndex;
  readonly price: MinorUnits;
}

export interface TradingStage {
  readonly phase: 'trading';
  readonly endsAt: Micros;
  /** In the order in which they came: price, then this order, is their rank. */
  waiting: WaitingOrder[];
  readonly trades: Trade[];
  /** By bidder: it has nothing more to trade. */
  readonly hasLeft: boolean[];
  /** By bidder: what happened after it had left, the latest only. */
  readonly missed: BookNews[][];
}

export interface SettlingStage {
  readonly phase: 'settling';
  readonly awards: readonly Award[];
  /** The bid that won a single good. */
  readonly winner: StandingBid | undefined;
  readonly rounds: number;
  /** The quote at which it closed: a Dutch bid on the same tick came too late by a tie. */
  readonly quote: number;
  /** How often the result was sent. */
  attempts: number;
  /** By bidder: undefined until it has confirmed the result. */
  readonly settlements: (SettlementMessage | undefined)[];
}

export type AuctioneerStage =
  | { readonly phase: 'waiting' }
  | BiddingStage
  | TradingStage
  | SettlingStage
  | { readonly phase: 'over' };

/** Sums over the auctions that are over. */
export interface Totals {
  sold: number;
  unitsSold: number;
  revenue: number;
  value: number;
  best: number;
  /** Auctions in which every value was disclosed. */
  known: number;
  unpaid: number;
  flags: number;
}

export interface AuctioneerState {
  readonly role: 'auctioneer';
  lot: Lot;
  /** By bidder, in thousandths: frozen at the opening of each auction. */
  weights: readonly number[];
  /** Sealed and Dutch: every accepted bid. English: those that stand, the leading one last. */
  bids: StandingBid[];
  /** The number of the last bid or pass of each bidder, so that copies are known. */
  readonly heard: number[];
  /** Accepted so far in the series: the next order is one more. */
  accepted: number;
  rejected: number;
  /** When this auction opened. */
  openedAt: Micros;
  /** The newest quote or book of the series. */
  quote: number;
  /** The quote with which this auction opened: a Dutch tick is counted from it. */
  firstQuote: number;
  /** Rounds of the auctions that are over. */
  roundsBefore: number;
  /** Of the standing price on the effective scale. */
  history: PriceHistory;
  /** Of the closing prices of a series. */
  closings: PriceHistory;
  /** Who has bid in this auction. */
  entered: boolean[];
  /** By auction: how many have bid; and by auction that sold its mean price and the net demand. */
  readonly series: {
    readonly bidders: number[];
    readonly prices: number[];
    readonly demands: number[];
  };
  /** By bidder: how often it owed something, and paid; how often it was flagged for what is wrong. */
  readonly deeds: { owed: number; kept: number; flags: number }[];
  /** `auction/bidder` of dues that nobody has paid in time: what comes of them later is given back. */
  readonly overdue: string[];
  /** By bidder: what happened in the last book after it had left; told at the next opening. */
  missed: readonly (readonly BookNews[])[];
  /** By bidder: what was given back to it; and what it has won and paid. */
  readonly returned: MinorUnits[];
  readonly bought: { units: number; paid: MinorUnits }[];
  /** Undefined where reputation goes by each bidder's own record. */
  readonly trust: TrustState | undefined;
  readonly totals: Totals;
  readonly watch: WatchState;
  stage: AuctioneerStage;
}

/** What of the auctioneer survives a crash: everything. */
export type PersistedAuctioneer = Omit<AuctioneerState, 'role'>;

export type BidderStage =
  | { readonly phase: 'waiting' }
  /** `quote` is the newest it has; `isAsking`: its agent is thinking. */
  | {
      readonly phase: 'bidding';
      quote: QuoteMessage;
      isAsking: boolean;
      /** The quote that it has answered last, or -1. */
      answered: number;
      /** Dutch: the price at which it accepts, once its agent has said. */
      threshold: MinorUnits | undefined;
      /** It will take its bid back before the round ends. */
      isBluffing: boolean;
    }
  | {
      readonly phase: 'trading';
      book: BookMessage;
      isAsking: boolean;
      hasLeft: boolean;
      /** What happened in the book since its agent was last asked; and of the auction before, after it had left. */
      tape: BookNews[];
      missed: readonly BookNews[];
    }
  | { readonly phase: 'left' }
  /** It has won and pays later. */
  | { readonly phase: 'paying'; readonly amount: MinorUnits; readonly auctioneer: ActorIndex }
  | { readonly phase: 'settled'; readonly settlement: SettlementMessage };

/** A sealed bid that is on its way: sent again until it is confirmed. */
export interface PendingBid {
  readonly number: number;
  readonly round: number;
  readonly quote: number;
  readonly content: unknown;
}

export interface BidderState {
  readonly role: 'bidder';
  /** The auction of which it knows; -1 before the first. */
  auction: number;
  /** Of the last bid or pass that it sent. */
  number: number;
  /** The most that it has bid in this auction for one unit: it pays no more. */
  most: MinorUnits;
  /** What it offered in this auction for units or bundles. */
  offers: readonly Offer[];
  /** What it wants, as its agent has said for this auction. */
  wants: readonly Offer[] | undefined;
  /** Paid in the series, whether or not it was given back. */
  spent: MinorUnits;
  /** How it pays, as its agent has said. */
  terms: PaymentTerms;
  pending: PendingBid | undefined;
  /** What its agent has not heard of the last book: after it had left, or just before the close. */
  unheard: { readonly news: readonly BookNews[]; readonly hadLeft: boolean };
  stage: BidderStage;
}

/** What of a bidder survives a crash. */
export interface PersistedBidder {
  readonly auction: number;
  readonly number: number;
  readonly most: MinorUnits;
  readonly offers: readonly Offer[];
  readonly wants: readonly Offer[] | undefined;
  readonly spent: MinorUnits;
  readonly terms: PaymentTerms;
  readonly settlement: SettlementMessage | undefined;
}

export type MarketState = AuctioneerState | BidderState;

/** Nobody: the winner of a good that stays unsold. */
export const NOBODY: ActorIndex = -1;
