/** What it is: who was flagged, for what, with the evidence, and what that has left of its reputation. */

import { Flag } from 'lucide-react';
import { FLAG_CODES } from '../../../engine/protocols/marketCoordination/card.ts';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { sayReputation } from './figures.ts';
import { goTo } from '../goTo.ts';

export function Flags({ stage }: { readonly stage: AuctionStage }) {
  if (stage.flags.length === 0) return undefined;
  const reputationOf = (actor: number): string => {
    const bidder = stage.bidders.find((one) => one.actor === actor);
    return bidder === undefined ? '–' : sayReputation(bidder.reputationMilli);
  };
  return (
    <section className="picture-part" aria-label="Flagged bidders">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col">Flagged</th>
            <th scope="col">For</th>
            <th scope="col" className="auction-evidence">
              Evidence
            </th>
            <th scope="col" className="is-number">
              Reputation
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
              <td className="auction-code" title={sayCode(flag.code)}>
                {flag.code.replaceAll('_', ' ')}
              </td>
              <td className="auction-evidence">
                {stage.series === undefined ? '' : `Auction ${flag.auction + 1}: `}
                {flag.evidence.replaceAll(' %', '\u202f%')}
              </td>
              <td className="is-number numeric">{reputationOf(flag.actor)}</td>
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
