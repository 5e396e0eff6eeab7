/** What it is: which vote is held, how often with each size, and how far that has come. */

import { Play, Square } from 'lucide-react';
import { useId } from 'react';
import { coordinationsBy } from '../state/byProtocol.ts';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { Button } from '../widgets/Button.tsx';
import { Select } from '../widgets/Select.tsx';
import { formatCount } from '../widgets/format.ts';
import { startSweep, stopSweep, useSweep, wish } from './sweep.ts';
import type { SweepState } from './sweep.ts';

const WISHES = [20, 100, 500, 2_000];

export function SweepBar() {
  const state = useSweep((one) => one);
  const design = useDocument((one) => one.design);
  const votes = coordinationsBy(design, 'hierarchical_consensus');
  const vote = votes.find(({ id }) => id === state.coordination) ?? votes[0];
  const [voteId, wishId] = [useId(), useId()];
  const isBusy = state.phase === 'opening' || state.phase === 'running';
  if (vote === undefined)
    return (
      <p className="note">
        The open design has no hierarchy. Draw a coordination and choose hierarchical consensus as
        its protocol.
      </p>
    );
  return (
    <div className="sizes-bar">
      {votes.length === 1 ? undefined : (
        <>
          <label htmlFor={voteId}>Vote</label>
          <Select
            id={voteId}
            isDisabled={isBusy}
            value={vote.id}
            choices={votes.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(coordination) => {
              wish({ coordination });
            }}
          />
        </>
      )}
      <label htmlFor={wishId}>Runs for each size</label>
      <Select
        id={wishId}
        isDisabled={isBusy}
        value={String(state.wished)}
        choices={WISHES.map((runs) => ({ value: String(runs), label: formatCount(runs) }))}
        onChange={(runs) => {
          wish({ wished: Number(runs) });
        }}
      />
      {isBusy ? (
        <Button icon={<Square size={13} aria-hidden="true" />} onClick={stopSweep}>
          Stop
        </Button>
      ) : (
        <Button
          look="primary"
          icon={<Play size={13} aria-hidden="true" />}
          onClick={() => void startSweep(documentStore.getState().design, vote.id)}
        >
          {state.phase === 'idle' ? 'Try sizes' : 'Try anew'}
        </Button>
      )}
      <span className="note" role="status">
        {sayPhase(state)}
        {state.design === undefined || state.design === design
          ? ''
          : ` Of ${state.design.name}, as it was then.`}
      </span>
      <progress
        aria-label="Runs of each size"
        value={doneOf(state)}
        max={Math.max(1, state.goal)}
        className="sizes-progress"
      />
      {state.problem === undefined ? undefined : (
        <p className="sizes-problem" role="alert">
          {state.problem}
        </p>
      )}
    </div>
  );
}

/** Runs of the size that is furthest behind. */
function doneOf({ tallies, brief }: SweepState): number {
  const counts = (brief?.sizes ?? []).map((size) => tallies.get(size)?.runs ?? 0);
  return counts.length === 0 ? 0 : Math.min(...counts);
}

function sayPhase(state: SweepState): string {
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
      return `${formatCount(doneOf(state))} runs with each size.`;
  }
}
