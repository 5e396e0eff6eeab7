/**
 * What it is: which cluster nodes lie in which region: blocks in order of the participants. The card tells the
 * planner, so that faults may strike a region; the conduct lays out its cluster by it.
 */

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

/** The regions by name, each with its members, its first voters and its client. */
export function regionCards(
  parameters: { readonly regions: number; readonly votersPerRegion: number },
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
      actors: [clientOf(region)],
    };
  });
}
