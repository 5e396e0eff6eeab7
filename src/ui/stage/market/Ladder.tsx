/** What it is: the ladder of bidders, by what their best bids count, with the reserve and the price across it. */

import type { AuctionBidder, AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatCount, formatEuros } from '../../widgets/format.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { Bar } from '../pictures/Bar.tsx';
import { useRowsInTurn } from '../useTurn.ts';
import { comparedPrice, countsAs, ladderTop, rankedBidders, sayWeight } from './figures.ts';

const STATES: Readonly<Record<AuctionBidder['state'], string>> = {
  waiting: 'waiting',
  bidding: 'bidding',
  leading: '★ leads',
  passed: 'passed',
  won: '★ won',
  lost: 'lost',
};

export function Ladder({ stage }: { readonly stage: AuctionStage }) {
  const { isWeighted, format } = stage;
  const isOpen = format === 'english';
  const ranked = rankedBidders(stage);
  const rows = useRowsInTurn(ranked.length);
  return (
    <section className="picture-part" aria-label="Bidders">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Bidder</th>
            <th scope="col" className="is-wide">
              {sayBar(stage)}{' '}
              <small>
                {format === 'combinatorial' ? 'line: reserve' : 'thin line: reserve, thick: price'}
              </small>
            </th>
            <th scope="col" className="is-number">
              Bid
            </th>
            {isWeighted ? (
              <>
                <th
                  scope="col"
                  className="is-number"
                  title="0.5 + reputation, frozen at the opening"
                >
                  Weight
                </th>
                <th scope="col" className="is-number" title="Bid × weight: what is compared">
                  Counts
                </th>
              </>
            ) : undefined}
            {isOpen || format === 'combinatorial' ? (
              <th scope="col" className="is-number">
                Bids
              </th>
            ) : undefined}
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, rows).map((bidder) => (
            <Rung key={bidder.actor} stage={stage} bidder={bidder} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sayBar({ isWeighted, format }: AuctionStage): string {
  if (format === 'combinatorial') return 'Best bundle';
  if (isWeighted) return 'Bid × weight';
  return format === 'english' ? 'Best bid' : format === 'dutch' ? 'Stopped the clock at' : 'Bid';
}

interface RungProps {
  readonly stage: AuctionStage;
  readonly bidder: AuctionBidder;
}

function Rung({ stage, bidder }: RungProps) {
  const top = ladderTop(stage);
  const price = comparedPrice(stage);
  const marks = [
    { at: countsAs(stage, bidder, stage.reserve) / top, colour: 'var(--text-3)' },
    ...(price === undefined ? [] : [{ at: price / top, colour: 'var(--text-1)' }]),
  ];
  const { best } = bidder;
  return (
    <tr data-state={bidder.state}>
      <th scope="row">
        <AgentName actor={bidder.actor} label={bidder.label} />
      </th>
      <td className="is-wide">
        <Bar
          share={countsAs(stage, bidder, best ?? 0) / top}
          colour={`var(--series-${bidder.actor % 8})`}
          marks={marks}
        />
      </td>
      <td className="is-number numeric">{best === undefined ? '–' : formatEuros(best)}</td>
      {stage.isWeighted ? (
        <>
          <td className="is-number numeric picture-quiet">{sayWeight(bidder.weightMilli)}</td>
          <td className="is-number numeric">
            {best === undefined ? '–' : formatEuros(countsAs(stage, bidder, best))}
          </td>
        </>
      ) : undefined}
      {stage.format === 'english' || stage.format === 'combinatorial' ? (
        <td className="is-number numeric">{formatCount(bidder.bids)}</td>
      ) : undefined}
      <td className="picture-state">
        {stage.format === 'dutch' && bidder.state === 'passed'
          ? 'lets it fall'
          : STATES[bidder.state]}
      </td>
    </tr>
  );
}
