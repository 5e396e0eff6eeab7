/** What it is: where several win: who gets what, what each bid and pays, and how far that is below the bid. */

import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros } from '../../widgets/format.ts';
import { AgentName } from '../pictures/AgentName.tsx';
import { itemsOf, sayUnits } from './figures.ts';
import { sayPayments } from './whyPayments.ts';

interface Won {
  readonly actor: number;
  readonly label: string;
  readonly units: number;
  readonly items: string;
  readonly bid: number;
  readonly pays: number;
}

/** One row for each winner, and for each bundle. */
function wonIn({ awards, format }: AuctionStage): readonly Won[] {
  const rows = new Map<string, Won>();
  for (const { actor, label, items, amount, price } of awards) {
    const key = format === 'combinatorial' ? `${actor} ${items}` : `${actor}`;
    const { units = 0, bid = 0, pays = 0 } = rows.get(key) ?? {};
    const sums = { units: units + 1, bid: bid + amount, pays: pays + price };
    rows.set(key, { actor, label, items, ...sums });
  }
  return [...rows.values()];
}

export function Awards({ stage }: { readonly stage: AuctionStage }) {
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
            <th scope="col" className="is-number" title="How far the payment is below the bid">
              Saves
            </th>
          </tr>
        </thead>
        <tbody>
          {wonIn(stage).map((won) => (
            <tr key={`${won.actor} ${won.items}`}>
              <th scope="row">
                <AgentName actor={won.actor} label={won.label} />
              </th>
              <td>
                {stage.format === 'combinatorial' ? (
                  <Items of={stage.units} won={won} />
                ) : (
                  sayUnits(stage, won.units)
                )}
              </td>
              <td className="is-number numeric">{formatEuros(won.bid)}</td>
              <td className="is-number numeric">{formatEuros(won.pays)}</td>
              <td className="is-number numeric picture-quiet">{formatEuros(won.bid - won.pays)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Why stage={stage} />
    </section>
  );
}

/** With more winners the sentences would hide the bidders below. */
const SENTENCES_MOST = 6;

function Why({ stage }: { readonly stage: AuctionStage }) {
  const sentences = sayPayments(stage).slice(0, SENTENCES_MOST);
  if (sentences.length === 0) return undefined;
  return (
    <ul className="auction-why" aria-label="Why these payments">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** All items in a row, those of the winner filled. */
function Items({ of, won }: { readonly of: number; readonly won: Won }) {
  const own = itemsOf(won.items);
  return (
    <span className="auction-items" role="img" aria-label={`items ${own.join(', ')}`}>
      {Array.from({ length: of }, (_, i) => {
        const isOwn = own.includes(i + 1);
        const background = isOwn ? `var(--series-${won.actor % 8})` : undefined;
        return (
          <span key={i} data-own={isOwn || undefined} style={{ background }}>
            {i + 1}
          </span>
        );
      })}
    </span>
  );
}
