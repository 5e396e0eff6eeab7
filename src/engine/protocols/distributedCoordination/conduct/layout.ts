/**
 * What it is: who is where: cluster nodes in blocks of regions, the voters that a region begins with, and the
 * clients. Known to all from the beginning, like a configuration file.
 * Shapes: members are numbered from 0 in order of their actors; regions from 0; clients by region.
 * Cost: made once for each coordination and remembered by its list of seats.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { CastSeat, Seat } from '../../../contract/protocol.ts';
import { clientOf, regionOfMember, regionsOf, voterCount } from '../blocks.ts';
import type { DistributedParameters } from '../card.ts';

export interface Layout {
  /** The actor of member 0: a member's actor is this plus its number. */
  readonly first: ActorIndex;
  readonly memberCount: number;
  readonly regionCount: number;
  readonly regionOf: Uint8Array;
  /** Members of each region, in order. */
  readonly membersOf: readonly (readonly number[])[];
  /** The voters that each region begins with. */
  readonly votersOf: readonly (readonly number[])[];
  readonly clients: readonly ActorIndex[];
  /** Members from here on leave early, those from `joinersFrom` on join late. */
  readonly leaversFrom: number;
  readonly joinersFrom: number;
}

/** How many steps two regions on a circle are apart. */
export function regionSteps(from: number, to: number, regionCount: number): number {
  const apart = Math.abs(from - to);
  return Math.min(apart, regionCount - apart);
}

/** A seat for each participant and a client for each region. */
export function castCluster(
  parameters: DistributedParameters,
  memberCount: number,
): readonly CastSeat[] {
  const regionCount = regionsOf(parameters, memberCount);
  const members = Array.from({ length: memberCount }, (_, i): CastSeat => ({
    role: 'member',
    participant: i,
    name: `member-${i}`,
    region: regionOfMember(i, memberCount, regionCount),
  }));
  const clients = Array.from({ length: regionCount }, (_, region): CastSeat => ({
    role: 'client',
    participant: undefined,
    name: clientOf(region),
    region,
  }));
  return [...members, ...clients];
}

const layouts = new WeakMap<readonly Seat[], Layout>();

/** The layout of a coordination with these seats; the same object every time. */
export function layoutOf(seats: readonly Seat[], parameters: DistributedParameters): Layout {
  const known = layouts.get(seats);
  if (known !== undefined) return known;
  const layout = makeLayout(seats, parameters);
  layouts.set(seats, layout);
  return layout;
}

function makeLayout(seats: readonly Seat[], parameters: DistributedParameters): Layout {
  const members = seats.filter(({ role }) => role === 'member');
  const memberCount = members.length;
  const regionCount = regionsOf(parameters, memberCount);
  const regionOf = Uint8Array.from(members, (_, i) => regionOfMember(i, memberCount, regionCount));
  const membersOf = Array.from({ length: regionCount }, (): number[] => []);
  regionOf.forEach((region, member) => membersOf[region]?.push(member));
  const most =
    memberCount - membersOf.reduce((sum, own) => sum + voterCount(own.length, parameters), 0);
  const joiners = Math.min(parameters.joiners, most);
  const leavers = Math.min(parameters.leavers, most - joiners);
  return {
    first: seats[0]?.actor ?? 0,
    memberCount,
    regionCount,
    regionOf,
    membersOf,
    votersOf: membersOf.map((own) => own.slice(0, voterCount(own.length, parameters))),
    clients: seats.filter(({ role }) => role === 'client').map(({ actor }) => actor),
    leaversFrom: memberCount - joiners - leavers,
    joinersFrom: memberCount - joiners,
  };
}
