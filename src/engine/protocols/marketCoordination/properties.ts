/**
 * What it is: what must hold of an auction, watched from outside. Winner and price are found again from the
 * bids as they were accepted; the critical payment by searching for the least bid that still wins, which
 * uses the allocation alone and not the payment rule.
 */

import type { ActorIndex, MinorUnits } from '../../base/units.ts';
import { termination } from '../../contract/endings.ts';
import type { Property, Violation, Watch, WatchBrief } from '../../contract/protocol.ts';
import { nameOf } from '../../contract/sentences.ts';
import { numberOf, seen, violation, watching } from '../../contract/watching.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import type { MarketParameters } from './card.ts';
import { moneyText } from './conduct/messages.ts';
import { AWARD_PROPERTIES } from './propertiesOfAwards.ts';
import { fairPrices } from './propertiesOfPrices.ts';
import { moneyConserved } from './propertiesOfMoney.ts';

type Brief = WatchBrief<MarketParameters>;
type MarketProperty = Property<MarketParameters>;

interface SeenBid {
  readonly bidder: ActorIndex;
  readonly amount: MinorUnits;
  readonly order: number;
  readonly weightMilli: number;
}
interface Closing {
  readonly winner: ActorIndex;
  readonly price: MinorUnits;
}

const NOBODY: ActorIndex = -1;
const WEIGHT_MILLI_BASE = 500;
const UNWEIGHTED = 1_000;

/** What was seen of one auction so far. */
class Auction {
  readonly brief: Brief;
  bids: SeenBid[] = [];
  reserve = 0;
  closing: Closing | undefined;
  /** Whether winner and price are of one good: the formats of several are watched in propertiesOfAwards.ts. */
  readonly isSingle: boolean;
  /** 0..1, as last heard. */
  private readonly reputations: Map<ActorIndex, number>;
  /** Frozen when the auction opened. */
  private weights: ReadonlyMap<ActorIndex, number> = new Map();

  constructor(brief: Brief) {
    this.brief = brief;
    this.isSingle = ['english', 'vickrey', 'sealed_bid', 'dutch'].includes(brief.parameters.format);
    this.reputations = new Map(
      brief.seats.map((seat) => [seat.actor, seat.reputationMilli / UNWEIGHTED]),
    );
  }

  see(event: EventRecord): void {
    if (event.kind === 'market.auction.opened') {
      this.reserve = numberOf(event, 'reserve');
      this.bids = [];
      this.closing = undefined;
      this.weights = new Map(this.reputations);
    }
    if (event.kind === 'market.reputation.changed')
      this.reputations.set(numberOf(event, 'bidder'), numberOf(event, 'reputation'));
    if (event.kind === 'market.bid.accepted') {
      const bidder = numberOf(event, 'bidder');
      const [amount, order] = [numberOf(event, 'amount'), numberOf(event, 'order')];
      this.bids.push({ bidder, amount, order, weightMilli: this.weight(bidder) });
    }
    if (event.kind === 'market.bid.retracted') {
      const bidder = numberOf(event, 'bidder');
      this.bids = this.bids.filter((bid) => bid.bidder !== bidder);
    }
    if (event.kind === 'market.auction.closed')
      this.closing = { winner: numberOf(event, 'winner'), price: numberOf(event, 'price') };
  }

  nameOf(bidder: ActorIndex): string {
    return bidder === NOBODY ? 'nobody' : nameOf(this.brief, bidder);
  }

  weight(bidder: ActorIndex): number {
    const reputation = this.weights.get(bidder) ?? 0.5;
    return this.brief.parameters.isWeighted
      ? WEIGHT_MILLI_BASE + Math.round(reputation * UNWEIGHTED)
      : UNWEIGHTED;
  }

  effective(bid: SeenBid): number {
    return bid.amount * this.weight(bid.bidder);
  }

  /** Who should have the good, from the bids alone. */
  best(bids: readonly SeenBid[] = this.bids): SeenBid | undefined {
    if (this.brief.parameters.format === 'dutch') return bids[0];
    let best: SeenBid | undefined;
    for (const bid of bids) {
      const margin = best === undefined ? 1 : this.effective(bid) - this.effective(best);
      if (margin > 0 || (margin === 0 && bid.order < (best?.order ?? 0))) best = bid;
    }
    const isShort = best !== undefined && best.amount < this.reserve;
    return isShort ? undefined : best;
  }

  /** The winner's accepted bid that won. */
  winningBid(): SeenBid | undefined {
    const own = this.bids.filter((bid) => bid.bidder === this.closing?.winner);
    return own.reduce<SeenBid | undefined>(
      (most, bid) => (most === undefined || bid.amount > most.amount ? bid : most),
      undefined,
    );
  }

  /** The least amount, from the reserve up, with which `winner` would still have won: by bisection. */
  critical(winner: SeenBid): MinorUnits {
    const others = this.bids.filter((bid) => bid !== winner);
    const wins = (amount: MinorUnits): boolean => {
      const changed = { ...winner, amount };
      return this.best([...others, changed]) === changed;
    };
    let [low, high] = [this.reserve, winner.amount];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (wins(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const AUCTION_KINDS = [
  'market.auction.opened',
  'market.reputation.changed',
  'market.bid.accepted',
  'market.bid.retracted',
  'market.auction.closed',
];

/** A property that judges each event with the auction as it was seen up to and including it. */
function always(
  name: string,
  title: string,
  kinds: readonly string[],
  judge: (auction: Auction, event: EventRecord) => Violation | undefined,
): MarketProperty {
  return {
    name,
    title,
    temper: 'always',
    watches: [...new Set([...AUCTION_KINDS, ...kinds])],
    watch(brief): Watch {
      const auction = new Auction(brief);
      return watching(brief, (event) => {
        auction.see(event);
        return kinds.includes(event.kind) ? judge(auction, event) : undefined;
      });
    },
  };
}

const CLOSED = ['market.auction.closed'];

const maximalAllocation = always(
  'maximalAllocation',
  'The good goes to the best accepted bid that meets the reserve',
  CLOSED,
  (auction, event) => {
    if (!auction.isSingle) return undefined;
    const winner = numberOf(event, 'winner');
    const best = auction.best()?.bidder ?? NOBODY;
    return winner === best
      ? undefined
      : violation(
          `The good went to ${auction.nameOf(winner)}, where the bids say ${auction.nameOf(best)}.`,
          event.actor,
        );
  },
);

const individualRationality = always(
  'individualRationality',
  'The winner pays at most its bid and at least the reserve',
  CLOSED,
  (auction, event) => {
    const { winner, price } = auction.closing ?? { winner: NOBODY, price: 0 };
    if (winner === NOBODY || !auction.isSingle) return undefined;
    const own = auction.winningBid()?.amount ?? 0;
    if (price > own)
      return violation(
        `${auction.nameOf(winner)} pays ${moneyText(price)}, above its bid of ${moneyText(own)}.`,
        event.actor,
        winner,
      );
    return price < auction.reserve
      ? violation(
          `${auction.nameOf(winner)} pays ${moneyText(price)}, below the reserve of ${moneyText(auction.reserve)}.`,
          event.actor,
        )
      : undefined;
  },
);

const criticalPayment = always(
  'criticalPayment',
  'The price is what the format says: the critical bid (Vickrey) or the winner’s own',
  CLOSED,
  (auction, event) => {
    const { winner, price } = auction.closing ?? { winner: NOBODY, price: 0 };
    const bid = auction.winningBid();
    if (winner === NOBODY || bid === undefined || !auction.isSingle) return undefined;
    const isVickrey = auction.brief.parameters.format === 'vickrey';
    const expected = isVickrey ? auction.critical(bid) : bid.amount;
    return price === expected
      ? undefined
      : violation(
          `${auction.nameOf(winner)} was asked ${moneyText(price)}, where ${moneyText(expected)} is right.`,
          event.actor,
        );
  },
);

const risingPrice = always(
  'risingPrice',
  'Each raise is enough: by the increment, on the effective scale',
  ['market.bid.accepted'],
  (auction, event) => {
    const [before, last] = auction.bids.slice(-2);
    const { format, increment } = auction.brief.parameters;
    if (format !== 'english' || before === undefined || last === undefined) return undefined;
    if (before.bidder === last.bidder)
      return violation(`${auction.nameOf(last.bidder)} outbid itself.`, event.actor);
    const raise = auction.effective(last) - auction.effective(before);
    return raise >= increment * UNWEIGHTED
      ? undefined
      : violation(
          `${auction.nameOf(last.bidder)} raised by ${moneyText(Math.floor(raise / UNWEIGHTED))}, less than the increment of ${moneyText(increment)}.`,
          event.actor,
        );
  },
);

const weighedAtOpening = always(
  'weighedAtOpening',
  'A bid weighs by the reputation that its bidder had when the auction opened',
  ['market.bid.accepted'],
  (auction, event) => {
    const [bidder, amount] = [numberOf(event, 'bidder'), numberOf(event, 'amount')];
    const [counted, right] = [numberOf(event, 'effective'), amount * auction.weight(bidder)];
    return counted === right
      ? undefined
      : violation(
          `The bid of ${auction.nameOf(bidder)}, ${moneyText(amount)}, counts ${counted}, where ${right} is right.`,
          event.actor,
          bidder,
        );
  },
);

const oneWinner: MarketProperty = {
  name: 'oneWinner',
  title: 'Each auction closes once, and no bid is accepted or taken back afterwards',
  temper: 'always',
  watches: [
    'market.auction.opened',
    'market.auction.closed',
    'market.bid.accepted',
    'market.bid.retracted',
  ],
  watch(brief): Watch {
    let isClosed = false;
    return watching(brief, (event) => {
      const isClosing = event.kind === 'market.auction.closed';
      const isOpening = event.kind === 'market.auction.opened';
      if (isClosed && !isOpening)
        return violation(
          `${nameOf(brief, event.actor)} ${isClosing ? 'closed an auction twice' : 'went on with bids after it had closed the auction'}.`,
          event.actor,
        );
      isClosed = isClosing;
      return undefined;
    });
  },
};

export const MARKET_PROPERTIES: readonly MarketProperty[] = [
  maximalAllocation,
  individualRationality,
  criticalPayment,
  risingPrice,
  weighedAtOpening,
  oneWinner,
  moneyConserved,
  ...AWARD_PROPERTIES,
  fairPrices,
  termination('The auction ends', 'auctioneer', 'the auction', CLOSED),
  seen('bidAccepted', 'A bid or an order was accepted', [
    'market.bid.accepted',
    'market.order.placed',
  ]),
];
