/**
 * What it is: what goods are worth to a bidder: its own value for each auction of a series, falling values of further units,
 * bundles of items that complement or substitute each other, and what a signal says of a common value.
 * Units: whole minor units.
 */

import type { Choices } from '../../base/choices.ts';
import { ln, cos, PI } from '../../base/maths.ts';
import type { MinorUnits } from '../../base/units.ts';
import type { Offer } from '../../contract/consultation.ts';
import type { BidderParameters } from '../cards.ts';

/** A value drawn around the valuation; draws once from the stream for an even spread, twice for a normal one. */
export function drawValue(parameters: BidderParameters, choices: Choices): MinorUnits {
  const { valuation, valuationSpread, valuationShape } = parameters;
  const offset =
    valuationShape === 'normal' ? standardNormal(choices) / 3 : choices.fraction() * 2 - 1;
  return Math.max(0, Math.round(valuation * (1 + offset * valuationSpread)));
}

/** Box and Muller: a normal deviate from two even ones. */
function standardNormal(choices: Choices): number {
  const radius = Math.sqrt(-2 * ln(1 - choices.fraction()));
  return radius * cos(2 * PI * choices.fraction());
}

/** The worth of each unit that it wants, the first one first; a seller's costs rise instead. */
export function unitValues(parameters: BidderParameters, value: MinorUnits): readonly MinorUnits[] {
  const { demand, decline, side } = parameters;
  const factor = side === 'seller' ? 1 + decline : 1 - decline;
  const values: MinorUnits[] = [];
  for (let [unit, worth] = [0, value]; unit < demand; unit++, worth *= factor)
    values.push(Math.round(worth));
  return values;
}

/** Draws the items in which it is interested, and what each subset of them is worth: all of them, smallest first. */
export function bundleValues(
  parameters: BidderParameters,
  items: number,
  choices: Choices,
): readonly Offer[] {
  const interesting: { readonly item: number; readonly value: MinorUnits }[] = [];
  const free = Array.from({ length: items }, (_, item) => item);
  for (let i = 0; i < Math.min(parameters.interest, items); i++) {
    const [item = 0] = free.splice(choices.below(free.length), 1);
    interesting.push({ item, value: drawValue(parameters, choices) });
  }
  interesting.sort((one, other) => one.item - other.item);
  const offers: Offer[] = [];
  for (let set = 1; set < 1 << interesting.length; set++) {
    const own = interesting.filter((_, i) => ((set >> i) & 1) === 1);
    const sum = own.reduce((total, { value }) => total + value, 0);
    const amount = Math.round(sum * Math.max(0.1, 1 + parameters.synergy * (own.length - 1)));
    offers.push({ amount, items: own.map(({ item }) => item) });
  }
  return offers.filter(({ amount }) => amount > 0);
}
