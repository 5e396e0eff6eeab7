/** What it is: how market_coordination looks: the ladder of bids, the price, who leads and why this price. */

import type { EventReader } from '../../events/eventReader.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import type { AuctionStage } from '../auctionStage.ts';
import { sayMoney } from '../units.ts';
import { marketChartRules } from './marketCharts.ts';

type Bid = AuctionStage['bids'][number];
type Award = AuctionStage['awards'][number];
type Flag = AuctionStage['flags'][number];

interface Order {
  readonly isBuy: boolean;
  readonly price: number;
}
interface Trade {
  readonly seq: number;
  readonly at: number;
  readonly buyer: number;
  readonly seller: number;
  readonly price: number;
}

export interface MarketState {
  format: string;
  good: string;
  reserve: number;
  round: number;
  roundEndsAt: number | undefined;
  leader: number;
  price: number | undefined;
  winner: number | undefined;
  isClosed: boolean;
  reason: string;
  accepted: number;
  rejected: number;
  /** Newest last, at most BIDS_MOST. */
  readonly bids: Omit<Bid, 'label'>[];
  readonly best: Map<number, number>;
  readonly counts: Map<number, number>;
  readonly passed: Set<number>;
  auction: number;
  readonly awards: Omit<Award, 'label'>[];
  /** Orders that wait, by number. */
  readonly orders: Map<number, Order>;
  readonly trades: Trade[];
  readonly flags: Omit<Flag, 'label'>[];
  /** In thousandths, as last heard; what is missing came with the bidder. */
  readonly reputations: Map<number, number>;
  /** Of the closing prices of a series, with the statistic of its test, and what a unit of demand adds to the price. */
  trend: { readonly word: string; readonly z: number; readonly impact: number } | undefined;
}

const BIDS_MOST = 400;
const NOBODY = -1;
const LEVELS_MOST = 12;

function addBid(state: MarketState, bid: Omit<Bid, 'label'>): void {
  state.bids.push(bid);
  if (state.bids.length > BIDS_MOST) state.bids.shift();
  state.counts.set(bid.actor, (state.counts.get(bid.actor) ?? 0) + 1);
}

/** The next auction of a series begins with nothing but its bidders. */
function clearAuction(state: MarketState): void {
  state.round = 0;
  state.leader = NOBODY;
  state.price = undefined;
  state.winner = undefined;
  state.isClosed = false;
  state.reason = '';
  state.awards.length = 0;
  state.trades.length = 0;
  for (const own of [state.best, state.counts, state.passed, state.orders]) own.clear();
}

const handlers = {
  'market.auction.opened': (state: MarketState, events: EventReader, seq: number) => {
    state.format = events.text(events.int(seq, 0));
    state.good = events.text(events.int(seq, 1));
    state.reserve = events.real(seq, 0);
    clearAuction(state);
  },
  'market.lot.offered': (state: MarketState, events: EventReader, seq: number) => {
    state.auction = events.int(seq, 0);
  },
  'market.round.started': (state: MarketState, events: EventReader, seq: number) => {
    state.round = events.int(seq, 0);
    state.roundEndsAt = events.at(seq) + events.real(seq, 0);
    state.passed.clear();
  },
  'market.bid.accepted': (state: MarketState, events: EventReader, seq: number) => {
    const actor = events.int(seq, 0);
    const amount = events.real(seq, 0);
    state.accepted++;
    state.best.set(actor, Math.max(amount, state.best.get(actor) ?? 0));
    addBid(state, {
      seq,
      at: events.at(seq),
      actor,
      amount,
      effective: events.real(seq, 1),
      isAccepted: true,
      code: '',
      round: events.int(seq, 1),
    });
  },
  'market.bid.rejected': (state: MarketState, events: EventReader, seq: number) => {
    state.rejected++;
    addBid(state, {
      seq,
      at: events.at(seq),
      actor: events.int(seq, 0),
      amount: events.real(seq, 0),
      effective: 0,
      isAccepted: false,
      code: events.text(events.int(seq, 2)),
      round: events.int(seq, 1),
    });
  },
  'market.bidder.passed': (state: MarketState, events: EventReader, seq: number) => {
    state.passed.add(events.int(seq, 0));
  },
  'market.price.changed': (state: MarketState, events: EventReader, seq: number) => {
    state.leader = events.int(seq, 0);
    state.price = events.real(seq, 0);
  },
  'market.auction.closed': (state: MarketState, events: EventReader, seq: number) => {
    const winner = events.int(seq, 0);
    state.isClosed = true;
    const isSold = winner !== NOBODY && state.format !== 'double_auction';
    state.winner = isSold ? winner : undefined;
    // A double auction has no price for all: the last trade's stands.
    if (state.format !== 'double_auction')
      state.price = winner === NOBODY ? undefined : events.real(seq, 0);
    state.reason = events.text(events.int(seq, 1));
    state.roundEndsAt = undefined;
  },
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
    const price = events.real(seq, 0);
    state.accepted++;
    state.orders.set(events.int(seq, 1), { isBuy: events.int(seq, 2) === 1, price });
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
    state.best.delete(events.int(seq, 0));
    if (state.leader === events.int(seq, 0)) {
      state.leader = NOBODY;
      state.price = undefined;
    }
  },
  'market.bidder.flagged': (state: MarketState, events: EventReader, seq: number) => {
    const [code, evidence] = [events.text(events.int(seq, 1)), events.text(events.int(seq, 2))];
    state.flags.push({ seq, actor: events.int(seq, 0), code, evidence });
  },
  'market.series.measured': (state: MarketState, events: EventReader, seq: number) => {
    const [z, impact] = [events.real(seq, 0), events.real(seq, 1)];
    state.trend = { word: events.text(events.int(seq, 3)), z, impact };
  },
  'market.reputation.changed': (state: MarketState, events: EventReader, seq: number) => {
    state.reputations.set(events.int(seq, 0), Math.round(events.real(seq, 0) * 1_000));
  },
} as const;

function face(state: MarketState, brief: FaceBrief): Face {
  const rounds = Number(brief.coordination.parameters['maxRounds'] ?? 1) || 1;
  const leader = brief.own.find((actor) => actor.actor === (state.winner ?? state.leader));
  return {
    phase: state.isClosed ? 'closed' : state.round === 0 ? 'waiting' : `round ${state.round}`,
    progress: state.isClosed ? 1 : Math.min(0.95, state.round / (rounds + 1)),
    facts: [
      ['Format', state.format === '' ? '–' : state.format],
      [
        state.isClosed && state.format !== 'double_auction' ? 'Price' : 'Standing',
        state.price === undefined ? '–' : sayMoney(state.price),
      ],
      [state.isClosed ? 'Winner' : 'Leads', leader === undefined ? '–' : labelOf(leader)],
      ['Bids', `${state.accepted} taken, ${state.rejected} refused`],
      ...trendFacts(state),
      ...(state.flags.length === 0 ? [] : [['Flags', `${state.flags.length}`] as const]),
    ],
  };
}

function trendFacts({ trend }: MarketState): Face['facts'] {
  if (trend === undefined) return [];
  const { word, z, impact } = trend;
  return [
    ['Prices', `${word} (z ${z.toFixed(1)})`],
    ['A unit of demand', `${impact >= 0 ? '+' : ''}${sayMoney(Math.round(impact))}`],
  ];
}

function stateOf(state: MarketState, actor: number): AuctionStage['bidders'][number]['state'] {
  if (state.isClosed) return hasWon(state, actor) ? 'won' : 'lost';
  if (state.leader === actor) return 'leading';
  if (state.passed.has(actor)) return 'passed';
  return state.counts.has(actor) ? 'bidding' : 'waiting';
}

function hasWon(state: MarketState, actor: number): boolean {
  return (
    state.winner === actor ||
    state.awards.some((award) => award.actor === actor) ||
    state.trades.some(({ buyer, seller }) => buyer === actor || seller === actor)
  );
}

/** Orders by price, best first. */
function levelsOf(state: MarketState, isBuy: boolean): AuctionStage['book']['bids'] {
  const units = new Map<number, number>();
  for (const order of state.orders.values())
    if (order.isBuy === isBuy) units.set(order.price, (units.get(order.price) ?? 0) + 1);
  return [...units]
    .map(([price, count]) => ({ price, units: count }))
    .toSorted((one, other) => (isBuy ? other.price - one.price : one.price - other.price))
    .slice(0, LEVELS_MOST);
}

function stage(state: MarketState, moment: StageMoment): AuctionStage {
  const labels = new Map(moment.brief.own.map((actor) => [actor.actor, labelOf(actor)]));
  const winner = moment.brief.own.find((actor) => actor.actor === state.winner);
  const nameOf = (actor: number): string => labels.get(actor) ?? 'unknown';
  return {
    kind: 'auction',
    format: state.format,
    good: state.good,
    reserve: state.reserve,
    round: state.round,
    roundEndsAt: state.roundEndsAt,
    bidders: moment.brief.own
      .filter((actor) => actor.agent !== undefined)
      .map((actor) => ({
        actor: actor.actor,
        label: labelOf(actor),
        weightMilli: 500 + (state.reputations.get(actor.actor) ?? actor.reputationMilli),
        best: state.best.get(actor.actor),
        bids: state.counts.get(actor.actor) ?? 0,
        state: stateOf(state, actor.actor),
      })),
    bids: state.bids.map((bid) => ({ ...bid, label: labels.get(bid.actor) ?? 'unknown' })),
    winner: winner?.agentId,
    price: state.price,
    reason: state.reason,
    auction: state.auction,
    awards: state.awards.map((award) => ({ ...award, label: nameOf(award.actor) })),
    book: {
      bids: levelsOf(state, true),
      asks: levelsOf(state, false),
      trades: state.trades.map((trade) => ({
        ...trade,
        buyer: nameOf(trade.buyer),
        seller: nameOf(trade.seller),
      })),
    },
    flags: state.flags.map((flag) => ({ ...flag, label: nameOf(flag.actor) })),
  };
}

/** The view of market_coordination. */
export const marketView: ProtocolView<MarketState> = {
  chartRules: marketChartRules,
  milestones: {},
  create: () => ({
    format: '',
    good: '',
    reserve: 0,
    round: 0,
    roundEndsAt: undefined,
    leader: NOBODY,
    price: undefined,
    winner: undefined,
    isClosed: false,
    reason: '',
    accepted: 0,
    rejected: 0,
    bids: [],
    best: new Map(),
    counts: new Map(),
    passed: new Set(),
    auction: 0,
    awards: [],
    orders: new Map(),
    trades: [],
    flags: [],
    reputations: new Map(),
    trend: undefined,
  }),
  handlers,
  copy: (state) => ({
    ...state,
    bids: state.bids.slice(),
    best: new Map(state.best),
    counts: new Map(state.counts),
    passed: new Set(state.passed),
    awards: state.awards.slice(),
    orders: new Map(state.orders),
    trades: state.trades.slice(),
    flags: state.flags.slice(),
    reputations: new Map(state.reputations),
  }),
  face,
  stage,
};
