/** What it is: which market is tested, with how many lies, and how far that has come. */

import { Play, Square } from 'lucide-react';
import { useId } from 'react';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { coordinationsBy } from '../state/byProtocol.ts';
import { Button } from '../widgets/Button.tsx';
import { Select } from '../widgets/Select.tsx';
import { formatCount } from '../widgets/format.ts';
import { startSearch, stopSearch, useSearch, wish } from './search.ts';
import type { SearchState } from './search.ts';

const WISHES = [2_000, 10_000, 50_000, 200_000];

export function SearchBar() {
  const state = useSearch((one) => one);
  const design = useDocument((one) => one.design);
  const markets = coordinationsBy(design, 'market_coordination');
  const market = markets.find(({ id }) => id === state.coordination) ?? markets[0];
  const [marketId, wishId] = [useId(), useId()];
  const isBusy = state.phase === 'opening' || state.phase === 'running';
  if (market === undefined)
    return (
      <p className="incentives-note">
        The open design has no market. Draw a coordination and choose market coordination as its
        protocol.
      </p>
    );
  return (
    <div className="incentives-bar">
      {markets.length === 1 ? undefined : (
        <>
          <label htmlFor={marketId}>Market</label>
          <Select
            id={marketId}
            isDisabled={isBusy}
            value={market.id}
            choices={markets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(coordination) => {
              wish({ coordination });
            }}
          />
        </>
      )}
      <label htmlFor={wishId}>Lies for each format</label>
      <Select
        id={wishId}
        isDisabled={isBusy}
        value={String(state.wished)}
        choices={WISHES.map((lies) => ({ value: String(lies), label: formatCount(lies) }))}
        onChange={(lies) => {
          wish({ wished: Number(lies) });
        }}
      />
      {isBusy ? (
        <Button icon={<Square size={13} aria-hidden="true" />} onClick={stopSearch}>
          Stop
        </Button>
      ) : (
        <Button
          look="primary"
          icon={<Play size={13} aria-hidden="true" />}
          onClick={() => void startSearch(documentStore.getState().design, market.id)}
        >
          {state.phase === 'idle' ? 'Try lies' : 'Try anew'}
        </Button>
      )}
      <span className="incentives-note" role="status">
        {sayPhase(state)}
        {state.design === undefined || state.design === design
          ? ''
          : ` Of ${state.design.name}, as it was then.`}
      </span>
      <progress
        aria-label="Lies tried"
        value={doneOf(state)}
        max={Math.max(1, state.goal)}
        className="incentives-progress"
      />
      {state.problem === undefined ? undefined : (
        <p className="incentives-problem" role="alert">
          {state.problem}
        </p>
      )}
    </div>
  );
}

/** Lies tried under the format that is furthest behind. */
function doneOf({ tallies }: SearchState): number {
  const counts = [...tallies.values()].map(({ deviations }) => deviations);
  return counts.length === 0 ? 0 : Math.min(...counts);
}

function sayPhase(state: SearchState): string {
  switch (state.phase) {
    case 'idle':
      return '';
    case 'opening':
      return 'Looking at the design…';
    case 'running':
      return `${formatCount(doneOf(state))} of ${formatCount(state.goal)}`;
    case 'stopped':
      return `Stopped after ${formatCount(doneOf(state))} of ${formatCount(state.goal)}.`;
    case 'done':
      return `${formatCount(state.goal)} lies tried under each format.`;
  }
}
