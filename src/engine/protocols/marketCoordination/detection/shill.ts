/**
 * What it is: how much a bidder behaves like a shill of one seller, over a series of open auctions.
 * Source: J. Trevathan and W. Read, "Detecting Shill Bidding in Online English Auctions" (2007): six ratings in 0..1,
 *   α how much of its time it spends on this seller, β how often it bids, γ how seldom it wins, δ how fast it answers, ε how
 *   little it raises, ζ how early it begins; score = 10 · (9α + 2β + 5γ + 2δ + 2ε + 2ζ) / 22.
 * Beside the score there are features for a fitted model (suspects.ts), for shills that act like honest bidders.
 * Shapes: statistics are sums, by seller and bidder: constant for each pair, whatever the number of auctions.
 */

import type { AuctionLog } from './auctionLog.ts';

/** Fewer auctions of one seller than this say nothing about a bidder. */
const AUCTIONS_LEAST = 4;
/** The features hold what counts apart from how often it was counted, so they need fewer. */
const FEATURES_AUCTIONS_LEAST = 3;

/** Sums over the auctions of one seller that one bidder entered. */
export interface PairStatistics {
  entered: number;
  won: number;
  beta: number;
  delta: number;
  epsilon: number;
  zeta: number;
  /** Its last bid as a share of the closing price. */
  nearness: number;
  /** Its last bid's time as a share of the duration. */
  last: number;
}

/** Sums over all auctions that one bidder entered. */
export interface BidderStatistics {
  entered: number;
  won: number;
  /** How often it would have won if all who bid were alike, and the variance of that. */
  luck: number;
  spread: number;
  /** Its last bids as shares of the closing prices. */
  nearness: number;
}

export interface ShillStatistics {
  /** Auctions by seller. */
  readonly auctions: Map<number, number>;
  /** By seller × PAIRS + bidder. */
  readonly pairs: Map<number, PairStatistics>;
  readonly bidders: Map<number, BidderStatistics>;
}

/** Pairs are numbered seller × this + bidder. */
export const BIDDERS_MOST = 100_000;

export interface Ratings {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly delta: number;
  readonly epsilon: number;
  readonly zeta: number;
}

/** No auctions yet. */
export function emptyShillStatistics(): ShillStatistics {
  return { auctions: new Map(), pairs: new Map(), bidders: new Map() };
}

const NO_PAIR: PairStatistics = {
  entered: 0,
  won: 0,
  beta: 0,
  delta: 0,
  epsilon: 0,
  zeta: 0,
  nearness: 0,
  last: 0,
};

/** What one bidder did in one auction. */
interface Conduct {
  bids: number;
  waits: number;
  raises: number;
  first: number;
  last: number;
  best: number;
}

/** Adds an auction that is over. */
export function addAuction(statistics: ShillStatistics, log: AuctionLog): void {
  statistics.auctions.set(log.seller, (statistics.auctions.get(log.seller) ?? 0) + 1);
  const conducts = conductsIn(log);
  const { longest, largest } = extremes(log);
  const price = log.bids.at(-1)?.amount ?? 1;
  const half = Math.max(1, Math.ceil(log.bids.length / 2));
  const chance = 1 / conducts.size;
  for (const [bidder, own] of conducts) {
    const all = statistics.bidders.get(bidder) ?? {
      entered: 0,
      won: 0,
      luck: 0,
      spread: 0,
      nearness: 0,
    };
    statistics.bidders.set(bidder, all);
    all.entered += 1;
    all.won += bidder === log.winner ? 1 : 0;
    all.luck += chance;
    all.spread += chance * (1 - chance);
    all.nearness += own.best / price;
    const key = log.seller * BIDDERS_MOST + bidder;
    const pair = statistics.pairs.get(key) ?? { ...NO_PAIR };
    statistics.pairs.set(key, pair);
    pair.entered += 1;
    pair.won += bidder === log.winner ? 1 : 0;
    pair.beta += Math.min(1, own.bids / half);
    pair.delta += 1 - own.waits / own.bids / longest;
    pair.epsilon += 1 - own.raises / own.bids / largest;
    pair.zeta += 1 - own.first / log.duration;
    pair.nearness += own.best / price;
    pair.last += own.last / log.duration;
  }
}

function extremes({ bids }: AuctionLog): { readonly longest: number; readonly largest: number } {
  let [longest, largest, at, amount] = [1, 1, 0, 0];
  for (const bid of bids) {
    longest = Math.max(longest, bid.at - at);
    largest = Math.max(largest, bid.amount - amount);
    at = bid.at;
    amount = bid.amount;
  }
  return { longest, largest };
}

function conductsIn({ bids }: AuctionLog): ReadonlyMap<number, Conduct> {
  const conducts = new Map<number, Conduct>();
  let [at, amount] = [0, 0];
  for (const bid of bids) {
    const own = conducts.get(bid.bidder) ?? {
      bids: 0,
      waits: 0,
      raises: 0,
      first: bid.at,
      last: 0,
      best: 0,
    };
    conducts.set(bid.bidder, own);
    own.bids += 1;
    own.waits += bid.at - at;
    own.raises += bid.amount - amount;
    own.last = bid.at;
    own.best = Math.max(own.best, bid.amount);
    at = bid.at;
    amount = bid.amount;
  }
  return conducts;
}

/** The six ratings of a bidder for a seller; undefined after fewer than AUCTIONS_LEAST common auctions. */
export function ratingsOf(
  statistics: ShillStatistics,
  seller: number,
  bidder: number,
  auctionsLeast = AUCTIONS_LEAST,
): Ratings | undefined {
  const pair = statistics.pairs.get(seller * BIDDERS_MOST + bidder);
  if (pair === undefined || pair.entered < auctionsLeast) return undefined;
  const m = pair.entered;
  return {
    alpha: m / (statistics.auctions.get(seller) ?? m),
    beta: pair.beta / m,
    // Few auctions without winning say little: the share of losses is shrunk.
    gamma: ((m - pair.won) / m) * (m / (m + 2)),
    delta: pair.delta / m,
    epsilon: pair.epsilon / m,
    zeta: pair.zeta / m,
  };
}

/** The score of Trevathan and Read, 0..10. */
export function shillScore({ alpha, beta, gamma, delta, epsilon, zeta }: Ratings): number {
  const sum = 9 * alpha + 2 * beta + 5 * gamma + 2 * delta + 2 * epsilon + 2 * zeta;
  return (10 * sum) / 22;
}

/** What is looked at beside the ratings: values of about the same size, so that weights compare. */
export const FEATURES = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'zeta',
  'nearness',
  'last',
  'focus',
  'attachment',
  'unluck',
  'attached and unlucky',
  'near elsewhere',
  'attached and far elsewhere',
] as const;

const within = (value: number, most: number): number => Math.max(0 - most, Math.min(most, value));

/**
 * The features of a bidder for a seller, in the order of FEATURES; undefined with too few auctions. attachment: by how many
 * deviations it bids more often with this seller than by chance; unluck: by how many it has won less often than its rivals.
 */
export function featuresOf(
  statistics: ShillStatistics,
  seller: number,
  bidder: number,
): readonly number[] | undefined {
  const ratings = ratingsOf(statistics, seller, bidder, FEATURES_AUCTIONS_LEAST);
  const pair = statistics.pairs.get(seller * BIDDERS_MOST + bidder);
  const all = statistics.bidders.get(bidder);
  if (ratings === undefined || pair === undefined || all === undefined) return undefined;
  const m = pair.entered;
  const auctions = [...statistics.auctions.values()].reduce((sum, count) => sum + count, 0);
  const share = (statistics.auctions.get(seller) ?? 0) / auctions;
  const spread = Math.sqrt(Math.max(0.25, all.entered * share * (1 - share)));
  const attachment = within((m - all.entered * share) / spread, 12);
  const unluck = within((all.luck - all.won) / Math.sqrt(Math.max(0.25, all.spread)), 6);
  // Who bids elsewhere only to be seen does not come near a price there; two bids of a middling kind are assumed.
  const elsewhere = (all.nearness - pair.nearness + 1.6) / (all.entered - m + 2);
  return [
    ratings.alpha,
    ratings.beta,
    ratings.gamma,
    ratings.delta,
    ratings.epsilon,
    ratings.zeta,
    pair.nearness / m,
    pair.last / m,
    m / all.entered,
    attachment,
    unluck,
    Math.max(0, attachment) * Math.max(0, unluck),
    elsewhere,
    Math.max(0, attachment) * (1 - elsewhere),
  ];
}
