/** What it is: the charts of market_coordination: prices, bids, what auctions brought beside the best, reputations, searches. */

import { ln } from '../../base/maths.ts';
import type { EventReader } from '../../events/eventReader.ts';
import type { ChartRules, ChartSink } from '../charts.ts';

/** How fast the volatility of closing prices forgets. */
const DECAY = 0.94;

const titleOf = (sink: ChartSink, actor: number): string => sink.actors[actor]?.agentId ?? 'bidder';

function count(sink: ChartSink, events: EventReader, seq: number, id: string, hue: number): void {
  const title = id === 'taken' ? 'Taken' : 'Refused';
  const value = (sink.last('bidCount', id) ?? 0) + 1;
  sink.point('bidCount', { id, title, hue }, seq, events.at(seq), value);
}

/** The closing price with a band of one deviation of its log returns, weighted towards the newest. */
function closing(sink: ChartSink, events: EventReader, seq: number): void {
  if (events.int(seq, 0) < 0) return;
  const price = events.real(seq, 0) / 100;
  const { notes } = sink;
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
  if (count === 0) return;
  const above = price * (1 + band);
  const below = price * Math.max(0, 1 - band);
  sink.point('closing', { id: 'above', title: 'One deviation above', hue: 4 }, seq, at, above);
  sink.point('closing', { id: 'below', title: 'One deviation below', hue: 5 }, seq, at, below);
}

function addTo(
  sink: ChartSink,
  line: { readonly id: string; readonly title: string; readonly hue: number },
  seq: number,
  at: number,
  more: number,
): void {
  sink.point('welfare', line, seq, at, (sink.last('welfare', line.id) ?? 0) + more / 100);
}

export const marketChartRules: ChartRules = {
  'market.price.changed': (sink, events, seq) => {
    const at = events.at(seq);
    const effective = events.real(seq, 1) / 100_000;
    sink.point(
      'price',
      { id: 'effective', title: 'Effective (raw × weight)', hue: 0 },
      seq,
      at,
      effective,
    );
    const raw = events.real(seq, 0) / 100;
    sink.point('price', { id: 'raw', title: 'Raw bid of the leader', hue: 1 }, seq, at, raw);
  },
  'market.bid.accepted': (sink, events, seq) => {
    const actor = events.int(seq, 0);
    const title = titleOf(sink, actor);
    const line = { id: title, title, hue: actor, actor };
    sink.point('bids', line, seq, events.at(seq), events.real(seq, 0) / 100);
    count(sink, events, seq, 'taken', 2);
  },
  'market.order.placed': (sink, events, seq) => {
    const actor = events.int(seq, 0);
    const title = titleOf(sink, actor);
    const line = { id: title, title, hue: actor, actor };
    sink.point('bids', line, seq, events.at(seq), events.real(seq, 0) / 100);
    count(sink, events, seq, 'taken', 2);
  },
  'market.bid.rejected': (sink, events, seq) => count(sink, events, seq, 'refused', 6),
  'market.auction.closed': closing,
  'payment.made': (sink, events, seq) => {
    // What the auctioneer hands on to sellers is no revenue of its own.
    const payer = sink.actors[events.int(seq, 0)];
    if (payer?.role !== 'bidder') return;
    addTo(
      sink,
      { id: 'paid', title: 'Paid by bidders', hue: 2 },
      seq,
      events.at(seq),
      events.real(seq, 0),
    );
  },
  'market.auction.settled': (sink, events, seq) => {
    if (events.int(seq, 1) !== 1) return;
    const at = events.at(seq);
    const [value, best] = [events.real(seq, 0), events.real(seq, 1)];
    addTo(sink, { id: 'best', title: 'The best there could be', hue: 3 }, seq, at, best);
    addTo(sink, { id: 'value', title: 'Value of what was sold', hue: 0 }, seq, at, value);
    const gained = (sink.last('welfare', 'value') ?? 0) - (sink.last('welfare', 'paid') ?? 0);
    sink.point('welfare', { id: 'surplus', title: 'Bidders’ surplus', hue: 1 }, seq, at, gained);
  },
  'market.series.measured': (sink, events, seq) => {
    const at = events.at(seq);
    const bidders = events.int(seq, 1);
    sink.point('participation', { id: 'bidders', title: 'Bidders', hue: 0 }, seq, at, bidders);
    sink.point('trend', { id: 'z', title: 'Mann–Kendall z', hue: 2 }, seq, at, events.real(seq, 0));
  },
  'market.reputation.changed': (sink, events, seq) => {
    const actor = events.int(seq, 0);
    const title = titleOf(sink, actor);
    const line = { id: title, title, hue: actor, actor };
    sink.point('reputation', line, seq, events.at(seq), events.real(seq, 0));
  },
  'market.search.advanced': (sink, events, seq) => {
    const at = events.at(seq);
    const [found, bound] = [events.real(seq, 0) / 100_000, events.real(seq, 1) / 100_000];
    sink.point('search', { id: 'found', title: 'Best found', hue: 0 }, seq, at, found);
    sink.point('search', { id: 'bound', title: 'Bound', hue: 6 }, seq, at, bound);
  },
};
