/** What it is: the bids for units of one good from the highest down, with the line below which they lose, and who pays what. */

import { Fragment } from 'react';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros, plural } from '../../widgets/format.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { Bar } from '../pictures/Bar.tsx';
import { rankedBids } from './figures.ts';
import type { RankedBid } from './figures.ts';

/** Beyond these a bid is far from winning; the list beside has them all. */
const ROWS_MOST = 60;

export function UnitBids({ stage }: { readonly stage: AuctionStage }) {
  const ranked = rankedBids(stage).slice(0, ROWS_MOST);
  const top = Math.max(1, ...ranked.map(({ bid }) => bid.effective)) * 1.06;
  const wins = ranked.filter(({ fate }) => fate === 'wins').length;
  const cut = stage.reason === '' ? Math.min(stage.units, ranked.length) : wins;
  return (
    <section className="picture-part" aria-label="Bids for units, highest first">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Bidder</th>
            <th scope="col" className="is-wide">
              {stage.isWeighted ? 'Bid × weight' : 'Bid'}
            </th>
            <th scope="col" className="is-number">
              Bid
            </th>
            <th scope="col" className="is-number">
              Pays
            </th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {ranked.map((one, i) => (
            <Fragment key={one.bid.seq}>
              {i === cut && i > 0 ? (
                <tr className="auction-cut">
                  <td colSpan={5}>{sayCut(stage, cut)}</td>
                </tr>
              ) : undefined}
              <UnitRow one={one} share={one.bid.effective / top} />
            </Fragment>
          ))}
        </tbody>
      </table>
      {ranked.length === 0 ? <p className="picture-none">No bid has arrived yet.</p> : undefined}
    </section>
  );
}

function sayCut({ units, reason }: AuctionStage, cut: number): string {
  if (reason === '') return `above: ${plural(units, 'unit')} for sale`;
  return cut === units ? `above: all ${plural(units, 'unit')}` : `above: ${cut} of ${units} units`;
}

const FATES: Readonly<Record<RankedBid['fate'], string>> = {
  wins: '★ wins',
  leads: 'in the lead',
  sets: 'first to lose: sets the price',
  loses: 'loses',
};

function UnitRow({ one, share }: { readonly one: RankedBid; readonly share: number }) {
  const { bid, fate, pays } = one;
  const isIn = fate === 'wins' || fate === 'leads';
  return (
    <tr data-state={fate === 'wins' ? 'won' : isIn ? 'leading' : 'lost'}>
      <th scope="row">
        <AgentName actor={bid.actor} label={bid.label} />
      </th>
      <td className="is-wide">
        <Bar
          share={share}
          colour={isIn ? `var(--series-${bid.actor % 8})` : 'var(--line-strong)'}
        />
      </td>
      <td className="is-number numeric">{formatEuros(bid.amount)}</td>
      <td className="is-number numeric">{pays === undefined ? '–' : formatEuros(pays)}</td>
      <td className="picture-state">{FATES[fate]}</td>
    </tr>
  );
}
