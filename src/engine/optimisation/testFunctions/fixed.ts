/**
 * What it is: test functions of two, three, four or six dimensions.
 * Source: named with each.
 */

import { PI, cos, exp } from '../../base/maths.ts';
import type { TestFunction } from './testFunction.ts';

function always<Value>(value: Value): () => Value {
  return () => value;
}
const fixed = (least: number) => ({ least, isFixed: true });
const square = (value: number): number => value * value;

/** The wells of Hartmann's functions: depth, and for each coordinate steepness and centre. */
interface Well {
  readonly depth: number;
  readonly steepness: readonly number[];
  readonly centre: readonly number[];
}

const WELLS_OF_3: readonly Well[] = [
  { depth: 1, steepness: [3, 10, 30], centre: [0.3689, 0.117, 0.2673] },
  { depth: 1.2, steepness: [0.1, 10, 35], centre: [0.4699, 0.4387, 0.747] },
  { depth: 3, steepness: [3, 10, 30], centre: [0.1091, 0.8732, 0.5547] },
  { depth: 3.2, steepness: [0.1, 10, 35], centre: [0.0381, 0.5743, 0.8828] },
];

const WELLS_OF_6: readonly Well[] = [
  {
    depth: 1,
    steepness: [10, 3, 17, 3.5, 1.7, 8],
    centre: [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  },
  {
    depth: 1.2,
    steepness: [0.05, 10, 17, 0.1, 8, 14],
    centre: [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  },
  {
    depth: 3,
    steepness: [3, 3.5, 1.7, 10, 17, 8],
    centre: [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  },
  {
    depth: 3.2,
    steepness: [17, 8, 0.05, 10, 0.1, 14],
    centre: [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  },
];

function hartmann(x: ArrayLike<number>, wells: readonly Well[]): number {
  let value = 0;
  for (const { depth, steepness, centre } of wells) {
    const inside = centre.reduce(
      (sum, at, i) => sum + (steepness[i] as number) * square((x[i] as number) - at),
      0,
    );
    value -= depth * exp(-inside);
  }
  return value;
}

type Plane = (x: number, y: number) => number;
const ofTwo = (plane: Plane) => (x: ArrayLike<number>) => plane(x[0] as number, x[1] as number);

const branin: Plane = (x, y) => {
  const bent = y - (5.1 / (4 * PI * PI)) * x * x + (5 / PI) * x - 6;
  return bent * bent + 10 * (1 - 1 / (8 * PI)) * cos(x) + 10;
};

const sixHumpCamel: Plane = (x, y) => {
  const xx = x * x;
  const yy = y * y;
  return (4 - 2.1 * xx + (xx * xx) / 3) * xx + x * y + (4 * yy - 4) * yy;
};

const goldsteinPrice: Plane = (x, y) => {
  const near = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y;
  const far = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y;
  return (1 + square(x + y + 1) * near) * (30 + square(2 * x - 3 * y) * far);
};

const beale: Plane = (x, y) =>
  square(1.5 - x + x * y) + square(2.25 - x + x * y * y) + square(2.625 - x + x * y * y * y);

const himmelblau: Plane = (x, y) => square(x * x + y - 11) + square(x + y * y - 7);

export const FIXED: readonly TestFunction[] = [
  {
    name: 'branin',
    title: 'Branin',
    source: 'F. Branin, IBM Journal of Research and Development 16, 1972',
    dimensions: fixed(2),
    domain: [
      [-5, 10],
      [0, 15],
    ],
    // 10 / (8π)
    optimum: always(0.39788735772973816),
    minimiser: always([PI, 2.275]),
    evaluate: ofTwo(branin),
  },
  {
    name: 'sixHumpCamel',
    title: 'Six-hump camel',
    source: 'L. Dixon, G. Szegő, Towards Global Optimisation 2, 1978',
    dimensions: fixed(2),
    domain: [
      [-3, 3],
      [-2, 2],
    ],
    optimum: always(-1.031628453489877),
    minimiser: always([0.08984201310031806, -0.7126564030207396]),
    evaluate: ofTwo(sixHumpCamel),
  },
  {
    name: 'goldsteinPrice',
    title: 'Goldstein–Price',
    source: 'A. Goldstein, J. Price, Mathematics of Computation 25, 1971',
    dimensions: fixed(2),
    domain: [-2, 2],
    optimum: always(3),
    minimiser: always([0, -1]),
    evaluate: ofTwo(goldsteinPrice),
  },
  {
    name: 'beale',
    title: 'Beale',
    source: 'E. Beale, On an Iterative Method for Finding a Local Minimum of a Function, 1958',
    dimensions: fixed(2),
    domain: [-4.5, 4.5],
    optimum: always(0),
    minimiser: always([3, 0.5]),
    evaluate: ofTwo(beale),
  },
  {
    name: 'himmelblau',
    title: 'Himmelblau',
    source: 'D. Himmelblau, Applied Nonlinear Programming, 1972',
    dimensions: fixed(2),
    domain: [-5, 5],
    optimum: always(0),
    minimiser: always([3, 2]),
    evaluate: ofTwo(himmelblau),
  },
  {
    name: 'hartmann3',
    title: 'Hartmann, 3 dimensions',
    source: 'J. Hartman, Some Experiments in Global Optimization, 1972',
    dimensions: fixed(3),
    domain: [0, 1],
    optimum: always(-3.862779786901989),
    minimiser: always([0.11458887, 0.55564889, 0.85254698]),
    evaluate: (x) => hartmann(x, WELLS_OF_3),
  },
  {
    name: 'hartmann6',
    title: 'Hartmann, 6 dimensions',
    source: 'J. Hartman, Some Experiments in Global Optimization, 1972',
    dimensions: fixed(6),
    domain: [0, 1],
    optimum: always(-3.3223680114155147),
    minimiser: always([0.20168951, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730053]),
    evaluate: (x) => hartmann(x, WELLS_OF_6),
  },
];
