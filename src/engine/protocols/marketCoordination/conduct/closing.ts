/**
 * What it is: what follows the last bid of an auction: who has won and why at this price, as events, and the result to
 * everybody. Settling it is in settlement.ts.
 */

import type { MinorUnits } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { counted } from '../../../contract/sentences.ts';
import { endAuction } from '../detection/watch.ts';
import { auctionClosed, goodsAwarded, searchAdvanced, tieBroken } from '../events.ts';
import { determineWinners } from '../mechanism/combinatorial/bundles.ts';
import { tiesOf } from '../mechanism/mechanism.ts';
import type { StandingBid } from '../mechanism/mechanism.ts';
import { addPrice } from '../mechanism/priceStatistics.ts';
import { recordFlag } from './flagging.ts';
import { goodOf, rulesOf } from './lots.ts';
import { measureMarket } from './measuring.ts';
import { itemsText, moneyText } from './messages.ts';
import type { Award, MarketMessage } from './messages.ts';
import { recordPrice } from './quoting.ts';
import { repeatResult } from './settlement.ts';
import { NOBODY } from './state.ts';
import type { AuctioneerState, BiddingStage, SettlingStage, TradingStage } from './state.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

/** Finds winners and prices, says why, and tells everybody. */
export function closeAuction(
  state: AuctioneerState,
  last: BiddingStage,
  context: Market,
  outbox: Effects,
): void {
  const mechanism = context.rules.mechanismOf(context.parameters);
  const rules = rulesOf(context, state.lot);
  if (context.parameters.format === 'combinatorial') recordSearch(state, context, outbox);
  const winners = mechanism.allocate(rules, state.bids);
  const payments = mechanism.payments(rules, winners, state.bids);
  const [winner] = winners;
  const price = payments.reduce((sum, payment) => sum + payment, 0);
  if (winner !== undefined && isSingle(context) && mechanism.activity === 'sealed') {
    for (const loser of tiesOf(winner, state.bids)) {
      const rule = 'earlier arrival';
      outbox.record(tieBroken, { winner: winner.bidder, other: loser.bidder, rule });
    }
    recordPrice(state, winner, price, last.round, outbox);
  }
  const awards = context.rules.awardsOf(winners, payments, state.bids);
  recordAwards(awards, winners, context, outbox);
  outbox.record(auctionClosed, {
    winner: winner?.bidder ?? NOBODY,
    reason: reasonOf(state, last, winners, payments, context),
    price,
    amount: isSingle(context)
      ? (winner?.amount ?? 0)
      : winners.reduce((sum, bid) => sum + bid.amount, 0),
  });
  const mean = winners.length === 0 ? undefined : Math.max(1, Math.round(price / winners.length));
  if (mean !== undefined) addPrice(state.closings, mean);
  const asked = isSingle(context) ? state.entered.filter(Boolean).length : state.bids.length;
  measureMarket(state, mean, asked - state.lot.units, context, outbox);
  const isOpen = mechanism.activity === 'rising';
  if (isOpen || mechanism.activity === 'sealed')
    watchSeries(state, winner, isOpen, context, outbox);
  settleFrom(state, awards, winner, last.round, context, outbox);
}

/** Ends the trading: what was traded is what is owed. */
export function closeTrading(
  state: AuctioneerState,
  last: TradingStage,
  context: Market,
  outbox: Effects,
): void {
  const awards = last.trades.flatMap(({ buyer, seller, price }, trade): readonly Award[] => [
    { bidder: buyer, price, items: [], trade },
    { bidder: seller, price: 0 - price, items: [], trade },
  ]);
  const turnover = last.trades.reduce((sum, trade) => sum + trade.price, 0);
  const count = last.trades.length;
  outbox.record(auctionClosed, {
    winner: last.trades[0]?.buyer ?? NOBODY,
    reason:
      count === 0
        ? 'closed without a trade'
        : `${count} trades at ${moneyText(Math.round(turnover / count))} on average, each at the price of the order that waited`,
    price: turnover,
    amount: turnover,
  });
  const mean = count === 0 ? undefined : Math.max(1, Math.round(turnover / count));
  if (mean !== undefined) addPrice(state.closings, mean);
  state.missed = last.missed;
  const buyers = last.waiting.filter(({ isBuy }) => isBuy).length;
  measureMarket(state, mean, 2 * buyers - last.waiting.length, context, outbox);
  settleFrom(state, awards, undefined, 1, context, outbox);
}

const isSingle = ({ parameters: { format } }: Market): boolean =>
  format === 'english' || format === 'vickrey' || format === 'sealed_bid' || format === 'dutch';

function settleFrom(
  state: AuctioneerState,
  awards: readonly Award[],
  winner: StandingBid | undefined,
  rounds: number,
  context: Market,
  outbox: Effects,
): void {
  const stage: SettlingStage = {
    phase: 'settling',
    awards,
    winner,
    rounds,
    quote: state.quote,
    attempts: 0,
    settlements: state.weights.map(() => undefined),
  };
  state.roundsBefore += rounds;
  state.stage = stage;
  repeatResult(state, stage, context, outbox);
}

/** How the search for winners went: what was found and what was still possible. */
function recordSearch(state: AuctioneerState, context: Market, outbox: Effects): void {
  const rules = rulesOf(context, state.lot);
  const { progress } = determineWinners(rules, state.bids, context.parameters.searchWork);
  for (const { nodes, incumbent, bound } of progress)
    outbox.record(searchAdvanced, { nodes, incumbent, bound });
}

function recordAwards(
  awards: readonly Award[],
  winners: readonly StandingBid[],
  context: Market,
  outbox: Effects,
): void {
  if (isSingle(context)) return;
  awards.forEach(({ bidder, price, items: own }, i) => {
    const items = own.length === 0 ? goodOf(context).name : itemsText(own);
    const amount = winners[i]?.amount ?? 0;
    outbox.record(goodsAwarded, { bidder, units: Math.max(1, own.length), items, price, amount });
  });
}

function watchSeries(
  state: AuctioneerState,
  winner: StandingBid | undefined,
  isOpen: boolean,
  context: Market,
  outbox: Effects,
): void {
  const number = winner === undefined ? -1 : context.role('bidder').indexOf(winner.bidder);
  const duration = context.now - state.openedAt;
  for (const flag of endAuction(state.watch, state.lot.seller, duration, number, !isOpen))
    recordFlag(state, flag, context, outbox);
}

/** Why this price, in a sentence. */
function reasonOf(
  state: AuctioneerState,
  last: BiddingStage,
  winners: readonly StandingBid[],
  payments: readonly MinorUnits[],
  context: Market,
): string {
  if (winners.length === 0) {
    return state.bids.length === 0 ? 'unsold: no valid bid' : 'unsold: the reserve was not met';
  }
  const price = payments.reduce((sum, payment) => sum + payment, 0);
  const paid = moneyText(price);
  const { reserve, units } = state.lot;
  const { format, maxRounds, items } = context.parameters;
  switch (format) {
    case 'english':
      return `sold at ${paid}, the highest bid after ${counted(last.round, 'round')} of at most ${maxRounds}`;
    case 'dutch':
      return `sold at ${paid}, where the clock was stopped`;
    case 'sealed_bid':
      return `sold at ${paid}, the winner's own bid, the best of ${state.bids.length}`;
    case 'vickrey':
      if (state.bids.length === 1) return `sold at ${paid}, the reserve: there was no other bid`;
      return price === reserve
        ? `sold at ${paid}, the reserve: every other bid would have lost to it`
        : `sold at ${paid}, the least with which the winner would still have won`;
    case 'uniform_price':
    case 'vcg':
      return `${winners.length} of ${units} sold for ${paid}, each at ${payments.every((payment) => payment === reserve) ? 'the reserve: no bid that lost was above it' : unitReason(context.parameters)}`;
    case 'combinatorial': {
      const sold = winners.reduce((sum, bid) => sum + bid.items.length, 0);
      return `${sold} of ${items} items sold for ${paid}, each bundle at what its winner costs the others`;
    }
    case 'double_auction':
      return `traded for ${paid}`;
  }
}

/** What sets the price of a unit when bids do. */
function unitReason({ format, unitPrice, isWeighted }: Market['parameters']): string {
  if (format === 'vcg') return 'the bid that it displaced';
  const which = unitPrice === 'lowest_accepted' ? 'lowest bid that won' : 'highest bid that lost';
  return `the ${which}${isWeighted ? ", by the winner's weight" : ''}`;
}
