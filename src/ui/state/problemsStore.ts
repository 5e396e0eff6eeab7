/**
 * What it is: the mistakes in the drawing, as the planner finds them: for the problems panel, the badge on
 * a node and the field in the inspector. Computed a moment after the last change, never on a keystroke.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';
import type { Diagnostic } from '../../engine/plan/plan.ts';
import type { DocumentStore } from './documentStore.ts';

const DELAY_MILLIS = 120;
const NONE: readonly Diagnostic[] = [];

export interface ProblemsState {
  /** Errors first, then warnings, then advice; within each in the order in which the planner found them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly byNode: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly adviceCount: number;
  /** The design these belong to; undefined before the first check. */
  readonly checked: Design | undefined;
}

export type ProblemsStore = StoreApi<ProblemsState>;

export type CheckDesign = (design: Design) => Promise<readonly Diagnostic[]>;

/** What the store says of these diagnostics. */
export function problemsOf(
  design: Design | undefined,
  found: readonly Diagnostic[],
): ProblemsState {
  const bySeverity = (severity: Diagnostic['severity']): readonly Diagnostic[] =>
    found.filter((diagnostic) => diagnostic.severity === severity);
  const errors = bySeverity('error');
  const warnings = bySeverity('warning');
  const advice = bySeverity('advice');
  const byNode = new Map<string, Diagnostic[]>();
  const diagnostics = [...errors, ...warnings, ...advice];
  for (const diagnostic of diagnostics) {
    if (diagnostic.node === undefined) continue;
    const list = byNode.get(diagnostic.node) ?? [];
    list.push(diagnostic);
    byNode.set(diagnostic.node, list);
  }
  return {
    diagnostics,
    byNode,
    errorCount: errors.length,
    warningCount: warnings.length,
    adviceCount: advice.length,
    checked: design,
  };
}

export function createProblemsStore(): ProblemsStore {
  return createStore<ProblemsState>(() => problemsOf(undefined, NONE));
}

export interface Timers {
  /** Calls back once after so many milliseconds; gives back how to cancel. */
  after(millis: number, callback: () => void): () => void;
}

export const pageTimers: Timers = {
  after: (millis, callback) => {
    const handle = setTimeout(callback, millis);
    return () => {
      clearTimeout(handle);
    };
  },
};

/** Keeps the problems in step with the document; gives back how to stop. */
export function followProblems(
  problems: ProblemsStore,
  documents: Pick<DocumentStore, 'getState' | 'subscribe'>,
  check: CheckDesign,
  timers: Timers = pageTimers,
): () => void {
  let cancel: (() => void) | undefined;
  const look = async (): Promise<void> => {
    const { design } = documents.getState();
    const found = await check(design);
    // An answer about a design that has changed since is dropped: the next one is on its way.
    if (documents.getState().design === design) problems.setState(problemsOf(design, found));
  };
  const schedule = (): void => {
    cancel?.();
    cancel = timers.after(DELAY_MILLIS, () => void look());
  };
  void look();
  const unsubscribe = documents.subscribe((state, before) => {
    if (state.design !== before.design) schedule();
  });
  return () => {
    cancel?.();
    unsubscribe();
  };
}

/** The page's problems. */
export const problemsStore = createProblemsStore();

/** A part of the problems; the selector must not build a new object each time. */
export function useProblems<Part>(selector: (state: ProblemsState) => Part): Part {
  return useStore(problemsStore, selector);
}

/** The problems of one node. */
export function useNodeProblems(node: string): readonly Diagnostic[] {
  return useProblems((state) => state.byNode.get(node) ?? NONE);
}
