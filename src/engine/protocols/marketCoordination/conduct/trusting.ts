/**
 * What it is: reputations by trust in a market: who dealt with whom, and what all of them together think of each bidder (registry/trust.ts).
 * Peers are the bidders and then the sellers. A seller finds each due that was paid good, and each that was not, and each flag, bad; in a
 * double auction buyer and seller of a trade judge each other: it by whether its due was paid, the other by whether it confirmed the deal.
 * Half of the pre-trust is the sellers', half the bidders' by the reputation they came with: so a bidder that was stated to have none is
 * trusted for its deeds alone.
 * Units: a reputation is x / (1 + x), where x is a bidder's trust over that of the bidders on average: 0.5 for one like the others.
 */

import type { Outbox } from '../../../contract/protocol.ts';
import { eigenTrust, sharesOf } from '../../../registry/trust.ts';
import { reputationChanged } from '../events.ts';
import type { MarketMessage } from './messages.ts';
import type { AuctioneerState, SettlingStage, TrustState } from './state.ts';
import type { Market } from './rules.ts';

const WHOLE = 1_000;

/** Nobody has dealt with anybody yet. */
export function openTrust(reputationsMilli: readonly number[], sellers: number): TrustState {
  const peers = reputationsMilli.length + sellers;
  const known = sharesOf(reputationsMilli).map((share) => share / 2);
  return {
    preTrusted: [...known, ...Array.from({ length: sellers }, () => 1 / (2 * sellers))],
    dealings: Array.from({ length: peers }, () => Array.from({ length: peers }, () => 0)),
    reputations: reputationsMilli.map((milli) => milli / WHOLE),
    reasons: new Map(),
  };
}

/** One peer says how a dealing with a bidder went; nothing follows before `spreadTrust`. */
export function judgeDealing(
  { dealings, reasons }: TrustState,
  judge: number,
  bidder: number,
  isGood: boolean,
  reason: string,
): void {
  const row = dealings[judge];
  if (row !== undefined) row[bidder] = (row[bidder] ?? 0) + (isGood ? 1 : -1);
  reasons.set(bidder, reason);
}

/** Of trades: how buyer and seller found each other. */
export function judgeTrades(
  trust: TrustState,
  { awards, settlements }: SettlingStage,
  hasPaid: (bidder: number) => boolean,
  bidders: readonly number[],
): void {
  for (const { trade, bidder: buyer, price } of awards) {
    const other = awards.find((award) => award.trade === trade && award.price <= 0);
    if (trade < 0 || price <= 0 || other === undefined) continue;
    const [from, to] = [bidders.indexOf(other.bidder), bidders.indexOf(buyer)];
    const isPaid = hasPaid(to);
    judgeDealing(trust, from, to, isPaid, isPaid ? 'paid' : 'not paid');
    const hasConfirmed = settlements[from] !== undefined;
    const reason = hasConfirmed ? 'confirmed' : 'not confirmed';
    judgeDealing(trust, to, from, hasConfirmed, reason);
  }
}

/** Finds the trust of all anew, and records whose reputation has changed by it. */
export function spreadTrust(
  state: Pick<AuctioneerState, 'trust'>,
  context: Market,
  outbox: Outbox<MarketMessage>,
): void {
  const { trust } = state;
  if (trust === undefined) return;
  const bidders = context.role('bidder');
  const { shares } = eigenTrust(trust.dealings, trust.preTrusted);
  const own = sharesOf(bidders.map((_, i) => shares[i] ?? 0));
  bidders.forEach((bidder, i) => {
    const times = (own[i] ?? 0) * bidders.length;
    const reputation = Math.round((times / (1 + times)) * WHOLE) / WHOLE;
    if (reputation === trust.reputations[i]) return;
    trust.reputations[i] = reputation;
    const reason = trust.reasons.get(i) ?? 'others are trusted otherwise';
    outbox.record(reputationChanged, { bidder, reason, reputation });
  });
  trust.reasons.clear();
}
