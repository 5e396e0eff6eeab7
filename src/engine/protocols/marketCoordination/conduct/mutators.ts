/**
 * What it is: how a Byzantine bidder or auctioneer alters what it sends. Each is asked once per receiver and
 * leaves alone what it does not know how to twist.
 */

import type { Offer } from '../../../contract/consultation.ts';
import type { Conspiracy, Mutator } from '../../../contract/protocol.ts';
import type { MarketParameters } from '../card.ts';
import { AMOUNT_MOST } from '../mechanism/mechanism.ts';
import { amountIn } from './messages.ts';
import type { BidMessage, MarketMessage } from './messages.ts';

type Lie = Mutator<MarketMessage, MarketParameters>;

/** Every way in which a bid can be malformed; the last is a bid in somebody else's name. */
function malformed(bid: BidMessage, conspiracy: Conspiracy<MarketParameters>): unknown {
  const { seats, self } = conspiracy.context;
  const amount = amountIn(bid.content);
  const agentId = self.agentId;
  const other = seats.find((seat) => seat.role === 'bidder' && seat.actor !== self.actor);
  const ways: readonly unknown[] = [
    `${amount}`,
    { agentId },
    { amount },
    { agentId, amount: 0 - amount },
    { agentId, amount: amount + 0.5 },
    { agentId: other?.agentId ?? 'nobody', amount },
  ];
  return ways[conspiracy.choices.below(ways.length)];
}

const malformedBids: Lie = (message, _to, conspiracy) =>
  message.kind === 'bid' ? [{ ...message, content: malformed(message, conspiracy) }] : [message];

/** Holds each bid until there is another message to send, which then follows it. */
const lateBids: Lie = (message, _to, conspiracy) => {
  const { memory, context } = conspiracy;
  const key = `held/${context.self.actor}`;
  const held = memory.get(key) as BidMessage | undefined;
  if (message.kind === 'bid') {
    // The same bid sent again is still held.
    if (held?.number === message.number) return [];
    memory.set(key, message);
    return held === undefined ? [] : [held];
  }
  memory.delete(key);
  return held === undefined ? [message] : [held, message];
};

const TIMES = 3;

const overbid: Lie = (message, _to, conspiracy) => {
  if (message.kind !== 'bid') return [message];
  const { agentId } = conspiracy.context.self;
  const content = message.content as { readonly offers?: readonly Offer[] };
  const more = (amount: number): number => Math.min(AMOUNT_MOST, amount * TIMES);
  if (content.offers !== undefined) {
    const offers = content.offers.map((offer) => ({ ...offer, amount: more(offer.amount) }));
    return [{ ...message, content: { agentId, offers } }];
  }
  return [{ ...message, content: { agentId, amount: more(amountIn(message.content)) } }];
};

const overcharge: Lie = (message) =>
  message.kind === 'result'
    ? [
        {
          ...message,
          awards: message.awards.map((award) => ({
            ...award,
            price: award.price + Math.ceil(Math.max(0, award.price) / 10),
          })),
        },
      ]
    : [message];

export const MARKET_MUTATORS: Readonly<Record<string, Lie>> = {
  malformedBids,
  lateBids,
  overbid,
  overcharge,
};
