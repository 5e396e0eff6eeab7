/**
 * What it is: how much a bidder behaves like a shill of one seller, over a series of open auctions.
 * Source: J. Trevathan and W. Read, "Detecting Shill Bidding in Online English Auctions" (2007): six ratings in 0..1,
 *   α how much of its time it spends on this seller, β how often it bids, γ how seldom it wins, δ how fast it answers, ε how
 *   little it raises, ζ how early it begins; score = 10 · (9α + 2β + 5γ + 2δ + 2ε + 2ζ) / 22.
 * Beside the score there is a likelihood over more features (riser), for shills that act like honest bidders: see features.
 * Shapes: statistics are sums, by seller and bidder: constant for each pair, whatever the number of auctions.
 */

import { exp } from '../../../base/maths.ts';
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

const BIDDERS_MOST = 100_000;
/** The company of somebody who is nearly alone with a seller: as innocent as most. */
const ALONE = -4;

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
const FEATURES = [
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

/** What a rule needs to call somebody a shill while auctions are held, where nothing can be fitted beforehand. */
const ATTACHMENT_LEAST = 2.5;
const UNLUCK_LEAST = 1;
const SCORE_LEAST = 6;
const WINS_MOST = 0.15;

/** The evidence against a bidder, when it is enough: it bids far more often here than by chance, and hardly ever wins. */
export function shillEvidence(
  statistics: ShillStatistics,
  seller: number,
  bidder: number,
): { readonly score: number; readonly ratings: Ratings; readonly wins: number } | undefined {
  const ratings = ratingsOf(statistics, seller, bidder);
  const features = featuresOf(statistics, seller, bidder);
  const pair = statistics.pairs.get(seller * BIDDERS_MOST + bidder);
  if (ratings === undefined || features === undefined || pair === undefined) return undefined;
  const at = (name: (typeof FEATURES)[number]): number => features[FEATURES.indexOf(name)] ?? 0;
  const score = shillScore(ratings);
  const wins = pair.won / pair.entered;
  const isEnough =
    at('attachment') >= ATTACHMENT_LEAST &&
    at('unluck') >= UNLUCK_LEAST &&
    wins <= WINS_MOST &&
    score >= SCORE_LEAST;
  return isEnough ? { score, ratings, wins } : undefined;
}

/** A logistic model of the features: standardised by mean and deviation, then weighted. */
export interface ShillModel {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** The log-odds that the model gives to features. */
export function logOdds(model: ShillModel, features: readonly number[]): number {
  return features.reduce((sum, value, i) => {
    const standard = (value - (model.means[i] ?? 0)) / (model.deviations[i] ?? 1);
    return sum + (model.weights[i] ?? 0) * standard;
  }, model.bias);
}

/** A bidder of a seller with its own log-odds and those of the company it keeps. */
export interface Suspect {
  readonly bidder: number;
  readonly own: number;
  /** Mean log-odds of the two others of that seller that look most like shills: rings are seen together. */
  readonly company: number;
}

/** Every bidder of a seller that can be judged, by number. */
export function suspectsOf(
  statistics: ShillStatistics,
  seller: number,
  model: ShillModel,
): readonly Suspect[] {
  const odds: { readonly bidder: number; readonly own: number }[] = [];
  for (const key of statistics.pairs.keys()) {
    const bidder = key % BIDDERS_MOST;
    if (key - bidder !== seller * BIDDERS_MOST) continue;
    const features = featuresOf(statistics, seller, bidder);
    if (features !== undefined) odds.push({ bidder, own: logOdds(model, features) });
  }
  const ranked = odds.toSorted((x, y) => y.own - x.own || x.bidder - y.bidder);
  return odds
    .map(({ bidder, own }): Suspect => {
      const others = ranked.filter((one) => one.bidder !== bidder).slice(0, 2);
      const sum = others.reduce((total, one) => total + one.own, 0);
      return { bidder, own, company: others.length === 2 ? sum / 2 : ALONE };
    })
    .toSorted((x, y) => x.bidder - y.bidder);
}

/** Fits the model by gradient descent on the balanced log-loss with a small ridge. */
export function fitShillModel(
  samples: readonly { readonly features: readonly number[]; readonly isShill: boolean }[],
  rounds = 400,
): ShillModel {
  const width = samples[0]?.features.length ?? 0;
  const count = samples.length;
  const column = (i: number): number[] => samples.map(({ features }) => features[i] ?? 0);
  const means = Array.from({ length: width }, (_, i) => mean(column(i)));
  const deviations = means.map((centre, i) =>
    Math.max(1e-9, Math.sqrt(mean(column(i).map((value) => (value - centre) * (value - centre))))),
  );
  const shills = samples.filter(({ isShill }) => isShill).length;
  let [weights, bias] = [means.map(() => 0), 0];
  for (let round = 0; round < rounds; round++) {
    const model = { means, deviations, weights, bias };
    const slopes = means.map(() => 0);
    let slope = 0;
    for (const { features, isShill } of samples) {
      const share = isShill ? shills : count - shills;
      const error = (1 / (1 + exp(-logOdds(model, features))) - (isShill ? 1 : 0)) / share;
      slope += error;
      features.forEach((value, i) => {
        const standard = (value - (means[i] ?? 0)) / (deviations[i] ?? 1);
        slopes[i] = (slopes[i] ?? 0) + error * standard;
      });
    }
    weights = weights.map((weight, i) => weight - (slopes[i] ?? 0) - 0.0005 * weight);
    bias -= slope;
  }
  return { means, deviations, weights, bias };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
