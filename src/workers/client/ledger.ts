/**
 * What it is: what an exploration has come to so far: reports of ranges put together in the order of run
 * numbers, whatever the order in which they come, so that the number of workers does not show.
 */

import type { Find, RangeReport } from '../../engine/exploration/explore.ts';

/** Distinct states seen up to a number of runs. */
export interface CoveragePoint {
  readonly runs: number;
  readonly states: number;
}

export interface Progress {
  /** Runs of which the reports are in, without a gap from the first. */
  readonly runs: number;
  readonly events: number;
  readonly violations: number;
  readonly ends: Readonly<Record<string, number>>;
  /** Distinct violations by the number of the first run. */
  readonly finds: readonly Find[];
  readonly states: number;
  readonly coverage: readonly CoveragePoint[];
}

export const NO_PROGRESS: Progress = {
  runs: 0,
  events: 0,
  violations: 0,
  ends: {},
  finds: [],
  states: 0,
  coverage: [],
};

/** Finds are one if they violate the same property in the same words but for names and numbers. */
function signatureOf({ property, coordination, explanation }: Find): string {
  return `${property}/${coordination}/${explanation.replace(/\b[\w-]*\d[\w/-]*\b/g, '#')}`;
}

/** Puts reports together. */
export class Ledger {
  private progress: Progress = NO_PROGRESS;
  private readonly states = new Set<number>();
  private readonly finds = new Map<string, Find>();
  /** Reports that came before what lies ahead of them, by their first run. */
  private readonly early = new Map<number, RangeReport>();

  get now(): Progress {
    return this.progress;
  }

  /** Takes a report in, as soon as all before it are. */
  add(report: RangeReport): void {
    this.early.set(report.from, report);
    for (;;) {
      const next = this.early.get(this.progress.runs);
      if (next === undefined) return;
      this.early.delete(next.from);
      this.take(next);
    }
  }

  private take(report: RangeReport): void {
    const { progress, states, finds } = this;
    for (const state of report.states) states.add(state);
    for (const find of report.finds) {
      const known = finds.get(signatureOf(find));
      const times = (known?.times ?? 0) + find.times;
      finds.set(signatureOf(find), { ...(known ?? find), times });
    }
    const ends = { ...progress.ends };
    for (const [end, count] of Object.entries(report.ends)) ends[end] = (ends[end] ?? 0) + count;
    this.progress = {
      runs: report.to,
      events: progress.events + report.events,
      violations: progress.violations + report.violations,
      ends,
      finds: [...finds.values()],
      states: states.size,
      coverage: [...progress.coverage, { runs: report.to, states: states.size }],
    };
  }
}
