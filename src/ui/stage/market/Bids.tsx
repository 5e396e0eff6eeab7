/** What it is: the bids of the auction as they came, with the answer to each; a click goes to its moment. */

import type { AuctionBid, AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatClock, formatCount, formatEuros } from '../../widgets/format.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { goTo } from '../goTo.ts';
import { useRowsInTurn } from '../useTurn.ts';
import { WEIGHT_ONE, whyRefused } from './figures.ts';

/** The newest bids; the Log has them all. */
const BIDS_SHOWN = 80;

export function Bids({ stage }: { readonly stage: AuctionStage }) {
  const newest = stage.bids.slice(-BIDS_SHOWN).toReversed();
  const rows = useRowsInTurn(newest.length);
  const isBundle = stage.format === 'combinatorial';
  // Where everybody weighs the same, what counts is the bid itself.
  const hasWeights =
    stage.isWeighted && stage.bidders.some(({ weightMilli }) => weightMilli !== WEIGHT_ONE);
  return (
    <section className="picture-part" aria-label="Bids, newest first">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Bidder</th>
            {isBundle ? <th scope="col">Items</th> : undefined}
            <th scope="col" className="is-number">
              Bid
            </th>
            {hasWeights ? (
              <th scope="col" className="is-number" title="Bid × weight: what is compared">
                Counts
              </th>
            ) : undefined}
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {newest.slice(0, rows).map((bid) => (
            <tr key={bid.seq} className="is-clickable" onClick={() => goTo(bid.seq)}>
              <td className="numeric picture-quiet">{formatClock(bid.at)}</td>
              <td>
                <AgentName actor={bid.actor} label={bid.label} />
              </td>
              {isBundle ? <td className="numeric">{bid.items}</td> : undefined}
              <td className="is-number numeric">{formatEuros(bid.amount)}</td>
              {hasWeights ? (
                <td className="is-number numeric picture-quiet">
                  {bid.isAccepted ? formatEuros(bid.effective / 1_000) : '–'}
                </td>
              ) : undefined}
              <Answer bid={bid} />
            </tr>
          ))}
        </tbody>
      </table>
      {newest.length === 0 ? <p className="picture-none">No bid has arrived yet.</p> : undefined}
      {stage.bids.length > BIDS_SHOWN ? (
        <p className="picture-none">
          and {formatCount(stage.bids.length - BIDS_SHOWN)} earlier ones, in the log
        </p>
      ) : undefined}
    </section>
  );
}

function Answer({ bid }: { readonly bid: AuctionBid }) {
  if (bid.isRetracted) return <td className="picture-answer picture-quiet">↩ taken back</td>;
  const why = whyRefused(bid.code);
  return (
    <td className="picture-answer" data-good={bid.isAccepted} title={why === '' ? undefined : why}>
      {bid.isAccepted ? '✓ accepted' : `✕ ${why}`}
    </td>
  );
}
