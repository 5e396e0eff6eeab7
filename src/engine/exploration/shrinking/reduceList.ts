/**
 * What it is: delta debugging of a list: as many items as possible are left out while a test still passes.
 * Source: Zeller and Hildebrandt: Simplifying and Isolating Failure-Inducing Input, TSE 2002.
 * Cost: in the worst case quadratic in the items, mostly a few tests for each that stays.
 */

/** A part of `items`, in their order, for which `passes` holds and of which no single item can be left out. */
export function reduceList<Item>(
  items: readonly Item[],
  passes: (fewer: readonly Item[]) => boolean,
): readonly Item[] {
  let kept = items;
  for (let size = Math.max(1, kept.length); size >= 1; size = Math.floor(size / 2)) {
    for (let isCut = true; isCut;) {
      isCut = false;
      for (let from = 0; from < kept.length;) {
        const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
        if (fewer.length < kept.length && passes(fewer)) {
          kept = fewer;
          isCut = true;
        } else {
          from += size;
        }
      }
      // Only single items are tried again until none goes: larger pieces come back as these.
      if (size > 1) break;
    }
  }
  return kept;
}
