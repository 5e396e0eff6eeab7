/**
 * What it is: what every scheduler offers. A scheduler says which trial is worked on next and up to which budget;
 * a sampler says what a new trial is. The state is plain data, changed in place.
 * Protocol: `nextJob` whenever a worker is free; `reportJob` once for each job with the loss at its budget, in
 * any order. A job whose worker is lost stays handed out: the protocol gives the same job to another worker, and
 * reports once. `endOfTrials` when the sampler has nothing for a new trial.
 * Units: a budget is a whole number of whatever the objective is trained by, such as epochs. A promoted trial goes
 * on from what it has spent, so the cost of a job is `budget − spent`.
 */

export interface Job {
  /** Numbered from 0 in the order in which trials begin. */
  readonly trialId: number;
  /** Whether the trial begins with this job, and so needs an assignment. */
  readonly isNew: boolean;
  /** Which bracket of Hyperband, from 0; 0 for the others. */
  readonly bracket: number;
  /** From 0, the lowest. */
  readonly rung: number;
  /** What the trial has spent already. */
  readonly spent: number;
  /** What it is to have spent at the end of the job. */
  readonly budget: number;
}

export type Turn =
  | { readonly kind: 'job'; readonly job: Job }
  /** What is handed out decides what comes next. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'finished' };

/** One trial on one rung. */
export interface Entry {
  readonly trialId: number;
  /** The loss at the rung's budget; undefined until reported, Infinity for a trial that failed. */
  loss: number | undefined;
  isPromoted: boolean;
}

export interface Rung {
  readonly budget: number;
  readonly entries: Entry[];
}

/** Better first: by loss, and of equals the trial that began first. */
function byLoss(one: Entry, other: Entry): number {
  const x = one.loss ?? Infinity;
  const y = other.loss ?? Infinity;
  return x === y ? one.trialId - other.trialId : x < y ? -1 : 1;
}

/** Those of a rung that were reported, better first; a failed trial is not among them. */
export function ranking(rung: Rung): readonly Entry[] {
  return rung.entries.filter(({ loss }) => loss !== undefined && loss < Infinity).toSorted(byLoss);
}

/** Budgets from `least` on, each `reduction` times the one before and rounded, up to `most`, which is the last. */
export function rungBudgets(least: number, most: number, reduction: number): readonly number[] {
  const budgets: number[] = [];
  for (let budget = least; budget < most; budget *= reduction) {
    const whole = Math.round(budget);
    if (whole < most && whole > (budgets.at(-1) ?? 0)) budgets.push(whole);
  }
  return [...budgets, most];
}
