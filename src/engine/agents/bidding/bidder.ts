/**
 * What it is: an agent that values goods and bids for them. What it bids follows from its strategy (see the card); what it never
 * does is to mean to pay more than its limit: the lesser of its value (less what it shades) and what its budget still holds.
 *   english: the least it may bid (jumping: more), and out for good once that passes the limit.
 *   vickrey, sealed_bid, dutch: its limit, once. In a Dutch auction that is the price at which it accepts.
 *   several units, bundles: offers for all it wants, in offers.ts; orders for a book in orders.ts.
 * Units: money in minor units, times in microseconds.
 * Errors: a question of another kind is answered with `failed`.
 */

import { hashName } from '../../base/choices.ts';
import type { Choices } from '../../base/choices.ts';
import type { Micros, MinorUnits } from '../../base/units.ts';
import type { Answer, Consultation, Question } from '../../contract/consultation.ts';
import type { PlannedAgent } from '../../plan/plan.ts';
import type { AgentBehaviour } from '../behaviour.ts';
import { bidderParameters } from '../cards.ts';
import type { BidderParameters } from '../cards.ts';
import { thinkingTime } from '../thinking.ts';
import type { BidderMemory } from './memory.ts';
import { makeOffers } from './offers.ts';
import { makeOrder } from './orders.ts';
import { cautiousEstimate, equilibriumBid } from './shading.ts';
import { drawValue } from './valuation.ts';

type BidQuestion = Extract<Question, { kind: 'bid' }>;
type BidAnswer = Extract<Answer, { kind: 'bid' }>;

const BLUFF_TIMES = 2;

/** The most that such a bidder means to pay for one good of this value. */
export function limitOf(parameters: BidderParameters, value: MinorUnits, spent = 0): MinorUnits {
  const shade = parameters.strategy === 'shaded' ? parameters.shade : 0;
  return Math.max(0, Math.min(Math.round(value * (1 - shade)), parameters.budget - spent));
}

/** The limit by strategy; 0: it does not bid. */
function limitFor(memory: BidderMemory, question: BidQuestion, value: MinorUnits): MinorUnits {
  const { parameters } = memory;
  const { strategy, valuation, valuationSpread } = parameters;
  const limit = limitOf(parameters, value, question.spent);
  const isFirstPrice = question.format === 'sealed_bid' || question.format === 'dutch';
  if (strategy === 'shill')
    return question.seller === parameters.accomplice - 1
      ? Math.round(valuation * parameters.drive)
      : 0;
  if (strategy === 'equilibrium' && isFirstPrice) {
    const low = Math.round(valuation * (1 - valuationSpread));
    return Math.min(limit, equilibriumBid(value, low, question.minimum, question.bidderCount));
  }
  if (strategy === 'colluding') return ringLimit(memory, question, limit, isFirstPrice);
  return limit;
}

/** Whose turn it is bids to win, cheaply where it pays its own bid; the others cover for it or stay away. */
function ringLimit(
  { parameters, place }: BidderMemory,
  question: BidQuestion,
  limit: MinorUnits,
  isFirstPrice: boolean,
): MinorUnits {
  const { ringSize } = parameters;
  const isTurn = question.auction % ringSize === place % ringSize;
  if (isTurn) return isFirstPrice ? Math.round(limit * (1 - parameters.shade)) : limit;
  // Covers are seen only where bids are sealed, and must stay below what the one whose turn it is may bid.
  const cover = Math.round(limit * (1 - parameters.shade) * 0.8);
  return question.format === 'sealed_bid' || question.format === 'vickrey' ? cover : 0;
}

/** What it takes the good to be worth; of a common value, what its signal says. */
function worthOf({ parameters, value }: BidderMemory, question: BidQuestion): MinorUnits {
  const { signal, signalSpread, bidderCount } = question;
  if (parameters.strategy === 'shill') return 0;
  if (signal === undefined) return value;
  // Winning is bad news: the others have seen less. Who reckons with that, bids less.
  return parameters.strategy === 'equilibrium'
    ? cautiousEstimate(signal, signalSpread, bidderCount)
    : signal;
}

function bid(memory: BidderMemory, question: BidQuestion): BidAnswer {
  const { parameters, terms } = memory;
  const value = worthOf(memory, question);
  const isUsual = terms.isWilling && terms.delayMicros === 0;
  const rest = { kind: 'bid', value, ...(isUsual ? {} : { terms }) } as const;
  if (!memory.isAttending) return { ...rest, amount: undefined, isFinal: true };
  const limit = limitFor(memory, question, value);
  if (question.minimum > limit) return { ...rest, amount: undefined, isFinal: true };
  if (question.format !== 'english') return { ...rest, amount: limit, isFinal: true };
  if (parameters.strategy === 'manipulator' && question.areBidsRetractable && !memory.hasBluffed) {
    memory.hasBluffed = true;
    const amount = Math.max(question.minimum, value * BLUFF_TIMES);
    return { ...rest, amount, isFinal: false, isBluff: true };
  }
  // Nobody knows that this one stops short of the end but itself: near it, a shill might win.
  if (parameters.strategy === 'shill' && question.remainingMicros < parameters.snipeMicros)
    return { ...rest, amount: undefined, isFinal: false };
  const raise = parameters.strategy === 'jump' ? parameters.jump : 0;
  return { ...rest, amount: Math.min(limit, question.minimum + raise), isFinal: false };
}

/** A sniper lets the round run down to its window; inside it, it is as quick as anybody. */
function timeToBid(parameters: BidderParameters, question: BidQuestion, choices: Choices): Micros {
  const thought = thinkingTime(parameters.thinkMicros, choices);
  // Before a falling clock, waiting is no strategy of its own: the threshold says it all.
  if (parameters.strategy !== 'sniping' || question.format === 'dutch') return thought;
  return Math.max(thought, question.remainingMicros - parameters.snipeMicros);
}

/** Below its attendance it takes part; a ring has agreed beforehand to which auctions it comes. */
function attends({ strategy }: BidderParameters, auction: number, choices: Choices): number {
  return strategy === 'colluding'
    ? (hashName(`ring/${auction}`) % 1_000) / 1_000
    : choices.fraction();
}

/** What is drawn once for each auction, in a fixed order. */
function enterAuction(memory: BidderMemory, auction: number, choices: Choices): void {
  if (memory.auction === auction) return;
  memory.auction = auction;
  const { parameters } = memory;
  if (auction > 0 && parameters.valuationSpread > 0) memory.value = drawValue(parameters, choices);
  memory.hasBluffed = false;
  memory.isAttending =
    parameters.attendance >= 1 || attends(parameters, auction, choices) < parameters.attendance;
  const isWilling = parameters.defaultShare <= 0 || choices.fraction() >= parameters.defaultShare;
  memory.terms = { isWilling, delayMicros: parameters.payMicros };
}

export const bidder: AgentBehaviour<BidderMemory> = {
  kind: 'bidder',
  open(agent: PlannedAgent, choices: Choices): BidderMemory {
    const parameters = bidderParameters.parse(agent.parameters);
    return {
      parameters,
      place: Number(agent.id.split('/')[1] ?? 0),
      auction: -1,
      value: drawValue(parameters, choices),
      isAttending: true,
      terms: { isWilling: true, delayMicros: 0 },
      hasBluffed: false,
      trader: undefined,
    };
  },
  answer(memory: BidderMemory, question: Question, choices: Choices): Consultation {
    const { parameters } = memory;
    if (question.kind !== 'bid' && question.kind !== 'offers' && question.kind !== 'order') {
      const duration = thinkingTime(parameters.thinkMicros, choices);
      return { answer: { kind: 'failed', reason: 'notABidder' }, duration };
    }
    enterAuction(memory, question.auction, choices);
    if (question.kind === 'bid') {
      const duration = timeToBid(parameters, question, choices);
      return { answer: bid(memory, question), duration };
    }
    const duration = thinkingTime(parameters.thinkMicros, choices);
    const answer =
      question.kind === 'offers'
        ? makeOffers(memory, question, choices)
        : makeOrder(memory, question, choices);
    return { answer, duration };
  },
};
