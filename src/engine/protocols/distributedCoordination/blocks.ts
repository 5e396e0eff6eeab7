/**
 * What it is: which cluster nodes lie in which region: blocks in order of the participants. The card tells the
 * planner, so that faults may strike a region; the conduct lays out its cluster by it.
 */

import type { Micros } from '../../base/units.ts';
import type { RegionCard } from '../../contract/card.ts';

/** In how many regions so many members can be. */
export function regionsOf({ regions }: { readonly regions: number }, memberCount: number): number {
  return Math.min(regions, memberCount);
}

/** The region of a member: blocks whose sizes differ by one at most. */
export function regionOfMember(member: number, memberCount: number, regionCount: number): number {
  return Math.floor((member * regionCount) / memberCount);
}

/** The largest odd number of voters that is wanted and that a region of so many members can have. */
export function voterCount(
  memberCount: number,
  { votersPerRegion }: { readonly votersPerRegion: number },
): number {
  const most = Math.min(votersPerRegion, memberCount);
  return most % 2 === 1 ? most : Math.max(1, most - 1);
}

/** The name of a region's client. */
export function clientOf(region: number): string {
  return `client${region}`;
}

/** The names of all clients: one for each region. */
export function clientsOf(
  parameters: { readonly regions: number },
  memberCount: number,
): readonly string[] {
  return Array.from({ length: regionsOf(parameters, memberCount) }, (_, region) =>
    clientOf(region),
  );
}

/** What of the parameters lays out the regions. */
interface RegionSettings {
  readonly regions: number;
  readonly votersPerRegion: number;
  readonly replaceVoters: boolean;
  readonly periodMicros: Micros;
  readonly suspicionPeriods: number;
}

/** Periods in which a crash is nearly always found, and for each doubling of the members those in which all hear of it. */
const PERIODS_TO_FIND = 4;
const PERIODS_TO_SPREAD = 2;

/** By when a crashed voter has been found out, suspected for long enough, given up by its region and replaced. */
function replacementMicros(parameters: RegionSettings, memberCount: number): Micros {
  const doublings = 32 - Math.clz32(memberCount);
  const periods = PERIODS_TO_FIND + parameters.suspicionPeriods + PERIODS_TO_SPREAD * doublings;
  return periods * parameters.periodMicros;
}

/** The regions by name, each with its members, its first voters and its client. */
export function regionCards(
  parameters: RegionSettings,
  memberCount: number,
): readonly RegionCard[] {
  const count = regionsOf(parameters, memberCount);
  const members = Array.from({ length: memberCount }, (_, member) => member);
  return Array.from({ length: count }, (_, region) => {
    const own = members.filter((one) => regionOfMember(one, memberCount, count) === region);
    return {
      id: `region-${region}`,
      title: `Region ${region}`,
      participants: own,
      voters: own.slice(0, voterCount(own.length, parameters)),
      ...(parameters.replaceVoters && {
        replacedAfterMicros: replacementMicros(parameters, memberCount),
      }),
      actors: [clientOf(region)],
    };
  });
}
