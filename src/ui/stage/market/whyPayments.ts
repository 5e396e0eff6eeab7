/**
 * What it is: why the winners of bundles pay what they pay: what the others would have had without each. A payment is the reserve of
 * the items and the difference that the winner makes to the others (Clarke), so what they would have had follows from it.
 */

import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros, plural } from '../../widgets/format.ts';
import { WEIGHT_ONE, itemsOf } from './figures.ts';

/** A sentence for each winner; none where weights bend the payments, or where the winners are not proven the best. */
export function sayPayments(stage: AuctionStage): readonly string[] {
  const { format, awards, search, isWeighted, bidders, reserve } = stage;
  const isBent = isWeighted && bidders.some(({ weightMilli }) => weightMilli !== WEIGHT_ONE);
  const isProven = search !== undefined && search.found === search.bound;
  if (format !== 'combinatorial' || isBent || !isProven) return [];
  const floors = awards.map(({ items }) => reserve * itemsOf(items).length);
  const worths = awards.map(({ amount }, i) => amount - (floors[i] ?? 0));
  const whole = worths.reduce((sum, worth) => sum + worth, 0);
  return awards.map(({ label, items, price }, i) => {
    const floor = floors[i] ?? 0;
    const others = whole - (worths[i] ?? 0);
    const kept =
      reserve === 0 ? '' : ` and the reserve of ${plural(itemsOf(items).length, 'item')}`;
    if (price <= floor)
      return `Without ${label} the others would have no more: it pays ${reserve === 0 ? 'nothing' : 'the reserve'}.`;
    const above = reserve === 0 ? '' : ' above the reserve';
    return `Without ${label} the others’ bids would bring ${formatEuros(others + price - floor)}${above}, with it they bring ${formatEuros(others)}: it pays the difference${kept}.`;
  });
}
