/**
 * What it is: what an ensemble hands on: its members by what each has to say, and all of them in that order. It takes a
 * budget as the most that it spends.
 */

import { z } from 'zod';
import type { BudgetTaker, Completed, OutputReaders, Yield } from '../../contract/flow.ts';

const outcome = z.object({
  members: z.array(z.object({ agent: z.string(), weight: z.number(), say: z.number().optional() })),
});

const MINOR_PER_CREDIT = 100;

/** Heaviest first; equals in the order of their seats. Without those who have no say, if `isHeard`. */
function membersOf({ outcome: written }: Completed, isHeard: boolean): Yield | undefined {
  const read = outcome.safeParse(written);
  if (!read.success) return undefined;
  const agents = read.data.members
    .map(({ agent, weight, say = weight }) => ({ agent, worth: say, unit: 'weight' }))
    .filter(({ worth }) => !isHeard || worth > 0)
    .toSorted((one, other) => other.worth - one.worth);
  return agents.length === 0 ? undefined : { kind: 'agents', agents };
}

/** What others may take of an ensemble. */
export const ensembleOutputs: OutputReaders = {
  ensemble: (completed) => membersOf(completed, true),
  ranking: (completed) => membersOf(completed, false),
};

/** A credit is a euro, or a token, or the place of one task. */
export const takeEnsembleBudget: BudgetTaker = ({ amount, unit }, { maxCost }) => {
  const credits = unit === 'money' ? amount / MINOR_PER_CREDIT : amount;
  return { maxCost: typeof maxCost === 'number' ? Math.min(maxCost, credits) : credits };
};
