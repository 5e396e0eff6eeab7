/** What it is: what the parts of a plan are made from. */

import type { Connection, Design } from '../document/design.ts';
import type { Catalogue } from './catalogue.ts';
import type { Findings } from './diagnostics.ts';
import type { PlannedAgent } from './plan.ts';

/** All that planning one coordination looks at. */
export interface Surroundings {
  readonly design: Design;
  /** Of the run. */
  readonly seed: number;
  /** Those that fit. */
  readonly connections: readonly Connection[];
  readonly agents: readonly PlannedAgent[];
  readonly catalogue: Catalogue;
  readonly findings: Findings;
}
