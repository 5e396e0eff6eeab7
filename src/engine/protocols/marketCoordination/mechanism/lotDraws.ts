/** What it is: what chance decides of an auction before anybody bids: how many units there are, and what a common value shows of itself. */

import type { Choices } from '../../../base/choices.ts';
import type { MinorUnits } from '../../../base/units.ts';
import type { MarketParameters } from '../card.ts';

/** The units of an auction: those of the design, or as many within the swing of the supply. */
export function drawUnits(
  { format, units, supplySwing }: MarketParameters,
  choices: Choices,
): number {
  if (format !== 'uniform_price' && format !== 'vcg') return 1;
  const swing = Math.floor(units * supplySwing);
  return swing === 0 ? units : Math.max(1, units - swing + choices.below(2 * swing + 1));
}

/** What the good is worth to everybody, and what each of `count` bidders sees of that; nothing without a common value. */
export function drawCommonValue(
  { commonValue: middle, signalSpread }: MarketParameters,
  count: number,
  choices: Choices,
): { readonly worth: MinorUnits | undefined; readonly signals: readonly MinorUnits[] } {
  if (middle === 0) return { worth: undefined, signals: [] };
  const worth = Math.round(choices.fraction() * 2 * middle);
  const signals = Array.from({ length: count }, () =>
    Math.max(0, Math.round(worth + (choices.fraction() * 2 - 1) * signalSpread)),
  );
  return { worth, signals };
}
