/** What it is: how the lines of a chart look, however they are drawn. */

import type { Chart, Series } from '../../engine/projections/frame.ts';

export interface LineLooks {
  readonly width: number;
  readonly opacity: number;
  /** Whether each point of its lines is shown. */
  readonly dots: boolean;
  readonly radius: number;
  /** Whether there is no line, only its points. */
  readonly isScattered: boolean;
}

/** Charts of single observations: what is between two of them is no measurement, so dots lead. */
const OBSERVED = new Set(['phaseDurations', 'latency', 'confidence']);
/** Lines of fewer points show each of them: a dot is an element of the page, and hundreds are slow. */
const DOTS_MOST = 12;
/** Beyond these a line between observations would only be a tangle. */
const OBSERVED_DOTS_MOST = 60;

export function looksOf(chart: Chart): LineLooks {
  const points = Math.max(0, ...chart.series.map((series) => series.x.length));
  const isObserved = OBSERVED.has(chart.id);
  const isScattered = isObserved && points > OBSERVED_DOTS_MOST;
  return {
    width: isObserved ? 1 : 1.75,
    opacity: isObserved ? 0.4 : 1,
    dots: chart.kind !== 'histogram' && !isScattered && (isObserved || points <= DOTS_MOST),
    radius: points === 1 ? 3 : isScattered ? 1.4 : 1.75,
    isScattered,
  };
}

/** Whether a value holds until the next point. */
export function isStepped({ kind }: Pick<Chart, 'kind'>): boolean {
  return kind === 'step' || kind === 'histogram';
}

/** Whether what lies below a line is tinted. */
export function isFilled({ kind }: Pick<Chart, 'kind'>): boolean {
  return kind === 'area' || kind === 'histogram';
}

/** How a line across is dashed: it is no measurement. */
export const GUIDE_DASHES = [3, 3];

/** The lines that are drawn as such: the edges of a band are not. */
export function linesIn({ series }: Pick<Chart, 'series'>): readonly Series[] {
  return series.filter(({ edge }) => edge === undefined);
}

/** The edges of the chart's band, if it has one. */
export function edgesOf({
  series,
}: Pick<Chart, 'series'>): readonly [upper: Series | undefined, lower: Series | undefined] {
  return [series.find(({ edge }) => edge === 'upper'), series.find(({ edge }) => edge === 'lower')];
}
