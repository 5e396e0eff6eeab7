/**
 * What it is: what a search hands on: the best setting of a learner, and its workers by the trials that each has finished.
 * It takes a budget as the most trials: a task, a token or a euro pays for one.
 * A search of a test function finds nothing that could be trained.
 */

import { z } from 'zod';
import type { BudgetTaker, Completed, OutputReaders, Yield } from '../../contract/flow.ts';

const outcome = z.object({
  best: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  workers: z.array(z.object({ agent: z.string(), finished: z.number() })),
});
const wanted = z.object({ objective: z.string(), learner: z.string() });

const MINOR_PER_TRIAL = 100;

function bestOf(completed: Completed): Yield | undefined {
  const read = outcome.safeParse(completed.outcome);
  const asked = wanted.safeParse(completed.parameters);
  if (!read.success || !asked.success || asked.data.objective !== 'learner') return undefined;
  const { best } = read.data;
  if (asked.data.learner !== 'any')
    return { kind: 'settings', learner: asked.data.learner, values: best };
  // The learner is among what was searched, and the values of each have its name in front.
  const learner = String(best['learner']);
  const own = Object.entries(best).filter(([name]) => name.startsWith(`${learner}.`));
  const values = Object.fromEntries(
    own.map(([name, value]) => [name.slice(learner.length + 1), value]),
  );
  return { kind: 'settings', learner, values };
}

function workersOf(completed: Completed): Yield | undefined {
  const read = outcome.safeParse(completed.outcome);
  if (!read.success) return undefined;
  const agents = read.data.workers
    .map(({ agent, finished }) => ({ agent, worth: finished, unit: 'trials' }))
    .toSorted((one, other) => other.worth - one.worth);
  return { kind: 'agents', agents };
}

/** What others may take of a search. */
export const tuningOutputs: OutputReaders = { best: bestOf, ranking: workersOf };

/** At least one trial: a search of none would find nothing. */
export const takeTuningBudget: BudgetTaker = ({ amount, unit }, { maxIterations }) => {
  const trials = Math.max(1, Math.floor(unit === 'money' ? amount / MINOR_PER_TRIAL : amount));
  return {
    maxIterations: typeof maxIterations === 'number' ? Math.min(maxIterations, trials) : trials,
  };
};
