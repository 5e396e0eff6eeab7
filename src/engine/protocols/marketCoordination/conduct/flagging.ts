/** What it is: how what the watch finds, and whether bidders pay, becomes events and reputation. */

import type { Outbox } from '../../../contract/protocol.ts';
import { addEvidence, reputationOf } from '../detection/watch.ts';
import type { Flag } from '../detection/watch.ts';
import { bidderFlagged, reputationChanged } from '../events.ts';
import { WEIGHT_ONE, weightMilliOf } from '../mechanism/mechanism.ts';
import type { MarketMessage } from './messages.ts';
import type { AuctioneerState } from './state.ts';
import { judgeDealing, spreadTrust } from './trusting.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

/** Records a flag, which counts against the bidder from the next auction on. */
export function recordFlag(
  state: AuctioneerState,
  flag: Flag | undefined,
  context: Market,
  outbox: Effects,
): void {
  if (flag === undefined) return;
  const { code, evidence, score } = flag;
  state.totals.flags += 1;
  const bidder = context.role('bidder')[flag.bidder] ?? -1;
  outbox.record(bidderFlagged, { bidder, code, evidence, score });
  // To bid often is no evidence of bad intent: an honest bidder that answers fast does, too.
  if (code === 'excessive_bid_frequency') return;
  const deeds = state.deeds[flag.bidder];
  if (deeds !== undefined) deeds.flags += 1;
  recordEvidence(state, flag.bidder, false, code, context, outbox);
  spreadTrust(state, context, outbox);
}

/** Adds to a bidder's record, unless the market is not policed. */
export function recordEvidence(
  state: AuctioneerState,
  bidder: number,
  isGood: boolean,
  reason: string,
  context: Market,
  outbox: Effects,
): void {
  if (!context.parameters.isPoliced) return;
  const { trust, lot } = state;
  if (trust !== undefined) {
    // Of a trade it is the seller that judges, in trusting.ts.
    const isTraded = context.parameters.format === 'double_auction';
    const seller = context.role('bidder').length + lot.seller;
    if (!isTraded) judgeDealing(trust, seller, bidder, isGood, reason);
    return;
  }
  const reputation = addEvidence(state.watch, bidder, isGood);
  outbox.record(reputationChanged, {
    bidder: context.role('bidder')[bidder] ?? -1,
    reason,
    reputation,
  });
}

/** By bidder, 0..1: as its own record or the trust of all has it. */
export function reputationsOf({
  trust,
  watch,
}: Pick<AuctioneerState, 'trust' | 'watch'>): readonly number[] {
  return trust?.reputations ?? watch.records.map(reputationOf);
}

/** The weights by the reputations as they are now: frozen when an auction opens. */
export function weightsOf(state: AuctioneerState, context: Market): readonly number[] {
  return reputationsOf(state).map((reputation) =>
    weightMilliOf(Math.round(reputation * 1_000), context.parameters.isWeighted),
  );
}

/** What the bids of a bidder weigh in this auction. */
export function weightOf(state: AuctioneerState, bidder: number, context: Market): number {
  const now = (): number => weightsOf(state, context)[bidder] ?? WEIGHT_ONE;
  return context.rules.weightOf(state.weights[bidder] ?? WEIGHT_ONE, now);
}
