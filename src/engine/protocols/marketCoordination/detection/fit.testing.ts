/** What it is: how the model of shills is fitted: logistic, by gradient descent, on markets with known culprits. */

import { exp } from '../../../base/maths.ts';
import { logOdds } from './logistic.ts';
import type { ShillModel } from './logistic.ts';

/** Fits the model by gradient descent on the balanced log-loss with a small ridge. */
export function fitShillModel(
  samples: readonly { readonly features: readonly number[]; readonly isShill: boolean }[],
  rounds = 400,
): ShillModel {
  const width = samples[0]?.features.length ?? 0;
  const count = samples.length;
  const column = (i: number): number[] => samples.map(({ features }) => features[i] ?? 0);
  const means = Array.from({ length: width }, (_, i) => mean(column(i)));
  const deviations = means.map((centre, i) =>
    Math.max(1e-9, Math.sqrt(mean(column(i).map((value) => (value - centre) * (value - centre))))),
  );
  const shills = samples.filter(({ isShill }) => isShill).length;
  let [weights, bias] = [means.map(() => 0), 0];
  for (let round = 0; round < rounds; round++) {
    const model = { means, deviations, weights, bias };
    const slopes = means.map(() => 0);
    let slope = 0;
    for (const { features, isShill } of samples) {
      const share = isShill ? shills : count - shills;
      const error = (1 / (1 + exp(-logOdds(model, features))) - (isShill ? 1 : 0)) / share;
      slope += error;
      features.forEach((value, i) => {
        const standard = (value - (means[i] ?? 0)) / (deviations[i] ?? 1);
        slopes[i] = (slopes[i] ?? 0) + error * standard;
      });
    }
    weights = weights.map((weight, i) => weight - (slopes[i] ?? 0) - 0.0005 * weight);
    bias -= slope;
  }
  return { means, deviations, weights, bias };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
