/** What it is: market_coordination as the kernel runs it: an auctioneer of its own, a bidder per participant. */

import { deepCopy } from '../../../base/copy.ts';
import type { CastSeat, Conduct } from '../../../contract/protocol.ts';
import { startAuctioneer, stepAuctioneer } from './auctioneer.ts';
import { startBidder, stepBidder } from './bidderRole.ts';
import type { MarketParameters } from '../card.ts';
import { bytesOf, detailOf, moneyText } from './messages.ts';
import type { MarketMessage } from './messages.ts';
import { MARKET_MUTATORS } from './mutators.ts';
import { marketOf } from './rules.ts';
import type { Rules } from './rules.ts';
import type {
  AuctioneerState,
  BidderState,
  MarketState,
  PersistedAuctioneer,
  PersistedBidder,
} from './state.ts';

type View = Record<string, string | number | boolean>;

function cast(_parameters: MarketParameters, participantCount: number): readonly CastSeat[] {
  const bidders = Array.from({ length: participantCount }, (_, i): CastSeat => ({
    role: 'bidder',
    participant: i,
    name: `bidder ${i}`,
  }));
  return [...bidders, { role: 'auctioneer', participant: undefined, name: 'auctioneer' }];
}

function showAuctioneer(state: AuctioneerState): View {
  const { stage, accepted, rejected } = state;
  const shown = { phase: stage.phase, accepted, rejected };
  if (stage.phase === 'bidding') {
    const left = stage.hasLeft.filter(Boolean).length;
    return {
      ...shown,
      auction: state.lot.auction + 1,
      round: stage.round,
      quote: state.quote,
      bidsInRound: stage.roundBids,
      left,
    };
  }
  if (stage.phase === 'trading')
    return { ...shown, waiting: stage.waiting.length, trades: stage.trades.length };
  if (stage.phase !== 'settling') return shown;
  const confirmed = stage.settlements.filter((one) => one !== undefined).length;
  const price = stage.awards.reduce((sum, award) => sum + Math.max(0, award.price), 0);
  return { ...shown, price: moneyText(price), confirmed, toldTimes: stage.attempts };
}

function showBidder(state: BidderState): View {
  const { stage, most, wants } = state;
  const shown: View = { phase: stage.phase, highestBid: moneyText(most) };
  const [first] = wants ?? [];
  if (first !== undefined) shown['value'] = moneyText(first.amount);
  if (stage.phase === 'settled') shown['paid'] = moneyText(stage.settlement.paid);
  if (stage.phase === 'trading') {
    shown['bestBid'] = moneyText(stage.book.bestBid);
    shown['bestAsk'] = moneyText(stage.book.bestAsk);
    shown['thinking'] = stage.isAsking;
  }
  if (stage.phase !== 'bidding') return shown;
  shown['round'] = stage.quote.round;
  shown['minimum'] = moneyText(stage.quote.minimum);
  shown['leads'] = stage.quote.isLeading;
  shown['thinking'] = stage.isAsking;
  return shown;
}

/** What survives a crash: all that the auctioneer has; of a bidder what it has said, paid and promised. */
function durableOf(state: MarketState): PersistedAuctioneer | PersistedBidder {
  if (state.role === 'auctioneer') {
    const { role: _role, ...kept } = state;
    return deepCopy(kept);
  }
  const { auction, number, most, offers, wants, spent, terms, stage } = state;
  const settlement = stage.phase === 'settled' ? stage.settlement : undefined;
  return { auction, number, most, offers, wants, spent, terms, settlement };
}

/** The conduct that keeps these rules; only tests make one from others than the honest ones. */
export function conductOf(rules: Rules): Conduct<MarketState, MarketMessage, MarketParameters> {
  return {
    cast,
    start(context) {
      const isAuctioneer = context.self.role === 'auctioneer';
      return isAuctioneer ? startAuctioneer(marketOf(context, rules)) : startBidder();
    },
    step(state, input, context, outbox) {
      const market = marketOf(context, rules);
      if (state.role === 'auctioneer') stepAuctioneer(state, input, market, outbox);
      else stepBidder(state, input, market, outbox);
    },
    durable: durableOf,
    detail: detailOf,
    bytes: bytesOf,
    appearance: (state) =>
      state.role === 'auctioneer' ? showAuctioneer(state) : showBidder(state),
    mutators: MARKET_MUTATORS,
  };
}
