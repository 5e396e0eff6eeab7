/** What it is: what was found by many runs: each distinct violation with its counterexample, to open or to keep. */

import type { Find } from '../../engine/exploration/explore.ts';
import { STRATEGIES } from '../../engine/exploration/settings.ts';
import { formatCount, plural } from '../widgets/format.ts';
import { CounterexampleActions, saySize } from './counterexamples.tsx';
import { keyOf, makeSmall, useExploration } from './exploration.ts';

const SHOWN_MOST = 50;

export function FindList() {
  const phase = useExploration((state) => state.phase);
  const finds = useExploration((state) => state.progress.finds);
  if (finds.length === 0)
    return (
      <p className="explore-help">
        {phase === 'done' || phase === 'stopped'
          ? 'Nothing was violated. That proves nothing; more runs or other strategies may find something.'
          : 'Violations appear here, each made as small as it goes.'}
      </p>
    );
  return (
    <ul className="explore-finds" aria-label="Violations found">
      {finds.slice(0, SHOWN_MOST).map((find) => (
        <Entry key={`${keyOf(find)}/${find.explanation}`} find={find} />
      ))}
    </ul>
  );
}

function Entry({ find }: { readonly find: Find }) {
  const { title, explanation, run, strategy, times } = find;
  const shrunk = useExploration((state) => state.shrunk.get(keyOf(find)));
  const by = STRATEGIES.find(({ id }) => id === strategy)?.title ?? strategy;
  return (
    <li className="explore-find">
      <strong>{title}</strong>
      <p>{explanation}</p>
      <p className="explore-note">
        First in run {formatCount(run)} ({by}), {plural(times, 'run')} in all. {saySize(shrunk)}
      </p>
      <CounterexampleActions get={() => makeSmall(find)} />
    </li>
  );
}
