/**
 * What it is: naive Bayes with a normal distribution for each column within each class.
 * Source: D. Hand, K. Yu, "Idiot's Bayes: Not So Stupid after All?", International Statistical Review
 * 69 (2001) 385-398; smoothing of variances as scikit-learn does it: a small share of the largest
 * column variance is added to each, so that a constant column does not decide alone.
 * Computed in logarithms throughout: with dozens of columns densities fall below the least double.
 */

import { PI, ln, softmaxInPlace } from '../../base/maths.ts';
import type { Examples } from '../data/dataset.ts';
import { selectRows } from '../data/dataset.ts';
import { columnMoments } from '../data/standardisation.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';

const BAYES_PARAMETERS = {
  smoothing: {
    kind: 'real',
    title: 'Variance smoothing',
    help: 'The share of the largest variance that is added to every variance.',
    default: 1e-9,
    least: 1e-12,
    most: 1,
  },
} as const satisfies ParameterTable;

export type BayesParameters = ParametersOf<typeof BAYES_PARAMETERS>;

/** Means and variances are classes × columns. */
export interface NaiveBayesModel {
  readonly columns: number;
  readonly classes: number;
  /** Minus infinity for a class that training never showed. */
  readonly logPriors: Float64Array;
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** Classification by the product of independent normal densities. */
export const gaussianNaiveBayes: Learner<'gaussian_naive_bayes', BayesParameters, NaiveBayesModel> =
  {
    kind: 'gaussian_naive_bayes',
    title: 'Naive Bayes',
    summary: 'Takes the columns for independent and normal within each class.',
    paper:
      "Hand, Yu: Idiot's Bayes - Not So Stupid after All?, International Statistical Review 69, 2001",
    parameters: BAYES_PARAMETERS,
    fit,
    predictProbabilities,
    trainingUnits: (_, { rows, columns }) => 8 * rows * columns,
    predictionUnits: (_, { columns, classes }) => 3 * columns * classes,
  };

function fit(examples: Examples, { smoothing }: BayesParameters): NaiveBayesModel {
  checkExamples(examples);
  const { columns, classes } = examples;
  const largest = Math.max(...columnMoments(examples).variances);
  const added = smoothing * (largest > 0 ? largest : 1);
  const logPriors = new Float64Array(classes);
  const means = new Float64Array(classes * columns);
  const variances = new Float64Array(classes * columns).fill(1);
  const totalWeight = weightOf(examples, undefined);
  for (let label = 0; label < classes; label++) {
    const weight = weightOf(examples, label);
    logPriors[label] = ln(weight / totalWeight);
    if (weight === 0) continue;
    const moments = columnMoments(onlyClass(examples, label));
    means.set(moments.means, label * columns);
    variances.set(
      moments.variances.map((variance) => variance + added),
      label * columns,
    );
  }
  return { columns, classes, logPriors, means, variances };
}

function weightOf({ labels, weights }: Examples, label: number | undefined): number {
  let sum = 0;
  labels.forEach((own, row) => {
    if (label === undefined || own === label) sum += weights?.[row] ?? 1;
  });
  return sum;
}

/** The examples of one class. */
function onlyClass(examples: Examples, label: number): Examples {
  const { labels } = examples;
  return selectRows(
    examples,
    labels.map((_, row) => row).filter((row) => labels[row] === label),
  );
}

function predictProbabilities(model: NaiveBayesModel, features: Float64Array): Float64Array {
  const { columns, classes, logPriors, means, variances } = model;
  const rows = countRows(features, columns);
  const constants = logPriors.map((logPrior, label) => {
    let sum = logPrior;
    for (let j = 0; j < columns; j++) {
      sum -= 0.5 * ln(2 * PI * (variances[label * columns + j] as number));
    }
    return sum;
  });
  const probabilities = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    for (let label = 0; label < classes; label++) {
      let score = constants[label] as number;
      for (let j = 0; j < columns; j++) {
        const at = label * columns + j;
        const distance = (features[row * columns + j] as number) - (means[at] as number);
        score -= (distance * distance) / (2 * (variances[at] as number));
      }
      probabilities[row * classes + label] = score;
    }
    softmaxInPlace(probabilities, row * classes, classes);
  }
  return probabilities;
}
