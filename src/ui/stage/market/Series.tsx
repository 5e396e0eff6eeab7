/** What it is: a series of auctions so far: its sums and trend, each sale, the records that bidders have earned, and who is with whom. */

import type { AuctionStage, Sale, SeriesStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros, formatShare } from '../../widgets/format.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { Bar } from '../pictures/Bar.tsx';
import { Company } from './Company.tsx';
import { Facts } from './Facts.tsx';
import { Flags } from './Flags.tsx';
import { sayReputation } from './figures.ts';
import { goTo } from '../goTo.ts';
import { sayImpact, sayTrend, seriesFacts } from './seriesFigures.ts';

interface Part {
  readonly stage: AuctionStage;
  readonly series: SeriesStage;
}

export function Series({ stage, series }: Part) {
  return (
    <div className="picture auction-series">
      <Sums series={series} />
      <Sales series={series} />
      <div className="picture-column">
        <Flags stage={stage} />
        <Records stage={stage} />
      </div>
      <Company stage={stage} series={series} />
    </div>
  );
}

function Sums({ series }: Pick<Part, 'series'>) {
  const impact = sayImpact(series);
  return (
    <section className="picture-part" aria-label="The series so far">
      <p className="picture-strong">{sayTrend(series)}</p>
      {impact === undefined ? undefined : <p className="picture-why">{impact}</p>}
      <Facts facts={seriesFacts(series)} />
    </section>
  );
}

function Sales({ series: { sales, sellers } }: Pick<Part, 'series'>) {
  const top = Math.max(1, ...sales.map(({ price, reserve }) => Math.max(price ?? 0, reserve)));
  return (
    <section className="picture-part" aria-label="Auctions, newest first">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col" className="is-number">
              No.
            </th>
            {sellers === 1 ? undefined : <th scope="col">Seller</th>}
            <th scope="col" className="is-number">
              Bidders
            </th>
            <th scope="col" className="is-wide">
              Price <small>thin line: reserve</small>
            </th>
            <th scope="col" className="is-number" aria-label="Price in figures" />
            <th scope="col">Won by</th>
            <th scope="col" className="is-number" title="Value over the best there could have been">
              Efficiency
            </th>
          </tr>
        </thead>
        <tbody>
          {sales.toReversed().map((sale) => (
            <SaleRow key={sale.seq} sale={sale} top={top * 1.06} hasSeller={sellers > 1} />
          ))}
        </tbody>
      </table>
      {sales.length === 0 ? <p className="picture-none">No auction is over yet.</p> : undefined}
    </section>
  );
}

interface SaleRowProps {
  readonly sale: Sale;
  readonly top: number;
  readonly hasSeller: boolean;
}

function SaleRow({ sale, top, hasSeller }: SaleRowProps) {
  const { value, best } = sale.welfare;
  const [first = '–', ...others] = sale.winners;
  const marks = [{ at: sale.reserve / top, colour: 'var(--text-1)' }];
  return (
    <tr className="is-clickable" onClick={() => goTo(sale.seq)}>
      <td className="is-number numeric">{sale.auction + 1}</td>
      {hasSeller ? <td className="numeric">{sale.seller + 1}</td> : undefined}
      <td className="is-number numeric">{sale.bidders}</td>
      <td className="is-wide">
        <Bar share={(sale.price ?? 0) / top} colour="var(--series-0)" marks={marks} />
      </td>
      <td className="is-number numeric">
        {sale.price === undefined ? 'unsold' : formatEuros(sale.price)}
      </td>
      <td title={sale.winners.join(', ')}>
        {first}
        {others.length === 0 ? '' : ` and ${others.length} more`}
      </td>
      <td className="is-number numeric">
        {value === undefined || best === undefined || best === 0 ? '–' : formatShare(value / best)}
      </td>
    </tr>
  );
}

/** Reputations as they are now, the lowest first: what they were is in the charts. */
function Records({ stage }: Pick<Part, 'stage'>) {
  const bidders = stage.bidders.toSorted(
    (one, other) => one.reputationMilli - other.reputationMilli || one.actor - other.actor,
  );
  return (
    <section className="picture-part" aria-label="Reputations, lowest first">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Bidder</th>
            <th scope="col" className="is-wide">
              Reputation
            </th>
            <th scope="col" className="is-number" aria-label="Reputation in figures" />
          </tr>
        </thead>
        <tbody>
          {bidders.map(({ actor, label, reputationMilli }) => (
            <tr key={actor}>
              <th scope="row">
                <AgentName actor={actor} label={label} />
              </th>
              <td className="is-wide">
                <Bar
                  share={reputationMilli / 1_000}
                  colour={`var(--series-${actor % 8})`}
                  marks={[{ at: 0.5, colour: 'var(--text-3)' }]}
                />
              </td>
              <td className="is-number numeric">{sayReputation(reputationMilli)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
