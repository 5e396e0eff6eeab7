/**
 * What it is: what the view of market_coordination keeps while it folds the stream: the auction that is held, and the series so far.
 * Shapes: bidders by actor. Units: money in minor units, reputations in thousandths.
 */

import type { AuctionBid, AuctionStage, Sale, SearchProgress } from '../../auctionStage.ts';
import type { FaceBrief } from '../../face.ts';
import { copyCompany, emptyCompany } from './company.ts';
import type { Company } from './company.ts';

export const NOBODY = -1;

export type KeptBid = Omit<AuctionBid, 'label'>;
/** An auction that is over; who won, by actor. */
export type KeptSale = Omit<Sale, 'winners'> & { readonly winners: readonly number[] };
type KeptAward = Omit<AuctionStage['awards'][number], 'label'>;
type KeptFlag = Omit<AuctionStage['flags'][number], 'label'>;

export interface KeptOrder {
  readonly isBuy: boolean;
  readonly price: number;
}

interface KeptTrade {
  readonly seq: number;
  readonly at: number;
  readonly buyer: number;
  readonly seller: number;
  readonly price: number;
}

export interface MarketState {
  format: string;
  good: string;
  reserve: number;
  seller: number;
  units: number;
  round: number;
  roundEndsAt: number | undefined;
  leader: number;
  price: number | undefined;
  clockStart: number | undefined;
  winner: number | undefined;
  isClosed: boolean;
  reason: string;
  /** Taken and refused over all auctions. */
  accepted: number;
  rejected: number;
  /** Of this auction, newest last, at most BIDS_MOST. */
  readonly bids: KeptBid[];
  readonly best: Map<number, number>;
  readonly counts: Map<number, number>;
  readonly passed: Set<number>;
  /** Of traders: whether the last order was to buy. */
  readonly isBuyer: Map<number, boolean>;
  auction: number;
  readonly awards: KeptAward[];
  /** Orders that wait, by number. */
  readonly orders: Map<number, KeptOrder>;
  readonly trades: KeptTrade[];
  search: SearchProgress | undefined;
  /** Paid by bidders in this auction. */
  paid: number;
  readonly flags: KeptFlag[];
  /** As last heard; what is missing came with the bidder. */
  readonly reputations: Map<number, number>;
  /** As they were at the opening, when weights are frozen. */
  frozen: ReadonlyMap<number, number>;
  trend: { readonly word: string; readonly z: number; readonly impact: number } | undefined;
  /** Auctions of the series that are over. */
  readonly sales: KeptSale[];
  company: Company;
  readonly bidders: ReadonlySet<number>;
}

/** Nothing has happened yet: the auction is that of the plan. */
export function emptyMarket(brief: FaceBrief): MarketState {
  const { parameters, resources } = brief.coordination;
  const { format } = parameters;
  return {
    format: typeof format === 'string' ? format : '',
    good: resources.good?.name ?? '',
    reserve: resources.good?.reserve ?? 0,
    seller: 0,
    units: 1,
    round: 0,
    roundEndsAt: undefined,
    leader: NOBODY,
    price: undefined,
    clockStart: undefined,
    winner: undefined,
    isClosed: false,
    reason: '',
    accepted: 0,
    rejected: 0,
    bids: [],
    best: new Map(),
    counts: new Map(),
    passed: new Set(),
    isBuyer: new Map(),
    auction: 0,
    awards: [],
    orders: new Map(),
    trades: [],
    search: undefined,
    paid: 0,
    flags: [],
    reputations: new Map(),
    frozen: new Map(),
    trend: undefined,
    sales: [],
    company: emptyCompany(),
    bidders: new Set(brief.own.filter(({ role }) => role === 'bidder').map(({ actor }) => actor)),
  };
}

/** The same, for the key frames of the tape. */
export function copyMarket(state: MarketState): MarketState {
  return {
    ...state,
    bids: state.bids.slice(),
    best: new Map(state.best),
    counts: new Map(state.counts),
    passed: new Set(state.passed),
    isBuyer: new Map(state.isBuyer),
    awards: state.awards.slice(),
    orders: new Map(state.orders),
    trades: state.trades.slice(),
    flags: state.flags.slice(),
    reputations: new Map(state.reputations),
    sales: state.sales.slice(),
    company: copyCompany(state.company),
  };
}

/** The next auction of a series begins with nothing but its bidders. */
export function clearAuction(state: MarketState): void {
  state.round = 0;
  state.leader = NOBODY;
  state.price = undefined;
  state.clockStart = undefined;
  state.winner = undefined;
  state.isClosed = false;
  state.reason = '';
  state.search = undefined;
  state.paid = 0;
  state.bids.length = 0;
  state.awards.length = 0;
  state.trades.length = 0;
  state.frozen = new Map(state.reputations);
  for (const own of [state.best, state.counts, state.passed, state.orders]) own.clear();
}
