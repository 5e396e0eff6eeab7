/**
 * What it is: how well shills and rings are found on made-up markets with known culprits, and how often the honest are flagged.
 * Thresholds and the logistic model come from worlds 1 to 10 and as many without culprits; what is printed is of worlds 11 to 30.
 */

import {
  averagePrecision,
  qualityAt,
  scoreWorld,
  statisticsOf,
  thresholdFor,
} from '../src/engine/protocols/marketCoordination/detection/measure.testing.ts';
import type { Scored } from '../src/engine/protocols/marketCoordination/detection/measure.testing.ts';
import {
  addSealed,
  emptyRingStatistics,
  ringsOf,
} from '../src/engine/protocols/marketCoordination/detection/rings.ts';
import {
  featuresOf,
  fitShillModel,
  logOdds,
  ratingsOf,
  shillEvidence,
  shillScore,
  suspectsOf,
} from '../src/engine/protocols/marketCoordination/detection/shill.ts';
import type {
  ShillModel,
  ShillStatistics,
} from '../src/engine/protocols/marketCoordination/detection/shill.ts';
import {
  SCHEMES,
  makeRingWorld,
  makeWorld,
} from '../src/engine/protocols/marketCoordination/detection/worlds.testing.ts';
import type { World } from '../src/engine/protocols/marketCoordination/detection/worlds.testing.ts';
import { printTable } from './lib/table.ts';

const from = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);
const TRAINING = from(1, 10);
const TEST = from(11, 20);

interface Seen {
  readonly world: World;
  readonly statistics: ShillStatistics;
}
type Judge = (statistics: ShillStatistics, seller: number, bidder: number) => number | undefined;

const see = (scheme: Parameters<typeof makeWorld>[0], seeds: readonly number[]): Seen[] =>
  seeds.map((seed) => {
    const world = makeWorld(scheme, seed);
    return { world, statistics: statisticsOf(world) };
  });
const judgeAll = (seen: readonly Seen[], judge: Judge): Scored[][] =>
  seen.map(({ world, statistics }) => [
    ...scoreWorld(world, statistics, (seller, bidder) => judge(statistics, seller, bidder)),
  ]);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const score: Judge = (statistics, seller, bidder) => {
  const ratings = ratingsOf(statistics, seller, bidder);
  return ratings === undefined ? undefined : shillScore(ratings);
};

/** What the auctioneer uses while auctions are held; 1 is a flag. */
const rule: Judge = (statistics, seller, bidder) =>
  shillEvidence(statistics, seller, bidder) === undefined ? 0 : 1;

const cleanTraining = see('clean', TRAINING);
const cleanTest = see('clean', from(101, 30));

function samplesOf(seen: readonly Seen[]) {
  return seen.flatMap(({ world, statistics }) =>
    [...statistics.auctions.keys()].flatMap((seller) =>
      from(0, world.bidders).flatMap((bidder) => {
        const features = featuresOf(statistics, seller, bidder);
        if (features === undefined) return [];
        return [{ features, isShill: world.shills.get(bidder) === seller }];
      }),
    ),
  );
}

function companySamples(seen: readonly Seen[], model: ShillModel) {
  return seen.flatMap(({ world, statistics }) =>
    [...statistics.auctions.keys()].flatMap((seller) =>
      suspectsOf(statistics, seller, model).map(({ bidder, own, company }) => ({
        features: [own, company],
        isShill: world.shills.get(bidder) === seller,
      })),
    ),
  );
}

function report(scheme: string, name: string, judge: Judge, seen: { train: Seen[]; test: Seen[] }) {
  const threshold = thresholdFor(
    judgeAll(seen.train, judge).flat(),
    judgeAll(cleanTraining, judge).flat(),
  );
  const tested = judgeAll(seen.test, judge);
  const { precision, recall } = qualityAt(tested.flat(), threshold);
  const clean = judgeAll(cleanTest, judge).flat();
  const wrong = qualityAt(clean, threshold).flags;
  return [
    scheme,
    name,
    mean(tested.map(averagePrecision)).toFixed(3),
    threshold.toFixed(2),
    precision.toFixed(3),
    recall.toFixed(3),
    `${wrong} of ${clean.length}`,
  ];
}

const rows = SCHEMES.flatMap((scheme) => {
  const seen = { train: see(scheme, TRAINING), test: see(scheme, TEST) };
  const model = fitShillModel(samplesOf([...seen.train, ...cleanTraining]));
  const fitted: Judge = (statistics, seller, bidder) => {
    const features = featuresOf(statistics, seller, bidder);
    return features === undefined ? undefined : logOdds(model, features);
  };
  const company = fitShillModel(companySamples([...seen.train, ...cleanTraining], model));
  const known = new Map<ShillStatistics, Map<string, number>>();
  const together: Judge = (statistics, seller, bidder) => {
    let scores = known.get(statistics);
    if (scores === undefined) {
      scores = new Map();
      known.set(statistics, scores);
      for (const one of statistics.auctions.keys())
        for (const suspect of suspectsOf(statistics, one, model))
          scores.set(`${one}/${suspect.bidder}`, logOdds(company, [suspect.own, suspect.company]));
    }
    return scores.get(`${seller}/${bidder}`);
  };
  return [
    report(scheme, 'shill score', score, seen),
    report(scheme, 'logistic', fitted, seen),
    report(scheme, 'with company', together, seen),
    report(scheme, 'rule, as in runs', rule, seen),
  ];
});
printTable(
  'Shills in 20 markets: average precision; precision and recall at the threshold; honest bidders flagged in 30 clean markets',
  ['scheme', 'detector', 'AP', 'threshold', 'precision', 'recall', 'false flags'],
  rows,
);

const RING_THRESHOLD = 6;
const ringRows = (['RING-1', 'RING-2', 'clean'] as const).map((kind) => {
  let [rings, exact, flagged, right, members] = [0, 0, 0, 0, 0];
  for (const seed of TEST) {
    const world = makeRingWorld(kind, seed);
    const statistics = emptyRingStatistics();
    for (const log of world.logs) addSealed(statistics, log);
    const found = ringsOf(statistics, RING_THRESHOLD);
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
    kind,
    flagged === 0 ? '–' : (right / flagged).toFixed(3),
    members === 0 ? '–' : (right / members).toFixed(3),
    `${exact}/${rings}`,
    `${flagged - right}`,
  ];
});
printTable(
  `Rings in 20 markets of 600 sealed auctions, threshold ${RING_THRESHOLD}`,
  ['market', 'precision', 'recall', 'rings exact', 'false flags'],
  ringRows,
);
