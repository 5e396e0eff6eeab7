/**
 * What it is: solving a symmetric, positive definite system of equations.
 * Source: A.-L. Cholesky's factorisation, as in G. Golub, C. Van Loan, "Matrix Computations", section 4.2.
 * Shapes: the matrix is row-major; only its lower triangle is read, and it is overwritten by the factor.
 * Errors: a matrix that is not positive definite is our own mistake and throws.
 */

import { invariant } from '../../base/invariant.ts';

/** The vector x for which matrix × x = sums. */
export function solvePositive(matrix: Float64Array, sums: Float64Array): Float64Array {
  const size = sums.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++)
        rest -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
      if (i === j) {
        invariant(rest > 0, `no positive pivot in row ${i}`);
        matrix[i * size + i] = Math.sqrt(rest);
      } else {
        matrix[i * size + j] = rest / (matrix[j * size + j] as number);
      }
    }
  }
  const solution = Float64Array.from(sums);
  for (let i = 0; i < size; i++) {
    let rest = solution[i] as number;
    for (let k = 0; k < i; k++) rest -= (matrix[i * size + k] as number) * (solution[k] as number);
    solution[i] = rest / (matrix[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = solution[i] as number;
    for (let k = i + 1; k < size; k++)
      rest -= (matrix[k * size + i] as number) * (solution[k] as number);
    solution[i] = rest / (matrix[i * size + i] as number);
  }
  return solution;
}
