/**
 * What it is: multinomial logistic regression with an L2 penalty on the coefficients, not on the
 * intercepts.
 * Source: D. Cox, "The Regression Analysis of Binary Sequences", Journal of the Royal Statistical
 * Society B 20 (1958) 215-242; multinomial form: D. McFadden, "Conditional Logit Analysis of
 * Qualitative Choice Behavior", 1974. Minimises Σ weight × log-loss + penalty / 2 × Σ coefficient².
 * Shapes: coefficients are outputs × columns, in standardised units. Two classes have one output, the
 * log-odds of class 1; more classes have one output each.
 */

import { softmaxInPlace } from '../../base/maths.ts';
import type { Examples } from '../data/dataset.ts';
import type { Standardisation } from '../data/standardisation.ts';
import { fitStandardisation, noStandardisation, standardise } from '../data/standardisation.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { Objective } from '../descent/minimise.ts';
import { minimise } from '../descent/minimise.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { addProducts } from '../descent/products.ts';
import { softmaxWithLoss } from '../descent/softmaxLoss.ts';

const LOGISTIC_PARAMETERS = {
  penalty: {
    kind: 'real',
    title: 'Penalty',
    help: 'A larger penalty makes smaller coefficients and more cautious probabilities.',
    default: 1,
    least: 1e-6,
    most: 1e6,
  },
  iterationsMax: {
    kind: 'integer',
    title: 'Most iterations',
    help: 'The search ends sooner when it has converged.',
    default: 1_000,
    least: 1,
    most: 100_000,
  },
  isStandardised: {
    kind: 'flag',
    title: 'Standardise columns',
    help: 'Otherwise the penalty falls on columns with small numbers.',
    default: true,
  },
} as const satisfies ParameterTable;

export type LogisticParameters = ParametersOf<typeof LOGISTIC_PARAMETERS>;

export interface LogisticModel {
  readonly columns: number;
  readonly classes: number;
  readonly scale: Standardisation;
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  readonly iterations: number;
  readonly isConverged: boolean;
}

/** What the gradient may still be when the search ends: as scikit-learn has it. Coefficients are then right to four digits. */
const GRADIENT_MAX = 1e-4;
/** Iterations that bundled data usually needs: for the estimate of cost only. */
const ITERATIONS_USUAL = 40;

/** Classification by linear scores made into probabilities. */
export const logisticRegression: Learner<'logistic_regression', LogisticParameters, LogisticModel> =
  {
    kind: 'logistic_regression',
    title: 'Logistic regression',
    summary: 'Adds up weighted columns into a score for each class.',
    paper:
      'Cox: The Regression Analysis of Binary Sequences, J. Royal Statistical Society B 20, 1958',
    parameters: LOGISTIC_PARAMETERS,
    fit,
    predictProbabilities,
    trainingUnits: ({ iterationsMax }, { rows, columns, classes }) =>
      4 * Math.min(iterationsMax, ITERATIONS_USUAL) * rows * (columns + 8) * outputsFor(classes),
    predictionUnits: (_, { columns, classes }) => (columns + 8) * outputsFor(classes),
  };

function outputsFor(classes: number): number {
  return classes === 2 ? 1 : classes;
}

function fit(examples: Examples, parameters: LogisticParameters): LogisticModel {
  checkExamples(examples);
  const { columns, classes } = examples;
  const scale = parameters.isStandardised
    ? fitStandardisation(examples)
    : noStandardisation(columns);
  const scaled = { ...examples, features: standardise(scale, examples.features) };
  const outputs = outputsFor(classes);
  const found = minimise(
    penalisedLoss(scaled, parameters.penalty),
    new Float64Array(outputs * (columns + 1)),
    { iterationsMax: parameters.iterationsMax, gradientMax: GRADIENT_MAX },
  );
  return {
    columns,
    classes,
    scale,
    coefficients: found.point.slice(0, outputs * columns),
    intercepts: found.point.slice(outputs * columns),
    iterations: found.iterations,
    isConverged: found.isConverged,
  };
}

/** Rows whose scores are worked out together: few enough to stay near the processor. */
const BLOCK_ROWS = 64;

/** The loss as a function of the coefficients followed by the intercepts. */
function penalisedLoss(examples: Examples, penalty: number): Objective {
  const { rows, columns, classes, features } = examples;
  const outputs = outputsFor(classes);
  const intercept = outputs * columns;
  const scores = new Float64Array(BLOCK_ROWS * outputs);
  return (point, gradient) => {
    let value = 0;
    gradient.fill(0);
    for (let i = 0; i < intercept; i++) {
      const coefficient = point[i] as number;
      value += 0.5 * penalty * coefficient * coefficient;
      gradient[i] = penalty * coefficient;
    }
    for (let row = 0; row < rows; row += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, rows - row);
      writeScores(point, intercept, columns, features, row, count, scores);
      value = addErrors(scores, examples, row, count, value, gradient, intercept);
      // Output by column: the errors of each row times what its columns hold.
      addProducts(
        { values: gradient, start: 0, rows: outputs, columns, down: columns, over: 1 },
        { values: scores, start: 0, across: 1, along: outputs },
        { values: features, start: row * columns, across: 1, along: columns },
        count,
      );
    }
    return value;
  };
}

/** Turns the scores of a block of rows into their errors; returns `value` with their losses added. */
function addErrors(
  scores: Float64Array,
  { classes, labels, weights }: Examples,
  row: number,
  count: number,
  value: number,
  gradient: Float64Array,
  intercept: number,
): number {
  const outputs = outputsFor(classes);
  const skipped = classes - outputs;
  const shares = new Float64Array(classes);
  let sum = value;
  for (let i = 0; i < count; i++) {
    // With one output class 0 scores 0.
    shares[0] = 0;
    for (let output = 0; output < outputs; output++)
      shares[skipped + output] = scores[i * outputs + output] as number;
    const weight = weights?.[row + i] ?? 1;
    const label = labels[row + i] as number;
    sum += weight * softmaxWithLoss(shares, label);
    for (let output = 0; output < outputs; output++) {
      const own = output + skipped;
      const error = weight * ((shares[own] as number) - (own === label ? 1 : 0));
      scores[i * outputs + output] = error;
      gradient[intercept + output] = (gradient[intercept + output] as number) + error;
    }
  }
  return sum;
}

/** Writes the scores of `count` rows from `row` on, an output each, into `scores`. */
function writeScores(
  point: Float64Array,
  intercept: number,
  columns: number,
  features: Float64Array,
  row: number,
  count: number,
  scores: Float64Array,
): void {
  const outputs = point.length - intercept;
  for (let i = 0; i < count; i++) {
    for (let output = 0; output < outputs; output++)
      scores[i * outputs + output] = point[intercept + output] as number;
  }
  addProducts(
    { values: scores, start: 0, rows: count, columns: outputs, down: outputs, over: 1 },
    { values: features, start: row * columns, across: columns, along: 1 },
    { values: point, start: 0, across: columns, along: 1 },
    columns,
  );
}

function predictProbabilities(model: LogisticModel, features: Float64Array): Float64Array {
  const { columns, classes, scale, coefficients, intercepts } = model;
  const rows = countRows(features, columns);
  const point = Float64Array.from([...coefficients, ...intercepts]);
  const scaled = standardise(scale, features);
  const outputs = intercepts.length;
  const scores = new Float64Array(rows * outputs);
  writeScores(point, coefficients.length, columns, scaled, 0, rows, scores);
  const probabilities = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const own = scores.subarray(row * outputs, (row + 1) * outputs);
    probabilities.set(own, (row + 1) * classes - outputs);
    softmaxInPlace(probabilities, row * classes, classes);
  }
  return probabilities;
}
