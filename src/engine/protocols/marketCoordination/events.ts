/** What it is: the facts that market_coordination records. Effective amounts are raw amount × weight in thousandths. */

import { defineEvent } from '../../events/shape.ts';

export const auctionOpened = defineEvent(
  'market.auction.opened',
  { format: 'text', good: 'text', bidders: 'int', reserve: 'money' },
  'opens a {format} auction of {good}',
);
/** What is sold in an auction of a series, for which seller; both from 0. Follows the opening. */
export const lotOffered = defineEvent(
  'market.lot.offered',
  { auction: 'int', seller: 'int', units: 'int' },
  'offers {units} units',
);
/** The items of an accepted bid, numbered from 1, such as `1 + 3`. Follows its acceptance. */
export const bundleOffered = defineEvent(
  'market.bundle.offered',
  { bidder: 'actor', order: 'int', items: 'text', amount: 'money' },
  'takes {amount} from {bidder} for {items}',
);
export const roundStarted = defineEvent(
  'market.round.started',
  { round: 'int', limit: 'micros' },
  'starts round {round}',
);
/** `order` is the auctioneer's own sequence number: the only clock that decides ties. */
export const bidAccepted = defineEvent(
  'market.bid.accepted',
  {
    bidder: 'actor',
    round: 'int',
    order: 'int',
    amount: 'money',
    effective: 'real',
  },
  'accepts {amount} from {bidder}',
);
export const bidRejected = defineEvent(
  'market.bid.rejected',
  { bidder: 'actor', round: 'int', code: 'text', amount: 'money', minimum: 'money' },
  'rejects {amount} from {bidder}: {code}',
);
export const bidderPassed = defineEvent(
  'market.bidder.passed',
  { bidder: 'actor', round: 'int' },
  '{bidder} passes',
);
/** The standing price: raw amount of the leader and its effective value. */
export const priceChanged = defineEvent(
  'market.price.changed',
  { leader: 'actor', round: 'int', price: 'money', effective: 'real' },
  'stands at {price}, led by {leader}',
);
export const roundEnded = defineEvent(
  'market.round.ended',
  { round: 'int', bids: 'int' },
  'ends round {round} with {bids} bids',
);
export const tieBroken = defineEvent(
  'market.tie.broken',
  { winner: 'actor', other: 'actor', rule: 'text' },
  'breaks the tie of {winner} and {other}: {rule}',
);
/** `winner` is -1 when the good stays unsold; `reason` says why this price. */
export const auctionClosed = defineEvent(
  'market.auction.closed',
  { winner: 'actor', reason: 'text', price: 'money', amount: 'money' },
  'closes: {reason}',
);

/** One winning bid: so many units, or the items named, at this price; below 0 a seller gets it. */
export const goodsAwarded = defineEvent(
  'market.goods.awarded',
  { bidder: 'actor', units: 'int', items: 'text', price: 'money', amount: 'money' },
  'awards {items} to {bidder} at {price}',
);
/** Effective amounts, in thousandths of a minor unit. */
export const searchAdvanced = defineEvent(
  'market.search.advanced',
  { nodes: 'int', incumbent: 'real', bound: 'real' },
  'has searched {nodes} nodes for winners',
);
export const orderPlaced = defineEvent(
  'market.order.placed',
  { trader: 'actor', order: 'int', isBuy: 'flag', price: 'money' },
  'takes order {order} of {trader} at {price}',
);
export const orderWithdrawn = defineEvent(
  'market.order.withdrawn',
  { trader: 'actor', order: 'int', isBuy: 'flag', price: 'money' },
  'takes order {order} of {trader} out of the book',
);
export const tradeMade = defineEvent(
  'market.trade.made',
  { buyer: 'actor', seller: 'actor', resting: 'int', incoming: 'int', price: 'money' },
  '{buyer} buys from {seller} at {price}',
);
export const bidRetracted = defineEvent(
  'market.bid.retracted',
  { bidder: 'actor', round: 'int', order: 'int', amount: 'money' },
  'takes the bid of {amount} back for {bidder}',
);
export const bidderFlagged = defineEvent(
  'market.bidder.flagged',
  { bidder: 'actor', code: 'text', evidence: 'text', score: 'real' },
  'flags {bidder}: {code}: {evidence}',
);
/** After each auction: what it brought and what the best allocation would have brought, by disclosed values. */
export const auctionSettled = defineEvent(
  'market.auction.settled',
  { auction: 'int', isKnown: 'flag', value: 'money', best: 'money' },
  'settles auction {auction}',
);
/** After each auction of a series: who bid, net demand, the trend of closing prices by a test, and what a unit of demand adds to the price. */
export const marketMeasured = defineEvent(
  'market.series.measured',
  { auction: 'int', bidders: 'int', demand: 'int', trend: 'text', z: 'real', impact: 'real' },
  'finds prices {trend} after {bidders} bidders',
);
export const paymentFailed = defineEvent(
  'market.payment.failed',
  { bidder: 'actor', auction: 'int', price: 'money' },
  '{bidder} has not paid {price}',
);
/** 0..1, as the auctioneer knows it for the next auction. */
export const reputationChanged = defineEvent(
  'market.reputation.changed',
  { bidder: 'actor', reason: 'text', reputation: 'real' },
  'knows {bidder} by a reputation of {reputation}: {reason}',
);

export const MARKET_EVENTS = [
  auctionOpened,
  roundStarted,
  bidAccepted,
  bidRejected,
  bidderPassed,
  priceChanged,
  roundEnded,
  tieBroken,
  auctionClosed,
  lotOffered,
  bundleOffered,
  goodsAwarded,
  searchAdvanced,
  orderPlaced,
  orderWithdrawn,
  tradeMade,
  bidRetracted,
  bidderFlagged,
  auctionSettled,
  paymentFailed,
  marketMeasured,
  reputationChanged,
] as const;
