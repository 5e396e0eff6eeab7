/**
 * What it is: regression by the mean of the nearest training rows.
 * Source: T. Cover, "Estimation by the Nearest Neighbor Rule", IEEE Transactions on Information Theory 14
 * (1968) 50-55. Distances and ties are those of the classifier.
 * Cost: every prediction looks at every training row.
 */

import { standardise } from '../data/standardisation.ts';
import type { Regressor } from '../learner.ts';
import { checkRegressionExamples, countRows } from '../learner.ts';
import type { Neighbourhood, NeighbourParameters } from '../learners/nearestNeighbours.ts';
import { findNearest, NEIGHBOUR_PARAMETERS, settle } from '../learners/nearestNeighbours.ts';

export interface NeighbourRegressionModel extends Neighbourhood {
  readonly targets: Float64Array;
}

/** Regression by the mean of the nearest training rows. */
export const neighbourRegressor: Regressor<
  'nearest_neighbours',
  NeighbourParameters,
  NeighbourRegressionModel
> = {
  kind: 'nearest_neighbours',
  title: 'Nearest neighbours',
  summary: 'Averages the training rows that are most alike.',
  paper: 'Cover: Estimation by the Nearest Neighbor Rule, IEEE Trans. Information Theory 14, 1968',
  parameters: NEIGHBOUR_PARAMETERS,
  fit(examples, parameters) {
    checkRegressionExamples(examples);
    const { hood, kept } = settle(examples, parameters);
    const targets = Float64Array.from(kept, (row) => examples.targets[row] as number);
    return { ...hood, targets };
  },
  predictValues,
  trainingUnits: (_, { rows, columns }) => 4 * rows * columns,
  predictionUnits: (_, { rows, columns }) => rows * columns,
};

function predictValues(model: NeighbourRegressionModel, features: Float64Array): Float64Array {
  const { columns, neighbours, targets, weights } = model;
  const asked = standardise(model.scale, features);
  const distances = new Float64Array(neighbours);
  const nearest = new Int32Array(neighbours);
  return Float64Array.from({ length: countRows(features, columns) }, (_, row) => {
    findNearest(model, asked.subarray(row * columns, (row + 1) * columns), distances, nearest);
    let sum = 0;
    let mass = 0;
    for (const neighbour of nearest) {
      const weight = weights[neighbour] as number;
      sum += weight * (targets[neighbour] as number);
      mass += weight;
    }
    return sum / mass;
  });
}
