/**
 * What it is: a run of an exploration as an ordinary design, which violates the same property when it is run
 * by itself: with the seed, the faults and the network of the run, and with a schedule where a scheduling
 * decided about its messages.
 */

import type { Design } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import { DecisionLog } from './decisionLog.ts';
import type { Explorer } from './explore.ts';
import { finishTrial } from './laboratory.ts';
import type { Laboratory } from './laboratory.ts';
import type { ExplorationMode } from './settings.ts';
import type { Attempt } from './strategies/strategy.ts';
import { attemptOf } from './strategies/strategies.ts';
import type { Breach } from './trial.ts';
import { planOf, runTrial } from './trial.ts';
import type { Variation } from './variation.ts';
import { varyDesign } from './variation.ts';

/** Run `number` of an exploration as a design, not yet shrunk. */
export function designOfRun({ ground, settings, laboratory }: Explorer, number: number): Design {
  const attempt = attemptOf(ground, settings, number);
  const plan = planOf(ground, attempt);
  return varyDesign(ground.design, scheduled(attempt, plan, laboratory));
}

function scheduled(
  { variation, scheduling }: Attempt,
  plan: ReturnType<typeof planOf>,
  laboratory: Laboratory,
): Variation {
  if (scheduling === undefined) return variation;
  const log = new DecisionLog(scheduling());
  const run = laboratory.open(plan, { recording: 'off', scheduling: log });
  finishTrial(run);
  return { ...variation, schedule: log.decisions(run.actors, plan.coordinations) };
}

/** What a design's run breaks of one property, run by itself; undefined when it breaks nothing or cannot run. */
export function breachOf(
  design: Design,
  { property, mode }: { readonly property: string; readonly mode: ExplorationMode },
  laboratory: Laboratory,
): (Breach & { readonly messages: number; readonly isOverdone: boolean }) | undefined {
  const { plan, diagnostics } = compileDesign(design);
  if (plan === undefined) return undefined;
  const { breaches, messages } = runTrial(plan, { mode, properties: [property] }, laboratory);
  const [breach] = breaches;
  const isOverdone = diagnostics.some(({ code }) => code === 'tooManyFaults');
  return breach === undefined ? undefined : { ...breach, messages, isOverdone };
}
