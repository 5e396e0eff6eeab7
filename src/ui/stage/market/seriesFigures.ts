/** What it is: what a series of auctions adds up to, in figures and words. */

import type { CompanyLink, Sale, SeriesStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros, formatShare } from '../../widgets/format.ts';

/** Beyond ±1.96 the test of Mann and Kendall finds a trend at five percent. */
const TELLING = 1.96;

type Fact = readonly [label: string, value: string];

const sumOf = (sales: readonly Sale[], of: (sale: Sale) => number): number =>
  sales.reduce((sum, sale) => sum + of(sale), 0);

/** The series so far: what was sold and paid, beside the best there could have been. */
export function seriesFacts({ auctions, sales }: SeriesStage): readonly Fact[] {
  const known = sales.filter(({ welfare }) => welfare.value !== undefined);
  const value = sumOf(known, ({ welfare }) => welfare.value ?? 0);
  const best = sumOf(known, ({ welfare }) => welfare.best ?? 0);
  const paid = sumOf(sales, ({ welfare }) => welfare.paid);
  const bidders = sumOf(sales, (sale) => sale.bidders);
  const sold = sales.filter((sale) => sale.sold > 0).length;
  return [
    ['Held', `${sales.length} of ${auctions}`],
    ['With a sale', `${sold}`],
    ['Bidders in each', sales.length === 0 ? '–' : (bidders / sales.length).toFixed(1)],
    ['Paid', formatEuros(paid)],
    ['Value', formatEuros(value)],
    ['Best possible', formatEuros(best)],
    ['Efficiency', best === 0 ? '–' : formatShare(value / best)],
    ['Surplus', formatEuros(sumOf(known, surplusOf))],
  ];
}

/** What bidders gained in one auction, by the values that they disclosed. */
function surplusOf({ welfare }: Sale): number {
  return welfare.value === undefined ? 0 : welfare.value - welfare.paid;
}

/** Whether closing prices rise or fall, and how that is known. */
export function sayTrend({ trend }: SeriesStage): string {
  if (trend === undefined) return 'No auction is over yet.';
  const { word, z } = trend;
  const isTelling = Math.abs(z) > TELLING;
  return `Prices are ${word}: Mann–Kendall z ${signed(z.toFixed(2))}, ${isTelling ? 'beyond' : 'within'} ±${TELLING} (test at 5\u202f%).`;
}

/** How prices answer to demand. */
export function sayImpact({ trend }: SeriesStage): string | undefined {
  if (trend === undefined || trend.impact === 0) return undefined;
  const amount = formatEuros(Math.abs(Math.round(trend.impact)));
  return `A further unit of demand ${trend.impact > 0 ? 'adds' : 'takes'} ${amount} ${trend.impact > 0 ? 'to' : 'from'} the price.`;
}

function signed(text: string): string {
  return text.replace('-', '−');
}

/** Who is with whom, in a sentence. */
export function sayLink({ label, with: partner, together, expected, z }: CompanyLink): string {
  const who = partner.kind === 'bidder' ? partner.label : `seller ${partner.seller + 1}`;
  const verb = partner.kind === 'bidder' ? 'meet' : 'is with';
  const pair =
    partner.kind === 'bidder' ? `${label} and ${who} ${verb}` : `${label} ${verb} ${who}`;
  return `${pair} ${together} times, by chance ${expected.toFixed(1)}: ${z.toFixed(1)} deviations`;
}
