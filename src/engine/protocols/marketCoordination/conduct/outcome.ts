/**
 * What it is: what the whole coordination reports when its last auction is settled: of one auction who won and at what price, of
 * a series the sums; who got what, as a typed list that another coordination can take.
 */

import { sayResource } from '../../../contract/flow.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { coordinationCompleted } from '../../../events/kernelEvents.ts';
import { WEIGHT_ONE } from '../mechanism/mechanism.ts';
import { slopeOf, volatilityOf } from '../mechanism/priceStatistics.ts';
import { reputationsOf } from './flagging.ts';
import { marketFigures, reportDeeds } from './measuring.ts';
import type { MarketMessage } from './messages.ts';
import { owedBy } from './settlement.ts';
import type { AuctioneerState, SettlingStage } from './state.ts';
import { bestValue, worthTo } from './welfare.ts';
import type { Market } from './rules.ts';

/** Reports the outcome, by its last auction and the totals. */
export function reportOutcome(
  state: AuctioneerState,
  last: SettlingStage,
  context: Market,
  outbox: Outbox<MarketMessage>,
): void {
  const decision = state.totals.sold === 0 ? 'unsold' : 'sold';
  const { auctions, format } = context.parameters;
  const isSingle = auctions === 1;
  const outcome = {
    decision,
    ...(isSingle && format !== 'double_auction' ? saleOf(state, last, context) : {}),
    allocation: isSingle ? allocationOf(last, context) : purchasesOf(state, context),
    ...(isSingle ? {} : seriesOf(state, context)),
    ...(format === 'double_auction' ? tradingOf(state, last) : {}),
    ...countsOf(state, last, context),
  };
  const { coordination } = context;
  const report = { coordination, decision, outcome: JSON.stringify(outcome), confidence: 1 };
  reportDeeds(state, context, outbox);
  outbox.record(coordinationCompleted, report);
  state.stage = { phase: 'over' };
}

/** Who got what for how much, in the order of the awards. */
function allocationOf(last: SettlingStage, context: Market): readonly object[] {
  const bidders = context.role('bidder');
  const resource = context.resources.good?.resource;
  return last.awards.map(({ bidder, price, items }) => {
    const units = Math.max(1, items.length);
    const paid = last.settlements[bidders.indexOf(bidder)]?.paid ?? 0;
    return {
      agent: context.seats.find((seat) => seat.actor === bidder)?.agentId,
      units,
      ...(items.length === 0 ? {} : { items: items.map((item) => item + 1) }),
      price,
      ...(paid < owedBy(last.awards, bidder) && { unpaid: true }),
      ...(resource && {
        holds: sayResource({ ...resource, quantity: units * resource.quantity }),
      }),
    };
  });
}

/** What each has won in the whole series and paid for. */
function purchasesOf({ bought }: AuctioneerState, context: Market): readonly object[] {
  const resource = context.resources.good?.resource;
  return context.role('bidder').flatMap((actor, bidder) => {
    const { units = 0, paid = 0 } = bought[bidder] ?? {};
    const agent = context.seats.find((seat) => seat.actor === actor)?.agentId;
    const holds = resource && sayResource({ ...resource, quantity: units * resource.quantity });
    return units === 0 ? [] : [{ agent, units, price: paid, ...(holds && { holds }) }];
  });
}

/** What a sale brought; only the revenue, which is 0, of what stays unsold. */
function saleOf(state: AuctioneerState, stage: SettlingStage, context: Market): object {
  const [first] = stage.awards;
  if (first === undefined) return { revenue: 0 };
  const price = stage.awards.reduce((sum, award) => sum + award.price, 0);
  const best = bestValue(state, stage, context);
  const { value, revenue } = state.totals;
  const number = context.role('bidder').indexOf(first.bidder);
  const wants = stage.settlements[number]?.wants;
  const single = stage.winner;
  // Of one good the winner alone can say what it gained; the best needs everybody.
  const own = state.lot.worth ?? (wants === undefined ? undefined : worthTo(wants, [first]));
  const gained = single === undefined || stage.awards.length > 1 ? undefined : own;
  const isPaid = context
    .role('bidder')
    .every((actor, i) => owedBy(stage.awards, actor) === (stage.settlements[i]?.paid ?? 0));
  const surplus = gained ?? (state.totals.known > 0 ? value : undefined);
  return {
    winner: context.seats.find((seat) => seat.actor === first.bidder)?.agentId,
    price,
    payment: price,
    ...(single === undefined ? {} : { winningBid: single.amount }),
    winningWeight: (state.weights[number] ?? WEIGHT_ONE) / WEIGHT_ONE,
    revenue,
    isPaid,
    ...(surplus === undefined ? {} : { surplus: surplus - price }),
    ...(surplus === undefined || best === undefined || best === 0
      ? {}
      : { efficiency: surplus / best }),
  };
}

function seriesOf(state: AuctioneerState, context: Market): object {
  const { totals } = state;
  const slope = slopeOf(state.closings);
  const reputations = reputationsOf(state);
  return {
    auctions: state.lot.auction + 1,
    soldAuctions: totals.sold,
    unitsSold: totals.unitsSold,
    revenue: totals.revenue,
    unpaid: totals.unpaid,
    flags: totals.flags,
    ...(totals.known === 0 || totals.best === 0 ? {} : { efficiency: totals.value / totals.best }),
    ...marketFigures(state),
    closingVolatility: volatilityOf(state.closings),
    closingSlope: slope.numerator / slope.denominator,
    reputations: Object.fromEntries(
      context
        .role('bidder')
        .map((actor, i) => [
          context.seats.find((seat) => seat.actor === actor)?.agentId ?? '',
          Math.round((reputations[i] ?? 0) * 1_000) / 1_000,
        ]),
    ),
  };
}

function tradingOf(state: AuctioneerState, last: SettlingStage): object {
  const trades = last.awards.filter(({ price }) => price > 0);
  const turnover = trades.reduce((sum, { price }) => sum + price, 0);
  const { totals } = state;
  return {
    trades: trades.length,
    ...(trades.length === 0 ? {} : { meanPrice: Math.round(turnover / trades.length) }),
    ...(totals.best === 0 || totals.known === 0 ? {} : { efficiency: totals.value / totals.best }),
  };
}

function countsOf(state: AuctioneerState, stage: SettlingStage, context: Market): object {
  const slope = slopeOf(state.history);
  return {
    format: context.parameters.format,
    rounds: context.parameters.auctions === 1 ? stage.rounds : state.roundsBefore,
    bids: state.accepted,
    rejectedBids: state.rejected,
    volatility: volatilityOf(state.history),
    priceSlope: slope.numerator / slope.denominator / WEIGHT_ONE,
  };
}
