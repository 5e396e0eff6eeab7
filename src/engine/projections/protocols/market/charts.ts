/**
 * What it is: the charts of market_coordination: prices, bids, what auctions brought beside the best, reputations, searches; and which
 * of them an auction of these parameters has. Amounts are in major units.
 */

import { ln } from '../../../base/maths.ts';
import type { EventReader } from '../../../events/eventReader.ts';
import type { PlannedCoordination } from '../../../plan/plan.ts';
import type { ChartRules, ChartSink } from '../../charts.ts';
import { agentLine } from '../agentLine.ts';

/** How fast the volatility of closing prices forgets. */
const DECAY = 0.94;
const MINOR = 100;

/** The charts that say something of this format, of one auction or of a series. */
export function marketChartsOf({ parameters }: PlannedCoordination): readonly string[] {
  const { format, auctions } = parameters;
  const isSeries = Number(auctions ?? 1) > 1;
  const isStanding = format === 'english' || format === 'dutch';
  const isBook = format === 'double_auction';
  const hasOneBid = isStanding || isBook || format === 'vickrey' || format === 'sealed_bid';
  return [
    ...(isStanding ? ['price'] : []),
    ...(isBook ? ['book'] : []),
    ...(format === 'combinatorial' ? ['search'] : []),
    ...(isSeries ? ['closing', 'efficiency', 'participation', 'trend', 'impact'] : []),
    ...(hasOneBid && format !== 'dutch' && !isSeries ? ['bids'] : []),
    ...(isSeries ? ['reputation'] : []),
    ...(format === 'dutch' ? [] : ['bidCount']),
    'welfare',
  ];
}

function count(sink: ChartSink, events: EventReader, seq: number, id: 'taken' | 'refused'): void {
  const line = id === 'taken' ? { id, title: 'Taken', hue: 2 } : { id, title: 'Refused', hue: 6 };
  sink.count('bidCount', line, seq, events.at(seq));
}

function bidOf(sink: ChartSink, events: EventReader, seq: number): void {
  const line = agentLine(sink, events.int(seq, 0));
  sink.point('bids', line, seq, events.at(seq), events.real(seq, 0) / MINOR);
  count(sink, events, seq, 'taken');
}

/** The price that stands: the clock's, or the leader's bid and, where it differs, what that counts. */
function standing(sink: ChartSink, events: EventReader, seq: number): void {
  const [at, isClock] = [events.at(seq), events.int(seq, 0) < 0];
  const price = events.real(seq, 0) / MINOR;
  const effective = events.real(seq, 1) / (1_000 * MINOR);
  const line = isClock
    ? { id: 'clock', title: 'The clock', hue: 1 }
    : { id: 'raw', title: 'Bid of the leader', hue: 1 };
  sink.point('price', line, seq, at, price);
  if (isClock || (effective === price && sink.last('price', 'effective') === undefined)) return;
  const weighted = { id: 'effective', title: 'Weighted by reputation', hue: 0 };
  sink.point('price', weighted, seq, at, effective);
}

/** The closing price of a unit with a band of one deviation of its log returns, weighted towards the newest. */
function closing(sink: ChartSink, events: EventReader, seq: number): void {
  const { notes } = sink;
  const units = Math.max(1, notes.get('sold') ?? 0);
  notes.set('sold', 0);
  if (events.int(seq, 0) < 0) return;
  const price = events.real(seq, 0) / units / MINOR;
  const last = notes.get('closing') ?? 0;
  const count = notes.get('closings') ?? 0;
  if (last > 0 && price > 0) {
    const change = ln(price / last);
    const before = notes.get('variance') ?? 0;
    const variance = count === 1 ? change * change : DECAY * before + (1 - DECAY) * change * change;
    notes.set('variance', variance);
  }
  notes.set('closing', price);
  notes.set('closings', count + 1);
  const band = Math.sqrt(notes.get('variance') ?? 0);
  const at = events.at(seq);
  sink.point('closing', { id: 'price', title: 'Closing price', hue: 0 }, seq, at, price);
  const above = { id: 'above', title: 'One deviation above', hue: 0, edge: 'upper' } as const;
  const below = { id: 'below', title: 'One deviation below', hue: 0, edge: 'lower' } as const;
  sink.point('closing', above, seq, at, price * (1 + band));
  sink.point('closing', below, seq, at, price * Math.max(0, 1 - band));
}

interface WelfareLine {
  readonly id: string;
  readonly title: string;
  readonly hue: number;
}

function addTo(sink: ChartSink, line: WelfareLine, seq: number, at: number, more: number): void {
  sink.point('welfare', line, seq, at, (sink.last('welfare', line.id) ?? 0) + more / MINOR);
}

function paid(sink: ChartSink, events: EventReader, seq: number): void {
  // What the auctioneer hands on to sellers is no revenue of its own.
  if (sink.actors[events.int(seq, 0)]?.role !== 'bidder') return;
  const line = { id: 'paid', title: 'Paid', hue: 2 };
  addTo(sink, line, seq, events.at(seq), events.real(seq, 0));
}

function settled(sink: ChartSink, events: EventReader, seq: number): void {
  if (events.int(seq, 1) !== 1) return;
  const at = events.at(seq);
  const [value, best] = [events.real(seq, 0), events.real(seq, 1)];
  addTo(sink, { id: 'best', title: 'Best possible', hue: 3 }, seq, at, best);
  addTo(sink, { id: 'value', title: 'Value', hue: 0 }, seq, at, value);
  if (best > 0) {
    const line = { id: 'share', title: 'Value over best possible', hue: 0 };
    sink.point('efficiency', line, seq, at, value / best);
  }
  // Of a book, values are gains from trade already.
  if (sink.last('book', 'trade') !== undefined) return;
  const gained = (sink.last('welfare', 'value') ?? 0) - (sink.last('welfare', 'paid') ?? 0);
  sink.point('welfare', { id: 'surplus', title: 'Surplus', hue: 1 }, seq, at, gained);
}

/** The tops of the book's two sides, found anew from the orders that wait: each trader has one at most. */
function bookTop(sink: ChartSink, events: EventReader, seq: number): void {
  const at = events.at(seq);
  for (const side of ['buy', 'sell'] as const) {
    let top: number | undefined;
    for (const [key, price] of sink.notes) {
      if (!key.startsWith(`${side} `)) continue;
      if (top === undefined || (side === 'buy' ? price > top : price < top)) top = price;
    }
    const line =
      side === 'buy'
        ? { id: side, title: 'Best buy order', hue: 2 }
        : { id: side, title: 'Best sell order', hue: 1 };
    if (top !== undefined && top !== sink.last('book', side))
      sink.point('book', line, seq, at, top);
  }
}

const forget = (sink: ChartSink, order: number): void => {
  sink.notes.delete(`buy ${order}`);
  sink.notes.delete(`sell ${order}`);
};

/** What bidders are known by at the first opening. */
function reputationsAtFirst(sink: ChartSink, events: EventReader, seq: number): void {
  if (sink.notes.has('opened')) return;
  sink.notes.set('opened', 1);
  for (const { actor, role, coordination, reputationMilli } of sink.actors) {
    if (role !== 'bidder' || coordination !== sink.coordination) continue;
    sink.point('reputation', agentLine(sink, actor), seq, events.at(seq), reputationMilli / 1_000);
  }
}

/** How each kind of event becomes points. */
export const marketChartRules: ChartRules = {
  'market.auction.opened': reputationsAtFirst,
  'market.price.changed': standing,
  'market.bid.accepted': bidOf,
  'market.order.placed': (sink, events, seq) => {
    const side = events.int(seq, 2) === 1 ? 'buy' : 'sell';
    sink.notes.set(`${side} ${events.int(seq, 1)}`, events.real(seq, 0) / MINOR);
    bookTop(sink, events, seq);
    bidOf(sink, events, seq);
  },
  'market.order.withdrawn': (sink, events, seq) => forget(sink, events.int(seq, 1)),
  'market.trade.made': (sink, events, seq) => {
    forget(sink, events.int(seq, 2));
    forget(sink, events.int(seq, 3));
    const line = { id: 'trade', title: 'Last trade', hue: 0 };
    sink.point('book', line, seq, events.at(seq), events.real(seq, 0) / MINOR);
    sink.notes.set('sold', (sink.notes.get('sold') ?? 0) + 1);
    bookTop(sink, events, seq);
  },
  'market.bid.rejected': (sink, events, seq) => count(sink, events, seq, 'refused'),
  'market.goods.awarded': (sink) => {
    sink.notes.set('sold', (sink.notes.get('sold') ?? 0) + 1);
  },
  'market.auction.closed': closing,
  'payment.made': paid,
  'market.auction.settled': settled,
  'market.series.measured': (sink, events, seq) => {
    const at = events.at(seq);
    const bidders = events.int(seq, 1);
    sink.point('participation', { id: 'bidders', title: 'Bidders', hue: 0 }, seq, at, bidders);
    sink.point('trend', { id: 'z', title: 'Mann–Kendall z', hue: 2 }, seq, at, events.real(seq, 0));
    const line = { id: 'impact', title: 'By least squares', hue: 4 };
    sink.point('impact', line, seq, at, events.real(seq, 1) / MINOR);
  },
  'market.reputation.changed': (sink, events, seq) => {
    const line = agentLine(sink, events.int(seq, 0));
    sink.point('reputation', line, seq, events.at(seq), events.real(seq, 0));
  },
  'market.search.advanced': (sink, events, seq) => {
    const at = events.at(seq);
    const [found, bound] = [events.real(seq, 0) / 100_000, events.real(seq, 1) / 100_000];
    sink.point('search', { id: 'found', title: 'Best found', hue: 0 }, seq, at, found);
    sink.point('search', { id: 'bound', title: 'Bound', hue: 6 }, seq, at, bound);
  },
};
