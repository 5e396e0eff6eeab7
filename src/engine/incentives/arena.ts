/**
 * What it is: an auction of a design as the deviation tester plays it: who bids, with which weights, for what, by which rules.
 * Values, strategies and weights are those of the plan; messages, time, faults and the records of a series are left out.
 */

import type { AgentIndex, MinorUnits } from '../base/units.ts';
import { bidderParameters } from '../agents/cards.ts';
import type { BidderParameters } from '../agents/cards.ts';
import { marketParameters } from '../protocols/marketCoordination/card.ts';
import type { AuctionFormat, MarketParameters } from '../protocols/marketCoordination/card.ts';
import { weightMilliOf } from '../protocols/marketCoordination/mechanism/mechanism.ts';
import type { Plan, PlannedAgent } from '../plan/plan.ts';

export interface ArenaBidder {
  readonly agent: PlannedAgent;
  readonly parameters: BidderParameters;
  readonly weightMilli: number;
}

export interface Arena {
  readonly parameters: MarketParameters;
  readonly bidders: readonly ArenaBidder[];
  readonly good: string;
  readonly reserve: MinorUnits;
}

/** The auction that a coordination of the plan holds; undefined when it is none. */
export function openArena(plan: Plan, coordination: string): Arena | undefined {
  const planned = plan.coordinations.find(({ id }) => id === coordination);
  if (planned?.protocol !== 'market_coordination') return undefined;
  const parameters = marketParameters.parse(planned.parameters);
  const bidderOf = (index: AgentIndex): ArenaBidder[] => {
    const agent = plan.agents[index];
    if (agent?.kind !== 'bidder') return [];
    return [
      {
        agent,
        parameters: bidderParameters.parse(agent.parameters),
        weightMilli: weightMilliOf(agent.reputationMilli, parameters.isWeighted),
      },
    ];
  };
  const { name: good, reserve } = planned.resources.good ?? { name: 'the good', reserve: 0 };
  return { parameters, bidders: planned.participants.flatMap(bidderOf), good, reserve };
}

/** Why a format cannot be tried with these bidders, in a sentence; undefined when it can. */
export function refusedFormat({ bidders }: Arena, format: AuctionFormat): string | undefined {
  const sellers = bidders.filter(({ parameters }) => parameters.side === 'seller').length;
  if (format === 'double_auction') {
    if (sellers === 0) return 'There are no sellers among the bidders.';
    return sellers === bidders.length ? 'There are no buyers among the bidders.' : undefined;
  }
  return sellers > 0 ? 'Some of the bidders sell; here all would have to buy.' : undefined;
}
