/**
 * What it is: the model of shills as it was fitted: written by `npm run shills`, which makes markets with known culprits and fits it to them.
 */

import type { ShillModel } from './logistic.ts';

/** Of the features of shill.ts, in their order. */
export const OWN_MODEL: ShillModel = {
  means: [
    0.200981, 0.318111, 0.570308, 0.843631, 0.801417, 0.498403, 0.838397, 0.798625, 0.223259,
    2.98289, -0.0327498, 1.40482, 0.827717, 0.551737,
  ],
  deviations: [
    0.128875, 0.12274, 0.141387, 0.0796707, 0.0440174, 0.162169, 0.0865315, 0.098976, 0.186421,
    2.63591, 1.03067, 2.93813, 0.0523901, 0.600901,
  ],
  weights: [
    0.424323, 1.19405, 0.473772, 0.522052, 0.140104, 0.260038, 0.565329, -0.576971, 0.55683,
    -0.433419, -0.341702, 0.396021, -1.99409, 0.690384,
  ],
  bias: -6.81548,
};

/** Of a bidder's own log-odds and those of its company. */
export const COMPANY_MODEL: ShillModel = {
  means: [-6.81549, -2.14259],
  deviations: [3.68289, 4.2685],
  weights: [3.20028, 1.00658],
  bias: -6.81219,
};

/** Log-odds from which on a bidder is flagged: more than all honest bidders but one of thirty markets have had, at any time. */
export const ODDS_LEAST = 3;
