/**
 * What it is: bringing columns to mean 0 and deviation 1, with means and deviations taken from the
 * training rows alone. Learners that need it keep it inside their model, so that no caller can fit it
 * on rows that are to judge.
 * Units: deviations are of the population (divided by the number of rows, or by the total weight).
 */

import type { FeatureTable } from './dataset.ts';

/** One mean and one deviation for each column; a column without spread has deviation 1. */
export interface Standardisation {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Means and population variances of the columns, rows counting by their weights. */
export function columnMoments(examples: FeatureTable): {
  means: Float64Array;
  variances: Float64Array;
} {
  const { rows, columns, features, weights } = examples;
  const means = new Float64Array(columns);
  const variances = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < rows; i++) total += weights?.[i] ?? 1;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++)
      sum += (weights?.[i] ?? 1) * (features[i * columns + j] as number);
    const mean = sum / total;
    // A second pass over the differences: the difference of squares would lose half the digits.
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      const difference = (features[i * columns + j] as number) - mean;
      squares += (weights?.[i] ?? 1) * difference * difference;
    }
    means[j] = mean;
    variances[j] = squares / total;
  }
  return { means, variances };
}

/** Learns the columns' means and deviations; there must be at least one row that counts. */
export function fitStandardisation(examples: FeatureTable): Standardisation {
  const { means, variances } = columnMoments(examples);
  const deviations = variances.map((variance) => {
    const deviation = Math.sqrt(variance);
    return deviation > 0 ? deviation : 1;
  });
  return { means, deviations };
}

/** The standardisation that leaves every column as it is. */
export function noStandardisation(columns: number): Standardisation {
  return { means: new Float64Array(columns), deviations: new Float64Array(columns).fill(1) };
}

/** A standardised copy of row-major features. */
export function standardise(scale: Standardisation, features: Float64Array): Float64Array {
  const columns = scale.means.length;
  const scaled = new Float64Array(features.length);
  for (let start = 0; start < features.length; start += columns) {
    for (let j = 0; j < columns; j++) {
      const centred = (features[start + j] as number) - (scale.means[j] as number);
      scaled[start + j] = centred / (scale.deviations[j] as number);
    }
  }
  return scaled;
}
