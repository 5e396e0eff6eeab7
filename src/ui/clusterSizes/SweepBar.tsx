/** What it is: which vote is held, how often with each size, and how far that has come. */

import { coordinationsBy } from '../state/byProtocol.ts';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { formatCount } from '../widgets/format.ts';
import { TrialsBar } from '../widgets/TrialsBar.tsx';
import { sweep, useSweep } from './sweep.ts';
import type { SweepState } from './sweep.ts';

const WISHES = [20, 100, 500, 2_000];

export function SweepBar() {
  const state = useSweep((one) => one);
  const open = useDocument((one) => one.design);
  const votes = coordinationsBy(open, 'hierarchical_consensus');
  const vote = votes.find(({ id }) => id === state.coordination) ?? votes[0];
  if (vote === undefined)
    return (
      <p className="note">
        The open design has no hierarchy. Draw a coordination and choose hierarchical consensus as
        its protocol.
      </p>
    );
  const { phase, wished, goal, problem, design } = state;
  const done = doneOf(state);
  return (
    <TrialsBar
      kind="Vote"
      nodes={votes}
      node={vote.id}
      onNode={(coordination) => sweep.wish({ coordination })}
      unit="Runs for each size"
      wishes={WISHES}
      onWished={(count) => sweep.wish({ wished: count })}
      start="Try sizes"
      onStart={() => void sweep.start(documentStore.getState().design, vote.id)}
      onStop={sweep.stop}
      progress="Runs of each size"
      done={done}
      whenDone={`${formatCount(done)} runs with each size.`}
      of={design === undefined || design === open ? undefined : design.name}
      {...{ phase, wished, goal, problem }}
    />
  );
}

/** Runs of the size that is furthest behind. */
function doneOf({ tallies, brief }: SweepState): number {
  const counts = (brief?.sizes ?? []).map((size) => tallies.get(size)?.runs ?? 0);
  return counts.length === 0 ? 0 : Math.min(...counts);
}
