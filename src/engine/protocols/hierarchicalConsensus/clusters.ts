/** What it is: how members are divided into clusters, level by level. Pure. */

import { invariant } from '../../base/invariant.ts';

/** The size of each cluster of a level: full ones and a rest; one root at the last level. */
export function clusterSizes(
  memberCount: number,
  clusterSize: number,
  isLastLevel: boolean,
): readonly number[] {
  invariant(memberCount > 0 && clusterSize > 1, `${memberCount} members by ${clusterSize}`);
  if (isLastLevel || memberCount <= clusterSize) return [memberCount];
  const sizes: number[] = [];
  for (let left = memberCount; left > 0; left -= clusterSize)
    sizes.push(Math.min(left, clusterSize));
  return sizes;
}

/** Cuts members, in their order, into runs of the given sizes. */
export function divide<Member>(
  members: readonly Member[],
  sizes: readonly number[],
): readonly (readonly Member[])[] {
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return members.slice(start - size, start);
  });
}
