/**
 * What it is: what is kept of finished runs for the adaptive choice: how each coordination fared. One entry for
 * each; plain JSON, as files and the browser's storage hold it.
 */

import { z } from 'zod';
import { PROTOCOL_IDS } from '../contract/card.ts';
import type { RunSummary } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';

const LIMIT_NAME = 200;
const count = z.int().min(0);

export const runMeasure = z.strictObject({
  protocol: z.enum(PROTOCOL_IDS),
  participants: count,
  /** Whether it came to a decision. */
  isCompleted: z.boolean(),
  /** From its opening to its conclusion. */
  virtualMicros: count,
  messages: count,
  cost: z.number().min(0),
  /** Of the design. */
  name: z.string().max(LIMIT_NAME),
  coordination: z.string().max(LIMIT_NAME),
  seed: count,
  digest: z.string().max(LIMIT_NAME),
});
export type RunMeasure = z.infer<typeof runMeasure>;

/** What a finished run has to say of each of its protocols. */
export function measureProtocolPerformance(plan: Plan, summary: RunSummary): readonly RunMeasure[] {
  return plan.coordinations.flatMap((planned): readonly RunMeasure[] => {
    const found = summary.coordinations.find(({ id }) => id === planned.id);
    if (found === undefined || found.status === 'running') return [];
    return [
      {
        protocol: planned.protocol,
        participants: planned.participants.length,
        isCompleted: found.status === 'completed',
        virtualMicros: Math.max(0, found.virtualMicros - (planned.startMicros ?? 0)),
        messages: found.messages,
        cost: found.cost,
        name: plan.name,
        coordination: planned.id,
        seed: plan.seed,
        digest: summary.digest,
      },
    ];
  });
}
