/** What it is: which market is tested, with how many lies, and how far that has come. */

import { coordinationsBy } from '../state/byProtocol.ts';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { formatCount } from '../widgets/format.ts';
import { TrialsBar } from '../widgets/TrialsBar.tsx';
import { search, startSearch, useSearch } from './search.ts';
import type { SearchState } from './search.ts';

const WISHES = [2_000, 10_000, 50_000, 200_000];

export function SearchBar() {
  const state = useSearch((one) => one);
  const open = useDocument((one) => one.design);
  const markets = coordinationsBy(open, 'market_coordination');
  const market = markets.find(({ id }) => id === state.coordination) ?? markets[0];
  if (market === undefined)
    return (
      <p className="incentives-note">
        The open design has no market. Draw a coordination and choose market coordination as its
        protocol.
      </p>
    );
  const { phase, wished, goal, problem, design } = state;
  return (
    <TrialsBar
      kind="Market"
      nodes={markets}
      node={market.id}
      onNode={(coordination) => search.wish({ coordination })}
      unit="Lies for each format"
      wishes={WISHES}
      onWished={(count) => search.wish({ wished: count })}
      start="Try lies"
      onStart={() => startSearch(documentStore.getState().design, market.id)}
      onStop={search.stop}
      progress="Lies tried"
      done={doneOf(state)}
      whenDone={`${formatCount(goal)} lies tried under each format.`}
      of={design === undefined || design === open ? undefined : design.name}
      {...{ phase, wished, goal, problem }}
    />
  );
}

/** Lies tried under the format that is furthest behind. */
function doneOf({ tallies }: SearchState): number {
  const counts = [...tallies.values()].map(({ deviations }) => deviations);
  return counts.length === 0 ? 0 : Math.min(...counts);
}
