/**
 * What it is: the brackets that Hyperband runs, each a successive halving with another bargain between many trials
 * and long ones.
 * Source: L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh, A. Talwalkar, "Hyperband: A Novel Bandit-Based Approach
 * to Hyperparameter Optimization", JMLR 18 (2018) 1-52, algorithm 1. A bracket s begins n = ⌈(s_max + 1) / (s + 1) · η^s⌉
 * trials with R · η^−s each, and rung i takes ⌊n · η^−i⌋ of them.
 */

import type { RungPlan } from './halving.ts';

/** The brackets of one round, the one with most trials first; budgets from `least` to `most`. */
export function hyperbandPlans(
  least: number,
  most: number,
  reduction: number,
): readonly (readonly RungPlan[])[] {
  const largest = halvings(least, most, reduction);
  const plans: RungPlan[][] = [];
  for (let s = largest; s >= 0; s--) {
    const power = powers(reduction, s);
    const trials = Math.ceil(((largest + 1) * power) / (s + 1));
    plans.push(
      Array.from({ length: s + 1 }, (_, i) => ({
        budget: Math.max(1, Math.round(most / powers(reduction, s - i))),
        trials: Math.floor(trials / powers(reduction, i)),
      })),
    );
  }
  return plans;
}

/** How often `most` can be divided by the reduction without falling below `least`. */
function halvings(least: number, most: number, reduction: number): number {
  let count = 0;
  for (let budget = least * reduction; budget <= most; budget *= reduction) count++;
  return count;
}

/** `base` to a small whole power, exactly for whole bases. */
function powers(base: number, exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power *= base;
  return power;
}
