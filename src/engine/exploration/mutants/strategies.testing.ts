/** What it is: how the mutants of each protocol are hunted: hostile worlds of their own, and the explorer's strategies. */

import type { AnyProtocol } from '../../contract/protocol.ts';
import type { Design } from '../../document/design.ts';
import { byzantineConsensus } from '../../protocols/byzantineConsensus/protocol.ts';
import { hostileTroubles } from '../../protocols/byzantineConsensus/testing/hostileRuns.testing.ts';
import { MUTANTS } from '../../protocols/byzantineConsensus/testing/mutants.testing.ts';
import { openExplorer } from '../explore.ts';
import { replacing } from '../laboratory.ts';
import { DEFAULT_EXPLORATION } from '../settings.ts';
import type { StrategyId } from '../settings.ts';
import { pbftDesign } from '../testing/designs.testing.ts';
import type { Broken, Family, Strategy } from './hunt.testing.ts';

/** Far enough apart that hunts do not share worlds. */
const SEED_DISTANCE = 1_000_003;

/** `seed 5: agreement At sequence …`, as random worlds report. */
function brokenOf(line: string | undefined): Broken | undefined {
  const [, property = '', explanation = ''] = /^seed \d+: (\S+) ?(.*)$/.exec(line ?? '') ?? [];
  return property === '' ? undefined : { property, explanation };
}

const hostileWorlds: Strategy = {
  name: 'hostile worlds',
  open: (protocol, seed) => (number) =>
    brokenOf(hostileTroubles(seed * SEED_DISTANCE + number, protocol)[0]),
};

/** A strategy of the explorer over a design. */
function exploring(name: string, id: StrategyId, design: Design): Strategy {
  return {
    name,
    open(protocol, seed, breaks) {
      const settings = {
        ...DEFAULT_EXPLORATION,
        seed,
        strategies: [id],
        mode: breaks,
        lossPpmMost: 50_000,
        duplicationPpmMost: 50_000,
      };
      const explorer = openExplorer(design, settings, replacing([protocol]));
      if (explorer === undefined) throw new Error(`${name}: the design has mistakes`);
      return (number) => explorer.explore(number, number + 1).finds[0];
    },
  };
}

const pbft = pbftDesign({
  parameters: {
    requests: 6,
    clients: 3,
    checkpointInterval: 2,
    window: 4,
    viewTimeoutMicros: 60_000,
    clientTimeoutMicros: 100_000,
    retransmitMicros: 40_000,
  },
});

/** Byzantine consensus. */
export const PBFT_FAMILY: Family = {
  name: 'PBFT',
  honest: byzantineConsensus as unknown as AnyProtocol,
  mutants: MUTANTS,
  strategies: [
    hostileWorlds,
    exploring('random walk', 'walk', pbft),
    exploring('priorities', 'priorities', pbft),
    exploring('twins', 'twins', pbft),
    exploring('small mutations', 'mutations', pbft),
  ],
};

export const FAMILIES: readonly Family[] = [PBFT_FAMILY];
