/** What it is: the arithmetic and the words of the market's picture: the scale of its bars, its clock, its facts. */

import {
  REJECTION_CODES,
  sayFormat as titleOf,
} from '../../../engine/protocols/marketCoordination/card.ts';
import { sayResource } from '../../../engine/contract/flow.ts';
import type { GoodResource } from '../../../engine/contract/flow.ts';
import type {
  AuctionBid,
  AuctionBidder,
  AuctionStage,
} from '../../../engine/projections/auctionStage.ts';
import { formatCount, formatEuros, formatShare, plural } from '../../widgets/format.ts';

/** A weight of one, in thousandths. */
export const WEIGHT_ONE = 1_000;

/** What a bid of a bidder counts: by reputation where that is how bids are compared. */
export function countsAs(stage: AuctionStage, bidder: AuctionBidder, amount: number): number {
  return stage.isWeighted ? (amount * bidder.weightMilli) / WEIGHT_ONE : amount;
}

/** Whoever leads or has won, where one does. */
function firstOf(stage: AuctionStage): AuctionBidder | undefined {
  return stage.bidders.find(({ state }) => state === 'leading' || state === 'won');
}

/** The price on the scale on which bids are compared; undefined where there is no price for one good. */
export function comparedPrice(stage: AuctionStage): number | undefined {
  if (stage.price === undefined || isForMany(stage)) return undefined;
  const first = firstOf(stage);
  return first === undefined ? stage.price : countsAs(stage, first, stage.price);
}

/** Whether several may win in one auction. */
function isForMany({ format }: Pick<AuctionStage, 'format'>): boolean {
  return format === 'uniform_price' || format === 'vcg' || format === 'combinatorial';
}

/** The amount that fills a bar: a little above all that is shown. */
export function ladderTop(stage: AuctionStage): number {
  const best = stage.bidders.map((bidder) => countsAs(stage, bidder, bidder.best ?? 0));
  const reserves = stage.bidders.map((bidder) => countsAs(stage, bidder, stage.reserve));
  const clock = stage.format === 'dutch' ? (stage.clockStart ?? 0) / 1.06 : 0;
  return Math.max(stage.reserve, comparedPrice(stage) ?? 0, clock, ...reserves, ...best, 1) * 1.06;
}

/** Bidders from the bid that counts most to the one that counts least; those without a bid last. */
export function rankedBidders(stage: AuctionStage): readonly AuctionBidder[] {
  const height = (bidder: AuctionBidder): number =>
    bidder.best === undefined ? -1 : countsAs(stage, bidder, bidder.best);
  return stage.bidders.toSorted(
    (one, other) => height(other) - height(one) || one.actor - other.actor,
  );
}

/** What a bid for a unit has come to. */
export interface RankedBid {
  readonly bid: AuctionBid;
  readonly fate: 'wins' | 'leads' | 'sets' | 'loses';
  /** What it pays, once it has won. */
  readonly pays: number | undefined;
}

/** Bids for units from the one that counts most; the first `units` of them are in, and the first that is not may set the price. */
export function rankedBids(stage: AuctionStage): readonly RankedBid[] {
  const isOver = stage.reason !== '';
  const owed = new Map<number, number[]>();
  for (const { actor, price } of stage.awards) owed.set(actor, [...(owed.get(actor) ?? []), price]);
  const ranked = stage.bids
    .filter(({ isAccepted, isRetracted }) => isAccepted && !isRetracted)
    .toSorted((one, other) => other.effective - one.effective || one.seq - other.seq);
  let losers = 0;
  return ranked.map((bid, i): RankedBid => {
    if (!isOver) return { bid, fate: i < stage.units ? 'leads' : 'loses', pays: undefined };
    const pays = owed.get(bid.actor)?.shift();
    if (pays !== undefined) return { bid, fate: 'wins', pays };
    const isFirst = losers++ === 0 && stage.format === 'uniform_price';
    return { bid, fate: isFirst ? 'sets' : 'loses', pays };
  });
}

/** Why a bid was refused, in a sentence; the code itself when this version does not know it. */
export function whyRefused(code: string): string {
  return (REJECTION_CODES as Readonly<Record<string, string>>)[code] ?? code.replaceAll('_', ' ');
}

/** What is left of the round at a time, as a share of the longest that was left so far. */
export function clockShare(endsAt: number | undefined, at: number, longest: number): number {
  if (endsAt === undefined || longest <= 0) return 0;
  return Math.min(1, Math.max(0, (endsAt - at) / longest));
}

/** How far a falling clock still is above its floor, as a share of its whole fall. */
export function fallShare({ price, clockStart, reserve }: AuctionStage): number {
  if (price === undefined || clockStart === undefined || clockStart <= reserve) return 0;
  return Math.min(1, Math.max(0, (price - reserve) / (clockStart - reserve)));
}

/** A weight of a thousand is one: ×1.30. */
export function sayWeight(weightMilli: number): string {
  return `×${(weightMilli / WEIGHT_ONE).toFixed(2)}`;
}

/** A record in thousandths: 0.68. */
export function sayReputation(milli: number): string {
  return (milli / 1_000).toFixed(2);
}

/** The kind of auction, and which of a series it is. */
export function sayFormat(stage: AuctionStage): string {
  const title = titleOf(stage.format).replace(' price', '-price');
  const format = title.endsWith('auction') ? title : `${title} auction`;
  return stage.series === undefined ? format : `${format} ${stage.auction + 1}`;
}

/** Why this price, as a sentence with the unit of its amounts. */
export function sayReason({ reason }: AuctionStage): string {
  const text = reason.replaceAll(/(?<![\d.])(\d+(?:\s\d{3})*\.\d{2})(?!\d)/g, '€\u202f$1');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** The one number of the picture, and what it is. */
export function headlineOf(stage: AuctionStage): readonly [figure: string, word: string] {
  const { price, format, awards } = stage;
  const isOver = stage.reason !== '';
  if (price === undefined) return ['–', isOver ? 'not sold' : 'no price yet'];
  if (format === 'double_auction') return [formatEuros(price), 'last trade'];
  const [first] = awards;
  if (first !== undefined && format !== 'combinatorial' && awards.every(isAtPriceOf(first)))
    return [formatEuros(first.price), awards.length === 1 ? 'price' : 'price of each unit'];
  if (first !== undefined) return [formatEuros(price), 'paid in all'];
  if (isOver) return [formatEuros(price), 'price'];
  return [formatEuros(price), format === 'dutch' ? 'on the clock' : 'highest bid'];
}

const isAtPriceOf =
  (first: { readonly price: number }) =>
  ({ price }: { readonly price: number }): boolean =>
    price === first.price;

/** The auction in one sentence. */
export function sayStanding(stage: AuctionStage): string {
  const { trades } = stage.book;
  if (stage.format === 'double_auction')
    return trades.length === 0 ? 'No trade yet' : plural(trades.length, 'trade');
  if (stage.awards.length > 0 && stage.price !== undefined) {
    const winners = new Set(stage.awards.map(({ actor }) => actor)).size;
    return `${plural(winners, 'bidder')} ${winners === 1 ? 'wins' : 'win'} and ${winners === 1 ? 'pays' : 'pay'} ${formatEuros(stage.price)}${winners === 1 ? '' : ' in all'}`;
  }
  if (stage.winner !== undefined && stage.price !== undefined)
    return `${stage.winner} wins ${stage.resource === undefined ? '' : `${sayResource(stage.resource)} `}and pays ${formatEuros(stage.price)}`;
  if (stage.reason !== '') return 'Not sold';
  const leader = stage.bidders.find((bidder) => bidder.state === 'leading');
  if (leader !== undefined && stage.price !== undefined)
    return `${leader.label} leads with ${formatEuros(stage.price)}`;
  if (stage.format === 'dutch') return 'Nobody has stopped the clock';
  if (stage.bids.length === 0) return 'No bid yet';
  return stage.format === 'english' ? 'No leader yet' : 'Sealed until all have bid';
}

type Fact = readonly [label: string, value: string];

/** What else there is to know of the auction, by its format. */
export function factsOf(stage: AuctionStage): readonly Fact[] {
  const { format, series, search } = stage;
  const isBook = format === 'double_auction';
  const refused = stage.bids.filter(({ isAccepted }) => !isAccepted).length;
  const bids = isBook ? stage.taken : stage.bids.length;
  return [
    ...(series === undefined || series.sellers === 1
      ? []
      : [['Seller', `${(stage.auction % series.sellers) + 1} of ${series.sellers}`] as const]),
    ...(isBook
      ? []
      : [['Reserve', stage.reserve === 0 ? 'none' : formatEuros(stage.reserve)] as const]),
    ...saleFacts(stage),
    ...(format === 'english' ? [['Round', `${stage.round} of ${stage.roundsMost}`] as const] : []),
    [
      isBook ? 'Orders' : 'Bids',
      `${formatCount(bids)}${refused === 0 ? '' : `, ${refused} refused`}`,
    ],
    ...(format === 'combinatorial' ? searchFacts(search, stage.reserve) : []),
    ...welfareFacts(stage),
  ];
}

/** So many units of the good, and what they stand for: `2 units, 12 tasks`. */
export function sayUnits({ resource, format }: AuctionStage, units: number): string {
  const count = plural(units, format === 'combinatorial' ? 'item' : 'unit');
  if (resource?.quantity === 1) return sayHeld(resource, units);
  return resource === undefined ? count : `${count}, ${sayHeld(resource, units)}`;
}

function sayHeld(resource: GoodResource, units: number): string {
  return sayResource({ ...resource, quantity: resource.quantity * units });
}

function saleFacts(stage: AuctionStage): readonly Fact[] {
  const { resource, units, format } = stage;
  if (resource !== undefined && (format === 'double_auction' || !isForMany(stage)))
    return [[format === 'double_auction' ? 'A unit' : 'For sale', sayResource(resource)]];
  return isForMany(stage) ? [['For sale', sayUnits(stage, units)]] : [];
}

/** What bids have above the reserve is what is searched for. */
function searchFacts(search: AuctionStage['search'], reserve: number): readonly Fact[] {
  if (search === undefined) return [['Gap', 'searched after the bids']];
  const { nodes, found, bound } = search;
  const gap = found <= 0 ? Number.NaN : Math.max(0, bound / found - 1);
  const above = reserve === 0 ? '' : ' above reserve';
  return [
    [`Found${above}`, formatEuros(found)],
    [`Bound${above}`, formatEuros(bound)],
    ['Gap', gap === 0 ? '0 %, proven best' : formatShare(gap)],
    ['Searched', plural(nodes, 'node')],
  ];
}

/** What the sale brought beside the best there could have been. */
function welfareFacts({ welfare, format }: AuctionStage): readonly Fact[] {
  if (welfare === undefined) return [];
  const { value, best, paid } = welfare;
  // Of a book, values are gains from trade already: what is paid goes from trader to trader.
  const isBook = format === 'double_auction';
  const turnover = [isBook ? 'Turnover' : 'Paid', formatEuros(paid)] as const;
  if (value === undefined || best === undefined) return [turnover];
  return [
    turnover,
    [isBook ? 'Gains from trade' : 'Value', formatEuros(value)],
    ['Best possible', formatEuros(best)],
    ['Efficiency', best === 0 ? '–' : formatShare(value / best)],
    ...(isBook ? [] : [['Surplus', formatEuros(value - paid)] as const]),
  ];
}

/** Items of a bundle as numbers: `1 + 3`. */
export function itemsOf(text: string): readonly number[] {
  return text.split('+').map(Number).filter(Number.isInteger);
}
