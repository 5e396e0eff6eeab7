/** What it is: how sure a mean gain is. */

/** Standard errors to each side that hold the true mean in 95 of 100 searches. */
const ERRORS = 1.96;

/** The interval of 95 % around a mean. */
export function withinErrors(mean: number, error: number): readonly [low: number, high: number] {
  return [mean - ERRORS * error, mean + ERRORS * error];
}
