/** What it is: market_coordination with one rule broken at a time, for tests and searches to find out. */

import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { Mutant } from '../../testing/mutant.testing.ts';
import { conductOf } from '../conduct/conduct.ts';
import { HONEST_RULES, awardOf } from '../conduct/rules.ts';
import type { Rules } from '../conduct/rules.ts';
import { refuseRaise } from '../mechanism/english.ts';
import { mechanismOf } from '../mechanism/formats.ts';
import { WEIGHT_ONE, ceilingOf, standingBid } from '../mechanism/mechanism.ts';
import type { AuctionRules, Mechanism, StandingBid } from '../mechanism/mechanism.ts';
import { multiUnitVcg } from '../mechanism/multiUnit/multiUnit.ts';
import { marketCoordination } from '../protocol.ts';

function mutant(
  id: string,
  rule: string,
  title: string,
  broken: Partial<Rules>,
  breaks: Mutant['breaks'] = 'safety',
): Mutant {
  const conduct = conductOf({ ...HONEST_RULES, ...broken });
  // As the registry does it: the kernel hands a protocol only what it gave.
  const protocol = { ...marketCoordination, conduct } as unknown as AnyProtocol;
  return { id, rule, title, breaks, protocol };
}

type Format = Parameters<typeof mechanismOf>[0]['format'];

/** The mechanisms of these formats with some of their rules replaced. */
function inFormats(
  formats: readonly Format[],
  change: (honest: Mechanism) => Partial<Mechanism>,
): Partial<Rules> {
  return {
    mechanismOf(parameters) {
      const honest = mechanismOf(parameters);
      return formats.includes(parameters.format) ? { ...honest, ...change(honest) } : honest;
    },
  };
}

const own = (_rules: AuctionRules, winners: readonly StandingBid[]): readonly number[] =>
  winners.map(({ amount }) => amount);
const rivalsOf = (winner: StandingBid, bids: readonly StandingBid[]): readonly StandingBid[] =>
  bids.filter(({ bidder }) => bidder !== winner.bidder);
const topOf = (bids: readonly StandingBid[]): number =>
  bids.reduce((most, { effective }) => Math.max(most, effective), 0);

/** Amounts as if nobody weighed anything. */
const raw = (bid: StandingBid): StandingBid =>
  standingBid(bid.bidder, bid.amount, WEIGHT_ONE, bid.order, bid.items);

export const MARKET_MUTANTS: readonly Mutant[] = [
  mutant('firstForSecond', 'MARKET-3', 'A Vickrey winner pays its own bid.', {
    ...inFormats(['vickrey'], () => ({ payments: own })),
  }),
  mutant('paysEffective', 'MARKET-3', 'A Vickrey winner pays the second effective bid.', {
    ...inFormats(['vickrey'], () => ({
      payments: ({ reserve }, winners, bids) =>
        winners.map((winner) =>
          Math.max(reserve, ceilingOf(topOf(rivalsOf(winner, bids)), WEIGHT_ONE)),
        ),
    })),
  }),
  mutant('roundsDown', 'MARKET-3', 'The critical bid is rounded down.', {
    ...inFormats(['vickrey'], () => ({
      payments: ({ reserve }, winners, bids) =>
        winners.map((winner) =>
          Math.max(reserve, Math.floor(topOf(rivalsOf(winner, bids)) / winner.weightMilli)),
        ),
    })),
  }),
  mutant('reserveForgotten', 'MARKET-1', 'Bids below the reserve compete.', {
    ...inFormats(['vickrey', 'sealed_bid'], () => ({ minimum: () => 1 })),
  }),
  mutant('alonePaysNothing', 'MARKET-3', 'A single Vickrey bidder pays nothing.', {
    ...inFormats(['vickrey'], (honest) => ({
      payments: (rules, winners, bids) =>
        bids.length === 1 ? [0] : honest.payments(rules, winners, bids),
    })),
  }),
  mutant('tieToTheLater', 'MARKET-2', 'A tie goes to the bid that came last.', {
    ...inFormats(['vickrey', 'sealed_bid'], () => ({
      allocate: (_rules, bids) =>
        bids.filter(({ effective }) => effective === topOf(bids)).slice(-1),
    })),
  }),
  mutant('rawBidsCompared', 'MARKET-1', 'The highest raw bid wins, whatever its weight.', {
    ...inFormats(['vickrey', 'sealed_bid'], (honest) => ({
      allocate(rules, bids) {
        const [best] = honest.allocate(rules, bids.map(raw));
        return bids.filter(({ order }) => order === best?.order);
      },
    })),
  }),
  mutant(
    'weighedLater',
    'MARKET-1',
    'A bid weighs by the record as it is, not as at the opening.',
    {
      weightOf: (_atOpening, now) => now(),
    },
  ),
  mutant('rawIncrement', 'MARKET-5', 'A raise is compared with the leading bid by raw amounts.', {
    ...inFormats(['english'], (honest) => ({
      minimum: (rules, leader) =>
        honest.minimum(rules, leader === undefined ? undefined : raw(leader), WEIGHT_ONE),
    })),
    refuseRaise: (rules, leader, bid) =>
      refuseRaise(rules, leader === undefined ? undefined : raw(leader), {
        ...bid,
        weightMilli: WEIGHT_ONE,
      }),
  }),
  mutant('hiddenReserveIgnored', 'MARKET-6', 'The highest bid wins below a hidden reserve, too.', {
    ...inFormats(['english'], (honest) => ({
      allocate: (rules, bids) => honest.allocate({ ...rules, reserve: 0 }, bids),
    })),
  }),
  mutant('clockPaysTheLast', 'MARKET-7', 'Who stops the clock pays the reserve.', {
    ...inFormats(['dutch'], () => ({
      payments: ({ reserve }, winners) => winners.map(() => Math.max(1, reserve)),
    })),
  }),
  mutant('losersPay', 'MARKET-16', 'All who have bid for one good are asked for their bids.', {
    awardsOf(winners, payments, bids) {
      const honest = HONEST_RULES.awardsOf(winners, payments, bids);
      const losers = bids.filter(({ bidder }) => bidder !== winners[0]?.bidder);
      const isOne = winners.length === 1 && bids.every(({ items }) => items.length === 0);
      const asked = losers.map(({ bidder, amount, items }) => awardOf(bidder, amount, items));
      return isOne ? [...honest, ...asked] : honest;
    },
  }),
  mutant('oneUnitTooMany', 'MARKET-22', 'One unit more is sold than there is.', {
    ...inFormats(['uniform_price', 'vcg'], (honest) => ({
      allocate: (rules, bids) => honest.allocate({ ...rules, units: rules.units + 1 }, bids),
    })),
  }),
  mutant(
    'ownBidsDisplaced',
    'MARKET-22',
    'Under VCG a unit costs the first bid that lost, be it its winner’s own.',
    {
      ...inFormats(['vcg'], () => ({
        payments: ({ reserve, units }, winners, bids) => {
          const level =
            bids.map(({ effective }) => effective).toSorted((x, y) => y - x)[units] ?? 0;
          return winners.map(({ weightMilli }) => Math.max(reserve, ceilingOf(level, weightMilli)));
        },
      })),
    },
  ),
  mutant(
    'displacedFromAbove',
    'MARKET-22',
    'Under VCG units cost the best bids that they displaced twice.',
    {
      ...inFormats(['vcg'], () => ({
        payments: (rules, winners, bids) =>
          multiUnitVcg.payments(rules, winners, bids).map((price, i, all) => {
            const mine = all.filter((_, other) => winners[other]?.bidder === winners[i]?.bidder);
            return Math.max(price, ...mine);
          }),
      })),
    },
  ),
  mutant(
    'winnersSetThePrice',
    'MARKET-22',
    'The one price is that of the last bid that won, where the first that lost should set it.',
    {
      mechanismOf: (parameters) => mechanismOf({ ...parameters, unitPrice: 'lowest_accepted' }),
    },
  ),
  mutant('itemsSoldTwice', 'MARKET-24', 'Bundles win that share items.', {
    ...inFormats(['combinatorial'], () => ({
      allocate: (_rules, bids) =>
        bids.filter((bid, i) => bids.findIndex(({ bidder }) => bidder === bid.bidder) === i),
    })),
  }),
  mutant(
    'greedyBundles',
    'MARKET-24',
    'The dearest bundles win that fit, not the best set of them.',
    {
      ...inFormats(['combinatorial'], () => ({
        allocate(_rules, bids) {
          const won: StandingBid[] = [];
          for (const bid of bids.toSorted(
            (x, y) => y.effective - x.effective || x.order - y.order,
          )) {
            const clashes = won.some(
              ({ bidder, items }) =>
                bidder === bid.bidder || items.some((item) => bid.items.includes(item)),
            );
            if (!clashes) won.push(bid);
          }
          return won;
        },
      })),
    },
  ),
  mutant(
    'externalityWithItself',
    'MARKET-24',
    'What a bundle costs the others is found with its winner’s bids among theirs.',
    {
      ...inFormats(['combinatorial'], (honest) => ({
        payments: (rules, winners, bids) =>
          winners.map((winner) => {
            const others = bids.filter((bid) => bid !== winner);
            return (
              honest.payments(
                rules,
                [winner],
                [winner, ...others.map((bid) => ({ ...bid, bidder: -2 - bid.order }))],
              )[0] ?? 0
            );
          }),
      })),
    },
  ),
  mutant('paysAgain', 'MARKET-16', 'Who is told the result again pays again.', {
    againOf: (paid) => paid,
  }),
  mutant(
    'sellersGetAdvances',
    'MARKET-16',
    'Sellers get their price although the buyer has not paid.',
    {
      isHandedOn: () => true,
    },
  ),
  mutant('duesAreRevenue', 'MARKET-16', 'What should have been paid is reported as revenue.', {
    revenueOf: (_paid, owed) => owed,
  }),
  mutant('worstFirst', 'MARKET-26', 'The worst price is served first.', {
    isBefore: (isBuy, price, earlier) => HONEST_RULES.isBefore(!isBuy, price, earlier),
  }),
  mutant('latestFirst', 'MARKET-26', 'At one price the latest order is served first.', {
    isBefore: (isBuy, price, earlier) =>
      price === earlier || HONEST_RULES.isBefore(isBuy, price, earlier),
  }),
  mutant('filledTwice', 'MARKET-26', 'An order that has traded stays in the book.', {
    isFilledOnce: false,
  }),
  mutant('tradesAtTheNewPrice', 'MARKET-26', 'A trade is at the price of the order that came.', {
    tradePrice: (_waiting, incoming) => incoming,
  }),
  mutant('equalPricesWait', 'MARKET-26', 'Orders at the same price do not trade.', {
    meets: (isBuy, price, waiting) =>
      price !== waiting && HONEST_RULES.meets(isBuy, price, waiting),
  }),
];
