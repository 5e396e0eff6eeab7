/**
 * What it is: what a market hands on: who won, by what each holds and has to pay, as its outcome lists the awards. Of
 * a double auction the buyers win; whoever has not paid holds nothing.
 */

import { z } from 'zod';
import type { Completed, OutputReaders, Yield } from '../../contract/flow.ts';

const allocation = z.object({
  allocation: z
    .array(
      z.object({
        agent: z.string(),
        units: z.number(),
        price: z.number(),
        unpaid: z.boolean().default(false),
      }),
    )
    .default([]),
});

/** Winners in the order of what they pay, the most first; equals as they were awarded. */
function winnersOf({ outcome }: Completed): Yield | undefined {
  const read = allocation.safeParse(outcome);
  if (!read.success) return undefined;
  const paid = new Map<string, number>();
  for (const { agent, price, unpaid } of read.data.allocation)
    if (price >= 0 && !unpaid) paid.set(agent, (paid.get(agent) ?? 0) + price);
  const agents = [...paid]
    .toSorted(([, one], [, other]) => other - one)
    .map(([agent, worth]) => ({ agent, worth, unit: 'paid' }));
  return agents.length === 0 ? undefined : { kind: 'agents', agents };
}

const sales = z.object({
  revenue: z.number().default(0),
  unitsSold: z.number().optional(),
  allocation: z.array(z.object({ units: z.number(), price: z.number() })).default([]),
});

/** What was sold, in the units that the good stands for; of one that stands for nothing the money that came in. */
function yieldOf({ outcome, resources }: Completed): Yield | undefined {
  const read = sales.safeParse(outcome);
  if (!read.success) return undefined;
  const { revenue, unitsSold, allocation: awards } = read.data;
  const resource = resources.good?.resource;
  if (resource === undefined) return { kind: 'budget', amount: revenue, unit: 'money' };
  const units =
    unitsSold ?? awards.reduce((sum, award) => sum + (award.price >= 0 ? award.units : 0), 0);
  return { kind: 'budget', amount: units * resource.quantity, unit: resource.kind };
}

/** What others may take of a market. */
export const marketOutputs: OutputReaders = { winners: winnersOf, yield: yieldOf };
