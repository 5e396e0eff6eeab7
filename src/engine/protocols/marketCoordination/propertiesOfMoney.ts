/**
 * What it is: money in an auction or a series of them, watched from outside: who has won pays its price once, to the auctioneer;
 * the auctioneer pays sellers what buyers have paid for their trades; what comes after the auctioneer has given a payer up is given
 * back; what is reported is what was paid. Nothing is made or lost.
 */

import type { ActorIndex, MinorUnits } from '../../base/units.ts';
import type { Property, Violation, Watch, WatchBrief } from '../../contract/protocol.ts';
import { nameOf } from '../../contract/sentences.ts';
import { numberOf, textOf, violation, watching } from '../../contract/watching.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import type { MarketParameters } from './card.ts';
import { moneyText } from './conduct/messages.ts';

type Brief = WatchBrief<MarketParameters>;

/** What one coordination owes and pays, as its events say. */
class Accounts {
  private readonly brief: Brief;
  private owed = new Map<ActorIndex, MinorUnits>();
  private due = new Map<ActorIndex, MinorUnits>();
  private readonly paid = new Set<ActorIndex>();
  /** By whom nothing is awaited any more; and what it has paid nevertheless, to be given back. */
  private readonly overdue = new Map<ActorIndex, MinorUnits[]>();
  private readonly late = new Map<ActorIndex, MinorUnits[]>();
  received = 0;
  /** Received and not handed on. */
  private held = 0;

  constructor(brief: Brief) {
    this.brief = brief;
  }

  see(event: EventRecord): void {
    const { format } = this.brief.parameters;
    if (event.kind === 'market.auction.opened') {
      this.owed = new Map();
      this.due = new Map();
      this.paid.clear();
    }
    if (event.kind === 'market.payment.failed') this.giveUp(event);
    if (event.kind === 'market.goods.awarded')
      add(this.owed, numberOf(event, 'bidder'), numberOf(event, 'price'));
    if (event.kind === 'market.trade.made') {
      add(this.owed, numberOf(event, 'buyer'), numberOf(event, 'price'));
      add(this.due, numberOf(event, 'seller'), numberOf(event, 'price'));
    }
    const isSingle = ['english', 'vickrey', 'sealed_bid', 'dutch'].includes(format);
    if (event.kind === 'market.auction.closed' && isSingle && numberOf(event, 'winner') >= 0)
      add(this.owed, numberOf(event, 'winner'), numberOf(event, 'price'));
  }

  /** What comes of this bidder from now on, or has come unheard of, is to be given back. */
  private giveUp(event: EventRecord): void {
    const [bidder, price] = [numberOf(event, 'bidder'), numberOf(event, 'price')];
    if (!this.paid.has(bidder)) return put(this.overdue, bidder, price);
    put(this.late, bidder, price);
    this.held -= price;
  }

  judge(event: EventRecord): Violation | undefined {
    const [payer, payee] = [numberOf(event, 'payer'), numberOf(event, 'payee')];
    const amount = numberOf(event, 'amount');
    const roleOf = (actor: ActorIndex): string | undefined =>
      this.brief.seats.find((seat) => seat.actor === actor)?.role;
    if (roleOf(payer) === 'auctioneer') return this.judgeHandingOn(payer, payee, amount);
    const owed = this.owed.get(payer) ?? 0;
    const isDue = owed === amount && !this.paid.has(payer);
    if (!isDue && roleOf(payee) === 'auctioneer' && take(this.overdue, payer, amount)) {
      put(this.late, payer, amount);
      return undefined;
    }
    if (owed === 0) return violation(`${this.nameOf(payer)} pays and has not won.`, payer);
    if (roleOf(payee) !== 'auctioneer')
      return violation(
        `${this.nameOf(payer)} pays ${this.nameOf(payee)}, to whom it owes nothing.`,
        payer,
      );
    if (this.paid.has(payer)) return violation(`${this.nameOf(payer)} pays twice.`, payer);
    this.paid.add(payer);
    this.received += amount;
    this.held += amount;
    return amount === owed
      ? undefined
      : violation(
          `${this.nameOf(payer)} paid ${moneyText(amount)}, where its price is ${moneyText(owed)}.`,
          payer,
        );
  }

  private nameOf(actor: ActorIndex): string {
    return nameOf(this.brief, actor);
  }

  private judgeHandingOn(
    payer: ActorIndex,
    payee: ActorIndex,
    amount: MinorUnits,
  ): Violation | undefined {
    if (take(this.late, payee, amount)) return undefined;
    const due = (this.due.get(payee) ?? 0) - amount;
    this.due.set(payee, due);
    this.held -= amount;
    if (due < 0)
      return violation(`${this.nameOf(payee)} is paid more than its trades brought.`, payer);
    return this.held < 0
      ? violation(`${this.nameOf(payer)} hands on more than it has received.`, payer)
      : undefined;
  }
}

function add(sums: Map<ActorIndex, MinorUnits>, actor: ActorIndex, amount: MinorUnits): void {
  sums.set(actor, (sums.get(actor) ?? 0) + amount);
}

function put(sums: Map<ActorIndex, MinorUnits[]>, actor: ActorIndex, amount: MinorUnits): void {
  sums.set(actor, [...(sums.get(actor) ?? []), amount]);
}

/** Takes a sum away if it is there; whether it was. */
function take(sums: Map<ActorIndex, MinorUnits[]>, actor: ActorIndex, amount: MinorUnits): boolean {
  const own = sums.get(actor) ?? [];
  const place = own.indexOf(amount);
  if (place >= 0) own.splice(place, 1);
  return place >= 0;
}

/** Winners pay their prices once; what is reported is what was paid. */
export const moneyConserved: Property<MarketParameters> = {
  name: 'moneyConserved',
  title: 'Winners pay their prices once, sellers get what was paid, and no other sum is reported',
  temper: 'always',
  watches: [
    'market.auction.opened',
    'market.goods.awarded',
    'market.trade.made',
    'market.auction.closed',
    'market.payment.failed',
    'payment.made',
    'coordination.completed',
  ],
  watch(brief): Watch {
    const accounts = new Accounts(brief);
    return watching(brief, (event) => {
      accounts.see(event);
      if (event.kind === 'payment.made') return accounts.judge(event);
      if (event.kind !== 'coordination.completed') return undefined;
      const { revenue } = JSON.parse(textOf(event, 'outcome')) as { revenue?: number };
      // What a payer's lost confirmation would have said, nobody can know: it may be missing, never be too much.
      const isSeries = brief.parameters.auctions > 1;
      const isRight =
        revenue === undefined ||
        revenue === accounts.received ||
        (isSeries ? revenue < accounts.received : revenue === 0);
      return isRight
        ? undefined
        : violation(
            `${nameOf(brief, event.actor)} reports a revenue of ${moneyText(revenue)}, where it was paid ${moneyText(accounts.received)}.`,
            event.actor,
          );
    });
  },
};
