/** What it is: an auction at the cursor: a ladder of bidders, the bids as they came, price and winner. */

import { Trophy } from 'lucide-react';
import { useState } from 'react';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { useFrame } from '../../state/frameStore.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { formatClock, formatCount, formatMicros, formatMoney } from '../../widgets/format.ts';
import { pickEvent } from '../stageStore.ts';
import { AgentName } from './AgentName.tsx';
import { Awards, Flags, OrderBook } from './AuctionParts.tsx';
import { Bar } from './Bar.tsx';
import {
  clockShare,
  ladderTop,
  rankedBidders,
  sayFormat,
  sayStanding,
  sayWeight,
  whyRefused,
} from './ladder.ts';
import './pictures.css';

/** The newest bids; the Log has them all. */
const BIDS_SHOWN = 80;

export function Auction({ stage }: { readonly stage: AuctionStage }) {
  return (
    <div className="picture auction">
      <Standing stage={stage} />
      <div className="picture-column">
        <Flags stage={stage} />
        <Awards stage={stage} />
        <Ladder stage={stage} />
      </div>
      {stage.format === 'double_auction' ? <OrderBook stage={stage} /> : <Bids stage={stage} />}
    </div>
  );
}

function Standing({ stage }: { readonly stage: AuctionStage }) {
  const isClosed = stage.reason !== '';
  return (
    <section className="picture-part auction-standing" aria-label="Where the auction stands">
      <p className="picture-kicker">
        {sayFormat(stage)} of {stage.good || 'the good'}
      </p>
      <p className="picture-figure numeric">
        {stage.price === undefined ? '–' : formatMoney(stage.price)}
      </p>
      <p className="picture-strong" data-won={stage.winner !== undefined || undefined}>
        {stage.winner === undefined ? undefined : <Trophy size={14} aria-hidden="true" />}
        {sayStanding(stage)}
      </p>
      {isClosed ? (
        <p className="picture-why">{sentence(stage.reason)}</p>
      ) : (
        // Each round has a length of its own: its clock begins anew.
        <RoundClock key={stage.roundEndsAt} stage={stage} />
      )}
      <dl className="picture-facts">
        <dt>Reserve</dt>
        <dd className="numeric">{formatMoney(stage.reserve)}</dd>
        <dt>Round</dt>
        <dd className="numeric">{formatCount(stage.round)}</dd>
        <dt>Bids</dt>
        <dd className="numeric">{formatCount(stage.bids.length)}</dd>
      </dl>
    </section>
  );
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** Virtual time that is left of the round. */
function RoundClock({ stage }: { readonly stage: AuctionStage }) {
  const at = useFrame((state) => state.frame?.cursor.at ?? 0);
  const left = stage.roundEndsAt === undefined ? 0 : Math.max(0, stage.roundEndsAt - at);
  const [whole] = useState(left);
  return (
    <div className="auction-clock">
      <Bar share={clockShare(stage.roundEndsAt, at, whole)} colour="var(--accent)" />
      <span className="numeric">
        {stage.roundEndsAt === undefined ? 'no round open' : `${formatMicros(left)} left`}
      </span>
    </div>
  );
}

const STATES: Readonly<Record<AuctionStage['bidders'][number]['state'], string>> = {
  waiting: 'waiting',
  bidding: 'bidding',
  leading: '★ leads',
  passed: 'passed',
  won: '★ won',
  lost: 'lost',
};

function Ladder({ stage }: { readonly stage: AuctionStage }) {
  const top = ladderTop(stage);
  const marks = [
    { at: stage.reserve / top, colour: 'var(--text-3)' },
    ...(stage.price === undefined ? [] : [{ at: stage.price / top, colour: 'var(--text-1)' }]),
  ];
  return (
    <section className="picture-part" aria-label="Bidders">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Bidder</th>
            <th scope="col" className="is-number">
              Weight
            </th>
            <th scope="col" className="is-wide">
              Best bid <small>thin line: reserve, thick: price</small>
            </th>
            <th scope="col" className="is-number">
              Amount
            </th>
            <th scope="col" className="is-number">
              Bids
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rankedBidders(stage).map((bidder) => (
            <tr key={bidder.actor} data-state={bidder.state}>
              <th scope="row">
                <AgentName actor={bidder.actor} label={bidder.label} />
              </th>
              <td className="is-number numeric">{sayWeight(bidder.weightMilli)}</td>
              <td className="is-wide">
                <Bar
                  share={(bidder.best ?? 0) / top}
                  colour={`var(--series-${bidder.actor % 8})`}
                  marks={marks}
                />
              </td>
              <td className="is-number numeric">
                {bidder.best === undefined ? '–' : formatMoney(bidder.best)}
              </td>
              <td className="is-number numeric">{formatCount(bidder.bids)}</td>
              <td className="picture-state">{STATES[bidder.state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bids({ stage }: { readonly stage: AuctionStage }) {
  const newest = stage.bids.slice(-BIDS_SHOWN).toReversed();
  return (
    <section className="picture-part" aria-label="Bids, newest first">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Bidder</th>
            <th scope="col" className="is-number">
              Bid
            </th>
            <th scope="col" className="is-number">
              Weighted
            </th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((bid) => (
            <tr
              key={bid.seq}
              className="is-clickable"
              onClick={() => {
                pickEvent(bid.seq);
                void playbackStore.seek({ to: 'event', seq: bid.seq + 1 });
              }}
            >
              <td className="numeric picture-quiet">{formatClock(bid.at)}</td>
              <td>
                <AgentName actor={bid.actor} label={bid.label} />
              </td>
              <td className="is-number numeric">{formatMoney(bid.amount)}</td>
              <td className="is-number numeric picture-quiet">
                {bid.isAccepted ? formatMoney(bid.effective / 1_000) : '–'}
              </td>
              <td
                className="picture-answer"
                data-good={bid.isAccepted}
                title={whyRefused(bid.code)}
              >
                {bid.isAccepted ? '✓ accepted' : `✕ ${whyRefused(bid.code)}`}
              </td>
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
