/**
 * What it is: a small picture of each protocol, the same in the library, on the canvas and in the gallery:
 * what its agents do, in a box of 32.
 */

import type { ReactNode } from 'react';
import type { ProtocolId } from '../../engine/contract/card.ts';

export interface ProtocolGlyphProps {
  readonly protocol: ProtocolId | 'auto' | 'recording' | undefined;
  readonly size?: number;
}

const dot = (x: number, y: number, hue: number, radius = 2.6): ReactNode => (
  <circle cx={x} cy={y} r={radius} fill={`var(--series-${hue})`} />
);

const line = (d: string, hue = 7, width = 1.25): ReactNode => (
  <path d={d} stroke={`var(--series-${hue})`} strokeWidth={width} fill="none" />
);

/** Voters around a proposal. */
const VOTES = (
  <>
    {line('M16 16 6 8M16 16 26 8M16 16 6 24M16 16 26 24')}
    <rect x="12" y="12" width="8" height="8" rx="1.5" fill="var(--series-0)" />
    {dot(6, 8, 2)}
    {dot(26, 8, 2)}
    {dot(6, 24, 2)}
    {dot(26, 24, 4)}
  </>
);

/** A tree of clusters. */
const TREE = (
  <>
    {line('M16 7 8 16M16 7 24 16M8 16 4 25M8 16 12 25M24 16 20 25M24 16 28 25')}
    {dot(16, 7, 0, 3)}
    {dot(8, 16, 5)}
    {dot(24, 16, 5)}
    {[4, 12, 20, 28].map((x) => (
      <circle key={x} cx={x} cy="25" r="2.2" fill="var(--series-2)" />
    ))}
  </>
);

/** Messages between the lanes of replicas, one of them faulty. */
const SPACE_TIME = (
  <>
    {[7, 13, 19, 25].map((y) => (
      <path key={y} d={`M3 ${y}H29`} stroke="var(--line-strong)" strokeWidth="1" />
    ))}
    {line('M6 7 11 13M6 7 11 19M6 7 11 25', 0)}
    {line('M13 13 19 7M13 13 19 19M13 19 19 13M13 19 19 7', 1)}
    {line('M21 7 26 13M21 13 26 7M21 19 26 13M21 13 26 19', 2)}
    <path d="M9.5 22.7 12.5 27.3H6.5Z" fill="var(--series-4)" transform="translate(2.5 0)" />
  </>
);

/** A rising price and the bids that made it. */
const PRICE = (
  <>
    {line('M4 26H28', 7, 1)}
    {line('M5 23H10V19H15V14H20V9H27', 0, 1.75)}
    {dot(10, 19, 1, 2.2)}
    {dot(15, 14, 3, 2.2)}
    {dot(20, 9, 2, 2.6)}
  </>
);

/** Members whose weights differ, and what they decide. */
const ENSEMBLE = (
  <>
    {[
      [5, 14, 0],
      [10.5, 9, 1],
      [16, 17, 3],
      [21.5, 6, 5],
    ].map(([x = 0, height = 0, hue = 0]) => (
      <rect
        key={x}
        x={x}
        y={26 - height}
        width="4"
        height={height}
        rx="1"
        fill={`var(--series-${hue})`}
      />
    ))}
    {line('M4 27H28', 7, 1)}
    {line('M5 8 Q14 3 27 5', 2, 1.75)}
  </>
);

/** The search of a parameter space: tried points and the best. */
const SEARCH = (
  <>
    {line('M4 10Q10 28 16 22T28 8', 7)}
    {dot(7, 17, 5, 2)}
    {dot(12, 23.5, 5, 2)}
    {dot(21, 18, 5, 2)}
    {dot(16, 22, 2, 3)}
  </>
);

/** Opinions that come together. */
const OPINIONS = (
  <>
    {line('M4 6C14 6 16 14 28 15', 0, 1.5)}
    {line('M4 14C12 14 18 16 28 16', 2, 1.5)}
    {line('M4 26C14 26 16 18 28 17', 4, 1.5)}
    {dot(28, 16, 2, 2.8)}
  </>
);

/** Regions with a ring of nodes. */
const RING = (
  <>
    <circle cx="16" cy="16" r="9.5" stroke="var(--series-7)" fill="none" strokeWidth="1.25" />
    {dot(16, 6.5, 0, 3)}
    {dot(25, 13, 5)}
    {dot(21.5, 23.5, 2)}
    {dot(10.5, 23.5, 2)}
    {dot(7, 13, 5)}
  </>
);

/** One of several ways is taken. */
const CHOICE = (
  <>
    {line('M5 16H12M12 16 20 8H27M12 16 20 24H27', 7)}
    {line('M5 16H27', 0, 2)}
    {dot(27, 16, 0, 3)}
    {dot(5, 16, 7)}
  </>
);

const TAPE = (
  <>
    <circle cx="16" cy="16" r="10" stroke="var(--series-7)" fill="none" strokeWidth="1.25" />
    {dot(16, 16, 4, 4)}
  </>
);

const PICTURES: Readonly<Record<ProtocolId | 'auto' | 'recording', ReactNode>> = {
  simple_consensus: VOTES,
  hierarchical_consensus: TREE,
  byzantine_consensus: SPACE_TIME,
  market_coordination: PRICE,
  ensemble_learning: ENSEMBLE,
  hyperparameter_optimization: SEARCH,
  reasoning_consensus: OPINIONS,
  distributed_coordination: RING,
  auto: CHOICE,
  recording: TAPE,
};

export function ProtocolGlyph({ protocol, size = 32 }: ProtocolGlyphProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      {PICTURES[protocol ?? 'auto']}
    </svg>
  );
}
