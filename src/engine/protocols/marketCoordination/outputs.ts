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
      }),
    )
    .default([]),
});

/** Winners in the order of what they pay, the most first; equals as they were awarded. */
function winnersOf({ outcome }: Completed): Yield | undefined {
  const read = allocation.safeParse(outcome);
  if (!read.success) return undefined;
  const paid = new Map<string, number>();
  for (const { agent, price } of read.data.allocation)
    if (price >= 0) paid.set(agent, (paid.get(agent) ?? 0) + price);
  const agents = [...paid]
    .toSorted(([, one], [, other]) => other - one)
    .map(([agent, worth]) => ({ agent, worth, unit: 'paid' }));
  return agents.length === 0 ? undefined : { kind: 'agents', agents };
}

/** What others may take of a market. */
export const marketOutputs: OutputReaders = { winners: winnersOf };
