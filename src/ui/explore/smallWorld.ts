/**
 * What it is: the search of a small world as the page runs it: what is asked for, how far it has come, what was found and
 * what became of it. It goes on while its dialog is closed. One at a time, by one worker: what was seen is one table.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';
import { DEFAULT_SEARCH } from '../../engine/exploration/settings.ts';
import type { SearchBudgets, SearchSettings } from '../../engine/exploration/settings.ts';
import type { SearchReport } from '../../engine/exploration/smallWorlds.ts';
import { connectSmallWorld } from '../../workers/client/connectExploration.ts';
import type { SmallWorldConnection } from '../../workers/client/connectExploration.ts';
import type { Shrunk } from './exploration.ts';

export interface SmallWorldState {
  readonly wishes: SearchSettings;
  readonly phase: 'idle' | 'opening' | 'running' | 'stopped' | 'done';
  /** The design that is or was searched, as it was then. */
  readonly design: Design | undefined;
  /** What the design itself lets go wrong, or why it cannot be searched; undefined: not looked at yet. */
  readonly drawn: SearchBudgets | undefined;
  readonly refusal: string | undefined;
  readonly report: SearchReport | undefined;
  /** Worlds that waited, by worlds seen. */
  readonly frontier: readonly { readonly x: number; readonly y: number }[];
  readonly seconds: number;
  /** What the search that is or was run was asked. */
  readonly asked: SearchSettings;
  readonly counterexample: Shrunk | undefined;
  readonly problem: string | undefined;
}

/** A slice takes about so long: soon enough to be stopped, long enough to be worth a message. */
const SLICE_MILLIS = 250;
const SLICE_LEAST = 100;
const SLICE_MOST = 200_000;
const FIRST_SLICE = 1_000;

const store = createStore<SmallWorldState>(() => ({
  wishes: DEFAULT_SEARCH,
  phase: 'idle',
  design: undefined,
  drawn: undefined,
  refusal: undefined,
  report: undefined,
  frontier: [],
  seconds: 0,
  asked: DEFAULT_SEARCH,
  counterexample: undefined,
  problem: undefined,
}));
const { getState, setState } = store;

let connection: SmallWorldConnection | undefined;
let slice = FIRST_SLICE;
/** Whose slices are being searched, one after another. */
let going: SmallWorldConnection | undefined;

export function useSmallWorld<Part>(selector: (state: SmallWorldState) => Part): Part {
  return useStore(store, selector);
}

export function wishSearch(part: Partial<SearchSettings>): void {
  setState({ wishes: { ...getState().wishes, ...part } });
}

/** Undefined: what the design says. */
export function wishBudget(name: keyof SearchBudgets, budget: number | undefined): void {
  const { [name]: _, ...others } = getState().wishes.budgets;
  wishSearch({ budgets: budget === undefined ? others : { ...others, [name]: budget } });
}

/** Looks at a design before anything is asked for: whether it can be searched, and what it lets go wrong. */
export async function surveySmallWorld(design: Design): Promise<void> {
  const own = connectSmallWorld();
  try {
    const opened = await own.worker.openSearch(design, { ...DEFAULT_SEARCH, statesMax: 1 });
    setState(
      opened.ok
        ? { drawn: opened.value.budgets, refusal: undefined }
        : { drawn: undefined, refusal: opened.problem },
    );
  } catch {
    // Starting says what is wrong; without a survey the form shows no numbers.
  } finally {
    own.dispose();
  }
}

/** Begins anew with a design. */
export async function startSmallWorld(design: Design): Promise<void> {
  connection?.dispose();
  const own = connectSmallWorld();
  connection = own;
  slice = FIRST_SLICE;
  const { wishes } = getState();
  setState({
    phase: 'opening',
    design,
    report: undefined,
    frontier: [],
    seconds: 0,
    asked: wishes,
    counterexample: undefined,
    problem: undefined,
  });
  await guarded(own, async () => {
    const opened = await own.worker.openSearch(design, wishes);
    if (connection !== own) return;
    if (!opened.ok) {
      setState({ phase: 'idle', refusal: opened.problem });
      return;
    }
    setState({ report: opened.value, phase: 'running' });
    await goOn(own);
  });
}

/** Ends after the slice that is being searched; what has not begun is given up. */
export function stopSmallWorld(): void {
  const { phase } = getState();
  if (phase === 'running') setState({ phase: 'stopped' });
  if (phase !== 'opening') return;
  connection?.dispose();
  connection = undefined;
  setState({ phase: 'idle' });
}

/** Whether more can be looked at without beginning anew: it was stopped, or the bounds that ended it are larger now. */
export function canContinue({ phase, report, asked, wishes }: SmallWorldState): boolean {
  if (phase === 'stopped') return true;
  if (phase !== 'done') return false;
  const { statesMax, depthMax, ...others } = wishes;
  const { statesMax: _, depthMax: __, ...before } = asked;
  if (JSON.stringify(others) !== JSON.stringify(before)) return false;
  if (report?.phase === 'full') return statesMax > asked.statesMax && depthMax >= asked.depthMax;
  return report?.phase === 'cut' && depthMax > asked.depthMax && statesMax >= asked.statesMax;
}

/** Goes on where it was stopped, or where its bounds ended it, to the larger ones. */
export async function continueSmallWorld(): Promise<void> {
  const own = connection;
  if (own === undefined || !canContinue(getState())) return;
  const { phase, wishes } = getState();
  setState({ phase: 'running', problem: undefined });
  await guarded(own, async () => {
    if (phase === 'done') {
      const { statesMax, depthMax } = wishes;
      const report = await own.worker.raiseSearch({ statesMax, depthMax });
      if (!isWanted(own)) return;
      setState({ report, asked: wishes });
    }
    await goOn(own);
  });
}

/** Whether it is still this search that is to go on: it may have been stopped, or another begun. */
function isWanted(own: SmallWorldConnection): boolean {
  return connection === own && getState().phase === 'running';
}

/** Slice by slice, until it is over or stopped. Where a slice is under way, what searches it sees that it is wanted again. */
async function goOn(own: SmallWorldConnection): Promise<void> {
  if (going === own) return;
  going = own;
  try {
    await searchOn(own);
  } finally {
    if (going === own) going = undefined;
  }
}

async function searchOn(own: SmallWorldConnection): Promise<void> {
  while (isWanted(own)) {
    const begun = performance.now();
    const report = await own.worker.advanceSearch(slice);
    if (connection !== own) return;
    const millis = performance.now() - begun;
    const ideal = Math.round((slice * SLICE_MILLIS) / Math.max(1, millis));
    slice = Math.max(SLICE_LEAST, Math.min(SLICE_MOST, 2 * slice, ideal));
    const { frontier, seconds } = getState();
    setState({
      report,
      seconds: seconds + millis / 1_000,
      frontier: [...frontier, { x: report.states, y: report.frontier }],
    });
    if (report.phase === 'searching') continue;
    setState({ phase: 'done' });
    if (report.phase === 'violated') await makeRun(own);
  }
}

/** What was found, as a design that comes to it when it is run. */
async function makeRun(own: SmallWorldConnection): Promise<void> {
  setState({ counterexample: { phase: 'waiting' } });
  const found = await own.worker.counterexample();
  if (connection !== own) return;
  setState({
    counterexample: found.ok
      ? { phase: 'small', counterexample: found.value }
      : { phase: 'failed', why: `No run shows it: ${found.problem}` },
  });
}

async function guarded(own: SmallWorldConnection, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (trouble) {
    if (connection !== own) return;
    const why = trouble instanceof Error ? trouble.message : String(trouble);
    setState({
      phase: 'idle',
      problem: `The search broke off: ${why}. What it had seen is gone with its worker; it can be searched anew, with fewer worlds if memory ran out.`,
    });
  }
}
