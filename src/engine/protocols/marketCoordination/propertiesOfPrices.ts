/**
 * What it is: the prices of several units and of bundles, found again from the accepted bids in other ways than the payment rules
 * find them: of units by looking for the least amount with which so many would still have been won, of bundles by trying all sets of
 * items. Bundles of more than ITEMS_MOST items, and searches that proved nothing, are not judged.
 * Units: effective amounts and scores are amount × weight in thousandths.
 */

import type { ActorIndex, MinorUnits } from '../../base/units.ts';
import type { Property, Watch, WatchBrief } from '../../contract/protocol.ts';
import { nameOf } from '../../contract/sentences.ts';
import { numberOf, textOf, violation, watching } from '../../contract/watching.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import type { MarketParameters } from './card.ts';
import { moneyText } from './conduct/messages.ts';

interface Offered {
  readonly bidder: ActorIndex;
  readonly order: number;
  readonly amount: MinorUnits;
  readonly weightMilli: number;
  /** As bits. */
  items: number;
}
interface Awarded {
  readonly bidder: ActorIndex;
  readonly items: number;
  readonly price: MinorUnits;
  readonly amount: MinorUnits;
}

const ITEMS_MOST = 10;

/** `1 + 3` as bits; a good without items is 0. */
function bitsOf(text: string): number {
  return text.split(' + ').reduce((bits, item) => {
    const number = Number(item);
    return Number.isInteger(number) && number > 0 ? bits | (1 << (number - 1)) : bits;
  }, 0);
}

function countOf(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

/** What one auction of several things was, as its events say. */
class Sale {
  offers: Offered[] = [];
  awards: Awarded[] = [];
  reserve = 0;
  units = 0;
  isProven = true;
  private readonly parameters: MarketParameters;
  private readonly nameOf: (bidder: ActorIndex) => string;

  constructor(brief: WatchBrief<MarketParameters>) {
    this.parameters = brief.parameters;
    this.nameOf = (bidder) => nameOf(brief, bidder);
  }

  see(event: EventRecord): void {
    switch (event.kind) {
      case 'market.auction.opened':
        [this.offers, this.awards, this.isProven] = [[], [], true];
        this.reserve = numberOf(event, 'reserve');
        return;
      case 'market.lot.offered':
        this.units = numberOf(event, 'units');
        return;
      case 'market.bid.accepted': {
        const amount = numberOf(event, 'amount');
        const weightMilli = numberOf(event, 'effective') / amount;
        const [bidder, order] = [numberOf(event, 'bidder'), numberOf(event, 'order')];
        this.offers.push({ bidder, order, amount, weightMilli, items: 0 });
        return;
      }
      case 'market.bundle.offered': {
        const own = this.offers.find(({ order }) => order === numberOf(event, 'order'));
        if (own !== undefined) own.items = bitsOf(textOf(event, 'items'));
        return;
      }
      case 'market.search.advanced':
        this.isProven = numberOf(event, 'incumbent') === numberOf(event, 'bound');
        return;
      case 'market.goods.awarded': {
        const [bidder, price] = [numberOf(event, 'bidder'), numberOf(event, 'price')];
        const items = bitsOf(textOf(event, 'items'));
        this.awards.push({ bidder, items, price, amount: numberOf(event, 'amount') });
        return;
      }
      default:
    }
  }

  judge(): string | undefined {
    const { format, items } = this.parameters;
    if (format === 'uniform_price') return this.judgeUniform();
    if (format === 'vcg') return this.judgeUnits();
    if (format !== 'combinatorial' || items > ITEMS_MOST || !this.isProven) return undefined;
    return this.judgeBundles();
  }

  private weightOf(bidder: ActorIndex): number {
    return this.offers.find((offer) => offer.bidder === bidder)?.weightMilli ?? 1;
  }

  /** The least amount, from the reserve up, of which `isEnough`; it is at most `most`. */
  private least(most: MinorUnits, isEnough: (amount: MinorUnits) => boolean): MinorUnits {
    let [low, high] = [this.reserve, most];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isEnough(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private judgeUniform(): string | undefined {
    const levels = this.offers
      .map(({ amount, weightMilli }) => amount * weightMilli)
      .toSorted((one, other) => other - one);
    const isLast = this.parameters.unitPrice === 'lowest_accepted';
    const level = levels[isLast ? Math.min(this.units, levels.length) - 1 : this.units] ?? 0;
    for (const { bidder, price, amount } of this.awards) {
      const weight = this.weightOf(bidder);
      const right = this.least(amount, (one) => one * weight >= level);
      if (price !== right)
        return `${this.nameOf(bidder)} is asked ${moneyText(price)}, where the one price is ${moneyText(right)}.`;
    }
    return undefined;
  }

  /** The r-th unit costs the least amount with which r units would be won against the others. */
  private judgeUnits(): string | undefined {
    for (const bidder of new Set(this.awards.map((award) => award.bidder))) {
      const own = this.awards.filter((award) => award.bidder === bidder);
      const others = this.offers.filter((offer) => offer.bidder !== bidder);
      const weight = this.weightOf(bidder);
      const most = Math.max(...own.map(({ amount }) => amount));
      const right = own.map((_, i) =>
        this.least(most, (one) => {
          const before = others.filter((offer) => offer.amount * offer.weightMilli > one * weight);
          return before.length + i + 1 <= this.units;
        }),
      );
      const [asked, sum] = [own.map(({ price }) => price), right].map((all) =>
        all.reduce((total, one) => total + one, 0),
      );
      if (asked !== sum)
        return `${this.nameOf(bidder)} is asked ${moneyText(asked ?? 0)} for ${own.length}, which displaced bids of ${moneyText(sum ?? 0)}.`;
    }
    return undefined;
  }

  private judgeBundles(): string | undefined {
    const best = this.bestWithout(-1);
    const scoreOf = ({ amount, items }: Awarded, weight: number): number =>
      (amount - this.reserve * countOf(items)) * weight;
    const scores = this.awards.map((award) => scoreOf(award, this.weightOf(award.bidder)));
    const value = scores.reduce((sum, score) => sum + score, 0);
    if (value !== best) return `Bundles worth ${value} are awarded, where ${best} was possible.`;
    for (const [i, { bidder, items, price, amount }] of this.awards.entries()) {
      const harm = this.bestWithout(bidder) - (value - (scores[i] ?? 0));
      const least = this.reserve * countOf(items);
      const weight = this.weightOf(bidder);
      let right = least + Math.floor(harm / weight);
      while ((right - least) * weight < harm) right += 1;
      if (price !== Math.min(amount, right))
        return `${this.nameOf(bidder)} is asked ${moneyText(price)}, where its presence costs the others ${moneyText(right)}.`;
    }
    return undefined;
  }

  /** The highest sum of scores that the bids of all but `left` reach, by sets of items. */
  private bestWithout(left: ActorIndex): number {
    let best = new Float64Array(1 << this.parameters.items);
    for (const bidder of new Set(this.offers.map((offer) => offer.bidder))) {
      if (bidder === left) continue;
      const next = best.slice();
      for (const { bidder: owner, items, amount, weightMilli } of this.offers) {
        if (owner !== bidder) continue;
        const score = (amount - this.reserve * countOf(items)) * weightMilli;
        for (let set = items; set < best.length; set = (set + 1) | items)
          next[set] = Math.max(next[set] ?? 0, (best[set & ~items] ?? 0) + score);
      }
      best = next;
    }
    return best.at(-1) ?? 0;
  }
}

const KINDS = [
  'market.auction.opened',
  'market.lot.offered',
  'market.bid.accepted',
  'market.bundle.offered',
  'market.search.advanced',
  'market.goods.awarded',
  'market.auction.closed',
];

/** Several units and bundles cost what the format says, and bundles go where they bring most. */
export const fairPrices: Property<MarketParameters> = {
  name: 'fairPrices',
  title: 'Units and bundles cost what the format says, and bundles go where they bring most',
  temper: 'always',
  watches: KINDS,
  watch(brief): Watch {
    const sale = new Sale(brief);
    return watching(brief, (event) => {
      sale.see(event);
      if (event.kind !== 'market.auction.closed') return undefined;
      const explanation = sale.judge();
      return explanation === undefined ? undefined : violation(explanation, event.actor);
    });
  },
};
