/** What it is: where the auction stands: its price, who leads or has won, why at this price, and its facts. */

import { Trophy } from 'lucide-react';
import { useState } from 'react';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { useFrame } from '../../state/frameStore.ts';
import { formatMicros } from '../../widgets/format.ts';
import { Bar } from '../pictures/Bar.tsx';
import { Facts } from './Facts.tsx';
import { PriceClock } from './PriceClock.tsx';
import { WelfareBar } from './WelfareBar.tsx';
import { clockShare, factsOf, headlineOf, sayFormat, sayReason, sayStanding } from './figures.ts';

export function Standing({ stage }: { readonly stage: AuctionStage }) {
  const [figure, word] = headlineOf(stage);
  return (
    <section className="picture-part auction-standing" aria-label="Where the auction stands">
      <p className="picture-kicker">
        {sayFormat(stage)} of {stage.good || 'the good'}
      </p>
      {stage.format === 'dutch' ? (
        <PriceClock stage={stage} />
      ) : (
        <p className="auction-headline">
          <span className="picture-figure numeric">{figure}</span> <small>{word}</small>
        </p>
      )}
      <p className="picture-strong" data-won={stage.winner !== undefined || undefined}>
        {stage.winner === undefined ? undefined : <Trophy size={14} aria-hidden="true" />}
        <span>{sayStanding(stage)}</span>
      </p>
      {stage.reason === '' ? (
        // Each round has a length of its own: its clock begins anew.
        <RoundClock key={stage.roundEndsAt} stage={stage} />
      ) : (
        <p className="picture-why">{sayReason(stage)}</p>
      )}
      <WelfareBar stage={stage} />
      <Facts facts={factsOf(stage)} />
    </section>
  );
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
