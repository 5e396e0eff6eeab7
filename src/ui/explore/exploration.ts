/**
 * What it is: the exploration of the page: what is asked for, how far it has come, what was found and what
 * became of it. It goes on while its dialog is closed. One at a time.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';
import type { Find } from '../../engine/exploration/explore.ts';
import { DEFAULT_EXPLORATION } from '../../engine/exploration/settings.ts';
import type { ExplorationMode, StrategyId } from '../../engine/exploration/settings.ts';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import { connectExploration } from '../../workers/client/connectExploration.ts';
import { ExplorationPool } from '../../workers/client/explorationPool.ts';
import { NO_PROGRESS } from '../../workers/client/ledger.ts';
import type { Progress } from '../../workers/client/ledger.ts';
import type { ExplorationBrief } from '../../workers/explorationApi.ts';

export interface Wishes {
  readonly strategies: readonly StrategyId[];
  readonly runs: number;
  readonly mode: ExplorationMode;
  /** Undefined: as many as the protocol bears. */
  readonly faultyMost: number | undefined;
  /** Whether the network may lose and double more than is drawn. */
  readonly isLossy: boolean;
  /** Undefined: all. */
  readonly property: string | undefined;
}

export type Shrunk =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'small'; readonly counterexample: Counterexample }
  | { readonly phase: 'failed'; readonly why: string };

export interface ExplorationState {
  readonly wishes: Wishes;
  readonly phase: 'idle' | 'opening' | 'running' | 'stopped' | 'done';
  /** The design that is or was explored, as it was then. */
  readonly design: Design | undefined;
  readonly brief: ExplorationBrief | undefined;
  readonly progress: Progress;
  /** Seconds in which runs were executed, and workers that executed them. */
  readonly seconds: number;
  readonly workers: number;
  readonly goal: number;
  /** By `run/property`. */
  readonly shrunk: ReadonlyMap<string, Shrunk>;
  readonly problem: string | undefined;
}

/** Losses and copies where more than what is drawn is asked for. */
const LOSSY_PPM = 20_000;
/** Finds that are made small by themselves; a longer list is made small when it is opened. */
const SHRUNK_MOST = 6;

const store = createStore<ExplorationState>(() => ({
  wishes: {
    strategies: DEFAULT_EXPLORATION.strategies,
    runs: 1_000,
    mode: 'safety',
    faultyMost: undefined,
    isLossy: false,
    property: undefined,
  },
  phase: 'idle',
  design: undefined,
  brief: undefined,
  progress: NO_PROGRESS,
  seconds: 0,
  workers: 1,
  goal: 0,
  shrunk: new Map(),
  problem: undefined,
}));
const { getState, setState } = store;

let pool: ExplorationPool | undefined;

export function useExploration<Part>(selector: (state: ExplorationState) => Part): Part {
  return useStore(store, selector);
}

export function wish(part: Partial<Wishes>): void {
  setState({ wishes: { ...getState().wishes, ...part } });
}

/** One core is left to the page. */
function workersHere(): number {
  return Math.max(1, Math.min(16, (navigator.hardwareConcurrency || 2) - 1));
}

/** Looks at a design before anything is asked for: how many may be faulty, what is watched. */
export async function survey(design: Design): Promise<void> {
  const { phase } = getState();
  if (phase === 'opening' || phase === 'running') return;
  const hand = connectExploration();
  try {
    const brief = await hand.worker.open(design, DEFAULT_EXPLORATION);
    if (getState().phase !== 'running') setState({ brief });
  } catch {
    // Starting says what is wrong; without a survey the form shows no numbers.
  } finally {
    hand.dispose();
  }
}

/** Begins anew with a design. */
export async function startExploration(design: Design): Promise<void> {
  pool?.dispose();
  const { wishes } = getState();
  const { strategies, runs, mode, faultyMost, isLossy, property } = wishes;
  const workers = workersHere();
  const asked = new ExplorationPool({
    design,
    workers,
    settings: {
      ...DEFAULT_EXPLORATION,
      strategies,
      mode,
      ...(faultyMost === undefined ? {} : { faultyMost }),
      ...(property === undefined ? {} : { properties: [property] }),
      lossPpmMost: isLossy ? LOSSY_PPM : 0,
      duplicationPpmMost: isLossy ? LOSSY_PPM : 0,
    },
    spawn: connectExploration,
    onProgress: (progress) => {
      if (pool === asked) setState({ progress });
    },
  });
  pool = asked;
  setState({
    phase: 'opening',
    design,
    progress: NO_PROGRESS,
    seconds: 0,
    workers,
    shrunk: new Map(),
    problem: undefined,
  });
  await guarded(asked, async () => {
    const brief = await asked.open();
    if (pool !== asked) return;
    if (brief === undefined) {
      setState({
        phase: 'idle',
        problem: 'The design has mistakes; the problems panel lists them.',
      });
      return;
    }
    setState({ brief });
    await goOnTo(asked, runs);
  });
}

/** Ends after the ranges that are being executed. */
export function stopExploration(): void {
  pool?.stop();
}

/** As many runs again. */
export async function continueExploration(): Promise<void> {
  const asked = pool;
  if (asked === undefined) return;
  const { phase, goal, progress, wishes } = getState();
  const isShort = phase === 'stopped' && progress.runs < goal;
  await guarded(asked, () => goOnTo(asked, isShort ? goal : progress.runs + wishes.runs));
}

async function goOnTo(asked: ExplorationPool, goal: number): Promise<void> {
  const begun = performance.now();
  const before = getState().seconds;
  const tick = setInterval(() => {
    if (pool === asked) setState({ seconds: before + (performance.now() - begun) / 1_000 });
  }, 500);
  setState({ phase: 'running', goal, problem: undefined });
  try {
    await asked.exploreTo(goal);
  } finally {
    clearInterval(tick);
    if (pool === asked) setState({ seconds: before + (performance.now() - begun) / 1_000 });
  }
  if (pool !== asked) return;
  setState({ phase: asked.progress.runs >= goal ? 'done' : 'stopped' });
  for (const find of asked.progress.finds.slice(0, SHRUNK_MOST)) await makeSmall(find);
}

async function guarded(asked: ExplorationPool, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (trouble) {
    if (pool !== asked) return;
    setState({
      phase: 'stopped',
      problem: trouble instanceof Error ? trouble.message : String(trouble),
    });
  }
}

/** What a find's counterexample is kept under. */
export function keyOf({ run, property }: Find): string {
  return `${run}/${property}`;
}

/** What is being made small, by what it is kept under. */
const shrinking = new Map<string, Promise<Counterexample | undefined>>();

/** The counterexample of a find, made small if it is not yet. */
export function makeSmall(find: Find): Promise<Counterexample | undefined> {
  const key = keyOf(find);
  const known = getState().shrunk.get(key);
  if (known?.phase === 'small') return Promise.resolve(known.counterexample);
  const asked = pool;
  if (asked === undefined) return Promise.resolve(undefined);
  const begun = known?.phase === 'waiting' ? shrinking.get(key) : undefined;
  if (begun !== undefined) return begun;
  const work = shrinkIn(asked, find, key);
  shrinking.set(key, work);
  return work;
}

async function shrinkIn(
  asked: ExplorationPool,
  find: Find,
  key: string,
): Promise<Counterexample | undefined> {
  const put = (shrunk: Shrunk): void => {
    if (pool === asked) setState({ shrunk: new Map(getState().shrunk).set(key, shrunk) });
  };
  put({ phase: 'waiting' });
  try {
    const counterexample = await asked.shrink(find.run, find.property);
    put(
      counterexample === undefined
        ? { phase: 'failed', why: 'Run by itself, the design does not violate it.' }
        : { phase: 'small', counterexample },
    );
    return counterexample;
  } catch (trouble) {
    put({ phase: 'failed', why: trouble instanceof Error ? trouble.message : String(trouble) });
    return undefined;
  }
}
