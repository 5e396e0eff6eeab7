/**
 * What it is: an opening cross: all orders at once, one price for all trades.
 * The price is the one that trades most; among those, the one that leaves the least imbalance between what is wanted
 * and what is offered; among those, the lowest.
 * Units: prices and quantities whole.
 */

export interface Cross {
  /** 0 when nothing trades. */
  readonly price: number;
  readonly volume: number;
  readonly demand: number;
  readonly supply: number;
}

/** A price and a quantity. */
export type CallOrder = readonly [price: number, units: number];

/** The price at which the two sides cross. Candidates are the prices of the orders. */
export function crossOrders(bids: readonly CallOrder[], asks: readonly CallOrder[]): Cross {
  const prices = [...bids, ...asks].map(([price]) => price).toSorted((x, y) => x - y);
  let best: Cross = { price: 0, volume: 0, demand: 0, supply: 0 };
  for (const price of prices) {
    const demand = sum(bids, (limit) => limit >= price);
    const supply = sum(asks, (limit) => limit <= price);
    const volume = Math.min(demand, supply);
    const isBetter =
      volume > best.volume ||
      (volume === best.volume &&
        volume > 0 &&
        Math.abs(demand - supply) < Math.abs(best.demand - best.supply));
    if (isBetter) best = { price, volume, demand, supply };
  }
  return best;
}

function sum(orders: readonly CallOrder[], isIn: (price: number) => boolean): number {
  return orders.reduce((units, [price, own]) => (isIn(price) ? units + own : units), 0);
}
