/**
 * What it is: whether prices rise or fall by a test, and how much a price answers to demand.
 * Source: H. B. Mann, "Nonparametric Tests Against Trend", Econometrica 13 (1945), with the correction for ties of M. G. Kendall, "Rank
 *   Correlation Methods" (1975): S counts the pairs that rise less those that fall; z = (S ∓ 1) / √Var(S).
 *   The impact is the slope λ of A. S. Kyle, "Continuous Auctions and Insider Trading", Econometrica 53 (1985): price by net demand.
 * Units: prices in minor units, demand in units of the good.
 * Cost: the test is quadratic in the prices, of which a series has 200 at most.
 */

export type Trend = 'rising' | 'falling' | 'stable';

/** Two sides of five percent. */
const Z_LEAST = 1.96;
/** With fewer prices no order of them is unlikely enough. */
const PRICES_LEAST = 5;

/** The test of Mann and Kendall. */
export function trendOf(prices: readonly number[]): { readonly trend: Trend; readonly z: number } {
  const n = prices.length;
  if (n < PRICES_LEAST) return { trend: 'stable', z: 0 };
  let s = 0;
  const ties = new Map<number, number>();
  prices.forEach((price, i) => {
    for (let j = 0; j < i; j++) s += Math.sign(price - (prices[j] ?? 0));
    ties.set(price, (ties.get(price) ?? 0) + 1);
  });
  const spread = (count: number): number => count * (count - 1) * (2 * count + 5);
  const tied = [...ties.values()].reduce((sum, count) => sum + spread(count), 0);
  const variance = (spread(n) - tied) / 18;
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { trend: z >= Z_LEAST ? 'rising' : z <= 0 - Z_LEAST ? 'falling' : 'stable', z };
}

/** By how much a further unit of net demand raises the price: least squares; undefined while demand has not varied. */
export function impactOf(
  demands: readonly number[],
  prices: readonly number[],
): number | undefined {
  const n = Math.min(demands.length, prices.length);
  if (n < 3) return undefined;
  let [x, y, xx, xy] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [demand, price] = [demands[i] ?? 0, prices[i] ?? 0];
    x += demand;
    y += price;
    xx += demand * demand;
    xy += demand * price;
  }
  const spread = n * xx - x * x;
  return spread === 0 ? undefined : (n * xy - x * y) / spread;
}
