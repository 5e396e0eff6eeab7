/** What it is: amounts of markets in words. */

import { sayMoney } from '../../units.ts';

/** In the currency of every design, with a thin space. */
export function sayEuros(minor: number): string {
  return `€\u202f${sayMoney(minor)}`;
}
