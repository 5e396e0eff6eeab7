/** What it is: what the registry records: which deed of whom was reported, and how that one's record stands. */

import { defineEvent } from './shape.ts';

/**
 * A protocol that reports lists this among its card's events. `deed` is one of contract/protocol.ts; `good` and
 * `bad` are α and β after it. The row's actor reports.
 */
export const reputationUpdated = defineEvent(
  'registry.reputation.updated',
  {
    about: 'actor',
    deed: 'text',
    meritPpm: 'int',
    reputationMilli: 'int',
    good: 'real',
    bad: 'real',
  },
  'reports a {deed} of {about}: {good} speaks for it, {bad} against',
);
