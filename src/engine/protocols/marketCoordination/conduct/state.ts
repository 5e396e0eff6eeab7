/**
 * What it is: what auctioneer and bidders keep. Plain data. Arrays named *by bidder* are indexed by the
 * bidder's number.
 */

import type { ActorIndex, Micros, MinorUnits } from '../../../base/units.ts';
import type { QuoteMessage, SettlementMessage } from './messages.ts';
import type { StandingBid } from '../mechanism/mechanism.ts';
import type { PriceHistory } from '../mechanism/priceStatistics.ts';

export interface BiddingStage {
  readonly phase: 'bidding';
  /** From 1. */
  round: number;
  endsAt: Micros;
  /** The newest quote; in a Dutch auction, the tick. */
  quote: number;
  /** Bids accepted in this round. */
  roundBids: number;
  /** By bidder: the quote on which it passed, or -1. */
  readonly passedOn: number[];
  /** By bidder. */
  readonly hasLeft: boolean[];
}

export interface SettlingStage {
  readonly phase: 'settling';
  readonly winner: StandingBid | undefined;
  readonly price: MinorUnits;
  readonly rounds: number;
  /** The quote at which it closed: a Dutch bid on the same tick came too late by a tie. */
  readonly quote: number;
  /** How often the result was sent. */
  attempts: number;
  /** By bidder: undefined until it has confirmed the result. */
  readonly settlements: (SettlementMessage | undefined)[];
}

export type AuctioneerStage =
  { readonly phase: 'waiting' } | BiddingStage | SettlingStage | { readonly phase: 'over' };

export interface AuctioneerState {
  readonly role: 'auctioneer';
  /** By bidder, in thousandths: frozen at the opening. */
  readonly weights: readonly number[];
  /** Sealed and Dutch: every accepted bid. English: the leading one alone. */
  bids: StandingBid[];
  /** The number of the last bid or pass of each bidder, so that copies are known. */
  readonly heard: number[];
  /** Accepted so far: the next order is one more. */
  accepted: number;
  rejected: number;
  /** Of the standing price on the effective scale. */
  history: PriceHistory;
  stage: AuctioneerStage;
}

/** What of the auctioneer survives a crash. */
export type PersistedAuctioneer = Omit<AuctioneerState, 'role' | 'weights'>;

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
    }
  | { readonly phase: 'left' }
  | { readonly phase: 'settled'; readonly settlement: SettlementMessage };

/** A sealed bid that is on its way: sent again until it is confirmed. */
export interface PendingBid {
  readonly number: number;
  readonly round: number;
  readonly quote: number;
  readonly amount: MinorUnits;
}

export interface BidderState {
  readonly role: 'bidder';
  /** Of the last bid or pass that it sent. */
  number: number;
  /** The most that it has bid: it pays no more. */
  most: MinorUnits;
  /** What the good is worth to it, once its agent has said so. */
  value: MinorUnits | undefined;
  pending: PendingBid | undefined;
  stage: BidderStage;
}

/** What of a bidder survives a crash. */
export interface PersistedBidder {
  readonly number: number;
  readonly most: MinorUnits;
  readonly value: MinorUnits | undefined;
  readonly settlement: SettlementMessage | undefined;
}

export type MarketState = AuctioneerState | BidderState;

/** Nobody: the winner of a good that stays unsold. */
export const NOBODY: ActorIndex = -1;
