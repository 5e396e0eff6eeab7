/** What it is: what an auction brought as parts of the best there could have been: to the seller, to the bidders, and what was lost. */

import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros, formatShare } from '../../widgets/format.ts';

export function WelfareBar({ stage }: { readonly stage: AuctionStage }) {
  const { value, best, paid } = stage.welfare ?? {};
  // Of a book, what is paid goes from trader to trader.
  if (value === undefined || best === undefined || best <= 0 || paid === undefined)
    return undefined;
  const isBook = stage.format === 'double_auction';
  const parts = [
    ...(isBook
      ? [{ word: 'gained', amount: value, colour: 'var(--series-2)' }]
      : [
          { word: 'paid', amount: paid, colour: 'var(--series-2)' },
          { word: 'surplus', amount: value - paid, colour: 'var(--series-1)' },
        ]),
    { word: 'lost', amount: best - value, colour: 'var(--line-strong)' },
  ];
  const shown = parts.filter(({ amount, word }) => amount > 0 || word !== 'lost');
  return (
    <figure className="welfare-bar" aria-label="Of the best possible value">
      <p className="picture-kicker">
        Of the best possible <span className="numeric">{formatEuros(best)}</span>
      </p>
      <div className="welfare-bar-track" aria-hidden="true">
        {shown.map(({ word, amount, colour }) => (
          <span key={word} style={{ width: widthOf(amount / best), background: colour }} />
        ))}
      </div>
      <figcaption>
        {shown.map(({ word, amount, colour }) => (
          <span key={word}>
            <i style={{ background: colour }} aria-hidden="true" />
            {word} <span className="numeric">{formatShare(amount / best)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function widthOf(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}
