/** What it is: what auctioneer and bidders say to one another. A liar may put anything into a bid or an order. */

import type { ActorIndex, Micros, MinorUnits } from '../../../base/units.ts';
import type { BookNews, Offer } from '../../../contract/consultation.ts';
import type { AuctionFormat, RejectionCode } from '../card.ts';

/** To one bidder: how things stand, and what it may do. */
export interface QuoteMessage {
  readonly kind: 'quote';
  /** From 0; rises within a series. */
  readonly auction: number;
  /** For whom it is held, from 0. */
  readonly seller: number;
  /** Rises with every quote of the series; a bidder believes the newest. Dutch: the tick, counted on. */
  readonly quote: number;
  /** Rises with every round of the series. */
  readonly round: number;
  readonly format: AuctionFormat;
  readonly good: string;
  readonly units: number;
  readonly items: number;
  readonly endsAt: Micros;
  /** The least raw amount that this bidder may bid now; Dutch: the price it is shown. */
  readonly minimum: MinorUnits;
  /** Dutch: the last price that it will be shown; otherwise the minimum. */
  readonly least: MinorUnits;
  readonly weightMilli: number;
  readonly leadingEffective: number;
  readonly isLeading: boolean;
  readonly bidderCount: number;
  /** What it sees of a common value; undefined when values are its own. */
  readonly signal: MinorUnits | undefined;
  /** Of what it has paid in the series, so much came too late and was given back; absent: nothing. */
  readonly returned?: MinorUnits;
}
export interface BidMessage {
  readonly kind: 'bid';
  /** The bidder's own count of what it sends, so that copies are recognised. */
  readonly number: number;
  readonly round: number;
  readonly quote: number;
  /** `{ agentId, amount }` or, for several units or bundles, `{ agentId, offers }`, unless the sender is faulty. */
  readonly content: unknown;
}
/** Takes its last bid back. */
export interface RetractionMessage {
  readonly kind: 'retraction';
  readonly number: number;
  readonly round: number;
  readonly quote: number;
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
/** To every trader after each change: the best prices and what happened since the last one. */
export interface BookMessage {
  readonly kind: 'book';
  readonly auction: number;
  /** Rises with every book of the series. */
  readonly version: number;
  readonly good: string;
  readonly endsAt: Micros;
  readonly tick: MinorUnits;
  readonly priceMost: MinorUnits;
  /** 0: nobody. */
  readonly bestBid: MinorUnits;
  readonly bestAsk: MinorUnits;
  readonly happened: 'opened' | 'bid' | 'ask' | 'trade' | 'withdrawn';
  /** Of what happened; 0 at the opening. */
  readonly price: MinorUnits;
  /** A trade: whether the order that came was a buyer's. */
  readonly isBuy: boolean;
  /** How often this trader has traded. */
  readonly traded: number;
  /** The price of this trader's own order that waits; 0: none. */
  readonly standing: MinorUnits;
  /** At an opening: what happened in the last book after this trader had left it; absent: nothing. */
  readonly missed?: readonly BookNews[];
}
export interface OrderMessage {
  readonly kind: 'order';
  readonly number: number;
  readonly auction: number;
  /** How often its sender had traded when it made this, as far as it knew. */
  readonly traded: number;
  /** `{ agentId, isBuy, amount }`, unless the sender is faulty. */
  readonly content: unknown;
}
/** What a bidder has won or a trader traded; a price below 0 is what a seller gets. */
export interface Award {
  readonly bidder: ActorIndex;
  readonly price: MinorUnits;
  readonly items: readonly number[];
  /** A trade's number, by which buyer and seller belong together; -1 without. */
  readonly trade: number;
}
export interface ResultMessage {
  readonly kind: 'result';
  readonly auction: number;
  /** What is asked of each winner; none: unsold. */
  readonly awards: readonly Award[];
}
/** The bidder knows the result; it says what it paid and, now that it no longer matters, what it wanted. */
export interface SettlementMessage {
  readonly kind: 'settlement';
  readonly auction: number;
  readonly paid: MinorUnits;
  readonly wants: readonly Offer[] | undefined;
}
export type MarketMessage =
  | QuoteMessage
  | BidMessage
  | RetractionMessage
  | PassMessage
  | ReceiptMessage
  | RejectionMessage
  | BookMessage
  | OrderMessage
  | ResultMessage
  | SettlementMessage;

/** Money in minor units as a decimal, such as 12.50; locale-free. */
export function moneyText(amount: MinorUnits): string {
  if (amount < 0) return `-${moneyText(0 - amount)}`;
  const cents = amount % 100;
  return `${(amount - cents) / 100}.${String(cents).padStart(2, '0')}`;
}

/** Items as people number them, such as `1 + 3`; empty for a unit. */
export function itemsText(items: readonly number[]): string {
  return items.map((item) => item + 1).join(' + ');
}

function rawAmount(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return undefined;
  if ('amount' in content) return content.amount;
  if (!('offers' in content) || !Array.isArray(content.offers)) return undefined;
  // Of several offers the highest stands for all.
  const amounts = content.offers.map(rawAmount).filter((amount) => typeof amount === 'number');
  return amounts.length === 0 ? undefined : Math.max(...amounts);
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
    case 'retraction':
      return `q${message.quote} r${message.round}`;
    case 'pass':
      return `q${message.quote} r${message.round}${message.isFinal ? ' for good' : ''}`;
    case 'receipt':
      return `of ${message.number}`;
    case 'rejection':
      return `of ${message.number}: ${message.code}`;
    case 'book':
      return `b${message.version} ${message.happened} ${moneyText(message.price)}`;
    case 'order':
      return `a${message.auction} ${amountText(message.content)}`;
    case 'result':
      return resultText(message);
    case 'settlement':
      return `paid ${moneyText(message.paid)}`;
  }
}

function resultText({ awards }: ResultMessage): string {
  const [first] = awards;
  if (first === undefined) return 'unsold';
  if (awards.length === 1) return `${first.bidder} at ${moneyText(first.price)}`;
  return `${awards.length} awards`;
}

/** Size on the wire in bytes: its JSON, one byte for each character. */
export function bytesOf(message: MarketMessage): number {
  return JSON.stringify(message).length;
}
