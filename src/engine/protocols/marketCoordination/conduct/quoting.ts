/** What it is: what the auctioneer tells each bidder: how things stand and what it may do now. */

import type { ActorIndex } from '../../../base/units.ts';
import { NO_ACTOR } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { clockPrice, personalPrice, ticksOf } from '../mechanism/dutch.ts';
import { priceChanged } from '../events.ts';
import { WEIGHT_ONE } from '../mechanism/mechanism.ts';
import type { StandingBid } from '../mechanism/mechanism.ts';
import { weightOf } from './flagging.ts';
import { clockOf, goodOf, rulesOf } from './lots.ts';
import type { MarketMessage, QuoteMessage } from './messages.ts';
import { addPrice } from '../mechanism/priceStatistics.ts';
import type { AuctioneerState, BiddingStage } from './state.ts';
import type { Market } from './rules.ts';

/** Who leads a rising auction. */
export function leaderOf(state: AuctioneerState, context: Market): StandingBid | undefined {
  return context.parameters.format === 'english' ? state.bids.at(-1) : undefined;
}

/** The round's number in the series, by which messages name it. */
export function serialOf(state: AuctioneerState, stage: BiddingStage): number {
  return state.roundsBefore + stage.round;
}

/** The tick of the clock, from 0. */
export function tickOf(state: AuctioneerState): number {
  return state.quote - state.firstQuote;
}

/** The least raw amount that the bidder with this number may bid now. */
export function minimumFor(state: AuctioneerState, bidder: number, context: Market): number {
  const { parameters } = context;
  const weight = weightOf(state, bidder, context);
  if (parameters.format === 'dutch')
    return personalPrice(clockOf(context, state.lot), tickOf(state), weight);
  const mechanism = context.rules.mechanismOf(parameters);
  return mechanism.minimum(rulesOf(context, state.lot), leaderOf(state, context), weight);
}

/** Tells every bidder from whom a bid may still come how things stand. */
export function sendQuotes(
  state: AuctioneerState,
  stage: BiddingStage,
  context: Market,
  outbox: Outbox<MarketMessage>,
): void {
  const isSealed = context.rules.mechanismOf(context.parameters).activity === 'sealed';
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
  const { format, items } = context.parameters;
  const { lot } = state;
  const leader = leaderOf(state, context);
  const weightMilli = weightOf(state, number, context);
  const minimum = minimumFor(state, number, context);
  const clock = clockOf(context, lot);
  const isDutch = format === 'dutch';
  const returned = state.returned[number] ?? 0;
  return {
    kind: 'quote',
    auction: lot.auction,
    seller: lot.seller,
    quote: state.quote,
    round: serialOf(state, stage),
    format,
    good: goodOf(context).name,
    units: lot.units,
    items: format === 'combinatorial' ? items : 0,
    endsAt: stage.endsAt,
    minimum,
    least: isDutch ? personalPrice(clock, ticksOf(clock) - 1, weightMilli) : minimum,
    weightMilli,
    leadingEffective: leader?.effective ?? 0,
    isLeading: leader?.bidder === bidder,
    bidderCount: context.role('bidder').length,
    signal: lot.signals[number],
    ...(returned > 0 && { returned }),
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
  const price = clockPrice(clockOf(context, state.lot), tickOf(state));
  const effective = price * WEIGHT_ONE;
  addPrice(state.history, effective);
  outbox.record(priceChanged, { leader: NO_ACTOR, round: stage.round, price, effective });
}
