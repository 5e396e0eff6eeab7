/**
 * What it is: classification by the classes of the nearest training rows.
 * Source: T. Cover, P. Hart, "Nearest Neighbor Pattern Classification", IEEE Transactions on
 * Information Theory 13 (1967) 21-27. Distance is Euclid's, between standardised columns unless told
 * otherwise; at equal distance the earlier training row is nearer.
 * Cost: every prediction looks at every training row.
 */

import type { Examples, FeatureTable } from '../data/dataset.ts';
import type { Standardisation } from '../data/standardisation.ts';
import { fitStandardisation, noStandardisation, standardise } from '../data/standardisation.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';

export const NEIGHBOUR_PARAMETERS = {
  neighbours: {
    kind: 'integer',
    title: 'Neighbours',
    help: 'More neighbours make smoother borders between classes.',
    default: 5,
    least: 1,
    most: 1_000,
  },
  isStandardised: {
    kind: 'flag',
    title: 'Standardise columns',
    help: 'Otherwise the column with the largest numbers decides.',
    default: true,
  },
} as const satisfies ParameterTable;

export type NeighbourParameters = ParametersOf<typeof NEIGHBOUR_PARAMETERS>;

/** The rows that are looked among, whatever is to be learned of them. */
export interface Neighbourhood {
  readonly columns: number;
  readonly neighbours: number;
  readonly scale: Standardisation;
  /** The training rows, standardised. */
  readonly features: Float64Array;
  /** What each training row's vote counts. */
  readonly weights: Float64Array;
}

export interface NearestNeighboursModel extends Neighbourhood {
  readonly classes: number;
  readonly labels: Int32Array;
}

/** Classification by vote of the nearest training rows. */
export const nearestNeighbours: Learner<
  'nearest_neighbours',
  NeighbourParameters,
  NearestNeighboursModel
> = {
  kind: 'nearest_neighbours',
  title: 'Nearest neighbours',
  summary: 'Asks the training rows that are most alike.',
  paper:
    'Cover, Hart: Nearest Neighbor Pattern Classification, IEEE Trans. Information Theory 13, 1967',
  parameters: NEIGHBOUR_PARAMETERS,
  fit,
  predictProbabilities,
  trainingUnits: (_, { rows, columns }) => 4 * rows * columns,
  predictionUnits: (_, { rows, columns }) => rows * columns,
};

function fit(examples: Examples, parameters: NeighbourParameters): NearestNeighboursModel {
  checkExamples(examples);
  const { hood, kept } = settle(examples, parameters);
  const labels = kept.map((row) => examples.labels[row] as number);
  return { ...hood, classes: examples.classes, labels };
}

/** Keeps the rows that count, standardised; `kept` says which they are. */
export function settle(
  examples: FeatureTable,
  parameters: NeighbourParameters,
): { readonly hood: Neighbourhood; readonly kept: Int32Array } {
  const { rows, columns } = examples;
  const scale = parameters.isStandardised
    ? fitStandardisation(examples)
    : noStandardisation(columns);
  // Rows without weight are left out: they would take the place of neighbours that have a vote.
  const weights = examples.weights ?? new Float64Array(rows).fill(1);
  const kept = Int32Array.from(weights.keys()).filter((row) => (weights[row] as number) > 0);
  const scaled = standardise(scale, examples.features);
  const features = new Float64Array(kept.length * columns);
  kept.forEach((row, i) => {
    features.set(scaled.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  const hood = {
    columns,
    neighbours: Math.min(parameters.neighbours, kept.length),
    scale,
    features,
    weights: Float64Array.from(kept, (row) => weights[row] as number),
  };
  return { hood, kept };
}

function predictProbabilities(model: NearestNeighboursModel, features: Float64Array): Float64Array {
  const { columns, classes, neighbours, labels, weights } = model;
  const rows = countRows(features, columns);
  const asked = standardise(model.scale, features);
  const probabilities = new Float64Array(rows * classes);
  const distances = new Float64Array(neighbours);
  const nearest = new Int32Array(neighbours);
  for (let row = 0; row < rows; row++) {
    findNearest(model, asked.subarray(row * columns, (row + 1) * columns), distances, nearest);
    let total = 0;
    for (const neighbour of nearest) {
      const at = row * classes + (labels[neighbour] as number);
      const weight = weights[neighbour] as number;
      probabilities[at] = (probabilities[at] as number) + weight;
      total += weight;
    }
    for (let at = row * classes; at < (row + 1) * classes; at++) {
      probabilities[at] = (probabilities[at] as number) / total;
    }
  }
  return probabilities;
}

/** Fills `nearest` with training rows, nearest first, and `distances` with their squared distances. */
export function findNearest(
  { columns, features, weights }: Neighbourhood,
  asked: Float64Array,
  distances: Float64Array,
  nearest: Int32Array,
): void {
  distances.fill(Infinity);
  const rows = weights.length;
  let row = 0;
  // Four rows beside each other: their sums do not wait for one another.
  for (; row + 3 < rows; row += 4) {
    let d0 = 0;
    let d1 = 0;
    let d2 = 0;
    let d3 = 0;
    let at = row * columns;
    for (let j = 0; j < columns; j++, at++) {
      const own = asked[j] as number;
      const e0 = (features[at] as number) - own;
      const e1 = (features[at + columns] as number) - own;
      const e2 = (features[at + 2 * columns] as number) - own;
      const e3 = (features[at + 3 * columns] as number) - own;
      d0 += e0 * e0;
      d1 += e1 * e1;
      d2 += e2 * e2;
      d3 += e3 * e3;
    }
    offer(distances, nearest, row, d0);
    offer(distances, nearest, row + 1, d1);
    offer(distances, nearest, row + 2, d2);
    offer(distances, nearest, row + 3, d3);
  }
  for (; row < rows; row++) {
    let distance = 0;
    for (let j = 0; j < columns; j++) {
      const difference = (features[row * columns + j] as number) - (asked[j] as number);
      distance += difference * difference;
    }
    offer(distances, nearest, row, distance);
  }
}

/** Puts a row in its place among the nearest, if it is one of them. */
function offer(distances: Float64Array, nearest: Int32Array, row: number, distance: number): void {
  const last = distances.length - 1;
  if (distance >= (distances[last] as number)) return;
  let place = last;
  for (; place > 0 && (distances[place - 1] as number) > distance; place--) {
    distances[place] = distances[place - 1] as number;
    nearest[place] = nearest[place - 1] as number;
  }
  distances[place] = distance;
  nearest[place] = row;
}
