/**
 * What it is: orders for a book. Zero intelligence and ZIP as in traders.ts; any other strategy names its limit (shaded: with its
 * margin), which trades at once when somebody waits at a better price.
 */

import type { Choices } from '../../base/choices.ts';
import type { MinorUnits } from '../../base/units.ts';
import type { Answer, Offer, Question } from '../../contract/consultation.ts';
import type { BidderMemory } from './memory.ts';
import { hearShout, openZip, zeroIntelligencePrice, zipPrice } from './traders.ts';
import { unitValues } from './valuation.ts';

type OrderQuestion = Extract<Question, { kind: 'order' }>;
type OrderAnswer = Extract<Answer, { kind: 'order' }>;

/** A shout of theirs is heard by the others however often it was made before. */
const REPEATERS: ReadonlySet<string> = new Set(['zip', 'zero_intelligence']);

/** Its next order, or none while its price would not be taken. */
export function makeOrder(
  memory: BidderMemory,
  question: OrderQuestion,
  choices: Choices,
): OrderAnswer {
  const { parameters, terms } = memory;
  const isBuy = parameters.side === 'buyer';
  const values = unitValues(parameters, memory.value);
  const wants = values.map((amount): Offer => ({ amount: isBuy ? amount : 0 - amount, items: [] }));
  const limit = values[question.traded];
  const rest = { kind: 'order', wants, terms } as const;
  hear(memory, question, limit, choices);
  if (limit === undefined || !memory.isAttending)
    return { ...rest, order: undefined, isFinal: true };
  const price = priceFor(memory, question, limit, choices);
  const { tick, priceMost } = question;
  const amount = onTick(price, limit, isBuy, memory.parameters.strategy === 'zip', tick);
  // What it has said already still stands; only who learns or guesses says it again, as its rules have it.
  const isSaid = amount === question.standing && !REPEATERS.has(parameters.strategy);
  const isPlaced = amount > 0 && amount <= priceMost && !isSaid;
  return { ...rest, order: isPlaced ? { isBuy, amount } : undefined, isFinal: false };
}

/** A trader that learns hears what happened, also when it has nothing left to trade: then it can only learn to ask for more. */
function hear(
  memory: BidderMemory,
  { tape, missed }: OrderQuestion,
  limit: MinorUnits | undefined,
  choices: Choices,
): void {
  const { trader } = memory;
  if (trader === undefined) return;
  for (const shout of missed) hearShout(trader, shout, false, choices);
  if (limit !== undefined) trader.limit = limit;
  for (const shout of tape) hearShout(trader, shout, limit !== undefined, choices);
}

/**
 * Whole ticks, never beyond its limit. A price that is learnt is rounded towards the other side: rounded away from it, two
 * who would trade could stay a tick apart for ever.
 */
function onTick(
  price: MinorUnits,
  limit: MinorUnits,
  isBuy: boolean,
  isLearnt: boolean,
  tick: MinorUnits,
): MinorUnits {
  if (!isLearnt) return (isBuy ? Math.floor(price / tick) : Math.ceil(price / tick)) * tick;
  return isBuy
    ? Math.min(Math.ceil(price / tick), Math.floor(limit / tick)) * tick
    : Math.max(Math.floor(price / tick), Math.ceil(limit / tick)) * tick;
}

function priceFor(
  memory: BidderMemory,
  question: OrderQuestion,
  limit: MinorUnits,
  choices: Choices,
): MinorUnits {
  const { strategy, side, shade } = memory.parameters;
  const isBuy = side === 'buyer';
  if (strategy === 'zero_intelligence') {
    const ticks = isBuy ? Math.floor(limit / question.tick) : Math.ceil(limit / question.tick);
    const most = question.priceMost / question.tick;
    return zeroIntelligencePrice(isBuy, ticks, most, choices) * question.tick;
  }
  if (strategy === 'zip') {
    memory.trader ??= openZip(isBuy, limit, choices);
    memory.trader.limit = limit;
    return zipPrice(memory.trader);
  }
  if (strategy !== 'shaded') return limit;
  return isBuy ? limit * (1 - shade) : limit * (1 + shade);
}
