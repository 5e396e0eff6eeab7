/**
 * What it is: how far a share that was counted, or an error that was measured, may be from the true one, at 95 %.
 * Source: E. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927)
 * 209-212; for two shares counted on the same rows, A. Agresti, "Categorical Data Analysis", section 10.1
 * (the large-sample interval of a difference of paired proportions).
 * Units: shares in 0..1; differences in −1..1.
 */

/** Lower and upper end. */
export type Interval = readonly [low: number, high: number];

/** The normal quantile of 97.5 %. */
const Z = 1.959963984540054;

/** Wilson's interval for `right` of `rows`; all of 0..1 when nothing was counted. */
export function wilsonInterval(right: number, rows: number): Interval {
  if (rows === 0) return [0, 1];
  const share = right / rows;
  const square = (Z * Z) / rows;
  const centre = (share + square / 2) / (1 + square);
  const half = (Z / (1 + square)) * Math.sqrt((share * (1 - share) + square / 4) / rows);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/**
 * The interval of a lead in share between two that judged the same rows: `ahead` rows only the first got
 * right, `behind` rows only the second.
 */
export function leadInterval(ahead: number, behind: number, rows: number): Interval {
  if (rows === 0) return [-1, 1];
  const lead = (ahead - behind) / rows;
  const variance = (ahead + behind) / rows - lead * lead;
  const half = Z * Math.sqrt(Math.max(0, variance) / rows);
  return [Math.max(-1, lead - half), Math.min(1, lead + half)];
}

/**
 * The interval of the root of a mean square, from the sum of squares and the sum of their squares: the normal one of the
 * mean, its ends rooted. From 0 to infinity when nothing was measured.
 */
export function rootInterval(squares: number, fourths: number, rows: number): Interval {
  if (rows === 0) return [0, Infinity];
  const mean = squares / rows;
  const half = Z * Math.sqrt(Math.max(0, fourths / rows - mean * mean) / rows);
  return [Math.sqrt(Math.max(0, mean - half)), Math.sqrt(mean + half)];
}

/**
 * The interval of a lead in root mean square, positive when the first is less off: from differences of squared errors on the
 * same rows (their sum and the sum of their squares) and the sum of both roots, since a² − b² = (a − b)(a + b).
 */
export function rootLeadInterval(
  lead: number,
  leadSquares: number,
  rows: number,
  rootSum: number,
): Interval {
  if (rows === 0 || rootSum === 0) return [0, 0];
  const mean = lead / rows;
  const half = Z * Math.sqrt(Math.max(0, leadSquares / rows - mean * mean) / rows);
  return [(mean - half) / rootSum, (mean + half) / rootSum];
}
