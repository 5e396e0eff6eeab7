/**
 * What it is: the factor L of a symmetric positive matrix L·Lᵀ, and solving with it.
 * Source: G. Golub, C. Van Loan, "Matrix Computations", 4th edition, section 4.2.
 * Shapes: matrices are n × n, row after row; of symmetric ones the lower half is read, of factors it is written.
 * Cost: n³ / 3 for the factor, n³ / 3 for its inverse, n³ / 3 for the inverse of the matrix; n² for a solve.
 */

/** Factorises in place, the lower half; false when the matrix is not positive, and then it is spoilt. */
export function factorise(matrix: Float64Array, n: number): boolean {
  let i = 0;
  // Four rows at once, whose sums do not wait for each other; each is summed in the same order as alone.
  for (; i + 4 <= n; i += 4) {
    for (let j = 0; j < i; j++) reduceFour(matrix, n, i, j);
    for (let own = i; own < i + 4; own++) if (!finishRow(matrix, n, own, i)) return false;
  }
  for (; i < n; i++) if (!finishRow(matrix, n, i, 0)) return false;
  return true;
}

/** The entries of four rows in column j, which is before all of them. */
function reduceFour(matrix: Float64Array, n: number, i: number, j: number): void {
  const [first, other] = [i * n, j * n];
  const [second, third, fourth] = [first + n, first + 2 * n, first + 3 * n];
  let a = matrix[first + j] as number;
  let b = matrix[second + j] as number;
  let c = matrix[third + j] as number;
  let d = matrix[fourth + j] as number;
  for (let k = 0; k < j; k++) {
    const shared = matrix[other + k] as number;
    a -= (matrix[first + k] as number) * shared;
    b -= (matrix[second + k] as number) * shared;
    c -= (matrix[third + k] as number) * shared;
    d -= (matrix[fourth + k] as number) * shared;
  }
  const pivot = matrix[other + j] as number;
  matrix[first + j] = a / pivot;
  matrix[second + j] = b / pivot;
  matrix[third + j] = c / pivot;
  matrix[fourth + j] = d / pivot;
}

/** A row from column `from` up to its diagonal; false when that is not positive. */
function finishRow(matrix: Float64Array, n: number, i: number, from: number): boolean {
  const row = i * n;
  for (let j = from; j <= i; j++) {
    const other = j * n;
    let sum = matrix[row + j] as number;
    for (let k = 0; k < j; k++) sum -= (matrix[row + k] as number) * (matrix[other + k] as number);
    if (i > j) matrix[row + j] = sum / (matrix[other + j] as number);
    else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
    else return false;
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
  const columns = inverseColumns(factor, n);
  const inverse = new Float64Array(n * n);
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    sumProducts(columns, n, i, { from: i, to: n }, columns.subarray(i * n, i * n + n), sums);
    for (let j = 0; j <= i; j++) {
      inverse[i * n + j] = sums[j] as number;
      inverse[j * n + i] = sums[j] as number;
    }
  }
  return inverse;
}

/** The columns of the inverse of L, one after another. */
function inverseColumns(factor: Float64Array, n: number): Float64Array {
  const columns = new Float64Array(n * n);
  const shares = new Float64Array(n);
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const scale = 1 / (factor[row + i] as number);
    for (let k = 0; k < i; k++) shares[k] = -(factor[row + k] as number) * scale;
    sumProducts(columns, n, i - 1, { from: 0, to: i }, shares, sums);
    for (let j = 0; j < i; j++) columns[j * n + i] = sums[j] as number;
    columns[row + i] = scale;
  }
  return columns;
}

/** For each row up to `last` the sum of its entries, each times its weight; four rows at once, none of which waits for the others. */
function sumProducts(
  rows: Float64Array,
  n: number,
  last: number,
  { from, to }: { readonly from: number; readonly to: number },
  weights: Float64Array,
  sums: Float64Array,
): void {
  let j = 0;
  for (; j + 3 <= last; j += 4) {
    const first = j * n;
    const [second, third, fourth] = [first + n, first + 2 * n, first + 3 * n];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = Math.max(from, j); k < to; k++) {
      const weight = weights[k] as number;
      a += weight * (rows[first + k] as number);
      b += weight * (rows[second + k] as number);
      c += weight * (rows[third + k] as number);
      d += weight * (rows[fourth + k] as number);
    }
    sums[j] = a;
    sums[j + 1] = b;
    sums[j + 2] = c;
    sums[j + 3] = d;
  }
  for (; j <= last; j++) {
    let sum = 0;
    for (let k = Math.max(from, j); k < to; k++)
      sum += (weights[k] as number) * (rows[j * n + k] as number);
    sums[j] = sum;
  }
}
