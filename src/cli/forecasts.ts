/** What it is: what a run was foreseen to take, coordination by coordination, with what it took. */

import type { ComparedFigure } from '../engine/forecast/forecast.ts';
import { compareRun } from '../engine/forecast/forecast.ts';
import type { RunSummary } from '../engine/kernel/run.ts';
import type { Plan } from '../engine/plan/plan.ts';

/** By the id of the coordination; those that did not end have no measures. */
export function forecastsOf(
  plan: Plan,
  summary: RunSummary,
): ReadonlyMap<string, readonly ComparedFigure[]> {
  return new Map(
    plan.coordinations.flatMap((planned) => {
      const measured = summary.coordinations.find(({ id }) => id === planned.id);
      if (measured === undefined) return [];
      return [[planned.id, compareRun(plan, planned, measured)] as const];
    }),
  );
}
