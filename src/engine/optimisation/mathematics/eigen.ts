/**
 * What it is: eigenvalues and eigenvectors of a symmetric matrix.
 * Source: C. Jacobi 1846, cyclic by rows, as in G. Golub, C. Van Loan, "Matrix Computations", 4th edition, section 8.5.
 * Shapes: matrices are n × n, row after row; column k of the vectors belongs to value k.
 * Cost: about 10 n³ for each of a handful of sweeps; meant for n up to a hundred.
 */

const SWEEPS_MAX = 60;

export interface Eigen {
  readonly values: Float64Array;
  /** Orthonormal, in columns. */
  readonly vectors: Float64Array;
}

/** Decomposes a symmetric matrix, which is not changed. */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS_MAX && offDiagonal(a, n) > 0; sweep++)
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  const values = Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number);
  return { values, vectors };
}

/** The largest entry beside the diagonal that is not lost in rounding; 0 when there is none. */
function offDiagonal(a: Float64Array, n: number): number {
  let most = 0;
  let scale = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const size = Math.abs(a[i * n + j] as number);
      scale = Math.max(scale, size);
      if (i !== j) most = Math.max(most, size);
    }
  return most > scale * 2 ** -52 ? most : 0;
}

/** Turns the plane of two axes so that their entry becomes 0. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const crossing = a[p * n + q] as number;
  if (crossing === 0) return;
  const slope = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * crossing);
  const t = (slope >= 0 ? 1 : -1) / (Math.abs(slope) + Math.sqrt(slope * slope + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  turn(
    a,
    n,
    (k) => k * n + p,
    (k) => k * n + q,
    c,
    s,
  );
  turn(
    a,
    n,
    (k) => p * n + k,
    (k) => q * n + k,
    c,
    s,
  );
  turn(
    vectors,
    n,
    (k) => k * n + p,
    (k) => k * n + q,
    c,
    s,
  );
}

function turn(
  a: Float64Array,
  n: number,
  first: (k: number) => number,
  second: (k: number) => number,
  c: number,
  s: number,
): void {
  for (let k = 0; k < n; k++) {
    const x = a[first(k)] as number;
    const y = a[second(k)] as number;
    a[first(k)] = c * x - s * y;
    a[second(k)] = s * x + c * y;
  }
}
