/** What it is: the facts that market_coordination records. Effective amounts are raw amount × weight in thousandths. */

import { defineEvent } from '../../events/shape.ts';

export const auctionOpened = defineEvent(
  'market.auction.opened',
  { format: 'text', good: 'text', bidders: 'int', reserve: 'money' },
  'opens a {format} auction of {good}',
);
export const roundStarted = defineEvent(
  'market.round.started',
  { round: 'int', limit: 'micros' },
  'starts round {round}',
);
/** `order` is the auctioneer's own sequence number: the only clock that decides ties. */
export const bidAccepted = defineEvent(
  'market.bid.accepted',
  { bidder: 'actor', round: 'int', order: 'int', amount: 'money', effective: 'real' },
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
] as const;
