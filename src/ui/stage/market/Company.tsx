/**
 * What it is: the graph of company: bidders on a circle, sellers within it, and a line where two are together more often than chance
 * would have it; the more unlikely, the thicker. The same in sentences below. Flagged bidders carry a ring.
 */

import type {
  AuctionStage,
  CompanyLink,
  SeriesStage,
} from '../../../engine/projections/auctionStage.ts';
import { circleOf, sellersOf } from './companyLayout.ts';
import type { Spot } from './companyLayout.ts';
import { sayLink } from './seriesFigures.ts';

const WIDTH = 300;
const HEIGHT = 190;
/** More names than these would lie over one another: then only those with a line have theirs. */
const NAMES_MOST = 16;

interface CompanyProps {
  readonly stage: AuctionStage;
  readonly series: SeriesStage;
}

export function Company({ stage, series }: CompanyProps) {
  const links = series.company;
  return (
    <section className="picture-part auction-company" aria-label="Who keeps company with whom">
      <p className="picture-kicker">
        Together more often than by chance{series.sellers > 1 ? '; S1 is seller 1' : ''}
      </p>
      <Graph stage={stage} series={series} />
      {links.length === 0 ? (
        <p className="picture-none">Nobody, in {series.sales.length} auctions.</p>
      ) : (
        <ul>
          {links.map((link) => (
            <li key={keyOf(link)}>{sayLink(link)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function keyOf({ bidder, with: partner }: CompanyLink): string {
  return `${bidder} ${partner.kind} ${partner.kind === 'bidder' ? partner.actor : partner.seller}`;
}

function Graph({ stage, series }: CompanyProps) {
  const spots = circleOf(
    stage.bidders.map(({ actor }) => actor),
    WIDTH,
    HEIGHT,
  );
  const sellers = sellersOf(series.sellers, WIDTH, HEIGHT);
  const flagged = new Set(stage.flags.filter(isGrave).map(({ actor }) => actor));
  const linked = new Set(series.company.flatMap(endsOf));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {series.company.map((link) => {
        const [from, to] = [spots.get(link.bidder), targetOf(link, spots, sellers)];
        if (from === undefined || to === undefined) return undefined;
        return (
          <line
            key={keyOf(link)}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            className="company-link"
            strokeWidth={Math.min(6, link.z)}
          />
        );
      })}
      {sellers.map(({ x, y }, seller) => (
        <g key={seller}>
          <rect x={x - 8} y={y - 8} width={16} height={16} rx={2} className="company-seller" />
          <text x={x} y={y + 4} textAnchor="middle">
            S{seller + 1}
          </text>
        </g>
      ))}
      {stage.bidders.map(({ actor, label }) => {
        const spot = spots.get(actor);
        if (spot === undefined) return undefined;
        const isNamed = stage.bidders.length <= NAMES_MOST || linked.has(actor);
        return (
          <g key={actor}>
            {flagged.has(actor) ? (
              <circle cx={spot.x} cy={spot.y} r={8} className="company-flag" />
            ) : undefined}
            <circle cx={spot.x} cy={spot.y} r={4.5} fill={`var(--series-${actor % 8})`} />
            {isNamed ? (
              <text x={spot.nameX} y={spot.nameY} textAnchor={spot.anchor}>
                {flagged.has(actor) ? `⚑ ${label}` : label}
              </text>
            ) : undefined}
          </g>
        );
      })}
    </svg>
  );
}

/** To bid often is no sign of bad company. */
function isGrave({ code }: AuctionStage['flags'][number]): boolean {
  return code !== 'excessive_bid_frequency';
}

function endsOf({ bidder, with: partner }: CompanyLink): readonly number[] {
  return partner.kind === 'bidder' ? [bidder, partner.actor] : [bidder];
}

function targetOf(
  { with: partner }: CompanyLink,
  spots: ReadonlyMap<number, Spot>,
  sellers: readonly { readonly x: number; readonly y: number }[],
): { readonly x: number; readonly y: number } | undefined {
  return partner.kind === 'bidder' ? spots.get(partner.actor) : sellers[partner.seller];
}
