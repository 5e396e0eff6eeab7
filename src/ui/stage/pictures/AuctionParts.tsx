/** What it is: parts of the auction's picture: the order book with its depth and trades, who won what, who was flagged. */

import { Flag } from 'lucide-react';
import { FLAG_CODES } from '../../../engine/protocols/marketCoordination/card.ts';
import type { AuctionStage, DepthLevel } from '../../../engine/projections/auctionStage.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { formatClock, formatCount, formatMoney } from '../../widgets/format.ts';
import { pickEvent } from '../stageStore.ts';
import { AgentName } from './AgentName.tsx';
import { Bar } from './Bar.tsx';

/** The newest trades; the Log has them all. */
const TRADES_SHOWN = 12;

interface Part {
  readonly stage: AuctionStage;
}

function goTo(seq: number): void {
  pickEvent(seq);
  void playbackStore.seek({ to: 'event', seq: seq + 1 });
}

export function OrderBook({ stage }: Part) {
  const { bids, asks, trades } = stage.book;
  const most = Math.max(1, ...bids.map(({ units }) => units), ...asks.map(({ units }) => units));
  const newest = trades.slice(-TRADES_SHOWN).toReversed();
  return (
    <section className="picture-part auction-book" aria-label="Order book">
      <table className="picture-table">
        <caption>Sell orders, dearest first</caption>
        <tbody>
          {asks.toReversed().map((level) => (
            <Level key={level.price} level={level} most={most} side="sell" />
          ))}
        </tbody>
      </table>
      <p className="auction-spread numeric">{saySpread(bids[0], asks[0])}</p>
      <table className="picture-table">
        <caption>Buy orders, highest first</caption>
        <tbody>
          {bids.map((level) => (
            <Level key={level.price} level={level} most={most} side="buy" />
          ))}
        </tbody>
      </table>
      <table className="picture-table">
        <caption>Trades, newest first</caption>
        <tbody>
          {newest.map((trade) => (
            <tr key={trade.seq} className="is-clickable" onClick={() => goTo(trade.seq)}>
              <td className="numeric picture-quiet">{formatClock(trade.at)}</td>
              <td className="is-wide">
                {trade.buyer} buys from {trade.seller}
              </td>
              <td className="is-number numeric">{formatMoney(trade.price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {trades.length === 0 ? <p className="picture-none">Nothing was traded yet.</p> : undefined}
    </section>
  );
}

function saySpread(bid: DepthLevel | undefined, ask: DepthLevel | undefined): string {
  if (bid === undefined || ask === undefined) return 'one side is empty';
  return `spread ${formatMoney(ask.price - bid.price)}`;
}

interface LevelProps {
  readonly level: DepthLevel;
  readonly most: number;
  readonly side: 'buy' | 'sell';
}

function Level({ level, most, side }: LevelProps) {
  const colour = side === 'buy' ? 'var(--series-2)' : 'var(--series-1)';
  return (
    <tr>
      <td className="is-number numeric">{formatMoney(level.price)}</td>
      <td className="is-wide">
        <Bar share={level.units / most} colour={colour} />
      </td>
      <td className="is-number numeric">{formatCount(level.units)}</td>
    </tr>
  );
}

/** Where several win: what each pays, and how far below its bid that is. */
export function Awards({ stage }: Part) {
  if (stage.awards.length === 0) return undefined;
  return (
    <section className="picture-part" aria-label="Winners and payments">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Winner</th>
            <th scope="col">Wins</th>
            <th scope="col" className="is-number">
              Bid
            </th>
            <th scope="col" className="is-number">
              Pays
            </th>
          </tr>
        </thead>
        <tbody>
          {stage.awards.map((award, i) => (
            // Two units of one bidder differ in nothing but their place.
            <tr key={`${award.actor}-${i}`}>
              <th scope="row">
                <AgentName actor={award.actor} label={award.label} />
              </th>
              <td>{award.items}</td>
              <td className="is-number numeric">{formatMoney(award.amount)}</td>
              <td className="is-number numeric">{formatMoney(award.price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Who was flagged, for what, with the evidence. */
export function Flags({ stage }: Part) {
  if (stage.flags.length === 0) return undefined;
  return (
    <section className="picture-part" aria-label="Flagged bidders">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Flagged</th>
            <th scope="col">For</th>
            <th scope="col" className="is-wide">
              Evidence
            </th>
          </tr>
        </thead>
        <tbody>
          {stage.flags.map((flag) => (
            <tr key={flag.seq} className="is-clickable" onClick={() => goTo(flag.seq)}>
              <th scope="row">
                <Flag size={12} aria-hidden="true" />{' '}
                <AgentName actor={flag.actor} label={flag.label} />
              </th>
              <td title={sayCode(flag.code)}>{flag.code.replaceAll('_', ' ')}</td>
              <td className="is-wide auction-evidence">{flag.evidence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sayCode(code: string): string | undefined {
  return (FLAG_CODES as Readonly<Record<string, string>>)[code];
}
