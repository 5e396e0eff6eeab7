/**
 * What it is: one run of an exploration, from its beginning to its end, with recording off.
 * What is equal between the runs of a design is shared: credentials do not depend on what is varied, and
 * nothing that is shown does depend on them.
 * Errors: what a step throws is a finding like a violated property: no message may bring an actor down.
 */

import type { Micros } from '../base/units.ts';
import type { RunOptions, Simulation } from '../kernel/simulation.ts';
import type { FinishReason, InvariantSummary } from '../kernel/run.ts';
import { compileDesign } from '../plan/compile.ts';
import type { Plan } from '../plan/plan.ts';
import { isCoverage } from './coverage.ts';
import type { Ground } from './ground.ts';
import { finishTrial } from './laboratory.ts';
import type { Laboratory } from './laboratory.ts';
import type { ExplorationSettings } from './settings.ts';
import type { Attempt } from './strategies/strategy.ts';
import { varyDesign, varyPlan } from './variation.ts';

/** A property that a run violated. */
export interface Breach {
  readonly property: string;
  readonly title: string;
  readonly coordination: string;
  /** One sentence: what was violated, by whom. */
  readonly explanation: string;
  readonly at: Micros;
}

export interface TrialResult {
  readonly breaches: readonly Breach[];
  readonly ended: FinishReason | 'threw';
  readonly steps: number;
  readonly events: number;
  readonly messages: number;
}

/** The name under which a step that throws is found. */
export const THREW = 'threw';

/** What the runs of a design share: the credentials of its coordinations, and room that is used again. */
export function sharedOf(
  plan: Plan,
  laboratory: Laboratory,
): Pick<RunOptions, 'credentials' | 'spare'> {
  const run = laboratory.open({ ...plan, faults: [], schedule: [] }, { recording: 'off' });
  return { credentials: run.credentials, spare: run.spare };
}

/** The plan of an attempt. */
export function planOf(ground: Ground, { variation }: Attempt): Plan {
  if (!ground.isDrawn) return varyPlan(ground.plan, variation);
  return (
    compileDesign(varyDesign(ground.design, variation)).plan ?? varyPlan(ground.plan, variation)
  );
}

/** Runs a plan to its end and says what it violated. */
export function runTrial(
  plan: Plan,
  settings: Pick<ExplorationSettings, 'mode' | 'properties'>,
  laboratory: Laboratory,
  shared: Omit<RunOptions, 'recording'> = {},
): TrialResult {
  const run = laboratory.open(plan, { recording: 'off', ...shared });
  const trouble = finishTrial(run);
  const { steps, eventCount: events, messageCount: messages, status, now: at } = run;
  const counts = { steps, events, messages };
  if (trouble === undefined && status.phase === 'finished') {
    const { reason: ended } = status;
    return { breaches: breachesOf(run, ended, settings), ended, ...counts };
  }
  const isWanted = settings.properties?.includes(THREW) ?? true;
  const explanation = `A step threw: ${trouble?.message ?? ''}.`;
  const breach = { property: THREW, title: 'No step throws', coordination: '', explanation, at };
  return { breaches: isWanted ? [breach] : [], ended: 'threw', ...counts };
}

function breachesOf(
  run: Simulation,
  ended: FinishReason,
  { mode, properties }: Pick<ExplorationSettings, 'mode' | 'properties'>,
): readonly Breach[] {
  // Nothing else can have been violated, so the properties need not be asked.
  if (mode === 'safety' && ended !== 'violation') return [];
  return run
    .invariants()
    .filter((one) => isBroken(one, mode, ended))
    .filter(({ name }) => properties?.includes(name) ?? true)
    .map(({ name, title, coordination, explanation, violatedAt }) => ({
      property: name,
      title,
      coordination,
      explanation: explanation ?? title,
      at: violatedAt ?? 0,
    }));
}

/** A run that was cut short for its length says nothing about what must come about in the end. */
function isBroken(
  { name, temper, violatedAt }: InvariantSummary,
  mode: ExplorationSettings['mode'],
  ended: FinishReason,
): boolean {
  if (violatedAt === undefined || isCoverage(name)) return false;
  if (temper === 'always') return true;
  return temper === 'eventually' && mode === 'liveness' && ended !== 'eventLimit';
}
