/** What it is: how well a score tells culprits from others: average precision, and precision and recall at a threshold. */

import type { World } from './worlds.testing.ts';
import { addAuction, emptyShillStatistics } from './shill.ts';
import { judgedOf } from './suspects.ts';
import type { Models } from './suspects.ts';
import type { ShillStatistics } from './shill.ts';
import { beginAuction, endAuction, openWatch, seeAccepted } from './watch.ts';

export interface Scored {
  readonly score: number;
  readonly isCulprit: boolean;
}

/** Mean of the precision at each culprit when all are ranked by score. */
export function averagePrecision(scored: readonly Scored[]): number {
  const ranked = scored.toSorted((x, y) => y.score - x.score);
  let [found, sum] = [0, 0];
  ranked.forEach(({ isCulprit }, i) => {
    if (!isCulprit) return;
    found++;
    sum += found / (i + 1);
  });
  return found === 0 ? 1 : sum / found;
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly flags: number;
}

/** Of those at or above the threshold, the share of culprits; and of the culprits, the share above it. */
export function qualityAt(scored: readonly Scored[], threshold: number): Quality {
  const flagged = scored.filter(({ score }) => score >= threshold);
  const right = flagged.filter(({ isCulprit }) => isCulprit).length;
  const culprits = scored.filter(({ isCulprit }) => isCulprit).length;
  return {
    precision: flagged.length === 0 ? 1 : right / flagged.length,
    recall: culprits === 0 ? 1 : right / culprits,
    flags: flagged.length,
  };
}

/** The statistics of a whole world. */
export function statisticsOf({ logs }: World): ShillStatistics {
  const statistics = emptyShillStatistics();
  for (const log of logs) addAuction(statistics, log);
  return statistics;
}

/** Every bidder by what it looks like for the seller for whom it looks most like a shill. */
export function scoreWorld(
  world: World,
  statistics: ShillStatistics,
  scoreOf: (seller: number, bidder: number) => number | undefined,
): readonly Scored[] {
  return Array.from({ length: world.bidders }, (_, bidder) => {
    const scores = [...statistics.auctions.keys()].map((seller) => scoreOf(seller, bidder));
    const score = Math.max(-1e9, ...scores.filter((one) => one !== undefined));
    return { score, isCulprit: world.shills.has(bidder) };
  });
}

/** Who is flagged as a shill when a world's auctions are watched one after another, as while a run is going on. */
export function flaggedLive({ logs, bidders }: World): ReadonlySet<number> {
  const watch = openWatch(Array.from({ length: bidders }, () => 500));
  const flagged = new Set<number>();
  for (const { seller, duration, bids, winner } of logs) {
    beginAuction(watch);
    for (const { bidder, at, amount } of bids) seeAccepted(watch, bidder, at, amount);
    for (const { bidder } of endAuction(watch, seller, duration, winner, false))
      flagged.add(bidder);
  }
  return flagged;
}

/** The highest log-odds that anybody of a world who could be flagged has had at the end of an auction. */
export function peakOdds({ logs }: World, models: Models): number {
  const statistics = emptyShillStatistics();
  let peak = -Infinity;
  for (const log of logs) {
    addAuction(statistics, log);
    for (const { odds } of judgedOf(statistics, log.seller, models)) peak = Math.max(peak, odds);
  }
  return peak;
}
