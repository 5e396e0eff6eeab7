/**
 * What it is: what may happen in a small world besides messages arriving in any order: how often, in all, each
 * kind of mishap. A budget makes a world finite, and small enough to be looked at whole.
 */

import { invariant } from '../../base/invariant.ts';
import type { Plan } from '../../plan/plan.ts';

export interface WorldBudgets {
  /** Messages that are lost; one that never arrives in time needs none. */
  readonly drops: number;
  /** Messages that arrive once more. */
  readonly duplicates: number;
  /** Crashes of honest actors; whoever is down may restart at any time, or never. */
  readonly crashes: number;
  /** Timers that expire, whenever they are set: there is no time but the order of things. */
  readonly timeouts: number;
  /** Messages that Byzantine actors alter, each or not; undefined: they alter all, as in a run. */
  readonly lies: number | undefined;
}

export interface WorldBounds extends WorldBudgets {
  /** How agents answer when they are asked to vote: every way, or as they would in a run. */
  readonly votes: 'any' | 'own';
  /** Draws of at most so many outcomes are tried out; all others are drawn once. 1: none is. */
  readonly branchesMax: number;
  /** Whether it counts at which of two actors something happened first, when properties are judged. */
  readonly history: 'perActor' | 'total';
}

const BUDGET_MAX = 31;

/** Nothing goes wrong but the order of deliveries. */
export const CALM: WorldBounds = {
  drops: 0,
  duplicates: 0,
  crashes: 0,
  timeouts: 0,
  lies: undefined,
  votes: 'any',
  branchesMax: 1,
  history: 'perActor',
};

/** Budgets that stand for what a plan's network and faults may do: one of each kind, a crash for each planned. */
export function boundsOf(plan: Plan): WorldBounds {
  const networks = plan.coordinations.map(({ network }) => network);
  const crashes = plan.faults
    .filter(({ kind }) => kind === 'crash')
    .reduce((sum, fault) => sum + ('agents' in fault ? fault.agents.length : 0), 0);
  return {
    ...CALM,
    drops: networks.some(({ lossPpm }) => lossPpm > 0) ? 1 : 0,
    duplicates: networks.some(({ duplicationPpm }) => duplicationPpm > 0) ? 1 : 0,
    crashes: Math.min(crashes, BUDGET_MAX),
    timeouts: 1,
  };
}

const BITS = 5;
/** The places of the budgets in a word. */
export const DROP = 1;
export const DUPLICATE = 1 << BITS;
export const CRASH = 1 << (2 * BITS);
export const TIMEOUT = 1 << (3 * BITS);
export const LIE = 1 << (4 * BITS);

/** All budgets in one word. */
export function budgetWord({
  drops,
  duplicates,
  crashes,
  timeouts,
  lies = 0,
}: WorldBudgets): number {
  const budgets = { drops, duplicates, crashes, timeouts, lies };
  for (const [name, budget] of Object.entries(budgets))
    invariant(
      Number.isInteger(budget) && budget >= 0 && budget <= BUDGET_MAX,
      `a budget of ${budget} ${name}`,
    );
  return drops * DROP + duplicates * DUPLICATE + crashes * CRASH + timeouts * TIMEOUT + lies * LIE;
}

/** What is left of one budget: `unit` is DROP, DUPLICATE, … */
export function left(word: number, unit: number): number {
  return Math.trunc(word / unit) & BUDGET_MAX;
}
