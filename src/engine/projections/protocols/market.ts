/** What it is: how market_coordination looks: the ladder of bids, the price, who leads and why this price. */

import type { EventReader } from '../../events/eventReader.ts';
import type { ChartSink } from '../charts.ts';
import type { Face, FaceBrief, ProtocolView, StageMoment } from '../face.ts';
import { labelOf } from '../face.ts';
import type { AuctionStage } from '../frame.ts';
import { sayMoney } from '../units.ts';

type Bid = AuctionStage['bids'][number];

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
}

const BIDS_MOST = 400;
const NOBODY = -1;

function addBid(state: MarketState, bid: Omit<Bid, 'label'>): void {
  state.bids.push(bid);
  if (state.bids.length > BIDS_MOST) state.bids.shift();
  state.counts.set(bid.actor, (state.counts.get(bid.actor) ?? 0) + 1);
}

const handlers = {
  'market.auction.opened': (state: MarketState, events: EventReader, seq: number) => {
    state.format = events.text(events.int(seq, 0));
    state.good = events.text(events.int(seq, 1));
    state.reserve = events.real(seq, 0);
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
    state.winner = winner === NOBODY ? undefined : winner;
    state.price = winner === NOBODY ? undefined : events.real(seq, 0);
    state.reason = events.text(events.int(seq, 1));
    state.roundEndsAt = undefined;
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
        state.isClosed ? 'Price' : 'Standing',
        state.price === undefined ? '–' : sayMoney(state.price),
      ],
      [state.isClosed ? 'Winner' : 'Leads', leader === undefined ? '–' : labelOf(leader)],
      ['Bids', `${state.accepted} taken, ${state.rejected} refused`],
    ],
  };
}

function stateOf(state: MarketState, actor: number): AuctionStage['bidders'][number]['state'] {
  if (state.isClosed) return state.winner === actor ? 'won' : 'lost';
  if (state.leader === actor) return 'leading';
  if (state.passed.has(actor)) return 'passed';
  return state.counts.has(actor) ? 'bidding' : 'waiting';
}

function stage(state: MarketState, moment: StageMoment): AuctionStage {
  const labels = new Map(moment.brief.own.map((actor) => [actor.actor, labelOf(actor)]));
  const winner = moment.brief.own.find((actor) => actor.actor === state.winner);
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
        weightMilli: 500 + actor.reputationMilli,
        best: state.best.get(actor.actor),
        bids: state.counts.get(actor.actor) ?? 0,
        state: stateOf(state, actor.actor),
      })),
    bids: state.bids.map((bid) => ({ ...bid, label: labels.get(bid.actor) ?? 'unknown' })),
    winner: winner?.agentId,
    price: state.price,
    reason: state.reason,
  };
}

const chartRules = {
  'market.price.changed': (sink: ChartSink, events: EventReader, seq: number) => {
    const at = events.at(seq);
    sink.point(
      'price',
      { id: 'effective', title: 'Effective (raw × weight)', hue: 0 },
      seq,
      at,
      events.real(seq, 1) / 100_000,
    );
    sink.point(
      'price',
      { id: 'raw', title: 'Raw bid of the leader', hue: 1 },
      seq,
      at,
      events.real(seq, 0) / 100,
    );
  },
  'market.bid.accepted': (sink: ChartSink, events: EventReader, seq: number) => {
    const actor = events.int(seq, 0);
    const title = sink.actors[actor]?.agentId ?? 'bidder';
    sink.point(
      'bids',
      { id: title, title, hue: actor, actor },
      seq,
      events.at(seq),
      events.real(seq, 0) / 100,
    );
    sink.point(
      'bidCount',
      { id: 'taken', title: 'Taken', hue: 2 },
      seq,
      events.at(seq),
      (sink.last('bidCount', 'taken') ?? 0) + 1,
    );
  },
  'market.bid.rejected': (sink: ChartSink, events: EventReader, seq: number) =>
    sink.point(
      'bidCount',
      { id: 'refused', title: 'Refused', hue: 6 },
      seq,
      events.at(seq),
      (sink.last('bidCount', 'refused') ?? 0) + 1,
    ),
} as const;

/** The view of market_coordination. */
export const marketView: ProtocolView<MarketState> = {
  chartRules,
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
  }),
  handlers,
  copy: (state) => ({
    ...state,
    bids: state.bids.slice(),
    best: new Map(state.best),
    counts: new Map(state.counts),
    passed: new Set(state.passed),
  }),
  face,
  stage,
};
