/**
 * What it is: one situation in which somebody may lie: who, what things are worth to it, what the others will do, in which order
 * bids arrive. The others act as their own agents would; the one that is looked at states what it likes.
 * Units: whole minor units; bidders by their place in the arena.
 */

import { SeededChoices } from '../base/choices.ts';
import type { Choices, ChoicesState } from '../base/choices.ts';
import { shuffle } from '../base/choices.ts';
import { present } from '../base/invariant.ts';
import type { MinorUnits } from '../base/units.ts';
import type { Answer, Offer, Question } from '../contract/consultation.ts';
import { bidder } from '../agents/bidding/bidder.ts';
import type { BidderMemory } from '../agents/bidding/memory.ts';
import { unitValues } from '../agents/bidding/valuation.ts';
import { hasOffers } from '../protocols/marketCoordination/mechanism/formats.ts';
import { drawCommonValue, drawUnits } from '../protocols/marketCoordination/mechanism/lotDraws.ts';
import type { AuctionRules } from '../protocols/marketCoordination/mechanism/mechanism.ts';
import { roundBase } from '../protocols/marketCoordination/mechanism/rounds.ts';
import type { AuctionFormat, MarketParameters } from '../protocols/marketCoordination/card.ts';
import type { Arena, ArenaBidder } from './arena.ts';

export interface Situation {
  readonly arena: Arena;
  /** Of the arena, with the format that is tried. */
  readonly parameters: MarketParameters;
  readonly rules: AuctionRules;
  readonly focus: number;
  /** What it believes each thing to be worth to it, and what that turns out to be: units by rank, or bundles. */
  readonly wants: readonly Offer[];
  readonly worths: readonly MinorUnits[];
  /** Its budget: it cannot state more. */
  readonly budget: MinorUnits;
  /** What the others know, as it was before the auction. */
  readonly memories: readonly BidderMemory[];
  readonly signals: readonly MinorUnits[];
  readonly auction: number;
  /** By bidder: its place in the order of arrival, from 1. */
  readonly arrival: readonly number[];
  /** What is drawn while it is played: the same for truth and lie. */
  readonly luck: ChoicesState;
}

/** Everybody's memory as it is before the first auction of a plan. */
export function openMemories({ bidders }: Arena, choices: Choices): readonly BidderMemory[] {
  return bidders.map(({ agent }) => bidder.open(agent, choices));
}

/** Draws the situation with number `auction` in which `focus` may lie. */
export function drawSituation(
  arena: Arena,
  memories: readonly BidderMemory[],
  format: AuctionFormat,
  auction: number,
  focus: number,
  choices: Choices,
): Situation {
  const parameters: MarketParameters = { ...arena.parameters, format };
  const { start, increment, isReserveHidden } = parameters;
  const units = drawUnits(parameters, choices);
  const { worth, signals } = drawCommonValue(parameters, arena.bidders.length, choices);
  const rules = { reserve: arena.reserve, start, increment, isReserveHidden, units };
  const order = arena.bidders.map((_, i) => i);
  shuffle(order, choices);
  const unasked = { arena, parameters, rules, focus, signals, auction };
  // Drawing is what asking does first: whoever is asked again in this auction has the same value.
  const asked = memories.map((memory, i) => {
    const copy = copyMemory(memory);
    bidder.answer(copy, questionFor({ ...unasked, memories }, i, 1), choices, 0);
    return copyMemory({ ...copy, hasBluffed: false, trader: memory.trader });
  });
  const own = present(asked[focus], 'the bidder looked at');
  const { budget, side } = own.parameters;
  const seen = signals[focus] ?? own.value;
  const wants = honestWants(own, format, parameters, seen, choices);
  const isCommon = worth !== undefined && !hasOffers(format) && format !== 'double_auction';
  return {
    ...unasked,
    wants,
    worths: wants.map(({ amount }) => (isCommon ? worth : amount)),
    budget: side === 'seller' ? Infinity : budget,
    memories: asked,
    arrival: arena.bidders.map((_, i) => order.indexOf(i) + 1),
    luck: [choices.word(), choices.word(), choices.word(), choices.word()],
  };
}

function honestWants(
  own: BidderMemory,
  format: AuctionFormat,
  { items }: MarketParameters,
  seen: MinorUnits,
  choices: Choices,
): readonly Offer[] {
  if (format === 'double_auction')
    return unitValues(own.parameters, own.value).map((amount) => ({ amount, items: [] }));
  if (!hasOffers(format)) return [{ amount: seen, items: [] }];
  const asked = { format, items, good: '', auction: own.auction, units: 1, minimum: 0 } as const;
  const rest = { bidderCount: 1, remainingMicros: 0, spent: 0 };
  const { answer } = bidder.answer(
    copyMemory(own),
    { kind: 'offers', ...asked, ...rest },
    choices,
    0,
  );
  return answer.kind === 'offers' ? answer.wants : [];
}

/** A memory that can be asked without changing the one it was copied from. */
export function copyMemory(memory: BidderMemory): BidderMemory {
  const { trader } = memory;
  return { ...memory, trader: trader === undefined ? undefined : { ...trader } };
}

/** The luck of this situation from its beginning. */
export function luckOf({ luck }: Situation): SeededChoices {
  return new SeededChoices(luck);
}

/** One of the bidders. */
export function bidderOf({ arena }: Pick<Situation, 'arena'>, place: number): ArenaBidder {
  return present(arena.bidders[place], 'a bidder');
}

type Asking = Pick<
  Situation,
  'arena' | 'parameters' | 'rules' | 'signals' | 'auction' | 'memories'
>;

/** What a bidder is asked when it may bid at least `minimum`; a book is asked about elsewhere. */
export function questionFor(asking: Asking, place: number, minimum: MinorUnits): Question {
  const { arena, parameters, rules, signals, auction } = asking;
  const { format, items, sellers, roundMicros, signalSpread } = parameters;
  const { good } = arena;
  const bidderCount = arena.bidders.length;
  const base = { good, auction, minimum, bidderCount, spent: 0 };
  const remainingMicros = roundBase(format, roundMicros);
  if (format === 'double_auction') {
    const { tick, priceMost } = parameters;
    const book = { bestBid: 0, bestAsk: 0, tape: [], missed: [], traded: 0, standing: 0 };
    return { kind: 'order', good, auction, tick, priceMost, ...book, remainingMicros };
  }
  if (hasOffers(format))
    return { kind: 'offers', format, units: rules.units, items, remainingMicros, ...base };
  return {
    kind: 'bid',
    format,
    round: 1,
    isLeading: false,
    leadingEffective: 0,
    weightMilli: bidderOf(asking, place).weightMilli,
    remainingMicros,
    seller: auction % sellers,
    signal: signals[place],
    signalSpread,
    // What is bid only to be taken back wins nothing.
    areBidsRetractable: false,
    ...base,
  };
}

/** What the bidder itself says to that. */
export function ask(asking: Asking, place: number, question: Question, choices: Choices): Answer {
  const memory = present(asking.memories[place], 'a memory');
  return bidder.answer(memory, question, choices, 0).answer;
}
