/**
 * Fits the model of shills on made-up markets with known culprits and writes it to detection/shillModel.ts: `npm run shills`. How well it
 * does on other markets is measured by `npm run bench -- detection`.
 * Seeds 1 to 10 are for fitting, of each scheme and of none; the threshold is above what the honest bidders of thirty clean markets, all
 * but one, have ever had.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { fitShillModel } from '../src/engine/protocols/marketCoordination/detection/fit.testing.ts';
import {
  peakOdds,
  statisticsOf,
} from '../src/engine/protocols/marketCoordination/detection/measure.testing.ts';
import { featuresOf } from '../src/engine/protocols/marketCoordination/detection/shill.ts';
import { suspectsOf } from '../src/engine/protocols/marketCoordination/detection/suspects.ts';
import type { ShillModel } from '../src/engine/protocols/marketCoordination/detection/logistic.ts';
import {
  SCHEMES,
  makeWorld,
} from '../src/engine/protocols/marketCoordination/detection/worlds.testing.ts';

const FITTED = 10;
const CLEAN = 30;
const MARGIN = 0.5;
/** Of all the honest bidders of the clean markets so many may be above the threshold: one is unlike all others. */
const ALLOWED = 1;
const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

const seen = [...SCHEMES, 'clean' as const].flatMap((scheme) =>
  seeds(FITTED).map((seed) => {
    const world = makeWorld(scheme, seed);
    return { world, statistics: statisticsOf(world) };
  }),
);
const own = rounded(
  fitShillModel(
    seen.flatMap(({ world, statistics }) =>
      [...statistics.auctions.keys()].flatMap((seller) =>
        Array.from({ length: world.bidders }, (_, bidder) => bidder).flatMap((bidder) => {
          const features = featuresOf(statistics, seller, bidder);
          const isShill = world.shills.get(bidder) === seller;
          return features === undefined ? [] : [{ features, isShill }];
        }),
      ),
    ),
  ),
);
const company = rounded(
  fitShillModel(
    seen.flatMap(({ world, statistics }) =>
      [...statistics.auctions.keys()].flatMap((seller) =>
        suspectsOf(statistics, seller, own).map((suspect) => ({
          features: [suspect.own, suspect.company],
          isShill: world.shills.get(suspect.bidder) === seller,
        })),
      ),
    ),
  ),
);
const peaks = seeds(CLEAN)
  .map((seed) => peakOdds(makeWorld('clean', seed), { own, company }))
  .toSorted((one, other) => other - one);
const least = Number(((peaks[ALLOWED] ?? 0) + MARGIN).toFixed(1));
const highest = peaks.slice(0, 5).map((peak) => peak.toFixed(2));
console.log(
  `highest log-odds where nobody cheats: ${highest.join(', ')}; flagged from ${least} on`,
);

const path = fileURLToPath(
  new URL('../src/engine/protocols/marketCoordination/detection/shillModel.ts', import.meta.url),
);
const text = `/**
 * What it is: the model of shills as it was fitted: written by \`npm run shills\`, which makes markets with known culprits and fits it to them.
 */

import type { ShillModel } from './logistic.ts';

/** Of the features of shill.ts, in their order. */
export const OWN_MODEL: ShillModel = ${JSON.stringify(own)};

/** Of a bidder's own log-odds and those of its company. */
export const COMPANY_MODEL: ShillModel = ${JSON.stringify(company)};

/** Log-odds from which on a bidder is flagged: more than all honest bidders but one of thirty markets have had, at any time. */
export const ODDS_LEAST = ${least};
`;
writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));

/** Six digits are enough for what was fitted to samples. */
function rounded({ means, deviations, weights, bias }: ShillModel): ShillModel {
  const six = (value: number): number => Number(value.toPrecision(6));
  return {
    means: means.map(six),
    deviations: deviations.map(six),
    weights: weights.map(six),
    bias: six(bias),
  };
}
