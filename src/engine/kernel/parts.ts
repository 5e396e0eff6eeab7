/** What it is: the kernel's parts, as they are handed from one of its functions to another. */

import type { Consultations } from './effects/consultations.ts';
import type { Ledger } from './effects/ledger.ts';
import type { Timers } from './effects/timers.ts';
import type { Transport } from './effects/transport.ts';
import type { FaultControl } from './interference/faultControl.ts';
import type { World } from './world.ts';

/** The parts of the kernel that effects go to. */
export interface OutboxParts {
  readonly world: World;
  readonly transport: Transport;
  readonly timers: Timers;
  readonly consultations: Consultations;
  readonly ledger: Ledger;
}

/** The parts of the kernel that have state. */
export interface KernelParts extends OutboxParts {
  readonly faults: FaultControl;
}
