/**
 * What it is: how well shills and rings are found on made-up markets with known culprits, and how often the honest are flagged. The model and
 * its threshold come from seeds 1 to 30 (`npm run shills`); what is printed is of markets from seed 30,001 on, which nothing was fitted to.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import type { AuctionLog } from '../src/engine/protocols/marketCoordination/detection/auctionLog.ts';
import {
  averagePrecision,
  flaggedLive,
  qualityAt,
  scoreWorld,
  statisticsOf,
} from '../src/engine/protocols/marketCoordination/detection/measure.testing.ts';
import type { Scored } from '../src/engine/protocols/marketCoordination/detection/measure.testing.ts';
import {
  addSealed,
  emptyRingStatistics,
} from '../src/engine/protocols/marketCoordination/detection/meetings.ts';
import { ringsOf } from '../src/engine/protocols/marketCoordination/detection/rings.ts';
import {
  ratingsOf,
  shillScore,
} from '../src/engine/protocols/marketCoordination/detection/shill.ts';
import type { ShillStatistics } from '../src/engine/protocols/marketCoordination/detection/shill.ts';
import {
  COMPANY_MODEL,
  ODDS_LEAST,
  OWN_MODEL,
} from '../src/engine/protocols/marketCoordination/detection/shillModel.ts';
import { suspectsOf } from '../src/engine/protocols/marketCoordination/detection/suspects.ts';
import { logOdds } from '../src/engine/protocols/marketCoordination/detection/logistic.ts';
import {
  SCHEMES,
  makeRingWorld,
  makeWorld,
} from '../src/engine/protocols/marketCoordination/detection/worlds.testing.ts';
import type { World } from '../src/engine/protocols/marketCoordination/detection/worlds.testing.ts';
import { printTable } from './lib/table.ts';

const from = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);
const UNSEEN = 30_001;
/** No honest bidder of thirty markets for fitting had as much. */
const SCORE_LEAST = 7.7;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function byScore(world: World): readonly Scored[] {
  const statistics = statisticsOf(world);
  return scoreWorld(world, statistics, (seller, bidder) => {
    const ratings = ratingsOf(statistics, seller, bidder);
    return ratings === undefined ? undefined : shillScore(ratings);
  });
}

function oddsIn(statistics: ShillStatistics): ReadonlyMap<string, number> {
  const odds = new Map<string, number>();
  for (const seller of statistics.auctions.keys())
    for (const { bidder, own, company } of suspectsOf(statistics, seller, OWN_MODEL))
      odds.set(`${seller}/${bidder}`, logOdds(COMPANY_MODEL, [own, company]));
  return odds;
}

function byModel(world: World): readonly Scored[] {
  const statistics = statisticsOf(world);
  const odds = oddsIn(statistics);
  return scoreWorld(world, statistics, (seller, bidder) => odds.get(`${seller}/${bidder}`));
}

function live(world: World): readonly Scored[] {
  const flagged = flaggedLive(world);
  return from(0, world.bidders).map((bidder) => ({
    score: flagged.has(bidder) ? 1 : 0,
    isCulprit: world.shills.has(bidder),
  }));
}

const DETECTORS = [
  ['shill score, afterwards', byScore, SCORE_LEAST],
  ['model, afterwards', byModel, ODDS_LEAST],
  ['live flags, as in runs', live, 1],
] as const;
const clean = from(UNSEEN + 100, 30).map((seed) => makeWorld('clean', seed));
const rows = SCHEMES.flatMap((scheme) => {
  const worlds = from(UNSEEN, 20).map((seed) => makeWorld(scheme, seed));
  return DETECTORS.map(([name, judge, threshold]) => {
    const tested = worlds.map(judge);
    const { precision, recall } = qualityAt(tested.flat(), threshold);
    const ap = mean(tested.map(averagePrecision)).toFixed(3);
    return [
      scheme,
      name,
      // A flag is there or not: nothing is ranked.
      judge === live ? '' : ap,
      precision.toFixed(3),
      recall.toFixed(3),
    ];
  });
});
printTable(
  'Shills in 20 markets of each scheme: average precision; precision and recall at the threshold',
  ['scheme', 'detector', 'AP', 'precision', 'recall'],
  rows,
);
printTable(
  'Honest bidders flagged in 30 markets where nobody cheats',
  ['detector', 'flagged', 'of'],
  DETECTORS.map(([name, judge, threshold]) => {
    const all = clean.flatMap(judge);
    return [name, `${qualityAt(all, threshold).flags}`, `${all.length}`];
  }),
);

/** The same bids where reputations weigh them: the good goes to whose bid counts most. */
function weighted(log: AuctionLog, weights: readonly number[]): AuctionLog {
  const countOf = ({ bidder, amount }: AuctionLog['bids'][number]): number =>
    amount * (weights[bidder] ?? 1);
  const [best] = log.bids.toSorted((one, other) => countOf(other) - countOf(one));
  return { ...log, winner: best?.bidder ?? log.winner };
}

const RING_MARKETS = (['RING-1', 'RING-2', 'clean'] as const).flatMap((kind) =>
  [false, true].map((isWeighted) => ({ kind, isWeighted })),
);
const ringRows = RING_MARKETS.map(({ kind, isWeighted }) => {
  let [rings, exact, flagged, right, members] = [0, 0, 0, 0, 0];
  for (const seed of from(UNSEEN, 20)) {
    const world = makeRingWorld(kind, seed);
    const statistics = emptyRingStatistics();
    const choices = SeededChoices.named(seed, 'weights');
    const weights = from(0, 1_000).map(() => 0.5 + choices.fraction());
    for (const log of world.logs) addSealed(statistics, isWeighted ? weighted(log, weights) : log);
    const found = ringsOf(statistics).map(({ members }) => members);
    const keys = new Set(found.map((ring) => ring.join()));
    rings += world.rings.length;
    exact += world.rings.filter((ring) => keys.has(ring.join())).length;
    const culprits = new Set(world.rings.flat());
    const all = found.flat();
    flagged += all.length;
    right += all.filter((bidder) => culprits.has(bidder)).length;
    members += culprits.size;
  }
  return [
    isWeighted ? `${kind}, weighted` : kind,
    flagged === 0 ? '–' : (right / flagged).toFixed(3),
    members === 0 ? '–' : (right / members).toFixed(3),
    `${exact}/${rings}`,
    `${flagged - right}`,
  ];
});
printTable(
  'Rings in 20 markets of 600 sealed auctions',
  ['market', 'precision', 'recall', 'rings exact', 'false flags'],
  ringRows,
);
