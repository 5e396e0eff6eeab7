/** What it is: what a market came to, by its outcome, in the room of a node: what went to whom, and for how much. */

import type { CoordinationResult } from '../../frame.ts';
import type { FaceBrief } from '../../face.ts';
import { sayEuros } from './money.ts';

type Outcome = Readonly<Record<string, unknown>>;

/** Undefined of what was not sold, whose decision says so. */
export function marketResult(
  outcome: Outcome,
  { coordination }: FaceBrief,
): CoordinationResult | undefined {
  if (outcome['decision'] !== 'sold') return undefined;
  const good = coordination.resources.good?.name ?? 'the good';
  const { auctions, soldAuctions, revenue, trades, meanPrice, price } = outcome;
  if (auctions !== undefined)
    return {
      words: `${Number(soldAuctions)} of ${Number(auctions)} auctions sold`,
      figure: ['Revenue', sayEuros(Number(revenue))],
    };
  if (trades !== undefined)
    return {
      words: `${Number(trades)} ${trades === 1 ? 'trade' : 'trades'} in ${good}`,
      figure: ['Mean price', sayEuros(Number(meanPrice))],
    };
  const winners = winnersOf(outcome);
  const who = winners.length === 1 ? winners[0]?.replace('/', ' ') : `${winners.length} bidders`;
  return { words: `${good} to ${who ?? '–'}`, figure: ['Paid', sayEuros(Number(price))] };
}

function winnersOf({ allocation }: Outcome): readonly string[] {
  if (!Array.isArray(allocation)) return [];
  const agents = allocation.map((one: { readonly agent?: unknown }) => String(one.agent));
  return [...new Set(agents)];
}
