/**
 * What it is: the boundary between the page and the worker that looks for lies that gain: types only. The worker keeps nothing
 * but the tester of the design that it was opened with.
 */

import type { Design } from '../engine/document/design.ts';
import type { FormatTally } from '../engine/incentives/tally.ts';
import type { AuctionFormat } from '../engine/protocols/marketCoordination/card.ts';

/** What is known of a market before the first lie. */
export interface IncentivesBrief {
  readonly bidders: number;
  /** The design's own. */
  readonly format: AuctionFormat;
  /** By format why it cannot be tried; left out: it can. */
  readonly refused: Readonly<Partial<Record<AuctionFormat, string>>>;
  readonly liesPerSituation: number;
}

export interface IncentivesWorker {
  /** Undefined when the design has mistakes, or the coordination is no market. */
  open(design: Design, coordination: string): Promise<IncentivesBrief | undefined>;
  /** What came of the situations from `from` (inclusive) to `to` (exclusive). */
  test(format: AuctionFormat, from: number, to: number): Promise<FormatTally>;
}
