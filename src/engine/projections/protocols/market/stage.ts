/** What it is: the market's view state as a stage: with names instead of actors, and with what the picture compares. */

import type { ActorEntry } from '../../../kernel/run.ts';
import type {
  AuctionBidder,
  AuctionStage,
  CompanyLink,
  SeriesStage,
  Welfare,
} from '../../auctionStage.ts';
import { labelOf } from '../../face.ts';
import type { FaceBrief, StageMoment } from '../../face.ts';
import { attachments, meetings } from './company.ts';
import type { KeptSale, MarketState } from './state.ts';

const LEVELS_MOST = 12;

type Naming = (actor: number) => string;

/** The stage at the moment that the state stands for. */
export function marketStage(state: MarketState, { brief }: StageMoment): AuctionStage {
  const labels = new Map(brief.own.map((actor) => [actor.actor, labelOf(actor)]));
  const nameOf: Naming = (actor) => labels.get(actor) ?? 'unknown';
  const { parameters } = brief.coordination;
  return {
    kind: 'auction',
    format: state.format,
    good: state.good,
    resource: brief.coordination.resources.good?.resource,
    reserve: state.reserve,
    isWeighted: parameters['isWeighted'] === true && state.format !== 'double_auction',
    units: state.format === 'combinatorial' ? numberOf(brief, 'items') : state.units,
    round: state.round,
    roundsMost: state.format === 'english' ? numberOf(brief, 'maxRounds') : 1,
    roundEndsAt: state.roundEndsAt,
    bidders: brief.own
      .filter((actor) => actor.agent !== undefined)
      .map((actor) => bidderOf(state, actor)),
    bids: state.bids.map((bid) => ({ ...bid, label: nameOf(bid.actor) })),
    taken: state.accepted,
    refused: state.rejected,
    winner: state.winner === undefined ? undefined : labels.get(state.winner),
    price: state.price,
    clockStart: state.clockStart,
    reason: state.reason,
    auction: state.auction,
    awards: state.awards.map((award) => ({ ...award, label: nameOf(award.actor) })),
    book: bookOf(state, nameOf),
    search: state.search,
    welfare: welfareOf(state),
    flags: state.flags.map((flag) => ({ ...flag, label: nameOf(flag.actor) })),
    series: seriesOf(state, brief, nameOf),
  };
}

function numberOf({ coordination }: FaceBrief, parameter: string): number {
  return Number(coordination.parameters[parameter] ?? 1) || 1;
}

function bidderOf(state: MarketState, entry: ActorEntry): AuctionBidder {
  const { actor } = entry;
  const isBuyer = state.isBuyer.get(actor);
  const own = state.trades.filter(({ buyer, seller }) => buyer === actor || seller === actor);
  return {
    actor,
    label: labelOf(entry),
    weightMilli: 500 + (state.frozen.get(actor) ?? entry.reputationMilli),
    reputationMilli: state.reputations.get(actor) ?? entry.reputationMilli,
    best: state.best.get(actor),
    bids: state.counts.get(actor) ?? 0,
    state: stateOf(state, actor),
    side: isBuyer === undefined ? undefined : isBuyer ? 'buyer' : 'seller',
    traded: own.map(({ price }) => price),
  };
}

function stateOf(state: MarketState, actor: number): AuctionBidder['state'] {
  if (state.isClosed) return hasWon(state, actor) ? 'won' : 'lost';
  if (state.leader === actor) return 'leading';
  if (state.passed.has(actor)) return 'passed';
  return state.counts.has(actor) ? 'bidding' : 'waiting';
}

function hasWon(state: MarketState, actor: number): boolean {
  return (
    state.winner === actor ||
    state.awards.some((award) => award.actor === actor) ||
    state.trades.some(({ buyer, seller }) => buyer === actor || seller === actor)
  );
}

function bookOf(state: MarketState, nameOf: Naming): AuctionStage['book'] {
  return {
    bids: levelsOf(state, true),
    asks: levelsOf(state, false),
    trades: state.trades.map((trade) => ({
      ...trade,
      buyer: nameOf(trade.buyer),
      seller: nameOf(trade.seller),
    })),
  };
}

/** Orders by price, best first. */
function levelsOf(state: MarketState, isBuy: boolean): AuctionStage['book']['bids'] {
  const units = new Map<number, number>();
  for (const order of state.orders.values())
    if (order.isBuy === isBuy) units.set(order.price, (units.get(order.price) ?? 0) + 1);
  return [...units]
    .map(([price, count]) => ({ price, units: count }))
    .toSorted((one, other) => (isBuy ? other.price - one.price : one.price - other.price))
    .slice(0, LEVELS_MOST);
}

/** Of the auction that is shown; what bidders pay is known before the values are. */
function welfareOf(state: MarketState): Welfare | undefined {
  const last = state.sales.at(-1);
  if (!state.isClosed || last === undefined) return undefined;
  return { ...last.welfare, paid: state.paid };
}

function seriesOf(state: MarketState, brief: FaceBrief, nameOf: Naming): SeriesStage | undefined {
  const auctions = numberOf(brief, 'auctions');
  if (auctions === 1) return undefined;
  const named = (sale: KeptSale) => ({ ...sale, winners: sale.winners.map(nameOf) });
  return {
    auctions,
    sellers: numberOf(brief, 'sellers'),
    sales: state.sales.map(named),
    trend: state.trend,
    company: companyOf(state, nameOf),
  };
}

function companyOf({ company }: MarketState, nameOf: Naming): readonly CompanyLink[] {
  const pairs = meetings(company).map(({ one, other, ...link }): CompanyLink => {
    const partner = { kind: 'bidder', actor: other, label: nameOf(other) } as const;
    return { ...link, bidder: one, label: nameOf(one), with: partner };
  });
  const served = attachments(company).map(({ one, other, ...link }): CompanyLink => {
    const seller = { kind: 'seller', seller: other } as const;
    return { ...link, bidder: one, label: nameOf(one), with: seller };
  });
  return [...pairs, ...served].toSorted((x, y) => y.z - x.z);
}
