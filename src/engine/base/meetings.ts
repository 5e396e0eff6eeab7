/**
 * What it is: how much more often two are found in the same occasions than chance would bring them together.
 * Of `count` occasions one entered `own` and the other `others`, each by itself; then how often they meet is hypergeometric:
 *   mean = own·others / count, variance = mean · (count − own)(count − others) / (count (count − 1)).
 * Units: occasions; the deviation in standard deviations.
 */

/** No variance is taken to be smaller: of few occasions it says little. */
const VARIANCE_LEAST = 0.5;

/** How often two would meet by chance. */
export function expectedMeetings(count: number, own: number, others: number): number {
  return (own * others) / count;
}

/** A count's distance from what is expected, in standard deviations. */
export function deviations(count: number, expected: number, variance: number): number {
  return (count - expected) / Math.sqrt(Math.max(VARIANCE_LEAST, variance));
}

/** By how many deviations two met more often than by chance. */
export function excessMeetings(
  count: number,
  own: number,
  others: number,
  together: number,
): number {
  const expected = expectedMeetings(count, own, others);
  const free = ((count - own) * (count - others)) / (count * Math.max(1, count - 1));
  return deviations(together, expected, expected * free);
}
