/**
 * What it is: test functions of any number of dimensions. All but Styblinski and Tang's reach 0.
 * Source: named with each.
 */

import { PI, cos, exp, sin } from '../../base/maths.ts';
import type { TestFunction } from './testFunction.ts';

const E = 2.718281828459045;
/** Where Styblinski and Tang's quartic is least, the root of 4x³ − 32x + 5 on the left, and its value there. */
const QUARTIC_AT = -2.903534027771177;
const QUARTIC_LEAST = -39.16616570377142;

function sum(x: ArrayLike<number>, term: (value: number, i: number) => number): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += term(x[i] as number, i);
  return total;
}

const fill = (value: number) => (dimensions: number) =>
  Array.from({ length: dimensions }, () => value);
const anyFrom = (least: number) => ({ least, isFixed: false });
const zero = (): number => 0;

export const SCALABLE: readonly TestFunction[] = [
  {
    name: 'sphere',
    title: 'Sphere',
    source: 'K. De Jong, dissertation, University of Michigan, 1975',
    dimensions: anyFrom(1),
    domain: [-5.12, 5.12],
    optimum: zero,
    minimiser: fill(0),
    evaluate: (x) => sum(x, (value) => value * value),
  },
  {
    name: 'rosenbrock',
    title: 'Rosenbrock',
    source: 'H. Rosenbrock, The Computer Journal 3, 1960',
    dimensions: anyFrom(2),
    domain: [-5, 10],
    optimum: zero,
    minimiser: fill(1),
    evaluate: (x) =>
      sum(x, (value, i) => {
        if (i + 1 === x.length) return 0;
        const bent = (x[i + 1] as number) - value * value;
        return 100 * bent * bent + (1 - value) * (1 - value);
      }),
  },
  {
    name: 'rastrigin',
    title: 'Rastrigin',
    source: 'L. Rastrigin, Systems of Extremal Control, 1974',
    dimensions: anyFrom(1),
    domain: [-5.12, 5.12],
    optimum: zero,
    minimiser: fill(0),
    evaluate: (x) => sum(x, (value) => value * value - 10 * cos(2 * PI * value) + 10),
  },
  {
    name: 'ackley',
    title: 'Ackley',
    source: 'D. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987',
    dimensions: anyFrom(1),
    domain: [-32.768, 32.768],
    optimum: zero,
    minimiser: fill(0),
    evaluate: (x) => {
      const distance = Math.sqrt(sum(x, (value) => value * value) / x.length);
      const waves = sum(x, (value) => cos(2 * PI * value)) / x.length;
      return -20 * exp(-0.2 * distance) - exp(waves) + 20 + E;
    },
  },
  {
    name: 'griewank',
    title: 'Griewank',
    source: 'A. Griewank, Journal of Optimization Theory and Applications 34, 1981',
    dimensions: anyFrom(1),
    domain: [-600, 600],
    optimum: zero,
    minimiser: fill(0),
    evaluate: (x) => {
      let product = 1;
      for (let i = 0; i < x.length; i++) product *= cos((x[i] as number) / Math.sqrt(i + 1));
      return sum(x, (value) => value * value) / 4000 - product + 1;
    },
  },
  {
    name: 'levy',
    title: 'Lévy',
    source: 'A. Levy, A. Montalvo, SIAM Journal on Scientific and Statistical Computing 6, 1985',
    dimensions: anyFrom(1),
    domain: [-10, 10],
    optimum: zero,
    minimiser: fill(1),
    evaluate: (x) => {
      const square = (value: number): number => value * value;
      const widths = Array.from(x, (value) => 1 + (value - 1) / 4);
      return sum(widths, (w, i) => {
        const start = i === 0 ? square(sin(PI * w)) : 0;
        const rest = square(w - 1);
        if (i + 1 === widths.length) return start + rest * (1 + square(sin(2 * PI * w)));
        return start + rest * (1 + 10 * square(sin(PI * w + 1)));
      });
    },
  },
  {
    name: 'styblinskiTang',
    title: 'Styblinski–Tang',
    source: 'M. Styblinski, T.-S. Tang, Neural Networks 3, 1990',
    dimensions: anyFrom(1),
    domain: [-5, 5],
    optimum: (dimensions) => QUARTIC_LEAST * dimensions,
    minimiser: fill(QUARTIC_AT),
    evaluate: (x) =>
      sum(x, (value) => {
        const square = value * value;
        return (square * square - 16 * square + 5 * value) / 2;
      }),
  },
];
