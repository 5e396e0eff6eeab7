/** What it is: the book of a double auction with its depth on both sides of the price, and the trades. */

import type { AuctionStage, DepthLevel } from '../../../engine/projections/auctionStage.ts';
import { formatClock, formatCount, formatEuros } from '../../widgets/format.ts';
import { Bar } from '../pictures/Bar.tsx';
import { goTo } from '../goTo.ts';

/** The newest trades; the Log has them all. */
const TRADES_SHOWN = 40;

interface Part {
  readonly stage: AuctionStage;
}

/** A price with what waits there, and at every better price besides. */
interface Depth extends DepthLevel {
  readonly depth: number;
}

function depthsOf(levels: readonly DepthLevel[]): readonly Depth[] {
  let depth = 0;
  return levels.map((level) => ({ ...level, depth: (depth += level.units) }));
}

export function OrderBook({ stage }: Part) {
  return (
    <section className="picture-part auction-book" aria-label="Order book">
      <Book stage={stage} />
      <Trades stage={stage} />
    </section>
  );
}

function Book({ stage: { book } }: Part) {
  const [bids, asks] = [depthsOf(book.bids), depthsOf(book.asks)];
  const most = Math.max(1, bids.at(-1)?.depth ?? 0, asks.at(-1)?.depth ?? 0);
  return (
    <table className="picture-table auction-depth">
      <caption>Waiting orders, bars: depth up to this price</caption>
      <thead>
        <tr>
          <th scope="col" className="is-number">
            Price
          </th>
          <th scope="col" className="is-wide">
            Depth
          </th>
          <th scope="col" className="is-number">
            Units
          </th>
        </tr>
      </thead>
      <tbody>
        {asks.toReversed().map((level) => (
          <Level key={level.price} level={level} most={most} side="sell" />
        ))}
        <tr className="auction-spread">
          <td className="numeric" colSpan={3}>
            {saySpread(bids[0], asks[0])}
          </td>
        </tr>
        {bids.map((level) => (
          <Level key={level.price} level={level} most={most} side="buy" />
        ))}
      </tbody>
    </table>
  );
}

function saySpread(bid: DepthLevel | undefined, ask: DepthLevel | undefined): string {
  if (bid === undefined && ask === undefined) return 'nobody waits';
  if (bid === undefined) return 'no buyer waits';
  if (ask === undefined) return 'no seller waits';
  return `▲ sellers · spread ${formatEuros(ask.price - bid.price)} · buyers ▼`;
}

interface LevelProps {
  readonly level: Depth;
  readonly most: number;
  readonly side: 'buy' | 'sell';
}

function Level({ level, most, side }: LevelProps) {
  const colour = side === 'buy' ? 'var(--series-2)' : 'var(--series-1)';
  return (
    <tr>
      <td className="is-number numeric">{formatEuros(level.price)}</td>
      <td className="is-wide">
        <Bar share={level.depth / most} colour={colour} />
      </td>
      <td className="is-number numeric">{formatCount(level.units)}</td>
    </tr>
  );
}

function Trades({ stage: { book } }: Part) {
  const newest = book.trades.slice(-TRADES_SHOWN).toReversed();
  return (
    <div>
      <table className="picture-table">
        <caption>Trades, newest first</caption>
        <tbody>
          {newest.map((trade) => (
            <tr key={trade.seq} className="is-clickable" onClick={() => goTo(trade.seq)}>
              <td className="numeric picture-quiet">{formatClock(trade.at)}</td>
              <td className="is-wide">
                {trade.buyer} buys from {trade.seller}
              </td>
              <td className="is-number numeric">{formatEuros(trade.price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {newest.length === 0 ? <p className="picture-none">Nothing was traded yet.</p> : undefined}
    </div>
  );
}
