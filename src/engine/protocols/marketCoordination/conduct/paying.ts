/**
 * What it is: how a bidder takes a result: it pays what it owes, once, never more than it has bid for what it has won, at once or
 * as late as its agent pays; and confirms, with what it paid and what it had wanted.
 */

import type { ActorIndex, MinorUnits } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { ignoreMessage } from './ignoring.ts';
import { goodOf } from './lots.ts';
import type { Award, MarketMessage, ResultMessage, SettlementMessage } from './messages.ts';
import type { BidderState } from './state.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

const PAY_TIMER = 'pay';
const RESEND_TIMER = 'resend';

/** The most that it has bid for what it was awarded. */
function committed(state: BidderState, awards: readonly Award[]): MinorUnits {
  const { most, offers } = state;
  const [first] = awards;
  if (first === undefined) return 0;
  // One good, or trades at no more than the highest order.
  if (offers.length === 0) return most * awards.length;
  if (first.items.length === 0)
    return offers
      .map(({ amount }) => amount)
      .toSorted((one, other) => other - one)
      .slice(0, awards.length)
      .reduce((sum, amount) => sum + amount, 0);
  const key = first.items.join();
  return offers.find(({ items }) => items.join() === key)?.amount ?? 0;
}

/** Hears how the auction ended. */
export function settle(
  state: BidderState,
  from: ActorIndex,
  message: ResultMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (message.auction < state.auction) return ignoreMessage(from, message, 'late', outbox);
  // It is asked again because the confirmation was lost; it does not pay again.
  if (stage.phase === 'settled') {
    const again = context.rules.againOf(stage.settlement.paid);
    if (again > 0) outbox.pay(from, again, goodOf(context).name);
    return outbox.send(from, stage.settlement);
  }
  if (stage.phase === 'paying') return ignoreMessage(from, message, 'duplicate', outbox);
  const own = message.awards.filter(({ bidder }) => bidder === context.self.actor);
  const owing = own.filter(({ price }) => price > 0);
  const owed = owing.reduce((sum, { price }) => sum + price, 0);
  const isDue = owed > 0 && owed <= committed(state, owing) && state.terms.isWilling;
  state.pending = undefined;
  outbox.cancelTimer(RESEND_TIMER);
  const amount = isDue ? owed : 0;
  const { delayMicros } = state.terms;
  if (amount === 0 || delayMicros === 0) return pay(state, from, amount, context, outbox);
  state.stage = { phase: 'paying', amount, auctioneer: from };
  outbox.setTimer(PAY_TIMER, delayMicros);
}

/** Pays late what it owes. */
export function payNow(state: BidderState, context: Market, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase === 'paying') pay(state, stage.auctioneer, stage.amount, context, outbox);
}

function pay(
  state: BidderState,
  auctioneer: ActorIndex,
  paid: MinorUnits,
  context: Market,
  outbox: Effects,
): void {
  const { auction, wants } = state;
  const settlement: SettlementMessage = { kind: 'settlement', auction, paid, wants };
  state.stage = { phase: 'settled', settlement };
  state.spent += paid;
  if (paid > 0) outbox.pay(auctioneer, paid, goodOf(context).name);
  outbox.send(auctioneer, settlement);
}
