/** What it is: times on the fault track are round: to the tenth of a hundredth of what is shown. */

/** The time rounded so that a pixel or two make one step; never below 0. */
export function snapTime(at: number, end: number): number {
  const step = stepOf(end);
  return Math.max(0, Math.round(at / step) * step);
}

/** The power of ten that is about a thousandth of the stretch, at least 1 µs. */
export function stepOf(end: number): number {
  return Math.max(1, 10 ** Math.floor(Math.log10(Math.max(end, 1) / 300)));
}
