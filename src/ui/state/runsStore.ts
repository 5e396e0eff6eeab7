/**
 * What it is: the history of runs: those of this visit and those kept in the browser, newest first. A run
 * that has ended is added by itself, with its recording unless that would be too large, and the oldest go
 * when there are too many.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { CoordinationSummary, RunSummary } from '../../engine/kernel/run.ts';
import type { RunMeasure } from '../../engine/selector/history.ts';
import { measureProtocolPerformance } from '../../engine/selector/history.ts';
import type { RunRecord, StudioDatabase } from './database.ts';
import { freshKey } from './freshKey.ts';
import type { FinishedRun } from './playback.ts';

/** Runs kept; the oldest beyond are deleted. */
export const RUNS_MOST = 40;
/** A run with more events keeps no recording by itself: opening it runs its design again. */
const EVENTS_RECORDED_MOST = 400_000;

export interface RunsState {
  readonly runs: readonly RunRecord[];
  readonly isLoaded: boolean;
}

export interface RunsParts {
  readonly database: StudioDatabase;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The open run as a file. */
  readonly record: () => Promise<Result<Uint8Array, Failure>>;
  readonly onFailure: (failure: Failure) => void;
}

export interface RunsActions {
  /** Says where runs are kept and reads those of earlier visits. */
  connect(parts: RunsParts): Promise<void>;
  add(run: FinishedRun): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** The recording of a run; undefined when only its design is kept. */
  recordingOf(id: string): Promise<Uint8Array | undefined>;
}

export type RunsStore = StoreApi<RunsState> & RunsActions;

export function createRunsStore(): RunsStore {
  const store = createStore<RunsState>(() => ({ runs: [], isLoaded: false }));
  const { getState, setState } = store;
  let parts: RunsParts | undefined;

  const told = <Value>(answer: Result<Value, Failure> | undefined): Value | undefined => {
    if (answer === undefined) return undefined;
    if (answer.ok) return answer.value;
    parts?.onFailure(answer.problem);
    return undefined;
  };

  const put = (run: RunRecord): void => {
    const others = getState().runs.filter((other) => other.id !== run.id);
    setState({
      runs: [run, ...others].toSorted((one, other) => other.finishedAt - one.finishedAt),
    });
  };

  const remove = async (id: string): Promise<void> => {
    setState({ runs: getState().runs.filter((run) => run.id !== id) });
    told(await parts?.database.deleteRun(id));
  };

  const change = async (id: string, part: Partial<RunRecord>): Promise<void> => {
    const run = getState().runs.find((one) => one.id === id);
    if (run === undefined) return;
    const next = { ...run, ...part };
    put(next);
    told(await parts?.database.saveRun(next, undefined));
  };

  return Object.assign(store, {
    connect: async (given: RunsParts) => {
      parts = given;
      const stored = told(await given.database.listRuns()) ?? [];
      setState({
        runs: stored.toSorted((one, other) => other.finishedAt - one.finishedAt),
        isLoaded: true,
      });
    },
    add: async (run: FinishedRun) => {
      if (parts === undefined) return;
      const fresh = recordOf(run, parts.now());
      // The same design with the same seed is the same run, event for event: it moves up, and is not kept twice.
      const known = getState().runs.find((other) => isSameRun(other, fresh));
      const record = known === undefined ? fresh : { ...fresh, id: known.id, name: known.name };
      put(record);
      const isSmall = record.events <= EVENTS_RECORDED_MOST;
      const recording = isSmall ? told(await parts.record()) : undefined;
      const complete = { ...record, recordingBytes: recording?.byteLength };
      put(complete);
      told(await parts.database.saveRun(complete, recording));
      for (const old of getState().runs.slice(RUNS_MOST)) await remove(old.id);
    },
    rename: (id: string, name: string) => change(id, { name }),
    remove,
    recordingOf: async (id: string) => told(await parts?.database.loadRecording(id)),
  });
}

function recordOf(
  { brief, summary, wallMillis, source, interventions }: FinishedRun,
  now: number,
): RunRecord {
  return {
    id: freshKey('run'),
    name: brief.design.name,
    designName: brief.design.name,
    seed: source.kind === 'design' ? source.seed : brief.plan.seed,
    outcome: outcomeOf(summary),
    tone: toneOf(summary),
    virtualMicros: summary.virtualMicros,
    wallMillis,
    events: summary.events,
    digest: summary.digest,
    interventionCount: interventions,
    finishedAt: now,
    recordingBytes: undefined,
    design: brief.design,
    measures: measureProtocolPerformance(brief.plan, summary),
  };
}

/** What all runs of the history have to say of their protocols. */
export function measuresOf(runs: readonly RunRecord[]): readonly RunMeasure[] {
  return runs.flatMap(({ measures = [] }) => measures);
}

function isSameRun(one: RunRecord, other: RunRecord): boolean {
  return one.digest === other.digest && one.designName === other.designName;
}

/** What came of a run in a few words: the decision, the failure, or the property that broke. */
export function outcomeOf(summary: RunSummary): string {
  const broken = summary.invariants.find((one) => !one.held && one.temper === 'always');
  if (broken !== undefined) return `${broken.title} violated`;
  return summary.coordinations.map(sayCoordination).join('; ');
}

/** Whether a run went well: warning when it failed in a way the protocol knows, bad when a promise broke. */
export function toneOf(summary: RunSummary): RunRecord['tone'] {
  if (summary.invariants.some((one) => !one.held && one.temper === 'always')) return 'bad';
  const hasFailed = summary.coordinations.some((one) => one.status !== 'completed');
  const isUnmet = summary.invariants.some((one) => !one.held);
  return hasFailed || isUnmet ? 'warning' : 'good';
}

function sayCoordination(coordination: CoordinationSummary): string {
  if (coordination.status === 'failed') return `failed: ${coordination.error ?? 'unknown'}`;
  if (coordination.status === 'running') return 'did not end';
  const { decision } = coordination.outcome;
  return typeof decision === 'string' || typeof decision === 'number'
    ? String(decision)
    : 'completed';
}

/** The page's history. */
export const runsStore = createRunsStore();

export function useRuns<Part>(selector: (state: RunsState) => Part): Part {
  return useStore(runsStore, selector);
}
