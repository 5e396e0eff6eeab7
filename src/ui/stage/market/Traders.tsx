/** What it is: who trades in a double auction: on which side, what they last asked for, and what they traded at. */

import type { AuctionBidder, AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatCount, formatEuros } from '../../widgets/format.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { useRowsInTurn } from '../useTurn.ts';

const SIDES = ['buyer', 'seller', undefined] as const;

export function Traders({ stage }: { readonly stage: AuctionStage }) {
  const traders = SIDES.flatMap((side) => stage.bidders.filter((one) => one.side === side));
  const rows = useRowsInTurn(traders.length);
  return (
    <section className="picture-part" aria-label="Traders">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Trader</th>
            <th scope="col">Side</th>
            <th scope="col" className="is-number">
              Orders
            </th>
            <th scope="col" className="is-number">
              Last order
            </th>
            <th scope="col">Traded at</th>
          </tr>
        </thead>
        <tbody>
          {traders.slice(0, rows).map((trader) => (
            <Trader key={trader.actor} trader={trader} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Trader({ trader }: { readonly trader: AuctionBidder }) {
  const { traded, side } = trader;
  return (
    <tr data-state={traded.length > 0 ? 'won' : 'waiting'}>
      <th scope="row">
        <AgentName actor={trader.actor} label={trader.label} />
      </th>
      <td>{side === undefined ? '–' : side === 'buyer' ? 'buys' : 'sells'}</td>
      <td className="is-number numeric">{formatCount(trader.bids)}</td>
      <td className="is-number numeric">
        {trader.best === undefined ? '–' : formatEuros(trader.best)}
      </td>
      <td className="picture-state numeric">
        {traded.length === 0 ? '–' : `✓ ${traded.map(formatEuros).join(', ')}`}
      </td>
    </tr>
  );
}
