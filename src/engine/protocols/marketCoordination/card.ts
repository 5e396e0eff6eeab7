/** What it is: what market_coordination says about itself: parameters, roles, messages, codes. */

import { z } from 'zod';
import type { ProtocolCard } from '../../contract/card.ts';
import { reputationUpdated } from '../../events/registryEvents.ts';
import { MARKET_EVENTS } from './events.ts';

export const AUCTION_FORMATS = [
  'english',
  'vickrey',
  'sealed_bid',
  'dutch',
  'uniform_price',
  'vcg',
  'combinatorial',
  'double_auction',
] as const;
export type AuctionFormat = (typeof AUCTION_FORMATS)[number];

/** What people call them. */
export const FORMAT_TITLES: Readonly<Record<AuctionFormat, string>> = {
  english: 'English',
  vickrey: 'Vickrey',
  sealed_bid: 'First price',
  dutch: 'Dutch',
  uniform_price: 'Uniform price',
  vcg: 'VCG',
  combinatorial: 'Combinatorial',
  double_auction: 'Double auction',
};

/** The title of a format by its name on the wire; the name itself where this version does not know it. */
export function sayFormat(format: string): string {
  return (FORMAT_TITLES as Readonly<Record<string, string>>)[format] ?? format.replaceAll('_', ' ');
}

const money = z.int().min(0).max(1e12);

const CLOCK_PRICES_MOST = 10_000;

export const marketParameters = z
  .strictObject({
    format: z.enum(AUCTION_FORMATS).default('english').meta({
      title: 'Format',
      description:
        'English: open and rising. Vickrey: sealed, the winner pays the least that wins. Sealed bid: the winner pays its bid. Dutch: a falling clock. Uniform price and VCG: several units. Combinatorial: bundles of items. Double auction: buyers and sellers in an order book.',
    }),
    start: money.default(0).meta({
      title: 'Starting price',
      description: 'English: the least first bid.',
      unit: 'minor units',
    }),
    increment: z.int().min(1).max(1e12).default(100).meta({
      title: 'Increment',
      description:
        'English: how much a bid must exceed the leading one by, as weighted by reputation.',
      unit: 'minor units',
    }),
    isReserveHidden: z.boolean().default(false).meta({
      title: 'Hidden reserve',
      description: 'English: bids below the reserve are taken, and the good stays unsold below it.',
    }),
    isWeighted: z.boolean().default(true).meta({
      title: 'Weighted by reputation',
      description: 'A bid counts 0.5 + reputation times. Weights are frozen at the opening.',
    }),
    maxRounds: z.int().min(1).max(20).default(5).meta({
      title: 'Rounds',
      description: 'English: the most rounds; a round without a higher bid is the last.',
    }),
    roundMicros: z.int().min(0).max(3_600_000_000).default(0).meta({
      title: 'Length of a round',
      description:
        "Of the first round; 0 is the format's own: English 30 s, Dutch 60 s, sealed 120 s.",
      unit: 'µs',
    }),
    roundShrink: z.enum(['compound', 'linear']).default('compound').meta({
      title: 'Later rounds',
      description:
        'Each round is a tenth shorter than the one before (compound) or by a tenth of the first (linear), never under 10 s.',
    }),
    clockStart: z.int().min(1).max(1e12).default(20_000).meta({
      title: 'Clock starts at',
      description: 'Dutch: the first price shown.',
      unit: 'minor units',
    }),
    clockDecrement: z.int().min(1).max(1e12).default(500).meta({
      title: 'Clock falls by',
      description: 'Dutch: from one price to the next; the last price shown is the reserve.',
      unit: 'minor units',
    }),
    units: z.int().min(1).max(1_000).default(1).meta({
      title: 'Units',
      description: 'Uniform price and VCG: how many of the good are sold in each auction.',
    }),
    unitPrice: z.enum(['highest_losing', 'lowest_accepted']).default('highest_losing').meta({
      title: 'The one price',
      description: 'Uniform price: that of the first bid that lost, or of the last that won.',
    }),
    items: z.int().min(1).max(12).default(4).meta({
      title: 'Items',
      description: 'Combinatorial: how many different items are sold together.',
    }),
    searchWork: z.int().min(1_000).max(1e10).default(200_000_000).meta({
      title: 'Search budget',
      description:
        'Combinatorial: how much work may go into finding the winners; when it is spent, the gap to the best is told.',
      unit: 'steps',
    }),
    tick: z.int().min(1).max(1e9).default(100).meta({
      title: 'Tick',
      description: 'Double auction: prices are multiples of it.',
      unit: 'minor units',
    }),
    priceMost: z.int().min(1).max(1e12).default(40_000).meta({
      title: 'Highest price',
      description: 'Double auction: no order may be above it.',
      unit: 'minor units',
    }),
    isClearedByTrade: z.boolean().default(false).meta({
      title: 'A trade clears the book',
      description: 'Double auction: after a trade all orders that wait are withdrawn.',
    }),
    auctions: z.int().min(1).max(200).default(1).meta({
      title: 'Auctions',
      description: 'How many are held, one after another; values are drawn anew for each.',
    }),
    sellers: z.int().min(1).max(20).default(1).meta({
      title: 'Sellers',
      description: 'The auctions are held for so many sellers in turn.',
    }),
    supplySwing: z.number().min(0).max(1).default(0).meta({
      title: 'Swing of the supply',
      description:
        'Uniform price and VCG: the units of each auction are drawn evenly within ± this share.',
    }),
    isReserveMoving: z.boolean().default(false).meta({
      title: 'Moving reserve',
      description:
        'From one auction to the next the reserve rises by up to an eighth with demand, and falls without.',
    }),
    areBidsRetractable: z.boolean().default(false).meta({
      title: 'Bids may be taken back',
      description: 'English: a bid may be withdrawn before its round ends.',
    }),
    commonValue: money.default(0).meta({
      title: 'Common value',
      description:
        'Above 0 the good is worth the same to all, drawn evenly up to twice this; each bidder sees only a signal.',
      unit: 'minor units',
    }),
    signalSpread: money.default(0).meta({
      title: 'Spread of the signals',
      description: 'How far a signal may be off the common value, either way.',
      unit: 'minor units',
    }),
    reputationBy: z.enum(['record', 'trust']).default('record').meta({
      title: 'Reputation by',
      description:
        'Record: what each bidder did itself. Trust: what those say who dealt with it, each by how far it is trusted itself (EigenTrust).',
    }),
    bidsMost: z.int().min(0).max(1_000).default(10).meta({
      title: 'Bids in 60 s',
      description: 'A bidder with more is flagged; 0: nobody is.',
      unit: 'bids',
    }),
    isPoliced: z.boolean().default(true).meta({
      title: 'Flags cost reputation',
      description:
        'A bidder that is flagged as shill or manipulator, or does not pay, weighs less in the auctions to come.',
    }),
    settlementMicros: z.int().min(1_000).max(600_000_000).default(2_000_000).meta({
      title: 'Time to settle',
      description:
        'How long a bidder has to confirm the result before it is told again, five times at most.',
      unit: 'µs',
    }),
  })
  .refine((all) => all.clockStart / all.clockDecrement <= CLOCK_PRICES_MOST, {
    path: ['clockDecrement'],
    message: `gives the clock more than ${CLOCK_PRICES_MOST} prices; write a larger one`,
  });
export type MarketParameters = z.infer<typeof marketParameters>;

/** Why a bid is refused; each is recorded with market.bid.rejected. */
export const REJECTION_CODES = {
  invalid_format: 'It is no bid.',
  missing_amount: 'It names no amount.',
  missing_agent_id: 'It names no bidder.',
  invalid_amount: 'The amount is no positive whole number of minor units.',
  unauthorized_participant: 'The bidder it names takes no part, or is not its sender.',
  bid_too_low: 'It is below the reserve or the least that may be bid now.',
  already_leading: 'A leader cannot outbid itself.',
  invalid_items: 'It names items that are not for sale, none, or one twice.',
  not_retractable: 'Bids stand: this auction takes none back.',
  order_overtaken: 'It was made before its sender knew of its own last trade.',
  bidding_closed: 'The round, or the auction, is over.',
} as const;
export type RejectionCode = keyof typeof REJECTION_CODES;

/** Why another message changes nothing; each is recorded with message.ignored. */
/** Why a bidder is flagged; each is recorded with market.bidder.flagged and the evidence in words. */
export const FLAG_CODES = {
  excessive_bid_frequency: 'More bids within 60 s than are allowed.',
  shill_bidding_detected: 'Bids in one seller’s auctions as those do who only drive up the price.',
  bid_manipulation_detected: 'Took a high bid back late, or bids as one of a ring.',
} as const;
export type FlagCode = keyof typeof FLAG_CODES;

export const IGNORE_REASONS = {
  duplicate: 'It was received already.',
  late: 'It belongs to a round or an auction that is over.',
  overtaken: 'A newer quote has arrived before it.',
  notBidder: 'The sender takes no part.',
  notAuctioneer: 'Only the auctioneer may say this.',
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

export const marketCard: ProtocolCard<MarketParameters> = {
  id: 'market_coordination',
  title: 'Market coordination',
  summary:
    'An auctioneer sells goods to those who want them most, weighted by reputation, or lets buyers and sellers meet.',
  paper: {
    authors: 'William Vickrey',
    title: 'Counterspeculation, Auctions, and Competitive Sealed Tenders',
    venue: 'The Journal of Finance 16(1)',
    year: 1961,
  },
  version: 12,
  participants: { least: 2, most: 100 },
  agentKinds: ['bidder'],
  roles: [
    { id: 'bidder', title: 'Bidder', isParticipant: true },
    { id: 'auctioneer', title: 'Auctioneer', isParticipant: false },
  ],
  parameters: marketParameters,
  heeded: {
    by: 'format',
    only: {
      start: ['english'],
      increment: ['english'],
      isReserveHidden: ['english'],
      isWeighted: AUCTION_FORMATS.filter((format) => format !== 'double_auction'),
      maxRounds: ['english'],
      roundShrink: ['english'],
      clockStart: ['dutch'],
      clockDecrement: ['dutch'],
      units: ['uniform_price', 'vcg'],
      unitPrice: ['uniform_price'],
      items: ['combinatorial'],
      searchWork: ['combinatorial'],
      tick: ['double_auction'],
      priceMost: ['double_auction'],
      isClearedByTrade: ['double_auction'],
      supplySwing: ['uniform_price', 'vcg'],
      areBidsRetractable: ['english'],
    },
  },
  assumptions: {
    time: 'Rounds end by the auctioneer’s clock; a bid counts when it arrives, not when it was sent.',
    faults:
      'Bidders may crash, fall silent or lie; the auctioneer is trusted to keep its own rules.',
  },
  messages: [
    { kind: 'quote', title: 'Quote', phase: 'announce', hue: 0 },
    { kind: 'bid', title: 'Bid', phase: 'bid', hue: 1 },
    { kind: 'pass', title: 'Pass', phase: 'bid', hue: 4 },
    { kind: 'receipt', title: 'Receipt', phase: 'bid', hue: 2 },
    { kind: 'rejection', title: 'Rejection', phase: 'bid', hue: 6 },
    { kind: 'retraction', title: 'Retraction', phase: 'bid', hue: 7 },
    { kind: 'book', title: 'Book', phase: 'announce', hue: 0 },
    { kind: 'order', title: 'Order', phase: 'bid', hue: 1 },
    { kind: 'result', title: 'Result', phase: 'settle', hue: 3 },
    { kind: 'settlement', title: 'Settlement', phase: 'settle', hue: 5 },
  ],
  behaviours: [
    {
      id: 'malformedBids',
      title: 'Malformed bids',
      help: 'Sends bids without amount or name, with impossible amounts, or in another’s name.',
    },
    {
      id: 'lateBids',
      title: 'Bids too late',
      help: 'Holds each bid back until it has another message to send.',
    },
    {
      id: 'overbid',
      title: 'Overbids',
      help: 'Bids three times what it means to pay, and does not pay more than it meant.',
    },
    {
      id: 'overcharge',
      title: 'Overcharges',
      help: 'As auctioneer, asks the winner for a tenth more than the price.',
    },
  ],
  events: [...MARKET_EVENTS, reputationUpdated],
  decisions: [
    'market.price.changed',
    'market.round.ended',
    'market.trade.made',
    'market.auction.closed',
  ],
  ignoreReasons: IGNORE_REASONS,
  errors: {},
  charts: [
    { id: 'price', title: 'Standing price', unit: 'money', kind: 'step' },
    { id: 'book', title: 'Best orders and trades', unit: 'money', kind: 'step' },
    { id: 'search', title: 'Winner search: found and bound', unit: 'money', kind: 'step' },
    { id: 'closing', title: 'Closing price, ± volatility', unit: 'money', kind: 'line' },
    { id: 'bids', title: 'Bids by bidder', unit: 'money', kind: 'step' },
    {
      id: 'welfare',
      title: 'Value, surplus and revenue beside the best',
      unit: 'money',
      kind: 'step',
    },
    { id: 'efficiency', title: 'Efficiency, auction by auction', unit: 'share', kind: 'line' },
    { id: 'reputation', title: 'Reputation', unit: 'reputation', kind: 'step', prefersLow: true },
    { id: 'participation', title: 'Bidders who bid', unit: 'bidders', kind: 'step' },
    {
      id: 'trend',
      title: 'Trend of closing prices',
      unit: 'z',
      kind: 'line',
      guides: [-1.96, 1.96],
    },
    { id: 'impact', title: 'What a unit of demand adds', unit: 'money', kind: 'line' },
    { id: 'bidCount', title: 'Bids taken and refused', unit: 'bids', kind: 'step' },
  ],
  stage: 'auction',
  inputs: [{ port: 'good', isRequired: false }],
};
