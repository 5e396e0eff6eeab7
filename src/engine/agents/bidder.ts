/**
 * What it is: an agent that values a good and bids for it. What it bids follows from its strategy; what it
 * never does is to mean to pay more than its limit: the lesser of its value (less what it shades) and budget.
 *   english: the least it may bid (jumping: more), and out for good once that passes the limit.
 *   vickrey, sealed_bid, dutch: its limit, once. In a Dutch auction that is the price at which it accepts.
 * Units: money in minor units, times in microseconds.
 * Errors: a question of another kind is answered with `failed`.
 */

import type { Choices } from '../base/choices.ts';
import type { Micros, MinorUnits } from '../base/units.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { AgentBehaviour } from './behaviour.ts';
import { bidderParameters } from './cards.ts';
import type { BidderParameters } from './cards.ts';
import { thinkingTime } from './thinking.ts';

export interface BidderMemory {
  readonly parameters: BidderParameters;
  /** Its own value of the good, drawn once. */
  readonly value: MinorUnits;
}

type BidQuestion = Extract<Question, { kind: 'bid' }>;
type BidAnswer = Extract<Answer, { kind: 'bid' }>;

/** The most that such a bidder means to pay, in minor units. */
export function limitOf(parameters: BidderParameters, value: MinorUnits): MinorUnits {
  const shade = parameters.strategy === 'shaded' ? parameters.shade : 0;
  return Math.min(Math.round(value * (1 - shade)), parameters.budget);
}

function bid(memory: BidderMemory, question: BidQuestion): BidAnswer {
  const { parameters, value } = memory;
  const limit = limitOf(parameters, value);
  if (question.minimum > limit) return { kind: 'bid', amount: undefined, isFinal: true, value };
  if (question.format !== 'english') return { kind: 'bid', amount: limit, isFinal: true, value };
  const raise = parameters.strategy === 'jump' ? parameters.jump : 0;
  const amount = Math.min(limit, question.minimum + raise);
  return { kind: 'bid', amount, isFinal: false, value };
}

/** A sniper lets the round run down to its window; inside it, it is as quick as anybody. */
function timeToBid(parameters: BidderParameters, question: BidQuestion, choices: Choices): Micros {
  const thought = thinkingTime(parameters.thinkMicros, choices);
  // Before a falling clock, waiting is no strategy of its own: the threshold says it all.
  if (parameters.strategy !== 'sniping' || question.format === 'dutch') return thought;
  return Math.max(thought, question.remainingMicros - parameters.snipeMicros);
}

export const bidder: AgentBehaviour<BidderMemory> = {
  kind: 'bidder',
  open(agent: PlannedAgent, choices: Choices): BidderMemory {
    const parameters = bidderParameters.parse(agent.parameters);
    const offset = (choices.fraction() * 2 - 1) * parameters.valuationSpread;
    return { parameters, value: Math.round(parameters.valuation * (1 + offset)) };
  },
  answer(memory: BidderMemory, question: Question, choices: Choices): Consultation {
    if (question.kind !== 'bid') {
      const duration = thinkingTime(memory.parameters.thinkMicros, choices);
      return { answer: { kind: 'failed', reason: 'notABidder' }, duration };
    }
    const duration = timeToBid(memory.parameters, question, choices);
    return { answer: bid(memory, question), duration };
  },
};
