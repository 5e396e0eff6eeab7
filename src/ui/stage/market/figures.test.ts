import { expect, test } from 'vitest';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import {
  clockShare,
  comparedPrice,
  factsOf,
  fallShare,
  headlineOf,
  itemsOf,
  ladderTop,
  rankedBidders,
  rankedBids,
  sayFormat,
  sayReason,
  sayStanding,
  sayWeight,
  whyRefused,
} from './figures.ts';
import { aBid, anAuction } from './stages.testing.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

test('bidders are ranked by what their bids count, those without a bid last', () => {
  expect(rankedBidders(anAuction()).map(({ actor }) => actor)).toEqual([1, 0, 2]);
  const unweighted = anAuction({ isWeighted: false });
  expect(rankedBidders(unweighted).map(({ actor }) => actor)).toEqual([0, 1, 2]);
});

test('the ladder holds every bid by what it counts, the reserve, the price and a falling clock', () => {
  expect(ladderTop(anAuction())).toBeGreaterThan(13_650);
  expect(ladderTop(anAuction({ bidders: [] }))).toBeGreaterThan(5_000);
  expect(ladderTop(anAuction({ price: 90_000 }))).toBeGreaterThan(90_000);
  expect(ladderTop(anAuction({ format: 'dutch', clockStart: 20_000 }))).toBe(20_000);
});

test('a price stands among the bids as its payer’s bids do', () => {
  const [first, second, third] = anAuction().bidders as [
    never,
    AuctionStage['bidders'][number],
    never,
  ];
  const bidders = [first, { ...second, state: 'won' as const }, third];
  expect(comparedPrice(anAuction({ bidders, price: 8_000 }))).toBe(10_400);
  expect(comparedPrice(anAuction({ bidders, price: 8_000, isWeighted: false }))).toBe(8_000);
  expect(comparedPrice(anAuction({ format: 'combinatorial', price: 8_000 }))).toBeUndefined();
});

test('the standing names the winner and the price, the leader, or that there is none', () => {
  const sold = anAuction({ winner: 'bidders 1', price: 8_039, reason: 'sold' });
  expect(plain(sayStanding(sold))).toBe('bidders 1 wins and pays € 80.39');
  expect(sayStanding(anAuction({ reason: 'no bid met the reserve' }))).toBe('Not sold');
  expect(sayStanding(anAuction())).toBe('No bid yet');
  expect(sayStanding(anAuction({ format: 'dutch' }))).toBe('Nobody has stopped the clock');
  expect(sayStanding(anAuction({ bids: [aBid(0, 100)] }))).toBe('Sealed until all have bid');
  const award = { actor: 1, label: 'bidders 1', items: 'slots', amount: 300, price: 200 };
  const many = anAuction({ format: 'vcg', awards: [award, award], price: 400, reason: 'sold' });
  expect(plain(sayStanding(many))).toBe('1 bidder wins and pays € 4.00');
  const other = { ...award, actor: 0 };
  const both = anAuction({ format: 'vcg', awards: [award, other], price: 400, reason: 'sold' });
  expect(plain(sayStanding(both))).toBe('2 bidders win and pay € 4.00 in all');
});

test('the headline is the price of a unit where all pay the same, and the sum where they do not', () => {
  const award = (price: number) => ({ actor: 1, label: 'b', items: 'slots', amount: 300, price });
  const of = (part: Partial<AuctionStage>) => headlineOf(anAuction(part)).map(plain);
  const sold = { reason: 'sold', price: 400 };
  const [one, other] = [award(200), award(150)];
  expect(of({ ...sold, format: 'uniform_price', awards: [one, one] })).toEqual([
    '€ 2.00',
    'price of each unit',
  ]);
  expect(of({ ...sold, format: 'vcg', awards: [one, other] })).toEqual(['€ 4.00', 'paid in all']);
  expect(of({ format: 'dutch', price: 9_000 })).toEqual(['€ 90.00', 'on the clock']);
  expect(of({ reason: 'unsold' })).toEqual(['–', 'not sold']);
});

test('bids for units fall into those that win, the one that sets the price, and the others', () => {
  const bids = [aBid(0, 500), aBid(1, 900), aBid(1, 700), aBid(2, 300)];
  const open = anAuction({ format: 'uniform_price', units: 2, isWeighted: false, bids });
  expect(rankedBids(open).map(({ fate }) => fate)).toEqual(['leads', 'leads', 'loses', 'loses']);
  const award = { actor: 1, label: 'b', items: 'slots', amount: 900, price: 500 };
  const over = { ...open, awards: [award, { ...award, amount: 700 }], reason: 'sold' };
  expect(rankedBids(over).map(({ fate, pays }) => [fate, pays])).toEqual([
    ['wins', 500],
    ['wins', 500],
    ['sets', undefined],
    ['loses', undefined],
  ]);
  // What was refused or taken back stands in no rank.
  const gone = [
    { ...aBid(0, 999), isAccepted: false },
    { ...aBid(2, 998), isRetracted: true },
  ];
  expect(rankedBids({ ...open, bids: gone })).toEqual([]);
});

test('what is sold is named in its own units', () => {
  const resource = { kind: 'tasks', quantity: 6 } as const;
  const fact = (part: Partial<AuctionStage>, label: string) =>
    new Map(factsOf(anAuction(part))).get(label);
  expect(fact({ format: 'vcg', units: 4, resource }, 'For sale')).toBe('4 units, 24 tasks');
  const slot = { kind: 'computeSlots', quantity: 1 } as const;
  expect(fact({ format: 'vcg', units: 4, resource: slot }, 'For sale')).toBe('4 compute slots');
  expect(fact({ format: 'english', resource }, 'For sale')).toBe('6 tasks');
  expect(fact({ format: 'double_auction', resource }, 'A unit')).toBe('6 tasks');
  expect(fact({ format: 'english' }, 'For sale')).toBeUndefined();
  const sold = anAuction({ winner: 'bidders 1', price: 100, reason: 'sold', resource });
  expect(plain(sayStanding(sold))).toBe('bidders 1 wins 6 tasks and pays € 1.00');
});

test('why this price is a sentence whose amounts have their unit', () => {
  const reason = '5 trades at 1 196.60 on average, the best of 6';
  expect(plain(sayReason(anAuction({ reason })))).toBe(
    '5 trades at € 1 196.60 on average, the best of 6.',
  );
});

test('the facts are those of the format', () => {
  const labels = (part: Partial<AuctionStage>) => factsOf(anAuction(part)).map(([label]) => label);
  expect(labels({ format: 'english' })).toEqual(['Reserve', 'Round', 'Bids']);
  expect(labels({ format: 'double_auction' })).toEqual(['Orders']);
  const search = { nodes: 12, found: 1_000, bound: 1_050 };
  const found = factsOf(anAuction({ format: 'combinatorial', search }));
  expect(new Map(found).get('Gap')?.replace('\u202f', ' ')).toBe('5.0 %');
  expect(labels({ format: 'combinatorial' })).toContain('Gap');
  const proven = factsOf(
    anAuction({ format: 'combinatorial', search: { ...search, bound: 1_000 } }),
  );
  expect(new Map(proven).get('Gap')).toBe('0 %, proven best');
  const welfare = { value: 900, best: 1_000, paid: 400 };
  const facts = new Map(factsOf(anAuction({ welfare })));
  expect(plain(facts.get('Efficiency') ?? '')).toBe('90 %');
  expect(plain(facts.get('Surplus') ?? '')).toBe('€ 5.00');
  const unknown = { value: undefined, best: undefined, paid: 400 };
  expect(labels({ welfare: unknown })).toEqual(['Reserve', 'Bids', 'Paid']);
});

test('refusals are explained, and an unknown code is at least readable', () => {
  expect(whyRefused('already_leading')).toBe('A leader cannot outbid itself.');
  expect(whyRefused('moon_in_wrong_phase')).toBe('moon in wrong phase');
});

test('the round’s clock runs from full to empty, the price’s from its start to the reserve', () => {
  expect(clockShare(1_000, 0, 1_000)).toBe(1);
  expect(clockShare(1_000, 750, 1_000)).toBe(0.25);
  expect(clockShare(1_000, 2_000, 1_000)).toBe(0);
  expect(clockShare(undefined, 0, 1_000)).toBe(0);
  const clock = { format: 'dutch', clockStart: 15_000, reserve: 5_000 };
  expect(fallShare(anAuction({ ...clock, price: 15_000 }))).toBe(1);
  expect(fallShare(anAuction({ ...clock, price: 7_500 }))).toBe(0.25);
  expect(fallShare(anAuction({ ...clock, price: 5_000 }))).toBe(0);
  expect(fallShare(anAuction({ ...clock, price: undefined }))).toBe(0);
});

test('weights are factors, bundles are numbers, a series counts its auctions', () => {
  expect(sayWeight(1_300)).toBe('×1.30');
  expect(itemsOf('1 + 3 + 4')).toEqual([1, 3, 4]);
  expect(sayFormat(anAuction({ format: 'sealed_bid' }))).toBe('First-price auction');
  const series = { auctions: 3, sellers: 1, sales: [], trend: undefined, company: [] };
  expect(sayFormat(anAuction({ series, auction: 1 }))).toBe('Vickrey auction 2');
});
