/**
 * What it is: the sweep over cluster sizes as the page runs it: what is asked for, how far it has come, what was found by
 * size. It goes on while its dialog is closed. One at a time.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { addSizes, emptySize } from '../../engine/clusterSizes/tally.ts';
import type { SizeTally } from '../../engine/clusterSizes/tally.ts';
import type { Design } from '../../engine/document/design.ts';
import { connectClusterSizes } from '../../workers/client/connectClusterSizes.ts';
import type { ClusterSizesConnection } from '../../workers/client/connectClusterSizes.ts';
import type { ClusterSizesBrief } from '../../workers/clusterSizesApi.ts';
import type { TrialsPhase } from '../widgets/TrialsBar.tsx';

export interface SweepState {
  readonly phase: TrialsPhase;
  /** Runs of each size. */
  readonly wished: number;
  /** Which vote is looked at; undefined: the first. */
  readonly coordination: string | undefined;
  /** The design that is or was tried, as it was then. */
  readonly design: Design | undefined;
  readonly brief: ClusterSizesBrief | undefined;
  readonly goal: number;
  readonly tallies: ReadonlyMap<number, SizeTally>;
  readonly problem: string | undefined;
}

/** Runs of one size at a time: short enough to be stopped soon. */
const SLICE = 5;

const store = createStore<SweepState>(() => ({
  phase: 'idle',
  wished: 100,
  coordination: undefined,
  design: undefined,
  brief: undefined,
  goal: 0,
  tallies: new Map(),
  problem: undefined,
}));
const { getState, setState } = store;

let connection: ClusterSizesConnection | undefined;

export function useSweep<Part>(selector: (state: SweepState) => Part): Part {
  return useStore(store, selector);
}

export function wish(part: Partial<Pick<SweepState, 'wished' | 'coordination'>>): void {
  setState(part);
}

/** Begins anew with a vote of a design. */
export async function startSweep(design: Design, coordination: string): Promise<void> {
  connection?.dispose();
  const own = connectClusterSizes();
  connection = own;
  const goal = getState().wished;
  setState({ phase: 'opening', design, brief: undefined, tallies: new Map(), goal });
  setState({ problem: undefined });
  try {
    const brief = await own.worker.open(design, coordination);
    if (connection !== own || getState().phase !== 'opening') return;
    if (brief === undefined) {
      const problem = 'The design has mistakes; the problems panel lists them.';
      return setState({ phase: 'idle', problem });
    }
    setState({ brief, phase: 'running' });
    await sweepWith(own, brief);
  } catch (trouble) {
    if (connection !== own) return;
    const problem = trouble instanceof Error ? trouble.message : String(trouble);
    setState({ phase: 'stopped', problem });
  }
}

/** Ends before it has begun, or after the slice that is being run. */
export function stopSweep(): void {
  const { phase } = getState();
  if (phase === 'opening' || phase === 'running') setState({ phase: 'stopped' });
}

/** All sizes keep step, so that they can be compared from the beginning. */
async function sweepWith(own: ClusterSizesConnection, brief: ClusterSizesBrief): Promise<void> {
  const { goal } = getState();
  for (let from = 0; from < goal; from += SLICE) {
    for (const size of brief.sizes) {
      if (connection !== own || getState().phase !== 'running') return;
      const found = await own.worker.run(size, from, Math.min(goal, from + SLICE));
      if (connection !== own) return;
      const tallies = new Map(getState().tallies);
      tallies.set(size, addSizes(tallies.get(size) ?? emptySize(size), found));
      setState({ tallies });
    }
  }
  if (getState().phase === 'running') setState({ phase: 'done' });
}
