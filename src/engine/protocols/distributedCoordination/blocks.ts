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

/** The regions by name, each with its members and its client. */
export function regionCards(
  parameters: { readonly regions: number },
  memberCount: number,
): readonly RegionCard[] {
  const count = regionsOf(parameters, memberCount);
  const members = Array.from({ length: memberCount }, (_, member) => member);
  return Array.from({ length: count }, (_, region) => ({
    id: `region-${region}`,
    title: `Region ${region}`,
    participants: members.filter((one) => regionOfMember(one, memberCount, count) === region),
    actors: [`client${region}`],
  }));
}
