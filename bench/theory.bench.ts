/**
 * What it is: what theory and independent programs say of markets beside what ours give: revenue in four formats, revenue by reserve, VCG
 * by trying everything, traders without intelligence and traders that learn, and what lies gain.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import {
  KNOWN_BY_RECORD,
  RIVALS_IN_EQUILIBRIUM,
  auctionDesign,
} from '../src/engine/incentives/designs.testing.ts';
import { bestShare } from '../src/engine/incentives/tally.ts';
import { LIES_PER_SITUATION, openTester } from '../src/engine/incentives/tester.ts';
import type { AuctionFormat } from '../src/engine/protocols/marketCoordination/card.ts';
import {
  brutePayment,
  bruteValue,
  randomBids,
} from '../src/engine/protocols/marketCoordination/mechanism/combinatorial/brute.testing.ts';
import {
  combinatorialVcg,
  determineWinners,
} from '../src/engine/protocols/marketCoordination/mechanism/combinatorial/bundles.ts';
import {
  PLAIN_RULES,
  SINGLE_FORMATS,
  TOP,
  equilibriumPrice,
} from '../src/engine/protocols/marketCoordination/mechanism/equilibrium.testing.ts';
import type { SingleFormat } from '../src/engine/protocols/marketCoordination/mechanism/equilibrium.testing.ts';
import { playDay } from '../src/engine/protocols/marketCoordination/mechanism/exchange/period.testing.ts';
import zeroIntelligence from '../src/engine/protocols/marketCoordination/mechanism/exchange/zeroIntelligence.fixtures.json' with { type: 'json' };
import zip from '../src/engine/protocols/marketCoordination/mechanism/exchange/zip.fixtures.json' with { type: 'json' };
import { playZipDays } from '../src/engine/protocols/marketCoordination/mechanism/exchange/zipDays.testing.ts';
import {
  SINGLE_ITEM,
  standingBid,
} from '../src/engine/protocols/marketCoordination/mechanism/mechanism.ts';
import { printTable } from './lib/table.ts';
import type { Cell } from './lib/table.ts';

const AUCTIONS = 100_000;
const DAYS = 1_000;
const ZIP_RUNS = 200;
const LIES = 10_000;
/** Where a lie gains on average, to see which gains most. */
const LIES_THAT_GAIN = 100_000;

/** Mean and its standard error. */
function meanOf(values: readonly number[]): readonly [mean: number, error: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares) / values.length];
}

const drawn = (n: number, choices: SeededChoices): readonly number[] =>
  Array.from({ length: n }, () => 1 + choices.below(TOP));
const times = <Value>(count: number, make: (i: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, i) => make(i));
const fixed = (value: number, digits = 4): string => value.toFixed(digits);

function revenueRow(n: number, format: SingleFormat): readonly Cell[] {
  const choices = SeededChoices.named(21, `${format}/${n}`);
  const exact = (n - 1) / (n + 1);
  const [mean, error] = meanOf(
    times(AUCTIONS, () => equilibriumPrice(format, drawn(n, choices)) / TOP),
  );
  return [
    `${n}`,
    format,
    fixed(exact),
    fixed(mean),
    fixed(error, 5),
    fixed((mean - exact) / error, 2),
  ];
}
printTable(
  `Revenue of ${AUCTIONS} auctions at equilibrium, values even up to 1`,
  ['bidders', 'format', '(n-1)/(n+1)', 'ours', 's.e.', 's.e. off'],
  [2, 5, 10].flatMap((n) => SINGLE_FORMATS.map((format) => revenueRow(n, format))),
);

function reserveRow(n: number, tenths: number): readonly Cell[] {
  const reserve = tenths / 10;
  const rules = { ...PLAIN_RULES, reserve: reserve * TOP };
  const choices = SeededChoices.named(22, `reserve/${n}`);
  const exact = ((2 * n) / (n + 1)) * (1 - reserve ** (n + 1)) - (1 - reserve ** n);
  const [mean, error] = meanOf(
    times(AUCTIONS, () => {
      const bids = drawn(n, choices)
        .map((value, i) => standingBid(i, value, 1_000, i))
        .filter(({ amount }) => amount >= rules.reserve);
      const [winner] = SINGLE_ITEM.vickrey.allocate(rules, bids);
      if (winner === undefined) return 0;
      return (SINGLE_ITEM.vickrey.payments(rules, [winner], bids)[0] ?? 0) / TOP;
    }),
  );
  return [`${n}`, fixed(reserve, 1), fixed(exact), fixed(mean), fixed((mean - exact) / error, 2)];
}
printTable(
  'Vickrey revenue by reserve: the most is at one half, however many bid',
  ['bidders', 'reserve', 'exact', 'ours', 's.e. off'],
  [1, 2, 5].flatMap((n) => [3, 4, 5, 6, 7].map((tenths) => reserveRow(n, tenths))),
);

let [values, payments, winnersInAll] = [0, 0, 0];
for (let seed = 1; seed <= 1_000; seed++) {
  const reserve = seed % 3;
  const rules = { ...PLAIN_RULES, reserve };
  const bids = randomBids(seed).filter(({ amount, items }) => amount >= reserve * items.length);
  const { winners, value } = determineWinners(rules, bids);
  if (value === bruteValue(bids, reserve)) values += 1;
  const asked = combinatorialVcg().payments(rules, winners, bids);
  winners.forEach((winner, i) => {
    winnersInAll += 1;
    if (asked[i] === brutePayment(bids, winner, value, reserve)) payments += 1;
  });
}
printTable(
  'VCG against trying every set of bids, in 1,000 random auctions of bundles with weights and reserves',
  ['what', 'equal', 'of'],
  [
    ['value of the allocation', `${values}`, '1000'],
    ['payments of winners', `${payments}`, `${winnersInAll}`],
  ],
);

printTable(
  `Traders of zero intelligence, ${DAYS} days, beside 3,000 of another program: mean ± s.e., %`,
  ['schedule', 'efficiency', 'there', 'alpha', 'there'],
  Object.entries(zeroIntelligence).map(([name, target]) => {
    const choices = SeededChoices.named(23, name);
    const days = times(DAYS, () => playDay(target.schedule, choices));
    const say = ([mean = 0, error = 0]: readonly number[]): string =>
      `${fixed(mean, 2)} ± ${fixed(error, 2)}`;
    const own = (key: 'efficiency' | 'alpha'): string => say(meanOf(days.map((day) => day[key])));
    return [name, own('efficiency'), say(target.efficiency), own('alpha'), say(target.alpha)];
  }),
);

printTable(
  `ZIP traders, ${ZIP_RUNS} runs of ten days, beside 500 of another program: day 1 → day 10, %`,
  ['schedule', 'alpha', 'there', 'efficiency', 'there'],
  Object.entries(zip).map(([name, target]) => {
    const { schedule } = zeroIntelligence[name as keyof typeof zeroIntelligence];
    const runs = times(ZIP_RUNS, (run) =>
      playZipDays(schedule, 10, SeededChoices.named(run, name)),
    );
    const own = (key: 'efficiency' | 'alpha'): string =>
      [0, 9]
        .map((day) => fixed(meanOf(runs.map((days) => days[day]?.[key] ?? 0))[0], 1))
        .join(' → ');
    const there = (all: readonly (readonly number[])[]): string =>
      [0, 9].map((day) => fixed(all[day]?.[0] ?? 0, 1)).join(' → ');
    return [name, own('alpha'), there(target.alpha), own('efficiency'), there(target.efficiency)];
  }),
);

const units = { ...KNOWN_BY_RECORD, template: { ...KNOWN_BY_RECORD.template, demand: 3 } };
type Trial = readonly [
  name: string,
  format: AuctionFormat,
  lies: number,
  design: ReturnType<typeof auctionDesign>,
];
const known = (parameters: object, reserve: number) =>
  auctionDesign([KNOWN_BY_RECORD], { ...parameters }, reserve);
const rivals = auctionDesign([RIVALS_IN_EQUILIBRIUM], { clockDecrement: 20 });
const TRIED: readonly Trial[] = [
  ['Vickrey', 'vickrey', LIES, known({ isWeighted: false }, 3_000)],
  ['Vickrey, weighted', 'vickrey', LIES, known({}, 3_000)],
  ['VCG for units, weighted', 'vcg', LIES, auctionDesign([units], { units: 5 }, 3_000)],
  ['VCG for bundles, weighted', 'combinatorial', LIES, known({}, 2_000)],
  ['first price', 'sealed_bid', LIES_THAT_GAIN, rivals],
  ['Dutch', 'dutch', LIES_THAT_GAIN, rivals],
  ['uniform price', 'uniform_price', LIES_THAT_GAIN, auctionDesign([units], { units: 5 })],
];
printTable(
  'What lies gain, in minor units; at first price and Dutch against four in equilibrium, values even up to 20,000',
  ['format', 'lies', 'that gain', 'best share of the truth', 'gain by it'],
  TRIED.map(([name, format, lies, design]) => {
    const tally = openTester(design, 'sale')?.test(format, 0, lies / LIES_PER_SITUATION);
    if (tally === undefined) throw new Error(`no tester for ${name}`);
    const best = bestShare(tally);
    return [
      name,
      `${tally.deviations}`,
      `${tally.gainful}`,
      best === undefined ? '–' : `${best.share} %`,
      best === undefined ? '–' : `${fixed(best.mean, 0)} ± ${fixed(best.error, 0)}`,
    ];
  }),
);
