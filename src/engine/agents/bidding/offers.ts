/**
 * What it is: offers for several units or for bundles. Truthful bidders offer what each is worth to them; shading ones less by
 * their share, and under one price for all they may want less: a bidder in equilibrium holds back its further units.
 */

import type { Choices } from '../../base/choices.ts';
import type { MinorUnits } from '../../base/units.ts';
import type { Answer, Offer, Question } from '../../contract/consultation.ts';
import type { BidderMemory } from './memory.ts';
import { bundleValues, unitValues } from './valuation.ts';

type OffersQuestion = Extract<Question, { kind: 'offers' }>;
type OffersAnswer = Extract<Answer, { kind: 'offers' }>;

/** Offers for all it wants; none when it stays away or nothing is worth the minimum. */
export function makeOffers(
  memory: BidderMemory,
  question: OffersQuestion,
  choices: Choices,
): OffersAnswer {
  const { parameters, value, terms } = memory;
  const isBundles = question.format === 'combinatorial';
  const wants: readonly Offer[] = isBundles
    ? bundleValues(parameters, question.items, choices)
    : unitValues(parameters, value).map((amount) => ({ amount, items: [] }));
  const offers = memory.isAttending ? shadeOffers(memory, question, wants) : [];
  return { kind: 'offers', offers, wants, terms };
}

function shadeOffers(
  { parameters }: BidderMemory,
  question: OffersQuestion,
  wants: readonly Offer[],
): readonly Offer[] {
  const { strategy, shade, budget } = parameters;
  const kept = strategy === 'shaded' ? 1 - shade : 1;
  const left = budget - question.spent;
  let planned = 0;
  const fits = (amount: MinorUnits): boolean => {
    // Units may all be won; of bundles only one.
    if (question.format === 'combinatorial') return amount <= left;
    planned += amount;
    return planned <= left;
  };
  return wants
    .map(({ amount, items }, i): Offer => {
      // Under one price a further unit may raise what the first ones cost.
      const isHeldBack = strategy === 'equilibrium' && question.format === 'uniform_price' && i > 0;
      return { amount: Math.round(amount * (isHeldBack ? kept * (1 - shade) : kept)), items };
    })
    .filter(
      ({ amount, items }) => amount >= question.minimum * Math.max(1, items.length) && fits(amount),
    );
}
