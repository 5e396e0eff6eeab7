/**
 * What it is: one bracket of successive halving: all begin small, the best share of each rung goes on.
 * Source: K. Jamieson, A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization",
 * AISTATS 2016. A rung is decided when all of it are reported.
 * Shapes: plan[k] is the rung's budget and how many trials it takes; rungs[k] what is there.
 */

import type { Entry, Job, Rung } from './scheduler.ts';
import { ranking } from './scheduler.ts';

export interface RungPlan {
  readonly budget: number;
  readonly trials: number;
}

export interface Bracket {
  readonly index: number;
  readonly plan: readonly RungPlan[];
  readonly rungs: Rung[];
  /** How many trials the lowest rung takes: fewer than planned when there are no more. */
  capacity: number;
}

/** A bracket in which nothing has begun. */
export function newBracket(index: number, plan: readonly RungPlan[]): Bracket {
  const rungs = plan.map(({ budget }): Rung => ({ budget, entries: [] }));
  return { index, plan, rungs, capacity: plan[0]?.trials ?? 0 };
}

/** The next job of a bracket; undefined while it waits, and when it is done. */
export function bracketJob(bracket: Bracket, newTrialId: number): Job | undefined {
  const { rungs, index } = bracket;
  for (let rung = rungs.length - 1; rung >= 1; rung--) {
    const chosen = promotable(bracket, rung - 1);
    if (chosen === undefined) continue;
    const from = rungs[rung - 1] as Rung;
    const to = rungs[rung] as Rung;
    chosen.isPromoted = true;
    const { trialId } = chosen;
    to.entries.push({ trialId, loss: undefined, isPromoted: false });
    return { trialId, isNew: false, bracket: index, rung, spent: from.budget, budget: to.budget };
  }
  const lowest = rungs[0] as Rung;
  if (lowest.entries.length >= bracket.capacity) return undefined;
  lowest.entries.push({ trialId: newTrialId, loss: undefined, isPromoted: false });
  const { budget } = lowest;
  return { trialId: newTrialId, isNew: true, bracket: index, rung: 0, spent: 0, budget };
}

/** Whether nothing is left to hand out or to wait for. */
export function isBracketDone(bracket: Bracket): boolean {
  return isDecided(bracket, bracket.rungs.length - 1);
}

/** Whether all that will ever be on a rung are there and reported. */
function isDecided(bracket: Bracket, rung: number): boolean {
  const { entries } = bracket.rungs[rung] as Rung;
  if (entries.some(({ loss }) => loss === undefined)) return false;
  if (rung === 0) return entries.length >= bracket.capacity;
  return isDecided(bracket, rung - 1) && goersOn(bracket, rung - 1).length === 0;
}

/** The best of a decided rung that have yet to begin on the next. */
function goersOn(bracket: Bracket, rung: number): readonly Entry[] {
  const places = bracket.plan[rung + 1]?.trials ?? 0;
  return ranking(bracket.rungs[rung] as Rung)
    .slice(0, places)
    .filter(({ isPromoted }) => !isPromoted);
}

function promotable(bracket: Bracket, rung: number): Entry | undefined {
  return isDecided(bracket, rung) ? goersOn(bracket, rung)[0] : undefined;
}
