/**
 * What it is: what an auction was worth, by the values that bidders disclosed after it: of what was sold, and of the best
 * allocation there could have been. Weights do not count here, and the seller's own value is taken to be nothing.
 * A seller of a double auction wants an amount below 0: its cost.
 */

import type { MinorUnits } from '../../../base/units.ts';
import type { Offer } from '../../../contract/consultation.ts';

import { determineWinners } from '../mechanism/combinatorial/bundles.ts';
import { WEIGHT_ONE, standingBid } from '../mechanism/mechanism.ts';
import type { Award } from './messages.ts';
import { rulesOf } from './lots.ts';
import type { AuctioneerState, SettlingStage } from './state.ts';
import type { Market } from './rules.ts';

const falling = (amounts: readonly MinorUnits[]): readonly MinorUnits[] =>
  amounts.toSorted((one, other) => other - one);
const sum = (amounts: readonly MinorUnits[]): MinorUnits =>
  amounts.reduce((total, amount) => total + amount, 0);

/** What `awards`, all of one bidder, are worth to it. A seller's costs count below 0. */
export function worthTo(wants: readonly Offer[], awards: readonly Award[]): MinorUnits {
  const bundles = wants.filter(({ items }) => items.length > 0);
  if (bundles.length === 0)
    return sum(falling(wants.map(({ amount }) => amount)).slice(0, awards.length));
  const won = awards.flatMap(({ items }) => items);
  // What holds a bundle that it wants is worth that bundle.
  const fitting = bundles.filter(({ items }) => items.every((item) => won.includes(item)));
  return fitting.reduce((most, { amount }) => Math.max(most, amount), 0);
}

/** The value of what was sold; undefined while somebody who has won something has not disclosed its own. */
export function wonValue(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
): MinorUnits | undefined {
  const { worth } = state.lot;
  let total = 0;
  for (const [number, actor] of context.role('bidder').entries()) {
    const awards = stage.awards.filter(({ bidder }) => bidder === actor);
    if (awards.length === 0) continue;
    const wants = stage.settlements[number]?.wants;
    if (worth === undefined && wants === undefined) return undefined;
    total += worth === undefined ? worthTo(wants ?? [], awards) : worth * awards.length;
  }
  return total;
}

/** The most that the auction could have been worth; undefined as long as somebody has not disclosed its values. */
export function bestValue(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
): MinorUnits | undefined {
  const { worth, units } = state.lot;
  if (worth !== undefined) return worth * units;
  const all = stage.settlements.map((settlement) => settlement?.wants);
  if (all.includes(undefined)) return undefined;
  const wants = all.map((own) => own ?? []);
  const { format, searchWork } = context.parameters;
  if (format === 'double_auction') return bestTrades(wants.flat().map(({ amount }) => amount));
  if (format !== 'combinatorial')
    return sum(falling(wants.flat().map(({ amount }) => amount)).slice(0, units));
  const bids = wants.flatMap((own, bidder) =>
    own.map(({ amount, items }, i) => standingBid(bidder, amount, WEIGHT_ONE, i + 1, items)),
  );
  const rules = { ...rulesOf(context, state.lot), reserve: 0 };
  return determineWinners(rules, bids, searchWork).value / WEIGHT_ONE;
}

/** The highest values meet the lowest costs while that gains. */
function bestTrades(amounts: readonly MinorUnits[]): MinorUnits {
  const buyers = falling(amounts.filter((amount) => amount > 0));
  const sellers = falling(amounts.filter((amount) => amount <= 0));
  return sum(buyers.map((value, i) => Math.max(0, value + (sellers[i] ?? 0 - value))));
}
