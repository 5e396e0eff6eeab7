/**
 * What it is: the standard normal distribution, and drawing from a part of one.
 * Errors: none; infinite ends are allowed.
 */

import type { Choices } from '../../base/choices.ts';
import { PI, erfc, exp } from '../../base/maths.ts';
import { normalQuantile } from '../../base/normalQuantile.ts';

const DENSITY_AT_0 = 1 / Math.sqrt(2 * PI);
const ROOT_OF_HALF = Math.sqrt(0.5);

/** The density at z. */
export function normalDensity(z: number): number {
  return DENSITY_AT_0 * exp(-0.5 * z * z);
}

/** The probability below z, with all its digits on the left. */
export function normalBelow(z: number): number {
  return 0.5 * erfc(-z * ROOT_OF_HALF);
}

/** The probability from one z to a higher one, taken on the side where it keeps its digits. */
export function normalBetween(from: number, to: number): number {
  return from > 0 ? normalBelow(-from) - normalBelow(-to) : normalBelow(to) - normalBelow(from);
}

/** A draw from N(centre, width²) given that it lies in [0, 1]; the centre lies there too. One choice. */
export function drawWithinUnit(centre: number, width: number, choices: Choices): number {
  const below = normalBelow((0 - centre) / width);
  const above = normalBelow((1 - centre) / width);
  const p = below + choices.fraction() * (above - below);
  return Math.min(1, Math.max(0, centre + width * normalQuantile(p)));
}

/** A standard normal draw. One choice. */
export function drawNormal(choices: Choices): number {
  // Half a step up: 0 itself would lie infinitely far out.
  return normalQuantile(choices.fraction() + 2 ** -54);
}
