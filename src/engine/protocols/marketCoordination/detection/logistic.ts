/** What it is: a logistic model of features, as it was fitted elsewhere. */

/** A logistic model of the features: standardised by mean and deviation, then weighted. */
export interface ShillModel {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** The log-odds that the model gives to features. */
export function logOdds(model: ShillModel, features: readonly number[]): number {
  return features.reduce((sum, value, i) => {
    const standard = (value - (model.means[i] ?? 0)) / (model.deviations[i] ?? 1);
    return sum + (model.weights[i] ?? 0) * standard;
  }, model.bias);
}
