/**
 * What it is: schedules in which a region that presides is heard late: from some moment of its presiding on, what passes
 * between it and the other regions takes several of their time-outs, both ways. So another takes its place while what it
 * asked for is still on its way, and arrives where more has been promised since.
 * Source: why a promise must be remembered: Lamport, "Paxos Made Simple", 2001, section 2.2, P1a.
 * Units: virtual microseconds.
 */

import type { Fault } from '../../document/fault.ts';
import { regionOfMember } from '../../protocols/distributedCoordination/blocks.ts';
import type { Dice } from '../dice.ts';
import { clusterDesign, HASTY_CLUSTER } from '../testing/designs.testing.ts';
import { inCluster } from './inCluster.testing.ts';

const REGIONS = 3;
const MEMBERS = 10;
const REGION_TIMEOUT = 25_000;
const RUN = 1_000_000;
/** In time-outs: a region waits for four before it wants to preside, and three more for each rank. */
const SPELL_LEAST = 4;
const SPELL_MOST = 9;

const REGIONAL = {
  ...HASTY_CLUSTER,
  regions: REGIONS,
  commandsPerRegion: 12,
  commandMicros: 45_000,
  regionTimeoutMicros: REGION_TIMEOUT,
};

/** What a region's leader tells while it presides. */
const MOMENTS = ['regions.presiding.begun', 'regions.value.accepted', 'regions.value.decided'];

function faultsOf(dice: Dice): readonly Fault[] {
  const members = Array.from({ length: MEMBERS }, (_, i) => i);
  const regionOf = (member: number): number => regionOfMember(member, MEMBERS, REGIONS);
  const event = dice.pick(MOMENTS);
  const nth = 1 + dice.upTo(event === 'regions.presiding.begun' ? 1 : 6);
  const delayMicros = dice.oneIn(2) ? 0 : dice.moment(REGION_TIMEOUT);
  const forMicros =
    SPELL_LEAST * REGION_TIMEOUT + dice.moment((SPELL_MOST - SPELL_LEAST) * REGION_TIMEOUT);
  const late = Math.floor(forMicros / 2) + dice.moment(forMicros);
  return members.map((member): Fault => {
    const isOwn = (other: number): boolean => regionOf(other) === regionOf(member);
    return {
      id: `late-${member}`,
      kind: 'delay',
      at: 0,
      until: RUN,
      delayMicros: late,
      link: {
        from: members.filter(isOwn).map(nameOf),
        to: members.filter((other) => !isOwn(other)).map(nameOf),
        oneWay: false,
      },
      when: { event, by: [nameOf(member)], nth, delayMicros, forMicros },
    };
  });
}

function nameOf(member: number): string {
  return `p/${member}`;
}

/** Hunts by such schedules. */
export const lateWords = inCluster(
  'late words',
  clusterDesign(REGIONAL, { meanMicros: 4_000 }),
  faultsOf,
);
