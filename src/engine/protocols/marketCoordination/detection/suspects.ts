/**
 * What it is: who looks like a shill by a model fitted to markets with known culprits (shillModel.ts): first each bidder of a seller by its
 * own features, then together with the two others of that seller that look most like shills, since rings are seen together.
 * A flag needs more than the model: enough auctions, and a bidder that is with this seller far more often than by chance.
 * Cost: linear in the bidders of the seller, for each auction.
 */

import { BIDDERS_MOST, FEATURES, featuresOf, ratingsOf, shillScore } from './shill.ts';
import type { Ratings, ShillStatistics } from './shill.ts';
import { logOdds } from './logistic.ts';
import type { ShillModel } from './logistic.ts';
import { COMPANY_MODEL, ODDS_LEAST, OWN_MODEL } from './shillModel.ts';

/** The company of somebody who is nearly alone with a seller: as innocent as most. */
const ALONE = -4;

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

/** What a flag needs besides the odds. */
const ENTERED_LEAST = 4;
const SELLER_AUCTIONS_LEAST = 8;
const ATTACHMENT_LEAST = 2.5;
/** Among few bidders, unlike any the model has seen, the published score decides, of one that hardly ever wins. */
const FEW = 40;
const SCORE_LEAST = 7.7;
const UNLUCK_LEAST = 1;
const WINS_MOST = 0.15;

/** Why somebody is called a shill of a seller. */
export interface ShillEvidence {
  readonly bidder: number;
  /** Log-odds of the model, the company it keeps included. */
  readonly odds: number;
  readonly score: number;
  readonly ratings: Ratings;
  /** The share of the seller's auctions that it entered and won. */
  readonly wins: number;
  /** By how many deviations it is with this seller more often than by chance. */
  readonly attachment: number;
  /** By how many deviations it has won less often than those it bid against. */
  readonly unluck: number;
}

/** The two models, one after the other. */
export interface Models {
  readonly own: ShillModel;
  readonly company: ShillModel;
}

/** The bidders of a seller of whom there is enough to judge, and who are with it far more often than by chance, by number. */
export function judgedOf(
  statistics: ShillStatistics,
  seller: number,
  models: Models,
): readonly ShillEvidence[] {
  if ((statistics.auctions.get(seller) ?? 0) < SELLER_AUCTIONS_LEAST) return [];
  if (statistics.auctions.size < 2) return [];
  return suspectsOf(statistics, seller, models.own).flatMap(({ bidder, own, company }) => {
    const odds = logOdds(models.company, [own, company]);
    const pair = statistics.pairs.get(seller * BIDDERS_MOST + bidder);
    const ratings = ratingsOf(statistics, seller, bidder);
    if (pair === undefined || ratings === undefined || pair.entered < ENTERED_LEAST) return [];
    const features = featuresOf(statistics, seller, bidder);
    const at = (name: (typeof FEATURES)[number]): number => features?.[FEATURES.indexOf(name)] ?? 0;
    const attachment = at('attachment');
    if (attachment < ATTACHMENT_LEAST) return [];
    const wins = pair.won / pair.entered;
    const score = shillScore(ratings);
    return [{ bidder, odds, score, ratings, wins, attachment, unluck: at('unluck') }];
  });
}

const SHIPPED: Models = { own: OWN_MODEL, company: COMPANY_MODEL };

/** The bidders of a seller against whom the evidence is enough by now, by number. */
export function shillsOf(statistics: ShillStatistics, seller: number): readonly ShillEvidence[] {
  const areFew = statistics.bidders.size < FEW;
  return judgedOf(statistics, seller, SHIPPED).filter(
    ({ odds, score, unluck, wins }) =>
      odds >= ODDS_LEAST ||
      (areFew && score >= SCORE_LEAST && unluck >= UNLUCK_LEAST && wins <= WINS_MOST),
  );
}
