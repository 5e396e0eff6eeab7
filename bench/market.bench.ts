/**
 * What it is: how fast the auctions' rules are, and how close many of them come to theory. Vickrey auctions
 * of ten bidders, plain and weighted, in whole numbers with the same objects that the auctioneer uses.
 * The second table is over 100,000 auctions with values uniform on 1..1,000,000.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import {
  SINGLE_ITEM,
  standingBid,
} from '../src/engine/protocols/marketCoordination/mechanism/mechanism.ts';
import type {
  AuctionRules,
  StandingBid,
} from '../src/engine/protocols/marketCoordination/mechanism/mechanism.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const COUNT = 100_000;
const TOP = 1_000_000;
const RULES: AuctionRules = {
  reserve: 0,
  start: 1,
  increment: 1,
  isReserveHidden: false,
  units: 1,
};

let sink = 0;

/** Auctions of the same bidders over and over: the rules alone, without drawing values. */
function rulesAlone(isWeighted: boolean): () => number {
  const choices = SeededChoices.named(1, 'rules');
  const sets = Array.from({ length: 1_000 }, () =>
    Array.from({ length: 10 }, (_, bidder) => {
      const weight = isWeighted ? 500 + choices.below(1_001) : 1_000;
      return standingBid(bidder, 1 + choices.below(TOP), weight, bidder);
    }),
  );
  return () => {
    for (let i = 0; i < COUNT; i++) {
      const bids = sets[i % sets.length] as readonly StandingBid[];
      const winner = SINGLE_ITEM.vickrey.allocate(RULES, bids)[0];
      if (winner !== undefined) sink += SINGLE_ITEM.vickrey.payments(RULES, [winner], bids)[0] ?? 0;
    }
    return COUNT;
  };
}

/** Mean price as a share of TOP. */
function revenue(n: number, format: 'vickrey' | 'sealed_bid'): number {
  const choices = SeededChoices.named(1, `${format}/${n}`);
  const mechanism = SINGLE_ITEM[format];
  const shade = format === 'sealed_bid' ? (n - 1) / n : 1;
  let sum = 0;
  for (let i = 0; i < COUNT; i++) {
    const bids = Array.from({ length: n }, (_, bidder) => {
      const amount = Math.max(1, Math.round((1 + choices.below(TOP)) * shade));
      return standingBid(bidder, amount, 1_000, bidder);
    });
    const winner = mechanism.allocate(RULES, bids)[0];
    if (winner !== undefined) sum += (mechanism.payments(RULES, [winner], bids)[0] ?? 0) / TOP;
  }
  return sum / COUNT;
}

const rates = compare([
  { name: 'Vickrey, 10 bidders', run: rulesAlone(false) },
  { name: 'Vickrey, 10 bidders, weighted', run: rulesAlone(true) },
]);
printTable(
  'Auctions for each CPU second',
  ['rules', 'median', 'best'],
  rates.map(({ name, median, best }) => [name, median, best]),
);

const rows = [2, 3, 5, 10].map((n) => {
  const exact = (n - 1) / (n + 1);
  const error = Math.sqrt((2 * (n - 1)) / ((n + 1) ** 2 * (n + 2)) / COUNT);
  const vickrey = revenue(n, 'vickrey');
  const first = revenue(n, 'sealed_bid');
  return [`${n}`, exact, vickrey, (vickrey - exact) / error, first] as const;
});
printTable(
  `Revenue of ${COUNT} auctions (share of the highest possible)`,
  ['bidders', '(n-1)/(n+1)', 'Vickrey', 'standard errors off', 'first price'],
  rows,
);
if (!Number.isFinite(sink)) throw new Error('nothing was computed');
