/**
 * What it is: what follows the last bid: who has won and why at this price, the result to everybody, the
 * winner's payment, and the outcome once all bidders have confirmed the result or were told it five times.
 * Bidders disclose their values only here, where they can decide nothing: they are how surplus and
 * efficiency are measured. A payment whose confirmation is lost for good is reported as not paid: nobody but
 * the winner could tell the auctioneer.
 */

import type { MinorUnits } from '../../../base/units.ts';
import type { Context, Outbox } from '../../../contract/protocol.ts';
import { coordinationCompleted } from '../../../events/kernelEvents.ts';
import type { MarketParameters } from '../card.ts';
import { auctionClosed, tieBroken } from '../events.ts';
import { WEIGHT_ONE, tiesOf } from '../mechanism/mechanism.ts';
import type { Mechanism, StandingBid } from '../mechanism/mechanism.ts';
import { moneyText } from './messages.ts';
import type { MarketMessage, SettlementMessage } from './messages.ts';
import { slopeOf, volatilityOf } from '../mechanism/priceStatistics.ts';
import { recordPrice, rulesOf } from './quoting.ts';
import { NOBODY } from './state.ts';
import type { AuctioneerState, BiddingStage, SettlingStage } from './state.ts';

type Market = Context<MarketParameters>;
type Effects = Outbox<MarketMessage>;

const SETTLE_TIMER = 'settle';
const ATTEMPTS_MOST = 5;

/** Finds winner and price, says why, and tells everybody. */
export function closeAuction(
  state: AuctioneerState,
  last: BiddingStage,
  mechanism: Mechanism,
  context: Market,
  outbox: Effects,
): void {
  const rules = rulesOf(context);
  const winners = mechanism.allocate(rules, state.bids);
  const [winner] = winners;
  const [price = 0] = mechanism.payments(rules, winners, state.bids);
  if (winner !== undefined && mechanism.activity === 'sealed') {
    for (const loser of tiesOf(winner, state.bids)) {
      const rule = 'earlier arrival';
      outbox.record(tieBroken, { winner: winner.bidder, other: loser.bidder, rule });
    }
    recordPrice(state, winner, price, last.round, outbox);
  }
  outbox.record(auctionClosed, {
    winner: winner?.bidder ?? NOBODY,
    reason: reasonOf(state, last, winner, price, context),
    price,
    amount: winner?.amount ?? 0,
  });
  const stage: SettlingStage = {
    phase: 'settling',
    winner,
    price,
    rounds: last.round,
    quote: last.quote,
    attempts: 0,
    settlements: state.weights.map(() => undefined),
  };
  state.stage = stage;
  repeatResult(state, stage, context, outbox);
}

/** Why this price, in a sentence. */
function reasonOf(
  state: AuctioneerState,
  last: BiddingStage,
  winner: StandingBid | undefined,
  price: MinorUnits,
  context: Market,
): string {
  if (winner === undefined) {
    return state.accepted === 0 ? 'unsold: no valid bid' : 'unsold: the reserve was not met';
  }
  const paid = moneyText(price);
  switch (context.parameters.format) {
    case 'english':
      return `sold at ${paid}, the highest bid after ${last.round} of ${context.parameters.maxRounds} rounds`;
    case 'dutch':
      return `sold at ${paid}, where the clock was stopped`;
    case 'sealed_bid':
      return `sold at ${paid}, the winner's own bid, the best of ${state.bids.length}`;
    case 'vickrey':
      if (state.bids.length === 1) return `sold at ${paid}, the reserve: there was no other bid`;
      return price === rulesOf(context).reserve
        ? `sold at ${paid}, the reserve: every other bid would have lost to it`
        : `sold at ${paid}, the least with which the winner would still have won`;
  }
}

/** Tells the result to those who have not confirmed it, or gives up on them. */
export function repeatResult(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
  outbox: Effects,
): void {
  if (stage.attempts >= ATTEMPTS_MOST) return conclude(state, stage, context, outbox);
  stage.attempts += 1;
  const waiting = context.role('bidder').filter((_, i) => stage.settlements[i] === undefined);
  const { price, winner } = stage;
  outbox.broadcast(waiting, { kind: 'result', winner: winner?.bidder ?? NOBODY, price });
  outbox.setTimer(SETTLE_TIMER, context.parameters.settlementMicros);
}

/** Takes a bidder's confirmation; concludes when it was the last. */
export function takeSettlement(
  state: AuctioneerState,
  stage: SettlingStage,
  bidder: number,
  message: SettlementMessage,
  context: Market,
  outbox: Effects,
): void {
  stage.settlements[bidder] = message;
  if (stage.settlements.every((one) => one !== undefined)) conclude(state, stage, context, outbox);
}

/** The best value that anybody disclosed; undefined as long as one is missing. */
function bestValue(stage: SettlingStage): MinorUnits | undefined {
  let best = 0;
  for (const settlement of stage.settlements) {
    if (settlement?.value === undefined) return undefined;
    best = Math.max(best, settlement.value);
  }
  return best;
}

function conclude(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
  outbox: Effects,
): void {
  outbox.cancelTimer(SETTLE_TIMER);
  const decision = stage.winner === undefined ? 'unsold' : 'sold';
  const outcome = {
    decision,
    ...saleOf(state, stage, context),
    ...countsOf(state, stage, context),
  };
  const { coordination } = context;
  const report = { coordination, decision, outcome: JSON.stringify(outcome), confidence: 1 };
  outbox.record(coordinationCompleted, report);
  state.stage = { phase: 'over' };
}

/** What a sale brought; only the revenue, which is 0, of a good that stays unsold. */
function saleOf(state: AuctioneerState, stage: SettlingStage, context: Market): object {
  const { winner, price } = stage;
  if (winner === undefined) return { revenue: 0 };
  const number = context.role('bidder').indexOf(winner.bidder);
  const settlement = stage.settlements[number];
  const seat = context.seats.find((one) => one.actor === winner.bidder);
  const revenue = settlement?.paid ?? 0;
  const value = settlement?.value;
  const best = bestValue(stage);
  return {
    winner: seat?.agentId,
    price,
    payment: price,
    winningBid: winner.amount,
    winningWeight: (state.weights[number] ?? WEIGHT_ONE) / WEIGHT_ONE,
    revenue,
    isPaid: revenue === price,
    ...(value === undefined ? {} : { surplus: value - price }),
    ...(value === undefined || best === undefined || best === 0
      ? {}
      : { efficiency: value / best }),
  };
}

function countsOf(state: AuctioneerState, stage: SettlingStage, context: Market): object {
  const slope = slopeOf(state.history);
  return {
    format: context.parameters.format,
    rounds: stage.rounds,
    bids: state.accepted,
    rejectedBids: state.rejected,
    volatility: volatilityOf(state.history),
    priceSlope: slope.numerator / slope.denominator / WEIGHT_ONE,
  };
}
