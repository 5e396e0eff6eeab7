/** What it is: how many clusters each level of a hierarchy has, from the first to the root. */

/** Clusters of `size`, level by level, until one is left or `maxLevels` is reached, where the rest form one. */
export function hierarchyShape(agents: number, size: number, maxLevels: number): readonly number[] {
  const clusters: number[] = [];
  let members = agents;
  do {
    members = clusters.length + 1 >= maxLevels ? 1 : Math.ceil(members / size);
    clusters.push(members);
  } while (members > 1);
  return clusters;
}
