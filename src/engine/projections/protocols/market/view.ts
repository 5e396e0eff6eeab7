/** What it is: how market_coordination looks: its node's face, its charts, its stage. */

import type { Face, FaceBrief, ProtocolView } from '../../face.ts';
import { labelOf } from '../../face.ts';
import { sayFormat } from '../../../protocols/marketCoordination/card.ts';
import { sayEuros } from './money.ts';
import { marketResult } from './result.ts';
import { marketChartRules, marketChartsOf } from './charts.ts';
import { marketHandlers } from './fold.ts';
import { marketStage } from './stage.ts';
import type { MarketState } from './state.ts';
import { copyMarket, emptyMarket } from './state.ts';

function face(state: MarketState, brief: FaceBrief): Face {
  const { auctions = 1, maxRounds = 1 } = brief.coordination.parameters;
  const rounds = state.format === 'english' ? Number(maxRounds) || 1 : 1;
  const done = state.isClosed ? 1 : Math.min(0.95, state.round / (rounds + 1));
  return {
    phase: state.isClosed ? 'closed' : state.round === 0 ? 'waiting' : `round ${state.round}`,
    progress: (state.auction + done) / (Number(auctions) || 1),
    facts: [
      ['Format', state.format === '' ? '–' : sayFormat(state.format)],
      ...seriesFacts(state, Number(auctions) || 1),
      ...priceFacts(state, brief),
      ['Bids', `${state.accepted} taken, ${state.rejected} refused`],
      ...trendFacts(state),
      ...(state.flags.length === 0 ? [] : [['Flags', `${state.flags.length}`] as const]),
    ],
  };
}

function seriesFacts({ auction, sales }: MarketState, auctions: number): Face['facts'] {
  if (auctions === 1) return [];
  return [['Auction', `${Math.max(auction + 1, sales.length)} of ${auctions}`]];
}

/** What stands and who leads, in the words of the format. */
function priceFacts(state: MarketState, brief: FaceBrief): Face['facts'] {
  const price = state.price === undefined ? '–' : sayEuros(state.price);
  if (state.format === 'double_auction')
    return [
      ['Last trade', price],
      ['Trades', `${state.trades.length}`],
    ];
  if (state.awards.length > 0)
    return [
      ['Paid in all', price],
      ['Winners', `${new Set(state.awards.map(({ actor }) => actor)).size}`],
    ];
  const who = brief.own.find((actor) => actor.actor === (state.winner ?? state.leader));
  const name = who === undefined ? '–' : labelOf(who);
  if (state.isClosed)
    return [
      ['Price', price],
      ['Winner', name],
    ];
  if (state.format === 'dutch') return [['Clock', price]];
  return [
    ['Standing', price],
    ['Leads', name],
  ];
}

function trendFacts({ trend }: MarketState): Face['facts'] {
  if (trend === undefined) return [];
  const { word, z, impact } = trend;
  return [
    ['Prices', `${word} (z ${z.toFixed(1)})`],
    ['A unit of demand', `${impact >= 0 ? '+' : '−'}${sayEuros(Math.abs(Math.round(impact)))}`],
  ];
}

/** The view of market_coordination. */
export const marketView: ProtocolView<MarketState> = {
  chartRules: marketChartRules,
  chartsOf: marketChartsOf,
  milestones: {},
  create: emptyMarket,
  handlers: marketHandlers,
  copy: copyMarket,
  face,
  resultOf: marketResult,
  stage: marketStage,
};
