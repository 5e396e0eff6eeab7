/** What it is: how the mutants of each protocol are hunted: hostile worlds of their own, and the explorer's strategies. */

import type { AnyProtocol } from '../../contract/protocol.ts';
import type { Design } from '../../document/design.ts';
import { byzantineConsensus } from '../../protocols/byzantineConsensus/protocol.ts';
import { hostileTroubles } from '../../protocols/byzantineConsensus/testing/hostileRuns.testing.ts';
import { minorityTroubles } from '../../protocols/byzantineConsensus/testing/minorities.testing.ts';
import { MUTANTS } from '../../protocols/byzantineConsensus/testing/mutants.testing.ts';
import { distributedCoordination } from '../../protocols/distributedCoordination/protocol.ts';
import { DISTRIBUTED_MUTANTS } from '../../protocols/distributedCoordination/testing/mutants.testing.ts';
import {
  brokenPromises,
  runPlan,
  stormPlan,
} from '../../protocols/distributedCoordination/testing/randomRuns.testing.ts';
import { marketCoordination } from '../../protocols/marketCoordination/protocol.ts';
import { MARKET_MUTANTS } from '../../protocols/marketCoordination/testing/mutants.testing.ts';
import {
  MARKET_KINDS,
  brokenInMarket,
  marketPlan,
} from '../../protocols/marketCoordination/testing/randomMarkets.testing.ts';
import { openExplorer } from '../explore.ts';
import { replacing } from '../laboratory.ts';
import { DEFAULT_EXPLORATION } from '../settings.ts';
import type { ExplorationSettings, StrategyId } from '../settings.ts';
import { clusterDesign, HASTY_CLUSTER, pbftDesign } from '../testing/designs.testing.ts';
import type { Broken, Family, Strategy } from './hunt.testing.ts';
import { lateWords } from './lateWords.testing.ts';
import { changesUnderPartitions } from './memberships.testing.ts';

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

/** Nobody lies, and in the end some are cut off for good. */
const minorities: Strategy = {
  name: 'minorities',
  open: (protocol, seed) => (number) =>
    brokenOf(minorityTroubles(seed * SEED_DISTANCE + number, protocol)[0]),
};

/** A strategy of the explorer over a design. */
function exploring(
  name: string,
  id: StrategyId,
  design: Design,
  wishes: Partial<ExplorationSettings> = {},
): Strategy {
  return {
    name,
    open(protocol, seed, breaks) {
      const settings: ExplorationSettings = {
        ...DEFAULT_EXPLORATION,
        seed,
        strategies: [id],
        mode: breaks,
        lossPpmMost: 50_000,
        duplicationPpmMost: 50_000,
        ...wishes,
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
    minorities,
    exploring('random walk', 'walk', pbft),
    exploring('priorities', 'priorities', pbft),
    exploring('twins', 'twins', pbft),
    exploring('small mutations', 'mutations', pbft),
  ],
};

/** `storms: name: …`, as random clusters report. */
const storms: Strategy = {
  name: 'storms',
  open: (protocol, seed) => (number) => {
    const [line] = brokenPromises(runPlan(stormPlan(seed * SEED_DISTANCE + number), protocol));
    const [, property = '', explanation = ''] = /^(\S+): (.*)$/.exec(line ?? '') ?? [];
    return property === '' ? undefined : { property, explanation };
  },
};

/** Elections last about as long as messages take, so that several stand at once. */
const oneRegion = clusterDesign(
  {
    ...HASTY_CLUSTER,
    regions: 1,
    commandsPerRegion: 12,
    electionMicros: 15_000,
    heartbeatMicros: 8_000,
  },
  { meanMicros: 4_000 },
);
/** Commands come as long as somebody may want to preside. */
const threeRegions = clusterDesign({
  ...HASTY_CLUSTER,
  regions: 3,
  commandsPerRegion: 12,
  commandMicros: 45_000,
});

/** One of three voters is heard and does not hear. */
const deafVoter = clusterDesign(
  {
    ...HASTY_CLUSTER,
    regions: 1,
    commandsPerRegion: 8,
    runMicros: 3_000_000,
    preVote: true,
    checkQuorum: true,
    replaceVoters: false,
  },
  {
    meanMicros: 2_000,
    faults: [
      {
        id: 'deaf',
        kind: 'cut',
        at: 100_000,
        link: { from: ['p/0', 'p/2'], to: ['p/1'], oneWay: true },
      },
    ],
  },
);

/** What must never happen, in whatever network. */
const ROUGH = { mode: 'safety', lossPpmMost: 100_000, recoveriesMost: 5 } as const;
/** A group elects nobody while messages take longer than its election time-outs. */
const TIMELY = { lossPpmMost: 0, duplicationPpmMost: 0, stretchMost: 1, recoveriesMost: 0 };

/** Membership, the groups of regions, and decisions across regions. */
export const CLUSTER_FAMILY: Family = {
  name: 'Raft and SWIM',
  honest: distributedCoordination as unknown as AnyProtocol,
  mutants: DISTRIBUTED_MUTANTS,
  strategies: [
    storms,
    exploring('ambushes at votes', 'ambushes', oneRegion, {
      ...ROUGH,
      turningPoints: ['raft.vote.granted', 'raft.leader.elected', 'raft.entry.appended'],
    }),
    exploring('ambushes at commits', 'ambushes', oneRegion, {
      ...ROUGH,
      turningPoints: ['raft.leader.elected', 'raft.commit.advanced'],
    }),
    exploring('ambushes among regions', 'ambushes', threeRegions, {
      ...ROUGH,
      turningPoints: [
        'regions.presiding.begun',
        'regions.ballot.opened',
        'regions.ballot.promised',
        'regions.value.accepted',
      ],
    }),
    changesUnderPartitions,
    lateWords,
    exploring('a deaf voter', 'walk', deafVoter, TIMELY),
  ],
};

/** Auctions of all formats, and the book. */
export const MARKET_FAMILY: Family = {
  name: 'MARKET',
  honest: marketCoordination as unknown as AnyProtocol,
  mutants: MARKET_MUTANTS,
  strategies: MARKET_KINDS.map((kind): Strategy => ({
    name: kind,
    open: (protocol, seed, breaks) => (number) =>
      brokenInMarket(marketPlan(kind, seed * SEED_DISTANCE + number), protocol, breaks),
  })),
};

export const FAMILIES: readonly Family[] = [PBFT_FAMILY, CLUSTER_FAMILY, MARKET_FAMILY];
