/** What it is: what the auctioneer tells each bidder: how things stand and what it may do now. */

import type { ActorIndex } from '../../../base/units.ts';
import { NO_ACTOR } from '../../../base/units.ts';
import type { Context, Outbox } from '../../../contract/protocol.ts';
import type { MarketParameters } from '../card.ts';
import { clockPrice, personalPrice, ticksOf } from '../mechanism/dutch.ts';
import type { Clock } from '../mechanism/dutch.ts';
import { priceChanged } from '../events.ts';
import { SINGLE_ITEM, WEIGHT_ONE } from '../mechanism/mechanism.ts';
import type { AuctionRules, StandingBid } from '../mechanism/mechanism.ts';
import type { MarketMessage, QuoteMessage } from './messages.ts';
import { addPrice } from '../mechanism/priceStatistics.ts';
import type { AuctioneerState, BiddingStage } from './state.ts';

type Market = Context<MarketParameters>;

/** The good for sale; without one connected, something without a reserve. */
export function goodOf(context: Market): { readonly name: string; readonly reserve: number } {
  return context.resources.good ?? { name: 'the good', reserve: 0 };
}

/** The rules of this auction, from its parameters and its good. */
export function rulesOf(context: Market): AuctionRules {
  const { start, increment, isReserveHidden } = context.parameters;
  return { reserve: goodOf(context).reserve, start, increment, isReserveHidden, units: 1 };
}

/** The clock of a Dutch auction; its floor is the reserve. */
export function clockOf(context: Market): Clock {
  const { clockStart, clockDecrement } = context.parameters;
  const floor = Math.max(1, goodOf(context).reserve);
  return { start: clockStart, decrement: clockDecrement, floor };
}

/** Who leads a rising auction. */
export function leaderOf(state: AuctioneerState, context: Market): StandingBid | undefined {
  return context.parameters.format === 'english' ? state.bids[0] : undefined;
}

/** The least raw amount that the bidder with this number may bid now. */
export function minimumFor(
  state: AuctioneerState,
  stage: BiddingStage,
  bidder: number,
  context: Market,
): number {
  const { format } = context.parameters;
  const weight = state.weights[bidder] ?? WEIGHT_ONE;
  if (format === 'dutch') return personalPrice(clockOf(context), stage.quote, weight);
  return SINGLE_ITEM[format].minimum(rulesOf(context), leaderOf(state, context), weight);
}

/** Tells every bidder from whom a bid may still come how things stand. */
export function sendQuotes(
  state: AuctioneerState,
  stage: BiddingStage,
  context: Market,
  outbox: Outbox<MarketMessage>,
): void {
  const isSealed = SINGLE_ITEM[context.parameters.format].activity === 'sealed';
  context.role('bidder').forEach((bidder, i) => {
    if (stage.hasLeft[i] === true) return;
    // A sealed bid is asked for once.
    if (isSealed && state.bids.some((bid) => bid.bidder === bidder)) return;
    outbox.send(bidder, quoteFor(state, stage, bidder, i, context));
  });
}

function quoteFor(
  state: AuctioneerState,
  stage: BiddingStage,
  bidder: ActorIndex,
  number: number,
  context: Market,
): QuoteMessage {
  const { format } = context.parameters;
  const leader = leaderOf(state, context);
  const weightMilli = state.weights[number] ?? WEIGHT_ONE;
  const minimum = minimumFor(state, stage, number, context);
  const clock = clockOf(context);
  const isDutch = format === 'dutch';
  return {
    kind: 'quote',
    quote: stage.quote,
    round: stage.round,
    format,
    good: goodOf(context).name,
    endsAt: stage.endsAt,
    minimum,
    least: isDutch ? personalPrice(clock, ticksOf(clock) - 1, weightMilli) : minimum,
    weightMilli,
    leadingEffective: leader?.effective ?? 0,
    isLeading: leader?.bidder === bidder,
    bidderCount: context.role('bidder').length,
  };
}

/** Records the price that stands after a raise. */
export function recordPrice(
  state: AuctioneerState,
  bid: StandingBid,
  price: number,
  round: number,
  outbox: Outbox<MarketMessage>,
): void {
  const effective = price * bid.weightMilli;
  if (effective > 0) addPrice(state.history, effective);
  outbox.record(priceChanged, { leader: bid.bidder, round, price, effective });
}

/** Records the price that the clock shows, which nobody leads. */
export function recordClock(
  state: AuctioneerState,
  stage: BiddingStage,
  context: Market,
  outbox: Outbox<MarketMessage>,
): void {
  const price = clockPrice(clockOf(context), stage.quote);
  const effective = price * WEIGHT_ONE;
  addPrice(state.history, effective);
  outbox.record(priceChanged, { leader: NO_ACTOR, round: stage.round, price, effective });
}
