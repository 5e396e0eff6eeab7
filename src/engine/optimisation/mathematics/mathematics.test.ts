import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { minimiseInBox } from './boxDescent.ts';
import { factorise, inverseDiagonal, inverseOf, solveLower, solveUpper } from './cholesky.ts';
import { symmetricEigen } from './eigen.ts';
import { drawNormal, normalBelow, normalBetween } from './normal.ts';

const choices = SeededChoices.named(1, 'mathematics');

/** A · Aᵀ and something on the diagonal. */
function positive(n: number): Float64Array {
  const a = Float64Array.from({ length: n * n }, () => choices.fraction() - 0.5);
  return Float64Array.from({ length: n * n }, (_, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    let sum = i === j ? 0.1 : 0;
    for (let k = 0; k < n; k++) sum += a[i * n + k]! * a[j * n + k]!;
    return sum;
  });
}

const times = (matrix: Float64Array, n: number, x: Float64Array): Float64Array =>
  Float64Array.from({ length: n }, (_, i) =>
    x.reduce((sum, v, k) => sum + matrix[i * n + k]! * v, 0),
  );

describe.each([1, 2, 3, 4, 7, 30])('of size %i', (n) => {
  test('a factor solves, and its inverse undoes the matrix', () => {
    const matrix = positive(n);
    const factor = Float64Array.from(matrix);
    expect(factorise(factor, n)).toBe(true);
    const b = Float64Array.from({ length: n }, () => choices.fraction());
    const x = Float64Array.from(b);
    solveLower(factor, n, x);
    solveUpper(factor, n, x);
    times(matrix, n, x).forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 9));
    const inverse = inverseOf(factor, n);
    times(inverse, n, b).forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 8));
    inverseDiagonal(factor, n).forEach((value, i) =>
      expect(value).toBeCloseTo(inverse[i * n + i]!, 9),
    );
  });

  test('eigenvectors are stretched by their values, and stand at right angles', () => {
    const matrix = positive(n);
    const { values, vectors } = symmetricEigen(matrix, n);
    for (let k = 0; k < n; k++) {
      const column = Float64Array.from({ length: n }, (_, i) => vectors[i * n + k]!);
      times(matrix, n, column).forEach((value, i) =>
        expect(value).toBeCloseTo(values[k]! * column[i]!, 11),
      );
      for (let other = 0; other <= k; other++) {
        const product = column.reduce((sum, x, i) => sum + x * vectors[i * n + other]!, 0);
        expect(product).toBeCloseTo(other === k ? 1 : 0, 12);
      }
    }
  });
});

test('a matrix that is not positive has no factor', () => {
  expect(factorise(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
});

describe('descent in a box', () => {
  const bowl = (x: Float64Array, gradient: Float64Array): number => {
    gradient[0] = 2 * (x[0]! - 3) + x[1]!;
    gradient[1] = 20 * (x[1]! + 1) + x[0]!;
    return (x[0]! - 3) * (x[0]! - 3) + 10 * (x[1]! + 1) * (x[1]! + 1) + x[0]! * x[1]!;
  };
  const effort = { stepsMax: 50, slopeMax: 1e-9 };

  test('finds the lowest place inside', () => {
    const { point } = minimiseInBox(
      bowl,
      Float64Array.of(0, 0),
      { low: [-9, -9], high: [9, 9] },
      effort,
    );
    const gradient = new Float64Array(2);
    bowl(point, gradient);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-8);
  });

  test('stops at the walls that it presses against', () => {
    const { point } = minimiseInBox(
      bowl,
      Float64Array.of(1, 1),
      { low: [0, 0], high: [2, 2] },
      effort,
    );
    expect(Array.from(point)).toEqual([2, 0]);
  });

  test('follows a bent valley', () => {
    const valley = (x: Float64Array, gradient: Float64Array): number => {
      const bent = x[1]! - x[0]! * x[0]!;
      gradient[0] = -400 * bent * x[0]! - 2 * (1 - x[0]!);
      gradient[1] = 200 * bent;
      return 100 * bent * bent + (1 - x[0]!) * (1 - x[0]!);
    };
    const box = { low: [-2, -2], high: [2, 2] };
    const { value } = minimiseInBox(valley, Float64Array.of(-1.2, 1), box, {
      stepsMax: 100,
      slopeMax: 1e-8,
    });
    expect(value).toBeLessThan(1e-12);
  });
});

test('the normal distribution keeps its digits on both sides, and draws follow it', () => {
  expect(normalBelow(-10) / 7.619853024160527e-24).toBeCloseTo(1, 12);
  expect(normalBetween(9, 10) / normalBetween(-10, -9)).toBeCloseTo(1, 12);
  expect(normalBetween(-1, 1)).toBeCloseTo(0.6826894921370859, 12);
  const draws = Array.from({ length: 4_000 }, () => drawNormal(choices));
  const mean = draws.reduce((sum, x) => sum + x, 0) / 4_000;
  const square = draws.reduce((sum, x) => sum + x * x, 0) / 4_000;
  expect(Math.abs(mean)).toBeLessThan(0.05);
  expect(Math.abs(square - 1)).toBeLessThan(0.08);
});
