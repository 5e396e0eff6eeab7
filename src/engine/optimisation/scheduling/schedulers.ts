/**
 * What it is: all schedulers behind one door: every trial in full, successive halving, Hyperband, and ASHA.
 * Sources: as named in halving.ts and hyperband.ts; ASHA is L. Li et al., "A System for Massively Parallel Hyperparameter
 * Tuning", MLSys 2020, algorithm 2.
 * Departure: Hyperband's brackets are the paper's, but a worker that one bracket leaves idle begins the next bracket
 * instead of waiting; when every job is done before the next is asked for, the order is the paper's own.
 * Errors: settings that make no sense are found by schedulerProblems; beginning with one is our bug, as is reporting
 * a job that was not handed out.
 */

import { invariant, present } from '../../base/invariant.ts';
import { bracketJob, isBracketDone, newBracket } from './halving.ts';
import type { Bracket } from './halving.ts';
import { hyperbandPlans } from './hyperband.ts';
import type { Job, Rung, Turn } from './scheduler.ts';
import { ranking, rungBudgets } from './scheduler.ts';

/** Every trial has the whole budget. */
export interface FullSetting {
  readonly kind: 'full';
  readonly trials: number;
  readonly budgetMax: number;
}

interface Halved {
  readonly budgetMin: number;
  readonly budgetMax: number;
  /** Above 1: one of so many goes on. */
  readonly reduction: number;
}

export interface HalvingSetting extends Halved {
  readonly kind: 'successiveHalving';
  /** How many trials begin. */
  readonly trials: number;
}

export interface HyperbandSetting extends Halved {
  readonly kind: 'hyperband';
  /** How often all brackets are run. */
  readonly rounds: number;
}

export interface AshaSetting extends Halved {
  readonly kind: 'asha';
  readonly trials: number;
}

export type SchedulerSetting = FullSetting | HalvingSetting | HyperbandSetting | AshaSetting;

export type SchedulerState =
  | {
      readonly kind: 'brackets';
      readonly setting: FullSetting | HalvingSetting | HyperbandSetting;
      readonly brackets: readonly Bracket[];
      begun: number;
    }
  | {
      readonly kind: 'asha';
      readonly setting: AshaSetting;
      readonly rungs: readonly Rung[];
      begun: number;
      /** How many trials there will be: fewer than set when there are no more. */
      capacity: number;
    };

export interface SchedulerProblem {
  readonly code: 'notWhole' | 'emptyRange' | 'notWithin';
  /** The setting's field. */
  readonly path: string;
  readonly message: string;
}

/** All that makes a scheduler's setting senseless. */
export function schedulerProblems(setting: SchedulerSetting): readonly SchedulerProblem[] {
  const problems: SchedulerProblem[] = [];
  const whole = (path: string, value: number, what: string): void => {
    if (Number.isSafeInteger(value) && value >= 1 && value <= 1e9) return;
    const message = `${what} is ${value}; it must be a whole number from 1 to 1,000,000,000.`;
    problems.push({ code: 'notWhole', path, message });
  };
  whole('budgetMax', setting.budgetMax, 'The largest budget');
  if (setting.kind === 'hyperband') whole('rounds', setting.rounds, 'The number of rounds');
  else whole('trials', setting.trials, 'The number of trials');
  if (setting.kind === 'full') return problems;
  const { budgetMin, budgetMax, reduction } = setting;
  whole('budgetMin', budgetMin, 'The least budget');
  if (budgetMin > budgetMax) {
    const message = `The least budget is ${budgetMin}, above the largest, ${budgetMax}; it must be at most that.`;
    problems.push({ code: 'emptyRange', path: 'budgetMin', message });
  }
  if (!(reduction >= 1.5 && reduction <= 100)) {
    const message = `One of ${reduction} goes on; the reduction must be a number from 1.5 to 100, as a rule 3 or 4.`;
    problems.push({ code: 'notWithin', path: 'reduction', message });
  }
  return problems;
}

/** The state of a scheduler that has handed out nothing. */
export function beginScheduler(setting: SchedulerSetting): SchedulerState {
  const [problem] = schedulerProblems(setting);
  invariant(problem === undefined, problem?.message ?? '');
  switch (setting.kind) {
    case 'full': {
      const plan = [{ budget: setting.budgetMax, trials: setting.trials }];
      return { kind: 'brackets', setting, brackets: [newBracket(0, plan)], begun: 0 };
    }
    case 'successiveHalving': {
      const budgets = rungBudgets(setting.budgetMin, setting.budgetMax, setting.reduction);
      let trials = setting.trials;
      const plan = budgets.map((budget) => {
        const rung = { budget, trials: Math.floor(trials) };
        trials /= setting.reduction;
        return rung;
      });
      return { kind: 'brackets', setting, brackets: [newBracket(0, plan)], begun: 0 };
    }
    case 'hyperband': {
      const { budgetMin, budgetMax, reduction, rounds } = setting;
      const plans = hyperbandPlans(budgetMin, budgetMax, reduction);
      const brackets = Array.from({ length: rounds }, () => plans)
        .flat()
        .map((plan, index) => newBracket(index, plan));
      return { kind: 'brackets', setting, brackets, begun: 0 };
    }
    case 'asha': {
      const { budgetMin, budgetMax, reduction, trials } = setting;
      const budgets = rungBudgets(budgetMin, budgetMax, reduction);
      const rungs = budgets.map((budget): Rung => ({ budget, entries: [] }));
      return { kind: 'asha', setting, rungs, begun: 0, capacity: trials };
    }
  }
}

/** What a free worker is to do; a job is handed out by this, and not again. */
export function nextJob(state: SchedulerState): Turn {
  const job = state.kind === 'asha' ? ashaJob(state) : bracketsJob(state);
  if (job !== undefined) {
    if (job.isNew) state.begun++;
    return { kind: 'job', job };
  }
  return isDone(state) ? { kind: 'finished' } : { kind: 'wait' };
}

function bracketsJob({ brackets, begun }: SchedulerState & { kind: 'brackets' }): Job | undefined {
  for (const bracket of brackets) {
    const job = bracketJob(bracket, begun);
    if (job !== undefined) return job;
  }
  return undefined;
}

/** From the highest rung down the best of the top share that has not gone on; otherwise a new trial. */
function ashaJob(state: SchedulerState & { kind: 'asha' }): Job | undefined {
  const { rungs, setting } = state;
  for (let k = rungs.length - 2; k >= 0; k--) {
    const from = rungs[k] as Rung;
    const to = rungs[k + 1] as Rung;
    const reported = from.entries.filter(({ loss }) => loss !== undefined).length;
    const places = Math.floor(reported / setting.reduction);
    const chosen = ranking(from)
      .slice(0, places)
      .find(({ isPromoted }) => !isPromoted);
    if (chosen === undefined) continue;
    chosen.isPromoted = true;
    const { trialId } = chosen;
    to.entries.push({ trialId, loss: undefined, isPromoted: false });
    const { budget } = to;
    return { trialId, isNew: false, bracket: 0, rung: k + 1, spent: from.budget, budget };
  }
  if (state.begun >= state.capacity) return undefined;
  const lowest = rungs[0] as Rung;
  lowest.entries.push({ trialId: state.begun, loss: undefined, isPromoted: false });
  return {
    trialId: state.begun,
    isNew: true,
    bracket: 0,
    rung: 0,
    spent: 0,
    budget: lowest.budget,
  };
}

function isDone(state: SchedulerState): boolean {
  if (state.kind === 'brackets') return state.brackets.every(isBracketDone);
  return state.rungs.every(({ entries }) => entries.every(({ loss }) => loss !== undefined));
}

/** Takes in the loss of a job; Infinity when the trial failed or was pruned, and so goes on no further. */
export function reportJob(state: SchedulerState, job: Job, loss: number): void {
  const rungs =
    state.kind === 'asha' ? state.rungs : present(state.brackets[job.bracket], 'the bracket').rungs;
  const entry = present(
    rungs[job.rung]?.entries.find(({ trialId }) => trialId === job.trialId),
    `trial ${job.trialId} on rung ${job.rung}`,
  );
  invariant(entry.loss === undefined, `trial ${job.trialId} is reported twice`);
  entry.loss = Number.isNaN(loss) ? Infinity : loss;
}

/** Takes back a new trial for which there is no assignment left; no trial begins after it. */
export function endOfTrials(state: SchedulerState, job: Job): void {
  invariant(job.isNew, 'only a trial that has not begun is taken back');
  state.begun--;
  const takeBack = (entries: Rung['entries']): void => {
    const at = entries.findIndex(({ trialId }) => trialId === job.trialId);
    invariant(at === entries.length - 1, 'trials are taken back as soon as they are handed out');
    entries.pop();
  };
  if (state.kind === 'asha') {
    takeBack((state.rungs[0] as Rung).entries);
    state.capacity = state.begun;
    return;
  }
  for (const bracket of state.brackets) {
    const lowest = bracket.rungs[0] as Rung;
    if (bracket.index === job.bracket) takeBack(lowest.entries);
    bracket.capacity = lowest.entries.length;
  }
}
