/**
 * What it is: the factor L of a symmetric positive matrix L·Lᵀ, and solving with it.
 * Source: G. Golub, C. Van Loan, "Matrix Computations", 4th edition, section 4.2.
 * Shapes: matrices are n × n, row after row; of symmetric ones the lower half is read, of factors it is written.
 * Cost: n³ / 3 for the factor, n³ / 3 for its inverse, n³ / 3 for the inverse of the matrix; n² for a solve.
 */

/** Factorises in place, the lower half; false when the matrix is not positive, and then it is spoilt. */
export function factorise(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = matrix[row + j] as number;
      for (let k = 0; k < j; k++)
        sum -= (matrix[row + k] as number) * (matrix[other + k] as number);
      if (i > j) matrix[row + j] = sum / (matrix[other + j] as number);
      else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L x = b in place. */
export function solveLower(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[row + k] as number) * (b[k] as number);
    b[i] = sum / (factor[row + i] as number);
  }
}

/** Solves Lᵀ x = b in place. */
export function solveUpper(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const x = (b[i] as number) / (factor[row + i] as number);
    b[i] = x;
    for (let k = 0; k < i; k++) b[k] = (b[k] as number) - (factor[row + k] as number) * x;
  }
}

/** The inverse of L · Lᵀ, both halves. */
export function inverseOf(factor: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const scale = 1 / (factor[row + i] as number);
    lower[row + i] = scale;
    for (let k = 0; k < i; k++) {
      const share = (factor[row + k] as number) * scale;
      const other = k * n;
      for (let j = 0; j <= k; j++)
        lower[row + j] = (lower[row + j] as number) - share * (lower[other + j] as number);
    }
  }
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const row = k * n;
    for (let i = 0; i <= k; i++) {
      const share = lower[row + i] as number;
      const target = i * n;
      for (let j = 0; j <= i; j++)
        inverse[target + j] = (inverse[target + j] as number) + share * (lower[row + j] as number);
    }
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j] as number;
  return inverse;
}
