/**
 * What it is: the search for lies that gain, as the page runs it: what is asked for, how far it has come, what was found by format.
 * It goes on while its dialog is closed. One at a time.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';
import { addTallies, emptyTally } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { AUCTION_FORMATS } from '../../engine/protocols/marketCoordination/card.ts';
import type { AuctionFormat } from '../../engine/protocols/marketCoordination/card.ts';
import { connectIncentives } from '../../workers/client/connectIncentives.ts';
import type { IncentivesConnection } from '../../workers/client/connectIncentives.ts';
import type { IncentivesBrief } from '../../workers/incentivesApi.ts';
import type { TrialsPhase } from '../widgets/TrialsBar.tsx';

export interface SearchState {
  readonly phase: TrialsPhase;
  /** Lies for each format. */
  readonly wished: number;
  /** Which market is looked at; undefined: the first. */
  readonly coordination: string | undefined;
  /** The design and market that are or were searched, as they were then. */
  readonly design: Design | undefined;
  readonly searched: string | undefined;
  readonly brief: IncentivesBrief | undefined;
  readonly goal: number;
  readonly tallies: ReadonlyMap<AuctionFormat, FormatTally>;
  /** Whose gains the chart shows. */
  readonly shown: AuctionFormat;
  readonly problem: string | undefined;
}

/** Situations of one format at a time: short enough to be stopped soon. */
const SLICE = 20;

const store = createStore<SearchState>(() => ({
  phase: 'idle',
  wished: 2_000,
  coordination: undefined,
  design: undefined,
  searched: undefined,
  brief: undefined,
  goal: 0,
  tallies: new Map(),
  shown: 'english',
  problem: undefined,
}));
const { getState, setState } = store;

let connection: IncentivesConnection | undefined;

export function useSearch<Part>(selector: (state: SearchState) => Part): Part {
  return useStore(store, selector);
}

export function wish(part: Partial<Pick<SearchState, 'wished' | 'coordination' | 'shown'>>): void {
  setState(part);
}

/** Begins anew with a market of a design. */
export async function startSearch(design: Design, coordination: string): Promise<void> {
  connection?.dispose();
  const own = connectIncentives();
  connection = own;
  setState({
    phase: 'opening',
    design,
    searched: coordination,
    brief: undefined,
    tallies: new Map(),
    goal: getState().wished,
    problem: undefined,
  });
  try {
    const brief = await own.worker.open(design, coordination);
    if (connection !== own || getState().phase !== 'opening') return;
    if (brief === undefined) {
      const problem = 'The design has mistakes; the problems panel lists them.';
      return setState({ phase: 'idle', problem });
    }
    setState({ brief, shown: brief.format, phase: 'running' });
    await searchWith(own, brief);
  } catch (trouble) {
    if (connection !== own) return;
    setState({
      phase: 'stopped',
      problem: trouble instanceof Error ? trouble.message : String(trouble),
    });
  }
}

/** Ends before it has begun, or after the slice that is being tried. */
export function stopSearch(): void {
  const { phase } = getState();
  if (phase === 'opening' || phase === 'running') setState({ phase: 'stopped' });
}

/** All formats keep step, so that what they show can be compared from the beginning. */
async function searchWith(own: IncentivesConnection, brief: IncentivesBrief): Promise<void> {
  const formats = AUCTION_FORMATS.filter((format) => brief.refused[format] === undefined);
  const situations = Math.ceil(getState().goal / brief.liesPerSituation);
  for (let from = 0; from < situations; from += SLICE) {
    for (const format of formats) {
      if (connection !== own || getState().phase !== 'running') return;
      const found = await own.worker.test(format, from, Math.min(situations, from + SLICE));
      if (connection !== own) return;
      const tallies = new Map(getState().tallies);
      tallies.set(format, addTallies(tallies.get(format) ?? emptyTally(format), found));
      setState({ tallies });
    }
  }
  if (getState().phase === 'running') setState({ phase: 'done' });
}
