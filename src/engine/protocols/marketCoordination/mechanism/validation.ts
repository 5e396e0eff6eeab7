/** What it is: how the auctioneer reads a bid from somebody it does not trust. */

import type { MinorUnits } from '../../../base/units.ts';
import type { Offer } from '../../../contract/consultation.ts';
import type { RejectionCode } from '../card.ts';
import { AMOUNT_MOST } from './mechanism.ts';

export type ReadOffers =
  | { readonly kind: 'offers'; readonly offers: readonly Offer[] }
  | { readonly kind: 'refused'; readonly code: RejectionCode };
export type ReadOrder =
  | { readonly kind: 'order'; readonly isBuy: boolean; readonly amount: MinorUnits }
  | { readonly kind: 'refused'; readonly code: RejectionCode };
export type ReadBid =
  | { readonly kind: 'bid'; readonly amount: MinorUnits }
  | { readonly kind: 'refused'; readonly code: RejectionCode };

/** More offers than this in one bid are no bid. */
const OFFERS_MOST = 512;

interface Refused {
  readonly kind: 'refused';
  readonly code: RejectionCode;
}
const refused = (code: RejectionCode): Refused => ({ kind: 'refused', code });

function isMoney(amount: unknown): amount is MinorUnits {
  return (
    typeof amount === 'number' && Number.isInteger(amount) && amount > 0 && amount <= AMOUNT_MOST
  );
}

/** Reads the content of a bid that `sender` (its agent id) has sent; undefined: the sender takes no part. */
export function readBid(content: unknown, sender: string | undefined): ReadBid {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return refused('invalid_format');
  const amount = 'amount' in content ? content.amount : undefined;
  if (amount === undefined) return refused('missing_amount');
  const agentId = 'agentId' in content ? content.agentId : undefined;
  if (agentId === undefined) return refused('missing_agent_id');
  if (!isMoney(amount)) return refused('invalid_amount');
  if (sender === undefined || agentId !== sender) return refused('unauthorized_participant');
  return { kind: 'bid', amount };
}

/** Reads offers for units (`items` 0) or for bundles of so many items; amounts of units must not rise. */
export function readOffers(
  content: unknown,
  sender: string | undefined,
  items: number,
): ReadOffers {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return refused('invalid_format');
  const offers: unknown = 'offers' in content ? content.offers : undefined;
  if (offers === undefined) return refused('missing_amount');
  if (!Array.isArray(offers) || offers.length === 0 || offers.length > OFFERS_MOST)
    return refused('invalid_format');
  const agentId = 'agentId' in content ? content.agentId : undefined;
  if (agentId === undefined) return refused('missing_agent_id');
  const read: Offer[] = [];
  for (const offer of offers as readonly unknown[]) {
    const one = readOffer(offer, items);
    if (typeof one === 'string') return refused(one);
    read.push(one);
  }
  if (sender === undefined || agentId !== sender) return refused('unauthorized_participant');
  return { kind: 'offers', offers: read };
}

function readOffer(offer: unknown, items: number): Offer | RejectionCode {
  if (typeof offer !== 'object' || offer === null) return 'invalid_format';
  const amount = 'amount' in offer ? offer.amount : undefined;
  if (amount === undefined) return 'missing_amount';
  if (!isMoney(amount)) return 'invalid_amount';
  const own: unknown = 'items' in offer ? offer.items : [];
  if (!Array.isArray(own)) return 'invalid_items';
  const isItem = (item: unknown): item is number =>
    typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < items;
  const list = own as readonly unknown[];
  const isSound = list.every(isItem) && new Set(list).size === list.length;
  if (!isSound || items > 0 !== list.length > 0) return 'invalid_items';
  return { amount, items: list };
}

/** Reads an order for a book. */
export function readOrder(content: unknown, sender: string | undefined): ReadOrder {
  const read = readBid(content, sender);
  if (read.kind === 'refused') return read;
  const isBuy =
    typeof content === 'object' && content !== null && 'isBuy' in content
      ? content.isBuy
      : undefined;
  if (typeof isBuy !== 'boolean') return refused('invalid_format');
  return { kind: 'order', isBuy, amount: read.amount };
}
