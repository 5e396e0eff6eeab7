/** What it is: a market at the cursor: the auction that is held, in the picture of its format, or the series so far. */

import { useState } from 'react';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { Button } from '../../widgets/Button.tsx';
import { InTurn } from '../InTurn.tsx';
import { Awards } from './Awards.tsx';
import { Bids } from './Bids.tsx';
import { Flags } from './Flags.tsx';
import { Ladder } from './Ladder.tsx';
import { OrderBook } from './OrderBook.tsx';
import { Series } from './Series.tsx';
import { Standing } from './Standing.tsx';
import { Traders } from './Traders.tsx';
import { UnitBids } from './UnitBids.tsx';
import '../picture.css';
import '../pictures/pictures.css';
import './market.css';

export function Auction({ stage }: { readonly stage: AuctionStage }) {
  const [isSeries, showSeries] = useState(false);
  if (stage.series === undefined) return <OneAuction stage={stage} />;
  return (
    <div className="picture-choice">
      <div className="picture-switch" role="group" aria-label="Picture of the market">
        <Button
          look="quiet"
          size="small"
          aria-pressed={!isSeries}
          onClick={() => showSeries(false)}
        >
          This auction
        </Button>
        <Button look="quiet" size="small" aria-pressed={isSeries} onClick={() => showSeries(true)}>
          The series
        </Button>
      </div>
      <div className="picture-chosen">
        {isSeries ? <Series stage={stage} series={stage.series} /> : <OneAuction stage={stage} />}
      </div>
    </div>
  );
}

function OneAuction({ stage }: { readonly stage: AuctionStage }) {
  if (stage.format === 'double_auction')
    return (
      <div className="picture auction">
        <InTurn stage={stage} part={Standing} isAwaited />
        <InTurn stage={stage} part={OrderBook} isAwaited />
        <div className="picture-column">
          <InTurn stage={stage} part={Flags} />
          <InTurn stage={stage} part={Traders} isAwaited />
        </div>
      </div>
    );
  const isForUnits = stage.format === 'uniform_price' || stage.format === 'vcg';
  return (
    <div className="picture auction">
      <InTurn stage={stage} part={Standing} isAwaited />
      <div className="picture-column">
        <InTurn stage={stage} part={Flags} />
        <InTurn stage={stage} part={Awards} isAwaited />
        {isForUnits ? (
          <InTurn stage={stage} part={UnitBids} isAwaited />
        ) : (
          <InTurn stage={stage} part={Ladder} isAwaited />
        )}
      </div>
      <InTurn stage={stage} part={Bids} isAwaited />
    </div>
  );
}
