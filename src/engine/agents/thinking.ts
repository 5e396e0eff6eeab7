/** What it is: how long an agent takes to answer: evenly between half and one and a half of its mean. */

import type { Choices } from '../base/choices.ts';
import type { Micros } from '../base/units.ts';

/** A time in [mean / 2, mean × 3 / 2), whole microseconds; draws once whatever the mean. */
export function thinkingTime(mean: Micros, choices: Choices): Micros {
  return Math.floor(mean / 2 + choices.fraction() * mean);
}
