/** What it is: an order book as most would write it: a map of prices to lists, sorted prices beside it. */

interface Waiting {
  readonly order: number;
  readonly isBuy: boolean;
  readonly price: number;
  units: number;
}

/** Price–time priority with a map and a sorted list for each side. */
export class PlainBook {
  trades = 0;
  volume = 0;
  turnover = 0;
  private readonly orders = new Map<number, Waiting>();
  private readonly queues = {
    buy: new Map<number, Waiting[]>(),
    sell: new Map<number, Waiting[]>(),
  };
  /** Best last. */
  private readonly prices: { readonly buy: number[]; readonly sell: number[] } = {
    buy: [],
    sell: [],
  };

  place(order: number, isBuy: boolean, price: number, units: number): void {
    let left = units;
    const other = isBuy ? 'sell' : 'buy';
    const prices = this.prices[other];
    for (let best = prices.at(-1); left > 0 && best !== undefined; best = prices.at(-1)) {
      if (isBuy ? best > price : best < price) break;
      left = this.fill(best, other, left);
    }
    if (left > 0) this.wait({ order, isBuy, price, units: left });
  }

  cancel(order: number): void {
    const found = this.orders.get(order);
    if (found === undefined) return;
    this.orders.delete(order);
    const side = found.isBuy ? 'buy' : 'sell';
    const queue = this.queues[side].get(found.price) ?? [];
    queue.splice(queue.indexOf(found), 1);
    if (queue.length > 0) return;
    this.queues[side].delete(found.price);
    this.prices[side].splice(this.prices[side].indexOf(found.price), 1);
  }

  private fill(price: number, side: 'buy' | 'sell', units: number): number {
    const queue = this.queues[side].get(price) ?? [];
    let left = units;
    for (let first = queue[0]; left > 0 && first !== undefined; first = queue[0]) {
      const traded = Math.min(left, first.units);
      left -= traded;
      first.units -= traded;
      this.trades++;
      this.volume += traded;
      this.turnover += traded * price;
      if (first.units > 0) continue;
      queue.shift();
      this.orders.delete(first.order);
    }
    if (queue.length === 0) {
      this.queues[side].delete(price);
      this.prices[side].pop();
    }
    return left;
  }

  private wait(waiting: Waiting): void {
    const side = waiting.isBuy ? 'buy' : 'sell';
    this.orders.set(waiting.order, waiting);
    const queue = this.queues[side].get(waiting.price);
    if (queue !== undefined) {
      queue.push(waiting);
      return;
    }
    this.queues[side].set(waiting.price, [waiting]);
    const prices = this.prices[side];
    const isBefore = (one: number): boolean =>
      waiting.isBuy ? one > waiting.price : one < waiting.price;
    const place = prices.findIndex(isBefore);
    prices.splice(place < 0 ? prices.length : place, 0, waiting.price);
  }
}
