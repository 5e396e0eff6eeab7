/**
 * What it is: the factor L of a symmetric positive matrix L·Lᵀ, and solving with it.
 * Source: G. Golub, C. Van Loan, "Matrix Computations", 4th edition, section 4.2.
 * Shapes: matrices are n × n, row after row; of symmetric ones the lower half is read, of factors it is written.
 * Cost: n³ / 3 for the factor, n³ / 3 for its inverse, n³ / 3 for the inverse of the matrix; n² for a solve.
 */

/** Factorises in place, the lower half; false when the matrix is not positive, and then it is spoilt. */
export function factorise(matrix: Float64Array, n: number): boolean {
  let i = 0;
  // Four rows by two columns at once, whose sums do not wait for each other; each is summed in the same order as alone.
  for (; i + 4 <= n; i += 4) {
    for (let j = 0; j < i; j += 2) reduceBlock(matrix, n, i, j);
    for (let own = i; own < i + 4; own++) if (!finishRow(matrix, n, own, i)) return false;
  }
  for (; i < n; i++) if (!finishRow(matrix, n, i, 0)) return false;
  return true;
}

/** The entries of four rows in columns j and j + 1, which are before all of them. */
function reduceBlock(matrix: Float64Array, n: number, i: number, j: number): void {
  const [first, near, far] = [i * n, j * n, j * n + n];
  const [second, third, fourth] = [first + n, first + 2 * n, first + 3 * n];
  let a = matrix[first + j] as number;
  let b = matrix[second + j] as number;
  let c = matrix[third + j] as number;
  let d = matrix[fourth + j] as number;
  let e = matrix[first + j + 1] as number;
  let f = matrix[second + j + 1] as number;
  let g = matrix[third + j + 1] as number;
  let h = matrix[fourth + j + 1] as number;
  for (let k = 0; k < j; k++) {
    const left = matrix[near + k] as number;
    const right = matrix[far + k] as number;
    const one = matrix[first + k] as number;
    const two = matrix[second + k] as number;
    const three = matrix[third + k] as number;
    const four = matrix[fourth + k] as number;
    a -= one * left;
    b -= two * left;
    c -= three * left;
    d -= four * left;
    e -= one * right;
    f -= two * right;
    g -= three * right;
    h -= four * right;
  }
  const pivot = matrix[near + j] as number;
  a /= pivot;
  b /= pivot;
  c /= pivot;
  d /= pivot;
  matrix[first + j] = a;
  matrix[second + j] = b;
  matrix[third + j] = c;
  matrix[fourth + j] = d;
  const shared = matrix[far + j] as number;
  const next = matrix[far + j + 1] as number;
  matrix[first + j + 1] = (e - a * shared) / next;
  matrix[second + j + 1] = (f - b * shared) / next;
  matrix[third + j + 1] = (g - c * shared) / next;
  matrix[fourth + j + 1] = (h - d * shared) / next;
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

/** Solves L x = b in place; four rows at once, each summed in the same order as alone. */
export function solveLower(factor: Float64Array, n: number, b: Float64Array): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const [first, second, third, fourth] = [i * n, i * n + n, i * n + 2 * n, i * n + 3 * n];
    let p = b[i] as number;
    let q = b[i + 1] as number;
    let r = b[i + 2] as number;
    let s = b[i + 3] as number;
    for (let k = 0; k < i; k++) {
      const x = b[k] as number;
      p -= (factor[first + k] as number) * x;
      q -= (factor[second + k] as number) * x;
      r -= (factor[third + k] as number) * x;
      s -= (factor[fourth + k] as number) * x;
    }
    p /= factor[first + i] as number;
    q = (q - (factor[second + i] as number) * p) / (factor[second + i + 1] as number);
    r = r - (factor[third + i] as number) * p - (factor[third + i + 1] as number) * q;
    r /= factor[third + i + 2] as number;
    s = s - (factor[fourth + i] as number) * p - (factor[fourth + i + 1] as number) * q;
    s = (s - (factor[fourth + i + 2] as number) * r) / (factor[fourth + i + 3] as number);
    b[i] = p;
    b[i + 1] = q;
    b[i + 2] = r;
    b[i + 3] = s;
  }
  for (; i < n; i++) {
    const row = i * n;
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[row + k] as number) * (b[k] as number);
    b[i] = sum / (factor[row + i] as number);
  }
}

/** Solves Lᵀ x = b in place, from the last row up; two rows at once, taken off in the same order as alone. */
export function solveUpper(factor: Float64Array, n: number, b: Float64Array): void {
  let i = n - 1;
  for (; i > 0; i -= 2) {
    const [row, above] = [i * n, i * n - n];
    const x = (b[i] as number) / (factor[row + i] as number);
    const next = (b[i - 1] as number) - (factor[row + i - 1] as number) * x;
    const y = next / (factor[above + i - 1] as number);
    b[i] = x;
    b[i - 1] = y;
    for (let k = 0; k < i - 1; k++) {
      const rest = (b[k] as number) - (factor[row + k] as number) * x;
      b[k] = rest - (factor[above + k] as number) * y;
    }
  }
  if (i === 0) b[0] = (b[0] as number) / (factor[0] as number);
}

/** The inverse of L · Lᵀ, both halves. */
export function inverseOf(factor: Float64Array, n: number): Float64Array {
  const columns = inverseColumns(factor, n);
  const inverse = new Float64Array(n * n);
  const height = heightOf(n);
  const sums = new Float64Array(2 * height);
  const weights = { first: columns, firstAt: 0, second: columns, secondAt: 0 };
  for (let i = 0; i < n; i += 2) {
    const next = Math.min(i + 1, n - 1);
    weights.firstAt = i * n;
    weights.secondAt = next * n;
    sumProducts(columns, n, next, { from: i, to: n }, weights, sums);
    for (const [row, at] of [
      [i, 0],
      [next, height],
    ] as const)
      for (let j = 0; j <= row; j++) {
        inverse[row * n + j] = sums[at + j] as number;
        inverse[j * n + row] = sums[at + j] as number;
      }
  }
  return inverse;
}

/** The diagonal of the inverse of L · Lᵀ. */
export function inverseDiagonal(factor: Float64Array, n: number): Float64Array {
  const columns = inverseColumns(factor, n);
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = i; k < n; k++)
      sum += (columns[i * n + k] as number) * (columns[i * n + k] as number);
    return sum;
  });
}

/** Room for four rows at once, however small the matrix is. */
const heightOf = (n: number): number => Math.max(n, 4);

/** The columns of the inverse of L, one after another. */
function inverseColumns(factor: Float64Array, n: number): Float64Array {
  const height = heightOf(n);
  const columns = new Float64Array(height * n);
  const [near, far] = [new Float64Array(n), new Float64Array(n)];
  const sums = new Float64Array(2 * height);
  const weights = { first: near, firstAt: 0, second: far, secondAt: 0 };
  for (let i = 0; i < n; i += 2) {
    const next = i + 1;
    const [scale, scaleOfNext] = [shares(factor, n, i, near), shares(factor, n, next, far)];
    sumProducts(columns, n, i - 1, { from: 0, to: i }, weights, sums);
    for (let j = 0; j < i; j++) columns[j * n + i] = sums[j] as number;
    columns[i * n + i] = scale;
    if (next === n) break;
    const last = far[i] as number;
    for (let j = 0; j < i; j++)
      columns[j * n + next] = (sums[height + j] as number) + last * (sums[j] as number);
    columns[i * n + next] = last * scale;
    columns[next * n + next] = scaleOfNext;
  }
  return columns;
}

/** Writes what each column's entry in row i takes of the entries above it; returns the entry on the diagonal. */
function shares(factor: Float64Array, n: number, i: number, into: Float64Array): number {
  if (i >= n) return 0;
  const scale = 1 / (factor[i * n + i] as number);
  for (let k = 0; k < i; k++) into[k] = -(factor[i * n + k] as number) * scale;
  return scale;
}

/** Two lists of weights, each from a place on. */
interface Weights {
  readonly first: Float64Array;
  readonly firstAt: number;
  readonly second: Float64Array;
  readonly secondAt: number;
}

/**
 * For each row up to `last` the sum of its entries, each times its weight, by both lists of weights: `sums` has its first half by
 * the first, then by the second. Four rows at once, none of which waits for the others.
 */
function sumProducts(
  rows: Float64Array,
  n: number,
  last: number,
  { from, to }: { readonly from: number; readonly to: number },
  { first, firstAt, second, secondAt }: Weights,
  sums: Float64Array,
): void {
  const half = heightOf(n);
  for (let j = 0; j <= last; j += 4) {
    const top = Math.min(j, half - 4);
    const [row, below, third, fourth] = [top * n, top * n + n, top * n + 2 * n, top * n + 3 * n];
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let k = Math.max(from, top); k < to; k++) {
      const left = first[firstAt + k] as number;
      const right = second[secondAt + k] as number;
      const one = rows[row + k] as number;
      const two = rows[below + k] as number;
      const three = rows[third + k] as number;
      const four = rows[fourth + k] as number;
      a += left * one;
      b += left * two;
      c += left * three;
      d += left * four;
      e += right * one;
      f += right * two;
      g += right * three;
      h += right * four;
    }
    sums[top] = a;
    sums[top + 1] = b;
    sums[top + 2] = c;
    sums[top + 3] = d;
    sums[half + top] = e;
    sums[half + top + 1] = f;
    sums[half + top + 2] = g;
    sums[half + top + 3] = h;
  }
}
