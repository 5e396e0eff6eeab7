/**
 * What it is: the stretch of virtual time that whole-run views show: the timeline and the charts. While a
 * run goes on it is rounded up to a fine figure, so that a picture stands still for a while instead of
 * shrinking with every frame.
 */

/** 1, 1.5, 2, 3, 5, 7.5 and their tens: no two are further apart than two thirds. */
const FIGURES = [1, 1.5, 2, 3, 5, 7.5, 10];

/** The end of the shown stretch in µs, at least 1 ms. */
export function shownEnd(end: number, isOver: boolean): number {
  const least = Math.max(end, 1_000);
  if (isOver) return least;
  const ten = 10 ** Math.floor(Math.log10(least));
  const figure = FIGURES.find((one) => one * ten > least) ?? 10;
  return figure * ten;
}
