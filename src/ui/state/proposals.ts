/** What it is: what a proposal in the design is worth. */

import type { NodeOf } from '../../engine/document/design.ts';

/** Its merit: the mean of its aspects, if it has any. */
export function meritOf({ merit, aspects = [] }: NodeOf<'proposal'>): number {
  return aspects.length === 0
    ? merit
    : aspects.reduce((sum, one) => sum + one.merit, 0) / aspects.length;
}
