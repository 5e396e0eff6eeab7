/**
 * What it is: the result told to everybody until they confirm it, five times at most; the winners' payments; what buyers paid
 * handed on to sellers; and then the next auction or the outcome.
 * Bidders disclose what they wanted only here, where it can decide nothing: so are surplus and efficiency measured. A
 * payment whose confirmation is lost for good is reported as not paid: nobody but the payer could tell the auctioneer.
 */

import type { ActorIndex, MinorUnits } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { auctionSettled, paymentFailed } from '../events.ts';
import { recordEvidence } from './flagging.ts';
import { goodOf } from './lots.ts';
import type { Award, MarketMessage, SettlementMessage } from './messages.ts';
import { bestValue, wonValue } from './welfare.ts';
import { NOBODY } from './state.ts';
import type { AuctioneerState, SettlingStage } from './state.ts';
import { judgeTrades, spreadTrust } from './trusting.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

const SETTLE_TIMER = 'settle';
const ATTEMPTS_MOST = 5;

/** What an actor owes by its awards; what it gets is not set against it. */
export function owedBy(awards: readonly Award[], actor: ActorIndex): MinorUnits {
  return awards.reduce(
    (sum, award) => (award.bidder === actor && award.price > 0 ? sum + award.price : sum),
    0,
  );
}

/** Whether everybody has confirmed the result, or nobody is asked any more. */
export function isSettled(stage: SettlingStage): boolean {
  return stage.attempts > ATTEMPTS_MOST || stage.settlements.every((one) => one !== undefined);
}

/** Tells the result to those who have not confirmed it; after the last time nobody is told. */
export function repeatResult(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
  outbox: Effects,
): void {
  stage.attempts += 1;
  if (stage.attempts > ATTEMPTS_MOST) return;
  const waiting = context.role('bidder').filter((_, i) => stage.settlements[i] === undefined);
  const { awards } = stage;
  outbox.broadcast(waiting, { kind: 'result', auction: state.lot.auction, awards });
  outbox.setTimer(SETTLE_TIMER, context.parameters.settlementMicros);
}

/** Takes a bidder's confirmation, and hands on what it has paid. */
export function takeSettlement(
  stage: SettlingStage,
  bidder: number,
  message: SettlementMessage,
  context: Market,
  outbox: Effects,
): void {
  stage.settlements[bidder] = message;
  const buyer = context.role('bidder')[bidder];
  if (buyer === undefined) return;
  if (!context.rules.isHandedOn(message.paid, owedBy(stage.awards, buyer))) return;
  for (const { trade, bidder: owner } of stage.awards) {
    if (owner !== buyer || trade < 0) continue;
    const other = stage.awards.find((award) => award.trade === trade && award.price < 0);
    if (other !== undefined) outbox.pay(other.bidder, 0 - other.price, goodOf(context).name);
  }
}

/** Gives back what was paid when the auctioneer had given the payer up, once; whether there was anything. */
export function giveBack(
  { overdue, returned }: AuctioneerState,
  payer: ActorIndex,
  bidder: number,
  { auction, paid }: SettlementMessage,
  context: Market,
  outbox: Effects,
): boolean {
  const place = overdue.indexOf(`${auction}/${bidder}`);
  if (place < 0 || paid === 0) return false;
  overdue.splice(place, 1);
  returned[bidder] = (returned[bidder] ?? 0) + paid;
  outbox.pay(payer, paid, goodOf(context).name);
  return true;
}

/** Adds what a bidder has won and paid to what it has bought in the series; what a seller sold is not bought. */
function bookPurchases(
  { bought }: AuctioneerState,
  { awards }: SettlingStage,
  actor: ActorIndex,
  bidder: number,
  paid: MinorUnits,
): void {
  const own = bought[bidder];
  if (own === undefined) return;
  for (const { bidder: winner, price, items } of awards)
    if (winner === actor && price >= 0) own.units += Math.max(1, items.length);
  own.paid += paid;
}

/** Adds the auction to the totals and to the records of those who owed something. */
export function bookAuction(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
  outbox: Effects,
): void {
  outbox.cancelTimer(SETTLE_TIMER);
  const { totals, lot } = state;
  const value = wonValue(state, stage, context);
  const best = bestValue(state, stage, context);
  const isKnown = value !== undefined && best !== undefined;
  if (isKnown) {
    totals.known += 1;
    totals.value += value;
    totals.best += best;
  }
  if (stage.awards.length > 0) totals.sold += 1;
  totals.unitsSold += stage.awards.filter(({ trade, price }) => trade < 0 || price > 0).length;
  const bidders = context.role('bidder');
  bidders.forEach((actor, bidder) => {
    const owed = owedBy(stage.awards, actor);
    const paid = stage.settlements[bidder]?.paid ?? 0;
    totals.revenue += context.rules.revenueOf(paid, owed);
    if (paid === owed) bookPurchases(state, stage, actor, bidder, paid);
    if (owed === 0) return;
    const deeds = state.deeds[bidder];
    if (deeds !== undefined) {
      deeds.owed += 1;
      if (paid === owed) deeds.kept += 1;
    }
    if (paid !== owed) {
      totals.unpaid += 1;
      state.overdue.push(`${lot.auction}/${bidder}`);
      outbox.record(paymentFailed, { bidder: actor, auction: lot.auction, price: owed });
    }
    const reason = paid === owed ? 'paid' : 'not paid';
    recordEvidence(state, bidder, paid === owed, reason, context, outbox);
  });
  if (context.parameters.isPoliced && state.trust !== undefined) {
    const hasPaid = (bidder: number): boolean =>
      stage.settlements[bidder]?.paid === owedBy(stage.awards, bidders[bidder] ?? NOBODY);
    judgeTrades(state.trust, stage, hasPaid, bidders);
    spreadTrust(state, context, outbox);
  }
  outbox.record(auctionSettled, {
    auction: lot.auction,
    isKnown,
    value: value ?? 0,
    best: best ?? 0,
  });
}
