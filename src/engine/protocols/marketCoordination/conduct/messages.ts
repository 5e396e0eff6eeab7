/** What it is: what auctioneer and bidders say to one another. A liar may put anything into a bid. */

import type { ActorIndex, Micros, MinorUnits } from '../../../base/units.ts';
import type { AuctionFormat, RejectionCode } from '../card.ts';

/** To one bidder: how things stand, and what it may do. */
export interface QuoteMessage {
  readonly kind: 'quote';
  /** Rises with every quote of the auction; a bidder believes the newest. Dutch: the tick. */
  readonly quote: number;
  readonly round: number;
  readonly format: AuctionFormat;
  readonly good: string;
  readonly endsAt: Micros;
  /** The least raw amount that this bidder may bid now; Dutch: the price it is shown. */
  readonly minimum: MinorUnits;
  /** Dutch: the last price that it will be shown; otherwise the minimum. */
  readonly least: MinorUnits;
  readonly weightMilli: number;
  readonly leadingEffective: number;
  readonly isLeading: boolean;
  readonly bidderCount: number;
}
export interface BidMessage {
  readonly kind: 'bid';
  /** The bidder's own count of what it sends, so that copies are recognised. */
  readonly number: number;
  readonly round: number;
  readonly quote: number;
  /** `{ agentId, amount }`, unless the sender is faulty. */
  readonly content: unknown;
}
export interface PassMessage {
  readonly kind: 'pass';
  readonly number: number;
  readonly round: number;
  readonly quote: number;
  /** It leaves the auction. */
  readonly isFinal: boolean;
}
/** A sealed bid has arrived. */
export interface ReceiptMessage {
  readonly kind: 'receipt';
  readonly number: number;
}
export interface RejectionMessage {
  readonly kind: 'rejection';
  readonly number: number;
  readonly code: RejectionCode;
}
export interface ResultMessage {
  readonly kind: 'result';
  /** -1: unsold. */
  readonly winner: ActorIndex;
  readonly price: MinorUnits;
}
/** The bidder knows the result; it says what it paid and, now that it no longer matters, its value. */
export interface SettlementMessage {
  readonly kind: 'settlement';
  readonly paid: MinorUnits;
  readonly value: MinorUnits | undefined;
}
export type MarketMessage =
  | QuoteMessage
  | BidMessage
  | PassMessage
  | ReceiptMessage
  | RejectionMessage
  | ResultMessage
  | SettlementMessage;

/** Money in minor units as a decimal, such as 12.50; locale-free. */
export function moneyText(amount: MinorUnits): string {
  const cents = amount % 100;
  return `${(amount - cents) / 100}.${String(cents).padStart(2, '0')}`;
}

function rawAmount(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'amount' in content
    ? content.amount
    : undefined;
}

/** The amount of a bid where it is whole money, whatever its sign; 0 otherwise. */
export function amountIn(content: unknown): MinorUnits {
  const amount = rawAmount(content);
  return typeof amount === 'number' && Number.isSafeInteger(amount) ? amount : 0;
}

function amountText(content: unknown): string {
  const amount = rawAmount(content);
  if (typeof amount !== 'number') return 'no amount';
  return Number.isSafeInteger(amount) && amount >= 0 ? moneyText(amount) : `${amount}`;
}

/** A message's content in a few words. */
export function detailOf(message: MarketMessage): string {
  switch (message.kind) {
    case 'quote':
      return `q${message.quote} r${message.round} from ${moneyText(message.minimum)}`;
    case 'bid':
      return `q${message.quote} r${message.round} ${amountText(message.content)}`;
    case 'pass':
      return `q${message.quote} r${message.round}${message.isFinal ? ' for good' : ''}`;
    case 'receipt':
      return `of ${message.number}`;
    case 'rejection':
      return `of ${message.number}: ${message.code}`;
    case 'result':
      return message.winner < 0 ? 'unsold' : `${message.winner} at ${moneyText(message.price)}`;
    case 'settlement':
      return `paid ${moneyText(message.paid)}`;
  }
}

/** Size on the wire in bytes: its JSON, one byte for each character. */
export function bytesOf(message: MarketMessage): number {
  return JSON.stringify(message).length;
}
