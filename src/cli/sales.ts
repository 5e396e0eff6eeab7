/** What it is: what a market sold, in lines for people: the resource and its amount, who got how much for what, how near that is to the best. */

import { z } from 'zod';
import { sayResource } from '../engine/contract/flow.ts';
import type { GoodResource } from '../engine/contract/flow.ts';
import type { CoordinationSummary } from '../engine/kernel/run.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { sayMoney, sayShare } from '../engine/projections/units.ts';
import { sayFormat } from '../engine/protocols/marketCoordination/card.ts';

/** Beyond these the winners are many, and `--json` has them all. */
const WINNERS_SHOWN = 12;

const sold = z.object({
  format: z.string(),
  revenue: z.number().default(0),
  efficiency: z.number().optional(),
  price: z.number().optional(),
  allocation: z
    .array(
      z.object({
        agent: z.string(),
        units: z.number(),
        items: z.array(z.number()).optional(),
        price: z.number(),
        unpaid: z.boolean().default(false),
      }),
    )
    .default([]),
  trades: z.number().optional(),
  meanPrice: z.number().optional(),
  auctions: z.number().optional(),
  soldAuctions: z.number().default(0),
  unitsSold: z.number().default(0),
  flags: z.number().default(0),
});
type Sold = z.infer<typeof sold>;

interface Good {
  readonly name: string;
  readonly resource?: GoodResource;
}

/** What was sold by each market that was held to its end; by the id of the coordination. */
export function salesOf(
  plan: Plan,
  coordinations: readonly CoordinationSummary[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    coordinations.flatMap(({ id, protocol, status, outcome }) => {
      if (protocol !== 'market_coordination' || status !== 'completed') return [];
      const read = sold.safeParse(outcome);
      const good = plan.coordinations.find((one) => one.id === id)?.resources.good;
      return read.success ? [[id, linesOf(read.data, good ?? { name: 'the good' })] as const] : [];
    }),
  );
}

function linesOf(sale: Sold, good: Good): readonly string[] {
  return [headOf(sale, good), ...winnersOf(sale, good), ...measuresOf(sale)];
}

/** Units of the good, and what they stand for. */
function sayUnits(units: number, { resource }: Good, word = 'unit'): string {
  const count = `${units} ${word}${units === 1 ? '' : 's'}`;
  if (resource === undefined) return count;
  if (resource.quantity === 1) return sayResource({ ...resource, quantity: units });
  return `${count} (${sayResource({ ...resource, quantity: resource.quantity * units })})`;
}

function headOf(sale: Sold, good: Good): string {
  const what = `${sayFormat(sale.format)}, ${good.name}`;
  if (sale.auctions !== undefined)
    return `${what}: ${sale.soldAuctions} of ${sale.auctions} auctions sold ${sayUnits(sale.unitsSold, good)}`;
  const units = sale.allocation
    .filter(({ price }) => price >= 0)
    .reduce((sum, award) => sum + award.units, 0);
  if (units === 0) return `${what}: nothing was sold`;
  if (sale.trades !== undefined)
    return `${what}: ${sayUnits(sale.trades, good)} traded at ${sayMoney(sale.meanPrice ?? 0)} on average`;
  const word = sale.format === 'combinatorial' ? 'item' : 'unit';
  return `${what}: ${sayUnits(units, good, word)} for ${sayMoney(sale.price ?? 0)}`;
}

/** Each winner with all it got; those who sell in a book are no winners. */
function winnersOf({ allocation, trades }: Sold, good: Good): readonly string[] {
  const rows = new Map<string, { units: number; items: number[]; price: number; owes: boolean }>();
  for (const { agent, units, items = [], price, unpaid } of allocation) {
    if (price < 0) continue;
    const row = rows.get(agent) ?? { units: 0, items: [], price: 0, owes: false };
    row.units += units;
    row.items.push(...items);
    row.price += price;
    row.owes ||= unpaid;
    rows.set(agent, row);
  }
  const said = [...rows].map(([agent, { units, items, price, owes }]) => {
    const got =
      items.length === 0
        ? sayUnits(units, good)
        : `${items.length === 1 ? 'item' : 'items'} ${items.join(', ')}`;
    const verb = trades === undefined ? 'wins' : 'buys';
    return `${agent} ${verb} ${got} for ${sayMoney(price)}${owes ? ', unpaid' : ''}`;
  });
  const more = said.length - WINNERS_SHOWN;
  return more > 0 ? [...said.slice(0, WINNERS_SHOWN), `and ${more} more`] : said;
}

function measuresOf({ revenue, efficiency, flags, auctions, trades }: Sold): readonly string[] {
  const parts = [
    ...(trades === undefined ? [`revenue ${sayMoney(revenue)}`] : []),
    ...(efficiency === undefined
      ? []
      : [`efficiency ${sayShare(efficiency)} of the best possible`]),
    ...(auctions === undefined ? [] : [`${flags} ${flags === 1 ? 'flag' : 'flags'}`]),
  ];
  return parts.length === 0 ? [] : [parts.join(', ')];
}
