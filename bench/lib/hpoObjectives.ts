/**
 * What it is: the objectives that `npm run scores:hpo` searches: test functions, a table of errors of a support
 * vector machine, and kernel ridge regression on real data, exact and in closed form.
 */
import { readFileSync } from 'node:fs';
import { exp, pow } from '../../src/engine/base/maths.ts';
import { datasetNamed } from '../../src/engine/learning/data/named.ts';
import {
  factorise,
  inverseDiagonal,
  solveLower,
  solveUpper,
} from '../../src/engine/optimisation/mathematics/cholesky.ts';
import type { Assignment, SearchSpace } from '../../src/engine/optimisation/space/space.ts';
import { testFunctionNamed } from '../../src/engine/optimisation/testFunctions/catalog.ts';
import { evaluateAt, spaceOf } from '../../src/engine/optimisation/testFunctions/testFunction.ts';

export interface Objective {
  /** As the reference calls it. */
  readonly name: string;
  readonly space: SearchSpace;
  readonly optimum: number;
  readonly evaluate: (assignment: Assignment) => number;
}

function ofFunction(name: string, functionName: string, dimensions: number): Objective {
  const one = testFunctionNamed(functionName);
  if (one === undefined) throw new Error(`there is no ${functionName}`);
  const evaluate = (assignment: Assignment): number => evaluateAt(one, assignment);
  return { name, space: spaceOf(one, dimensions), optimum: one.optimum(dimensions), evaluate };
}

const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Content;

const floats = (bounds: readonly (readonly [number, number])[]): SearchSpace => ({
  parameters: bounds.map(([low, high], i) => ({
    kind: 'float',
    name: `x${i + 1}`,
    low,
    high,
    scale: 'linear',
  })),
});

const coordinates = (assignment: Assignment, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Number(assignment[`x${i + 1}`]));

interface Grid {
  readonly log10C: readonly number[];
  readonly log10gamma: readonly number[];
  readonly error: readonly (readonly number[])[];
}

/** Bilinear between the measured errors. */
function svmDigits(): Objective {
  const { log10C, log10gamma, error } = read<Grid>('svmDigitsGrid.json');
  const placeOn = (axis: readonly number[], x: number): readonly [number, number] => {
    const at = Math.min(axis.length - 2, Math.floor((x - axis[0]!) / (axis[1]! - axis[0]!)));
    return [at, (x - axis[at]!) / (axis[1]! - axis[0]!)];
  };
  return {
    name: 'svm_digits',
    space: floats([
      [-2, 4],
      [-6, 0],
    ]),
    optimum: Math.min(...error.flat()),
    evaluate: (assignment) => {
      const [c = 0, gamma = 0] = coordinates(assignment, 2);
      const [i, u] = placeOn(log10C, c);
      const [k, v] = placeOn(log10gamma, gamma);
      const near = error[i]!;
      const far = error[i + 1]!;
      return (
        (1 - u) * ((1 - v) * near[k]! + v * near[k + 1]!) +
        u * ((1 - v) * far[k]! + v * far[k + 1]!)
      );
    },
  };
}

/** Which length each of the ten columns has: age and sex, body mass, blood pressure, the six of the serum. */
const LENGTH_OF = [0, 0, 1, 2, 3, 3, 3, 3, 3, 3];

/** Root mean square of the leave-one-out residuals of kernel ridge regression: penalty and four lengths, all as log10. */
function ridgeOnDiabetes(): Objective {
  const dataset = datasetNamed('diabetes');
  if (dataset?.task !== 'regression') throw new Error('diabetes is not there');
  const { rows, columns, features, targets } = dataset;
  const apart = [0, 1, 2, 3].map(() => new Float64Array(rows * rows));
  for (let c = 0; c < columns; c++) {
    const column = Array.from({ length: rows }, (_, row) => features[row * columns + c]!);
    const mean = column.reduce((sum, x) => sum + x, 0) / rows;
    const variance = column.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / rows;
    const squares = apart[LENGTH_OF[c]!]!;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < i; j++)
        squares[i * rows + j]! += (column[i]! - column[j]!) ** 2 / variance;
  }
  const mean = targets.reduce((sum, y) => sum + y, 0) / rows;
  return {
    name: 'krr_diabetes',
    space: floats([[-3, 2], ...Array.from({ length: 4 }, () => [-0.5, 2.5] as const)]),
    optimum: 53.686984500940945,
    evaluate: (assignment) => {
      const [penalty = 0, ...lengths] = coordinates(assignment, 5);
      const shares = lengths.map((length) => pow(10, -2 * length));
      const [one = 0, two = 0, three = 0, four = 0] = shares;
      const [ofOne, ofTwo, ofThree, ofFour] = apart;
      const kernel = new Float64Array(rows * rows);
      for (let i = 0; i < rows; i++) {
        for (let at = i * rows; at < i * rows + i; at++) {
          const distance =
            one * ofOne![at]! + two * ofTwo![at]! + three * ofThree![at]! + four * ofFour![at]!;
          kernel[at] = exp(-distance / 2);
        }
        kernel[i * rows + i] = 1 + pow(10, penalty);
      }
      if (!factorise(kernel, rows)) return Number.NaN;
      const pull = targets.map((y) => y - mean);
      solveLower(kernel, rows, pull);
      solveUpper(kernel, rows, pull);
      const inverse = inverseDiagonal(kernel, rows);
      const square = pull.reduce((sum, a, i) => sum + (a / inverse[i]!) ** 2, 0);
      return Math.sqrt(square / rows);
    },
  };
}

/** Values worked out by another program, to see that the objectives are the same. */
const CHECKS: readonly (readonly [name: string, at: readonly number[], value: number])[] = [
  ['krr_diabetes', [0, 0.5, 0.5, 0.5, 0.5], 54.765340222892426],
  ['krr_diabetes', [-1, 1, 0.3, 0.3, 1], 55.20765608179759],
];

/** All objectives; throws when one does not give the values that it must. */
export function hpoObjectives(): readonly Objective[] {
  const objectives = [
    ofFunction('branin', 'branin', 2),
    ofFunction('hartmann6', 'hartmann6', 6),
    ofFunction('ackley5', 'ackley', 5),
    ofFunction('rosenbrock2', 'rosenbrock', 2),
    ofFunction('rosenbrock5', 'rosenbrock', 5),
    svmDigits(),
    ridgeOnDiabetes(),
    // Without a reference: nothing was chosen by these.
    ofFunction('hartmann3', 'hartmann3', 3),
    ofFunction('levy4', 'levy', 4),
    ofFunction('styblinskiTang5', 'styblinskiTang', 5),
    ofFunction('goldsteinPrice', 'goldsteinPrice', 2),
  ];
  for (const [name, at, value] of CHECKS) {
    const assignment = Object.fromEntries(at.map((x, i) => [`x${i + 1}`, x]));
    const given = objectives.find((one) => one.name === name)?.evaluate(assignment) ?? Number.NaN;
    if (!(Math.abs(given - value) < 1e-8)) throw new Error(`${name} gives ${given}, not ${value}`);
  }
  return objectives;
}
