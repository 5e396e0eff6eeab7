/** What it is: what a coordination decided, in the room of a node. */

/** Without the digest of a state behind it, which the metrics show. */
export function sayDecision(decision: string | undefined): string | undefined {
  return decision?.replace(/ as [0-9a-f]{12}$/, '');
}
