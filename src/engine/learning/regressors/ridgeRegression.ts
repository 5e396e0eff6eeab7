/**
 * What it is: a line through the rows by least squares, with an L2 penalty on its slopes, not on its height.
 * Source: A. Hoerl, R. Kennard, "Ridge Regression: Biased Estimation for Nonorthogonal Problems",
 * Technometrics 12 (1970) 55-67. Minimises Σ weight × (target − line)² + penalty × Σ slope².
 * Shapes: coefficients have one entry for each column, in standardised units.
 * Cost: columns² × rows to sum the products, columns³ ÷ 6 to solve.
 */

import type { RegressionExamples } from '../data/dataset.ts';
import type { Standardisation } from '../data/standardisation.ts';
import { fitStandardisation, noStandardisation, standardise } from '../data/standardisation.ts';
import { solvePositive } from '../descent/solve.ts';
import type { Regressor } from '../learner.ts';
import { checkRegressionExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { meanTarget } from './targets.ts';

const RIDGE_PARAMETERS = {
  penalty: {
    kind: 'real',
    title: 'Penalty',
    help: 'A larger penalty makes smaller slopes.',
    default: 1,
    least: 1e-6,
    most: 1e6,
  },
  isStandardised: {
    kind: 'flag',
    title: 'Standardise columns',
    help: 'Otherwise the penalty falls on columns with small numbers.',
    default: true,
  },
} as const satisfies ParameterTable;

export type RidgeParameters = ParametersOf<typeof RIDGE_PARAMETERS>;

export interface RidgeModel {
  readonly columns: number;
  readonly scale: Standardisation;
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/** Regression by a penalised line. */
export const ridgeRegression: Regressor<'ridge_regression', RidgeParameters, RidgeModel> = {
  kind: 'ridge_regression',
  title: 'Ridge regression',
  summary: 'Adds up weighted columns into a number.',
  paper: 'Hoerl, Kennard: Ridge Regression, Technometrics 12, 1970',
  parameters: RIDGE_PARAMETERS,
  fit,
  predictValues,
  trainingUnits: (_, { rows, columns }) => columns * columns * (rows + columns),
  predictionUnits: (_, { columns }) => columns,
};

function fit(examples: RegressionExamples, parameters: RidgeParameters): RidgeModel {
  checkRegressionExamples(examples);
  const { rows, columns, targets } = examples;
  const scale = parameters.isStandardised
    ? fitStandardisation(examples)
    : noStandardisation(columns);
  const features = standardise(scale, examples.features);
  const { means } = fitStandardisation({ ...examples, features });
  const height = meanTarget(examples);
  const products = new Float64Array(columns * columns);
  const sums = new Float64Array(columns);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const weight = examples.weights?.[row] ?? 1;
    const residual = (targets[row] as number) - height;
    for (let j = 0; j < columns; j++)
      centred[j] = (features[row * columns + j] as number) - (means[j] as number);
    for (let j = 0; j < columns; j++) {
      const own = weight * (centred[j] as number);
      sums[j] = (sums[j] as number) + own * residual;
      for (let k = 0; k <= j; k++) {
        const at = j * columns + k;
        products[at] = (products[at] as number) + own * (centred[k] as number);
      }
    }
  }
  for (let j = 0; j < columns; j++) {
    const at = j * columns + j;
    products[at] = (products[at] as number) + parameters.penalty;
  }
  const coefficients = solvePositive(products, sums);
  let intercept = height;
  for (let j = 0; j < columns; j++) intercept -= (coefficients[j] as number) * (means[j] as number);
  return { columns, scale, coefficients, intercept };
}

function predictValues(model: RidgeModel, features: Float64Array): Float64Array {
  const { columns, coefficients } = model;
  const scaled = standardise(model.scale, features);
  return Float64Array.from({ length: countRows(features, columns) }, (_, row) => {
    let value = model.intercept;
    for (let j = 0; j < columns; j++)
      value += (coefficients[j] as number) * (scaled[row * columns + j] as number);
    return value;
  });
}
