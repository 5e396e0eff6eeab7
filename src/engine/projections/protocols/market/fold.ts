/** What it is: how each fact of market_coordination changes what its view knows. */

import type { EventReader } from '../../../events/eventReader.ts';
import type { KeptBid, MarketState } from './state.ts';
import { NOBODY, clearAuction } from './state.ts';
import { addCompany } from './company.ts';

/** Bids of one auction that are kept; the log has them all. */
const BIDS_MOST = 1_200;

function addBid(state: MarketState, bid: KeptBid): void {
  state.bids.push(bid);
  if (state.bids.length > BIDS_MOST) state.bids.shift();
  state.counts.set(bid.actor, (state.counts.get(bid.actor) ?? 0) + 1);
}

/** Changes the newest bid of a bidder that is still as it was made. */
function changeBid(state: MarketState, actor: number, change: Partial<KeptBid>): void {
  const place = state.bids.findLastIndex(
    (bid) => bid.actor === actor && bid.isAccepted && !bid.isRetracted,
  );
  const bid = state.bids[place];
  if (bid !== undefined) state.bids[place] = { ...bid, ...change };
}

function takeBid(state: MarketState, events: EventReader, seq: number, isAccepted: boolean): void {
  addBid(state, {
    seq,
    at: events.at(seq),
    actor: events.int(seq, 0),
    amount: events.real(seq, 0),
    effective: isAccepted ? events.real(seq, 1) : 0,
    isAccepted,
    code: isAccepted ? '' : events.text(events.int(seq, 2)),
    round: events.int(seq, 1),
    items: '',
    isRetracted: false,
  });
}

/** Closed auctions stand in the series with what was sold; values follow when it is settled. */
function addSale(state: MarketState, seq: number): void {
  const isBook = state.format === 'double_auction';
  const won = state.awards.map(({ actor }) => actor);
  const single = state.winner === undefined ? [] : [state.winner];
  const winners = isBook ? state.trades.map(({ buyer }) => buyer) : won.length > 0 ? won : single;
  const prices = isBook ? state.trades : state.awards;
  const total = prices.reduce((sum, { price }) => sum + price, 0);
  const one = single.length > 0 && won.length === 0 ? state.price : undefined;
  const entered = [...state.best.keys()];
  state.sales.push({
    seq,
    auction: state.auction,
    seller: state.seller,
    units: state.units,
    sold: winners.length,
    reserve: state.reserve,
    price: prices.length > 0 ? Math.round(total / prices.length) : one,
    winners: [...new Set(winners)],
    bidders: entered.length,
    welfare: { value: undefined, best: undefined, paid: 0 },
  });
  addCompany(state.company, entered, state.seller);
}

function close(state: MarketState, events: EventReader, seq: number): void {
  const winner = events.int(seq, 0);
  const isBook = state.format === 'double_auction';
  state.isClosed = true;
  state.winner = winner !== NOBODY && !isBook ? winner : undefined;
  // A double auction has no price for all: the last trade's stands.
  if (!isBook) state.price = winner === NOBODY ? undefined : events.real(seq, 0);
  state.reason = events.text(events.int(seq, 1));
  state.roundEndsAt = undefined;
  addSale(state, seq);
}

/** What the kinds of event do, one after another as an auction goes. */
export const marketHandlers = {
  'market.auction.opened': (state: MarketState, events: EventReader, seq: number) => {
    state.format = events.text(events.int(seq, 0));
    state.good = events.text(events.int(seq, 1));
    state.reserve = events.real(seq, 0);
    clearAuction(state);
  },
  'market.lot.offered': (state: MarketState, events: EventReader, seq: number) => {
    state.auction = events.int(seq, 0);
    state.seller = events.int(seq, 1);
    state.units = events.int(seq, 2);
  },
  'market.round.started': (state: MarketState, events: EventReader, seq: number) => {
    state.round = events.int(seq, 0);
    state.roundEndsAt = events.at(seq) + events.real(seq, 0);
    state.passed.clear();
  },
  'market.bid.accepted': (state: MarketState, events: EventReader, seq: number) => {
    const actor = events.int(seq, 0);
    state.accepted++;
    state.best.set(actor, Math.max(events.real(seq, 0), state.best.get(actor) ?? 0));
    takeBid(state, events, seq, true);
  },
  'market.bundle.offered': (state: MarketState, events: EventReader, seq: number) => {
    changeBid(state, events.int(seq, 0), { items: events.text(events.int(seq, 2)) });
  },
  'market.bid.rejected': (state: MarketState, events: EventReader, seq: number) => {
    state.rejected++;
    takeBid(state, events, seq, false);
  },
  'market.bidder.passed': (state: MarketState, events: EventReader, seq: number) => {
    state.passed.add(events.int(seq, 0));
  },
  'market.price.changed': (state: MarketState, events: EventReader, seq: number) => {
    state.leader = events.int(seq, 0);
    state.price = events.real(seq, 0);
    if (state.format === 'dutch') state.clockStart ??= state.price;
  },
  'market.search.advanced': (state: MarketState, events: EventReader, seq: number) => {
    const [found, bound] = [events.real(seq, 0) / 1_000, events.real(seq, 1) / 1_000];
    state.search = { nodes: events.int(seq, 0), found, bound };
  },
  'market.auction.closed': close,
  'market.goods.awarded': (state: MarketState, events: EventReader, seq: number) => {
    state.awards.push({
      actor: events.int(seq, 0),
      items: events.text(events.int(seq, 2)),
      price: events.real(seq, 0),
      amount: events.real(seq, 1),
    });
  },
  'market.order.placed': (state: MarketState, events: EventReader, seq: number) => {
    const actor = events.int(seq, 0);
    const [isBuy, price] = [events.int(seq, 2) === 1, events.real(seq, 0)];
    state.accepted++;
    state.isBuyer.set(actor, isBuy);
    state.orders.set(events.int(seq, 1), { isBuy, price });
    state.best.set(actor, price);
    state.counts.set(actor, (state.counts.get(actor) ?? 0) + 1);
  },
  'market.order.withdrawn': (state: MarketState, events: EventReader, seq: number) => {
    state.orders.delete(events.int(seq, 1));
  },
  'market.trade.made': (state: MarketState, events: EventReader, seq: number) => {
    const [buyer, seller] = [events.int(seq, 0), events.int(seq, 1)];
    state.orders.delete(events.int(seq, 2));
    state.orders.delete(events.int(seq, 3));
    state.trades.push({ seq, at: events.at(seq), buyer, seller, price: events.real(seq, 0) });
  },
  'market.bid.retracted': (state: MarketState, events: EventReader, seq: number) => {
    const actor = events.int(seq, 0);
    changeBid(state, actor, { isRetracted: true });
    state.best.delete(actor);
    if (state.leader === actor) {
      state.leader = NOBODY;
      state.price = undefined;
    }
  },
  'payment.made': (state: MarketState, events: EventReader, seq: number) => {
    // What the auctioneer hands on to sellers was paid before.
    if (state.bidders.has(events.int(seq, 0))) state.paid += events.real(seq, 0);
  },
  'market.auction.settled': (state: MarketState, events: EventReader, seq: number) => {
    const last = state.sales.at(-1);
    if (last === undefined) return;
    const isKnown = events.int(seq, 1) === 1;
    const [value, best] = isKnown ? [events.real(seq, 0), events.real(seq, 1)] : [];
    state.sales[state.sales.length - 1] = { ...last, welfare: { value, best, paid: state.paid } };
  },
  'market.bidder.flagged': (state: MarketState, events: EventReader, seq: number) => {
    const [code, evidence] = [events.text(events.int(seq, 1)), events.text(events.int(seq, 2))];
    const { auction } = state;
    state.flags.push({ seq, actor: events.int(seq, 0), code, evidence, auction });
  },
  'market.series.measured': (state: MarketState, events: EventReader, seq: number) => {
    const [z, impact] = [events.real(seq, 0), events.real(seq, 1)];
    state.trend = { word: events.text(events.int(seq, 3)), z, impact };
  },
  'market.reputation.changed': (state: MarketState, events: EventReader, seq: number) => {
    state.reputations.set(events.int(seq, 0), Math.round(events.real(seq, 0) * 1_000));
  },
} as const;
