/**
 * What it is: what a registry says of an agent: how available it is and how fit to coordinate others.
 * Units: thousandths, 0 to 1000 inclusive, so that equal agents have equal scores; scores are 0..1.
 */

export type Health = 'healthy' | 'overloaded' | 'unhealthy';

/** What is publicly known of an agent; what is not known counts as half. */
export interface PublicRecord {
  readonly health: Health;
  readonly performanceMilli?: number | undefined;
  readonly reputationMilli?: number | undefined;
}

const WHOLE = 1_000;
const UNKNOWN = 500;
/** Every agent that is known at all starts with this quarter. */
const BASE = 500;
const AVAILABILITY: Readonly<Record<Health, number>> = {
  healthy: 1_000,
  overloaded: 300,
  unhealthy: 0,
};

/** How available an agent of this health is: 1, 0.3 or 0. */
export function availabilityScore(health: Health): number {
  return AVAILABILITY[health] / WHOLE;
}

/**
 * The mean of one half, performance, reputation and availability, 0..1; an unknown agent scores 0. The four
 * are added up as whole numbers, so the order of adding makes no ties and breaks none.
 */
export function coordinationScore(record: PublicRecord | undefined): number {
  if (record === undefined) return 0;
  const { health, performanceMilli = UNKNOWN, reputationMilli = UNKNOWN } = record;
  return (BASE + performanceMilli + reputationMilli + AVAILABILITY[health]) / (4 * WHOLE);
}
