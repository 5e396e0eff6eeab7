/** What it is: auctions on which the deviation tester is tested and measured: pools of bidders, a good, a market. */

import { designSchema } from '../document/design.ts';
import type { Design } from '../document/design.ts';

export interface PoolWishes {
  readonly count: number;
  readonly template: Readonly<Record<string, unknown>>;
  readonly overrides?: readonly Readonly<Record<string, unknown>>[];
}

/** An auction of these pools with these parameters, held over a good with this reserve. */
export function auctionDesign(
  pools: readonly PoolWishes[],
  parameters: Readonly<Record<string, unknown>>,
  reserve = 0,
): Design {
  const position = { x: 0, y: 0 };
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Auction',
    seed: 7,
    nodes: [
      ...pools.map(({ count, template, overrides = [] }, i) => ({
        kind: 'pool',
        id: `pool${i}`,
        name: `Pool ${i}`,
        position,
        agent: 'bidder',
        count,
        template,
        overrides: overrides.map((one, index) => ({ index, parameters: one })),
      })),
      { kind: 'good', id: 'good', name: 'Good', position, reserve },
      {
        kind: 'coordination',
        id: 'sale',
        name: 'Sale',
        position,
        protocol: 'market_coordination',
        parameters,
      },
    ],
    connections: [
      ...pools.map((_, i) => ({
        id: `c${i}`,
        source: { node: `pool${i}`, port: 'agents' },
        target: { node: 'sale', port: 'participants' },
      })),
      {
        id: 'goods',
        source: { node: 'good', port: 'good' },
        target: { node: 'sale', port: 'good' },
      },
    ],
  });
}

/** Five like bidders, values even from 0 to 20,000, who bid as theory says. */
export const RIVALS_IN_EQUILIBRIUM: PoolWishes = {
  count: 5,
  template: { valuation: 10_000, valuationSpread: 1, strategy: 'equilibrium' },
};

/** Six who tell the truth, known by different records. */
export const KNOWN_BY_RECORD: PoolWishes = {
  count: 6,
  template: { valuation: 10_000, valuationSpread: 0.6 },
  overrides: [0.1, 0.9, 0.3, 0.75, 0.5, 1].map((reputation) => ({ reputation })),
};
