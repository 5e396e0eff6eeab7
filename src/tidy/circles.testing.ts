/**
 * What it is: circles among the files, in which none can be understood before the others; types count as much as values.
 * Cost: linear in the imports for each layer of files that is peeled off.
 */

import type { Source } from './sources.testing.ts';

/** One circle of imports as its paths in their order, the first of them twice; none when there is no circle. */
export function circleAmong(sources: readonly Source[]): readonly string[] {
  const targets = new Map(sources.map((one) => [one.path, targetsOf(one)]));
  for (let isPeeling = true; isPeeling;) {
    isPeeling = false;
    for (const [path, to] of targets) {
      if (to.some((target) => targets.has(target))) continue;
      targets.delete(path);
      isPeeling = true;
    }
  }
  // Whoever is left imports somebody who is left, so that a walk among them must come back to where it was.
  const [start] = targets.keys();
  if (start === undefined) return [];
  const way: string[] = [];
  let here = start;
  while (!way.includes(here)) {
    way.push(here);
    here = targets.get(here)?.find((target) => targets.has(target)) ?? here;
  }
  return [...way.slice(way.indexOf(here)), here];
}

function targetsOf({ imports }: Source): readonly string[] {
  return imports.flatMap(({ target }) => (target === undefined ? [] : [target]));
}
