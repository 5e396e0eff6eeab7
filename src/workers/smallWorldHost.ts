/** What it is: a worker's end of the search of a small world: one search, opened for a design. */

import { invariant } from '../engine/base/invariant.ts';
import { success } from '../engine/base/result.ts';
import { searchDesign } from '../engine/exploration/smallWorlds.ts';
import type { DesignSearch } from '../engine/exploration/smallWorlds.ts';
import type { SmallWorldWorker } from './explorationApi.ts';

/** A search in this thread. */
export function createSmallWorldHost(): SmallWorldWorker {
  let search: DesignSearch | undefined;
  const opened = (): DesignSearch => {
    invariant(search !== undefined, 'no small world is open to search');
    return search;
  };
  return {
    openSearch: (design, settings) => {
      const begun = searchDesign(design, settings);
      search = begun.ok ? begun.value : undefined;
      return Promise.resolve(begun.ok ? success(begun.value.report()) : begun);
    },
    advanceSearch: (expansions) => Promise.resolve(opened().advance(expansions)),
    raiseSearch: (bounds) => Promise.resolve(opened().raise(bounds)),
    counterexample: () => Promise.resolve(opened().counterexample()),
  };
}
