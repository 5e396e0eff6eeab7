/** Every watcher of auctions and books, fed by hand: actors 0 to 3 bid, 4 is the auctioneer. */

import { describe } from 'vitest';
import { testPromises } from '../testing/promises.testing.ts';
import type { Broken, Told } from '../testing/promises.testing.ts';

const AUCTIONEER = 4;

const opened = (reserve = 0): Told => ['market.auction.opened', AUCTIONEER, { reserve }];
const accepted = (
  bidder: number,
  amount: number,
  order: number,
  effective = 1_000 * amount,
): Told => ['market.bid.accepted', AUCTIONEER, { bidder, amount, order, effective }];
const closed = (winner: number, price: number): Told => [
  'market.auction.closed',
  AUCTIONEER,
  { winner, price },
];
const offered = (units: number): Told => ['market.lot.offered', AUCTIONEER, { units }];
const awarded = (bidder: number, price: number, amount: number, items = ''): Told => [
  'market.goods.awarded',
  AUCTIONEER,
  { bidder, price, amount, items },
];
const placed = (order: number, trader: number, isBuy: boolean, price: number): Told => [
  'market.order.placed',
  AUCTIONEER,
  { order, trader, isBuy, price },
];
const traded = (resting: number, incoming: number, price: number): Told => [
  'market.trade.made',
  AUCTIONEER,
  { resting, incoming, price, buyer: 0, seller: 1 },
];
const paid = (payer: number, payee: number, amount: number): Told => [
  'payment.made',
  payer,
  { payer, payee, amount },
];

const market = (
  format: string,
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[],
  more: object = {},
): Broken => ({
  protocol: 'market_coordination',
  property,
  history,
  says,
  names,
  parameters: { format, isWeighted: false, ...more },
});

const two = [opened(500), accepted(0, 900, 0), accepted(1, 700, 1)];

const ONE_GOOD: readonly Broken[] = [
  market(
    'vickrey',
    'maximalAllocation',
    [...two, closed(1, 700)],
    'The good went to p/1, where the bids say p/0.',
    [AUCTIONEER],
  ),
  market(
    'vickrey',
    'maximalAllocation',
    [opened(1_000), accepted(0, 900, 0), closed(0, 900)],
    'The good went to p/0, where the bids say nobody.',
    [AUCTIONEER],
  ),
  market(
    'sealed_bid',
    'individualRationality',
    [...two, closed(0, 901)],
    'p/0 pays 9.01, above its bid of 9.00.',
    [AUCTIONEER, 0],
  ),
  market(
    'sealed_bid',
    'individualRationality',
    [...two, closed(0, 499)],
    'p/0 pays 4.99, below the reserve of 5.00.',
    [AUCTIONEER],
  ),
  market(
    'vickrey',
    'criticalPayment',
    [...two, closed(0, 701)],
    'p/0 was asked 7.01, where 7.00 is right.',
    [AUCTIONEER],
  ),
  market(
    'english',
    'risingPrice',
    [opened(), accepted(0, 1_000, 0), accepted(1, 1_010, 1)],
    'p/1 raised by 0.10, less than the increment of 0.50.',
    [AUCTIONEER],
    { increment: 50 },
  ),
  market(
    'english',
    'risingPrice',
    [opened(), accepted(0, 1_000, 0), accepted(0, 2_000, 1)],
    'p/0 outbid itself.',
    [AUCTIONEER],
  ),
  market(
    'vickrey',
    'weighedAtOpening',
    [opened(), accepted(0, 900, 0), accepted(1, 700, 1, 700_001)],
    'The bid of p/1, 7.00, counts 700001, where 700000 is right.',
    [AUCTIONEER, 1],
  ),
  market(
    'vickrey',
    'oneWinner',
    [...two, closed(0, 700), closed(0, 700)],
    'c/auctioneer closed an auction twice.',
    [AUCTIONEER],
  ),
  market(
    'vickrey',
    'oneWinner',
    [...two, closed(0, 700), accepted(2, 800, 2)],
    'c/auctioneer went on with bids after it had closed the auction.',
    [AUCTIONEER],
  ),
];

const SEVERAL: readonly Broken[] = [
  market(
    'vcg',
    'fairAwards',
    [
      opened(),
      offered(1),
      accepted(0, 900, 0),
      awarded(0, 0, 900),
      awarded(0, 0, 900),
      closed(0, 0),
    ],
    'Of 1 unit 2 are awarded.',
    [AUCTIONEER],
  ),
  market(
    'vcg',
    'fairAwards',
    [
      opened(),
      offered(1),
      accepted(0, 900, 0),
      accepted(1, 700, 1),
      awarded(1, 0, 700),
      closed(1, 0),
    ],
    'p/0 had bid more than one who won.',
    [AUCTIONEER],
  ),
  market(
    'combinatorial',
    'fairAwards',
    [opened(), awarded(0, 100, 900, '1 + 2'), awarded(1, 100, 900, '2'), closed(0, 0)],
    'An item is awarded twice.',
    [AUCTIONEER],
    { items: 2 },
  ),
  market(
    'uniform_price',
    'fairAwards',
    [opened(500), offered(2), accepted(0, 900, 0), awarded(0, 400, 900), closed(0, 400)],
    'p/0 is asked 4.00, below the reserve of 5.00.',
    [AUCTIONEER],
  ),
  market(
    'uniform_price',
    'fairPrices',
    [
      opened(),
      offered(1),
      accepted(0, 900, 0),
      accepted(1, 700, 1),
      awarded(0, 699, 900),
      closed(0, 699),
    ],
    'p/0 is asked 6.99, where the one price is 7.00.',
    [AUCTIONEER],
    { unitPrice: 'highest_losing' },
  ),
  market(
    'vcg',
    'fairPrices',
    [
      opened(),
      offered(1),
      accepted(0, 900, 0),
      accepted(1, 700, 1),
      awarded(0, 900, 900),
      closed(0, 900),
    ],
    'p/0 is asked 9.00 for 1, which displaced bids of 7.00.',
    [AUCTIONEER],
  ),
];

const BOOKS: readonly Broken[] = [
  market(
    'double_auction',
    'bookPriority',
    [
      opened(),
      placed(0, 0, true, 900),
      placed(1, 2, true, 900),
      placed(2, 1, false, 800),
      traded(1, 2, 900),
    ],
    'Order 0 of p/0 was before order 1, which was traded.',
    [0],
  ),
  market(
    'double_auction',
    'bookPriority',
    [opened(), placed(0, 0, true, 900), placed(1, 1, false, 800), traded(0, 1, 850)],
    'A trade was made at 8.50, where an order waited at 9.00.',
    [AUCTIONEER],
  ),
  market(
    'double_auction',
    'bookPriority',
    [opened(), placed(0, 0, true, 900), traded(0, 1, 900)],
    'Orders are traded that do not wait.',
    [AUCTIONEER],
  ),
  market(
    'double_auction',
    'uncrossed',
    [opened(), placed(0, 0, true, 900), placed(1, 1, false, 800), closed(-1, 0)],
    'Bids wait at 9.00 and asks at 8.00: they could trade.',
    [AUCTIONEER],
  ),
];

const MONEY: readonly Broken[] = [
  market(
    'vickrey',
    'moneyConserved',
    [opened(), closed(0, 700), paid(1, AUCTIONEER, 700)],
    'p/1 pays and has not won.',
    [1],
  ),
  market(
    'vickrey',
    'moneyConserved',
    [opened(), closed(0, 700), paid(0, 2, 700)],
    'p/0 pays p/2, to whom it owes nothing.',
    [0],
  ),
  market(
    'vickrey',
    'moneyConserved',
    [opened(), closed(0, 700), paid(0, AUCTIONEER, 700), paid(0, AUCTIONEER, 700)],
    'p/0 pays twice.',
    [0],
  ),
  market(
    'vickrey',
    'moneyConserved',
    [opened(), closed(0, 700), paid(0, AUCTIONEER, 600)],
    'p/0 paid 6.00, where its price is 7.00.',
    [0],
  ),
  market(
    'double_auction',
    'moneyConserved',
    [opened(), traded(0, 1, 700), paid(0, AUCTIONEER, 700), paid(AUCTIONEER, 1, 800)],
    'p/1 is paid more than its trades brought.',
    [AUCTIONEER],
  ),
  market(
    'vickrey',
    'moneyConserved',
    [
      opened(),
      closed(0, 700),
      paid(0, AUCTIONEER, 700),
      ['coordination.completed', AUCTIONEER, { outcome: '{"revenue":100}' }],
    ],
    'c/auctioneer reports a revenue of 1.00, where it was paid 7.00.',
    [AUCTIONEER],
  ),
  market('vickrey', 'termination', [], 'c/auctioneer has not ended the auction, though it is up.', [
    AUCTIONEER,
  ]),
];

describe('every promise of a market', () => {
  testPromises(['market_coordination'], [...ONE_GOOD, ...SEVERAL, ...BOOKS, ...MONEY]);
});
