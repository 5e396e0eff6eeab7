/** What it is: the falling clock of a Dutch auction: a dial from the first price down to the reserve, with the price that stands. */

import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatEuros } from '../../widgets/format.ts';
import { fallShare, headlineOf } from './figures.ts';

const SIZE = 132;
const HEIGHT = 92;
const RADIUS = 54;
const MIDDLE = { x: SIZE / 2, y: 64 };
/** The dial is open at its foot: it goes from lower left over the top to lower right. */
const FROM = 200;
const SWEEP = 220;

function placeAt(share: number, radius: number): readonly [x: number, y: number] {
  const angle = ((FROM - share * SWEEP) * Math.PI) / 180;
  return [MIDDLE.x + radius * Math.cos(angle), MIDDLE.y - radius * Math.sin(angle)];
}

function arc(from: number, to: number): string {
  const [[x, y], [endX, endY]] = [placeAt(from, RADIUS), placeAt(to, RADIUS)];
  const isLarge = Math.abs(to - from) * SWEEP > 180 ? 1 : 0;
  return `M ${x} ${y} A ${RADIUS} ${RADIUS} 0 ${isLarge} 1 ${endX} ${endY}`;
}

export function PriceClock({ stage }: { readonly stage: AuctionStage }) {
  const [figure, word] = headlineOf(stage);
  const share = fallShare(stage);
  const [handX, handY] = placeAt(share, RADIUS + 5);
  const [footX, footY] = placeAt(share, RADIUS - 7);
  const start = stage.clockStart === undefined ? '–' : formatEuros(stage.clockStart);
  return (
    <div className="price-clock">
      <svg viewBox={`0 0 ${SIZE} ${HEIGHT}`} aria-hidden="true">
        <path d={arc(0, 1)} className="price-clock-track" />
        {share === 0 ? undefined : <path d={arc(0, share)} className="price-clock-left" />}
        <line x1={footX} y1={footY} x2={handX} y2={handY} className="price-clock-hand" />
      </svg>
      <p className="auction-headline">
        <span className="picture-figure numeric">{figure}</span>
        <small>{word}</small>
      </p>
      <p className="price-clock-ends">
        <span>
          reserve <span className="numeric">{formatEuros(stage.reserve)}</span>
        </span>
        <span>
          start <span className="numeric">{start}</span>
        </span>
      </p>
    </div>
  );
}
