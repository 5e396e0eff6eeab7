/**
 * What it is: what must hold where several win at once, and of a book, watched from outside: awards are found again from the
 * accepted bids, trades from the orders.
 */

import type { ActorIndex, MinorUnits } from '../../base/units.ts';
import type { Property, Violation, Watch } from '../../contract/protocol.ts';
import { counted, nameOf } from '../../contract/sentences.ts';
import { numberOf, textOf, violation, watching } from '../../contract/watching.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import type { MarketParameters } from './card.ts';
import { moneyText } from './conduct/messages.ts';

type MarketProperty = Property<MarketParameters>;

interface Award {
  readonly bidder: ActorIndex;
  readonly items: string;
  readonly price: MinorUnits;
  readonly amount: MinorUnits;
}

/** No item and no bidder of bundles wins twice, no more units are awarded than there are, and the prices are fair. */
function judgeAwards(
  awards: readonly Award[],
  units: number,
  reserve: MinorUnits,
  isBundles: boolean,
  who: (bidder: ActorIndex) => string,
): string | undefined {
  const items = awards.flatMap((award) => (isBundles ? award.items.split(' + ') : []));
  if (new Set(items).size < items.length) return 'An item is awarded twice.';
  const bidders = awards.map(({ bidder }) => bidder);
  if (isBundles && new Set(bidders).size < bidders.length) return 'A bidder wins two bundles.';
  if (!isBundles && awards.length > units)
    return `Of ${counted(units, 'unit')} ${awards.length} are awarded.`;
  for (const { bidder, price, amount, items: own } of awards) {
    const least = reserve * (isBundles ? own.split(' + ').length : 1);
    if (price > amount)
      return `${who(bidder)} is asked ${moneyText(price)}, above its bid of ${moneyText(amount)}.`;
    if (price < least)
      return `${who(bidder)} is asked ${moneyText(price)}, below the reserve of ${moneyText(least)}.`;
  }
  return undefined;
}

/** Of several units the awarded bids are the best: nobody who lost had bid more on the effective scale. */
function judgeBest(
  awards: readonly Award[],
  bids: readonly SeenBid[],
  who: (bidder: ActorIndex) => string,
): string | undefined {
  const open = [...bids];
  let worst = Infinity;
  for (const { bidder, amount } of awards) {
    const place = open.findIndex((bid) => bid.bidder === bidder && bid.amount === amount);
    const [won] = place < 0 ? [] : open.splice(place, 1);
    if (won === undefined) return `${who(bidder)} is awarded what it has not bid for.`;
    worst = Math.min(worst, won.effective);
  }
  const better = open.find((bid) => bid.effective > worst);
  return better === undefined ? undefined : `${who(better.bidder)} had bid more than one who won.`;
}

interface SeenBid {
  readonly bidder: ActorIndex;
  readonly amount: MinorUnits;
  readonly effective: number;
}

const fairAwards: MarketProperty = {
  name: 'fairAwards',
  title: 'Nothing is awarded twice, the best bids win, and nobody pays more than its bid',
  temper: 'always',
  watches: [
    'market.auction.opened',
    'market.lot.offered',
    'market.bid.accepted',
    'market.goods.awarded',
    'market.auction.closed',
  ],
  watch(brief): Watch {
    const { format } = brief.parameters;
    const isBundles = format === 'combinatorial';
    let [awards, bids, units, reserve]: [Award[], SeenBid[], number, number] = [[], [], 0, 0];
    const who = (bidder: ActorIndex): string => nameOf(brief, bidder);
    const judge = (event: EventRecord): Violation | undefined => {
      const wrong =
        judgeAwards(awards, units, reserve, isBundles, who) ??
        (isBundles || awards.length === 0 ? undefined : judgeBest(awards, bids, who));
      return wrong === undefined ? undefined : violation(wrong, event.actor);
    };
    return watching(brief, (event) => {
      const bidder = numberOf(event, 'bidder');
      if (event.kind === 'market.auction.opened') {
        [awards, bids] = [[], []];
        reserve = numberOf(event, 'reserve');
      } else if (event.kind === 'market.lot.offered') {
        units = numberOf(event, 'units');
      } else if (event.kind === 'market.bid.accepted') {
        const [amount, effective] = [numberOf(event, 'amount'), numberOf(event, 'effective')];
        bids.push({ bidder, amount, effective });
      } else if (event.kind === 'market.goods.awarded') {
        const [price, amount] = [numberOf(event, 'price'), numberOf(event, 'amount')];
        awards.push({ bidder, items: textOf(event, 'items'), price, amount });
      } else return judge(event);
      return undefined;
    });
  },
};

interface SeenOrder {
  readonly trader: ActorIndex;
  readonly isBuy: boolean;
  readonly price: MinorUnits;
}

function seenOrder(event: EventRecord): SeenOrder {
  const [trader, price] = [numberOf(event, 'trader'), numberOf(event, 'price')];
  return { trader, isBuy: event.fields['isBuy'] === true, price };
}

/** By price, then by time: whoever trades was first, and neither side loses by its own limit. */
const bookPriority: MarketProperty = {
  name: 'bookPriority',
  title: 'The best price trades first, at one price the earliest order, at the price that waited',
  temper: 'always',
  watches: [
    'market.auction.opened',
    'market.order.placed',
    'market.order.withdrawn',
    'market.trade.made',
  ],
  watch(brief): Watch {
    const orders = new Map<number, SeenOrder>();
    const judge = (event: EventRecord): Violation | undefined => {
      const [resting, incoming] = [numberOf(event, 'resting'), numberOf(event, 'incoming')];
      const [first, second] = [orders.get(resting), orders.get(incoming)];
      if (first === undefined || second === undefined || first.isBuy === second.isBuy)
        return violation('Orders are traded that do not wait.', event.actor);
      const isBefore = (one: SeenOrder, order: number): boolean =>
        one.price === first.price
          ? order < resting
          : first.isBuy
            ? one.price > first.price
            : one.price < first.price;
      for (const [order, one] of orders)
        if (order !== incoming && one.isBuy === first.isBuy && isBefore(one, order))
          return violation(
            `Order ${order} of ${nameOf(brief, one.trader)} was before order ${resting}, which was traded.`,
            one.trader,
          );
      orders.delete(resting);
      orders.delete(incoming);
      const price = numberOf(event, 'price');
      const isWithin = second.isBuy ? price <= second.price : price >= second.price;
      return price === first.price && isWithin
        ? undefined
        : violation(
            `A trade was made at ${moneyText(price)}, where an order waited at ${moneyText(first.price)}.`,
            event.actor,
          );
    };
    return watching(brief, (event) => {
      if (event.kind === 'market.auction.opened') orders.clear();
      if (event.kind === 'market.order.withdrawn') orders.delete(numberOf(event, 'order'));
      if (event.kind === 'market.order.placed')
        orders.set(numberOf(event, 'order'), seenOrder(event));
      return event.kind === 'market.trade.made' ? judge(event) : undefined;
    });
  },
};

/** No buyer waits who would take what a seller who waits asks. */
const uncrossed: MarketProperty = {
  name: 'uncrossed',
  title: 'Nobody waits in the book who could trade',
  temper: 'always',
  watches: [
    'market.auction.opened',
    'market.order.placed',
    'market.order.withdrawn',
    'market.trade.made',
    'market.auction.closed',
  ],
  watch(brief): Watch {
    const orders = new Map<number, SeenOrder>();
    const judge = (event: EventRecord): Violation | undefined => {
      let [bid, ask] = [0, Infinity];
      for (const { isBuy, price } of orders.values())
        if (isBuy) bid = Math.max(bid, price);
        else ask = Math.min(ask, price);
      return bid < ask
        ? undefined
        : violation(
            `Bids wait at ${moneyText(bid)} and asks at ${moneyText(ask)}: they could trade.`,
            event.actor,
          );
    };
    return watching(brief, (event) => {
      if (event.kind === 'market.auction.opened') orders.clear();
      if (event.kind === 'market.order.withdrawn') orders.delete(numberOf(event, 'order'));
      if (event.kind === 'market.trade.made') {
        orders.delete(numberOf(event, 'resting'));
        orders.delete(numberOf(event, 'incoming'));
      }
      // What came last has traded by the time that the next one comes.
      if (event.kind === 'market.auction.closed') return judge(event);
      if (event.kind !== 'market.order.placed') return undefined;
      const crossed = judge(event);
      orders.set(numberOf(event, 'order'), seenOrder(event));
      return crossed;
    });
  },
};

export const AWARD_PROPERTIES: readonly MarketProperty[] = [fairAwards, bookPriority, uncrossed];
