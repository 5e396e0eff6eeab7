/**
 * What it is: the boundary between whoever explores (the page, the command line) and a worker that executes
 * runs: types only. A worker keeps nothing between calls but the explorer of the design that it was opened
 * with, so a call may be made again in another worker.
 */

import type { Result } from '../engine/base/result.ts';
import type { Design } from '../engine/document/design.ts';
import type { RangeReport } from '../engine/exploration/explore.ts';
import type { ExplorationSettings, SearchSettings } from '../engine/exploration/settings.ts';
import type { Counterexample } from '../engine/exploration/shrinking/shrink.ts';
import type { SearchReport } from '../engine/exploration/smallWorlds.ts';

/** What is known of a design before its first run. */
export interface ExplorationBrief {
  /** By coordination: how many participants it has and how many faulty ones its protocol bears. */
  readonly arenas: readonly {
    readonly id: string;
    readonly participants: number;
    readonly tolerated: number;
  }[];
  /** What is watched: names, titles, and whether a promise must hold always or come about in the end. */
  readonly properties: readonly {
    readonly name: string;
    readonly title: string;
    readonly temper: 'always' | 'eventually' | 'sometimes';
  }[];
  /** Messages of a run to which nothing is done. */
  readonly calmMessages: number;
}

export interface ExplorationWorker {
  /** Undefined when the design has mistakes. */
  open(design: Design, settings: ExplorationSettings): Promise<ExplorationBrief | undefined>;
  /** Executes the runs from `from` (inclusive) to `to` (exclusive) of what is open. */
  explore(from: number, to: number): Promise<RangeReport>;
  /** A run that violates a property as a small design; undefined when it does not, run by itself. */
  shrink(run: number, property: string): Promise<Counterexample | undefined>;
}

/** Every order of events of a small world, by one worker: what was seen is one table. */
export interface SmallWorldWorker {
  /** A sentence when the design cannot be searched. */
  openSearch(design: Design, settings: SearchSettings): Promise<Result<SearchReport, string>>;
  /** Expands at most so many worlds of what is open. */
  advanceSearch(expansions: number): Promise<SearchReport>;
  /** Goes on to larger bounds where smaller ones ended the search. */
  raiseSearch(bounds: Pick<SearchSettings, 'statesMax' | 'depthMax'>): Promise<SearchReport>;
  /** What was found as a small design; a sentence where no run comes to it. */
  counterexample(): Promise<Result<Counterexample, string>>;
}
