/**
 * What it is: schedules for changes of voters under partitions: a voter is lost for good, so its group changes; whoever
 * changes its voters for the k-th time is cut off with a few others, and whoever is elected after it with a few others
 * again. Who, how often, when and for how long is drawn.
 * Source: Ongaro, "bug in single-server membership changes", raft-dev, 2015.
 * Units: virtual microseconds.
 */

import type { Fault } from '../../document/fault.ts';
import type { Dice } from '../dice.ts';
import { clusterDesign, HASTY_CLUSTER } from '../testing/designs.testing.ts';
import { inCluster } from './inCluster.testing.ts';

const VOTERS = 5;
const MEMBERS = 10;
const LOST_AT = 150_000;
const RUN = 1_000_000;

const quick = {
  ...HASTY_CLUSTER,
  regions: 1,
  votersPerRegion: VOTERS,
  commandsPerRegion: 2,
  runMicros: RUN,
  periodMicros: 20_000,
  probeTimeoutMicros: 8_000,
  electionMicros: 30_000,
  heartbeatMicros: 10_000,
  regionTimeoutMicros: 12_000,
};

const nameOf = (member: number): string => `p/${member}`;

/** Cuts off each of `victims` at its `nth` such event, with the same companions. */
function cutOff(
  id: string,
  victims: readonly number[],
  companions: readonly string[],
  when: { readonly event: string; readonly nth: number; readonly forMicros: number },
  delayMicros: number,
): Fault[] {
  return victims.map((victim) => ({
    id: `${id}-${victim}`,
    kind: 'partition',
    at: LOST_AT,
    until: RUN,
    groups: [[...new Set([nameOf(victim), ...companions])]],
    when: { ...when, by: [nameOf(victim)], delayMicros },
  }));
}

function faultsOf(dice: Dice): readonly Fault[] {
  const lost = dice.upTo(VOTERS - 1);
  const left = Array.from({ length: VOTERS }, (_, i) => i).filter((one) => one !== lost);
  const spares = Array.from({ length: MEMBERS - VOTERS }, (_, i) => nameOf(VOTERS + i));
  const first = 30_000 + dice.moment(200_000);
  return [
    { id: 'lost', kind: 'crash', at: LOST_AT, agents: [nameOf(lost)] },
    ...cutOff(
      'changing',
      left,
      dice.some(dice.oneIn(2) ? spares : [], dice.upTo(2)),
      { event: 'raft.voters.changed', nth: 1 + dice.upTo(2), forMicros: first },
      dice.oneIn(2) ? 0 : dice.moment(3_000),
    ),
    ...cutOff(
      'elected',
      left,
      dice.some(left.map(nameOf), 1 + dice.upTo(1)),
      { event: 'raft.leader.elected', nth: 1, forMicros: 2 * first },
      dice.oneIn(2) ? 0 : dice.moment(3_000),
    ),
  ];
}

/** Hunts by such schedules. */
export const changesUnderPartitions = inCluster(
  'changes of voters',
  clusterDesign(quick, { meanMicros: 2_000 }),
  faultsOf,
);
