/** What it is: the search for lies that gain: what was found by format, and whose gains are looked at. */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { addTallies, emptyTally } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { AUCTION_FORMATS } from '../../engine/protocols/marketCoordination/card.ts';
import type { AuctionFormat } from '../../engine/protocols/marketCoordination/card.ts';
import { connectIncentives } from '../../workers/client/connectIncentives.ts';
import type { IncentivesBrief, IncentivesWorker } from '../../workers/incentivesApi.ts';
import type { Design } from '../../engine/document/design.ts';
import { createTrials } from '../state/trials.ts';
import type { TrialsState } from '../state/trials.ts';

export type SearchState = TrialsState<IncentivesBrief, AuctionFormat, FormatTally>;

/** Situations of one format at a time. */
const SLICE = 20;

export const search = createTrials<IncentivesWorker, IncentivesBrief, AuctionFormat, FormatTally>({
  wished: 2_000,
  connect: connectIncentives,
  course: ({ refused, liesPerSituation }, goal) => ({
    keys: AUCTION_FORMATS.filter((format) => refused[format] === undefined),
    count: Math.ceil(goal / liesPerSituation),
    slice: SLICE,
  }),
  run: (worker, format, from, to) => worker.test(format, from, to),
  add: (format, before = emptyTally(format), found) => addTallies(before, found),
});

export function useSearch<Part>(selector: (state: SearchState) => Part): Part {
  return useStore(search.store, selector);
}

const chosen = createStore<{ readonly format: AuctionFormat | undefined }>(() => ({
  format: undefined,
}));

/** Begins anew, with the design's own format in sight. */
export function startSearch(design: Design, coordination: string): void {
  chosen.setState({ format: undefined });
  void search.start(design, coordination);
}

/** Shows the gains of this format. */
export function showFormat(format: AuctionFormat): void {
  chosen.setState({ format });
}

/** Whose gains the chart shows: the design's own format, until another was chosen. */
export function useShownFormat(): AuctionFormat | undefined {
  const own = useSearch(({ brief }) => brief?.format);
  const format = useStore(chosen, (state) => state.format);
  return format ?? own;
}
