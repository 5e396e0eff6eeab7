/**
 * What it is: trials of one coordination of a design in a worker of their own, as the page runs them: what is asked for, how far
 * they have come, what was found. They go on while their dialog is closed. One at a time of a kind.
 */

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';

export type TrialsPhase = 'idle' | 'opening' | 'running' | 'stopped' | 'done';

export interface TrialsState<Brief, Key, Tally> {
  readonly phase: TrialsPhase;
  /** How many of each kind are asked for. */
  readonly wished: number;
  /** Which coordination is looked at; undefined: the first. */
  readonly coordination: string | undefined;
  /** The design that is or was tried, as it was then. */
  readonly design: Design | undefined;
  readonly brief: Brief | undefined;
  /** How many were asked for when they began. */
  readonly goal: number;
  readonly tallies: ReadonlyMap<Key, Tally>;
  readonly problem: string | undefined;
}

/** Where trials are made. */
interface Connection<Worker> {
  readonly worker: Worker;
  /** Ends it; calls in flight reject. */
  dispose(): void;
}

export interface TrialsParts<Worker, Brief, Key, Tally> {
  /** How many are asked for before anybody has chosen. */
  readonly wished: number;
  readonly connect: () => Connection<Worker>;
  /** What is tried, and how far each is counted for so many trials. */
  readonly course: (brief: Brief, goal: number) => Course<Key>;
  /** What came of the trials from `from` (inclusive) to `to` (exclusive). */
  readonly run: (worker: Worker, key: Key, from: number, to: number) => Promise<Tally>;
  readonly add: (key: Key, before: Tally | undefined, found: Tally) => Tally;
}

export interface Course<Key> {
  readonly keys: readonly Key[];
  readonly count: number;
  /** So many of one at a time: short enough to be stopped soon. */
  readonly slice: number;
}

interface Opening<Brief> {
  /** Undefined when the design has mistakes. */
  open(design: Design, coordination: string): Promise<Brief | undefined>;
}

export interface Trials<Brief, Key, Tally> {
  readonly store: StoreApi<TrialsState<Brief, Key, Tally>>;
  wish(part: Partial<Pick<TrialsState<Brief, Key, Tally>, 'wished' | 'coordination'>>): void;
  /** Begins anew with a coordination of a design. */
  start(design: Design, coordination: string): Promise<void>;
  /** Ends before it has begun, or after the slice that is being tried. */
  readonly stop: () => void;
}

/** Trials that have not begun. */
export function createTrials<Worker extends Opening<Brief>, Brief, Key, Tally>(
  parts: TrialsParts<Worker, Brief, Key, Tally>,
): Trials<Brief, Key, Tally> {
  const store = createStore<TrialsState<Brief, Key, Tally>>(() => ({
    phase: 'idle',
    wished: parts.wished,
    coordination: undefined,
    design: undefined,
    brief: undefined,
    goal: 0,
    tallies: new Map(),
    problem: undefined,
  }));
  const { getState, setState } = store;
  let connection: Connection<Worker> | undefined;

  /** All that is tried keeps step, so that it can be compared from the beginning. */
  async function tryAll(own: Connection<Worker>, brief: Brief): Promise<void> {
    const { keys, count, slice } = parts.course(brief, getState().goal);
    for (let from = 0; from < count; from += slice) {
      for (const key of keys) {
        if (connection !== own || getState().phase !== 'running') return;
        const found = await parts.run(own.worker, key, from, Math.min(count, from + slice));
        if (connection !== own) return;
        const tallies = new Map(getState().tallies);
        tallies.set(key, parts.add(key, tallies.get(key), found));
        setState({ tallies });
      }
    }
    if (getState().phase === 'running') setState({ phase: 'done' });
  }

  async function start(design: Design, coordination: string): Promise<void> {
    connection?.dispose();
    const own = parts.connect();
    connection = own;
    const goal = getState().wished;
    const begun = { brief: undefined, tallies: new Map<Key, Tally>(), problem: undefined };
    setState({ phase: 'opening', design, goal, ...begun });
    try {
      const brief = await own.worker.open(design, coordination);
      if (connection !== own || getState().phase !== 'opening') return;
      if (brief === undefined) {
        const problem = 'The design has mistakes; the problems panel lists them.';
        return setState({ phase: 'idle', problem });
      }
      setState({ brief, phase: 'running' });
      await tryAll(own, brief);
    } catch (trouble) {
      if (connection !== own) return;
      const problem = trouble instanceof Error ? trouble.message : String(trouble);
      setState({ phase: 'stopped', problem });
    }
  }

  return {
    store,
    wish: (part) => setState(part),
    start,
    stop: () => {
      const { phase } = getState();
      if (phase === 'opening' || phase === 'running') setState({ phase: 'stopped' });
    },
  };
}
