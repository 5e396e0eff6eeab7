/** What it is: how far an exploration has come, how fast, how much of the protocol it has seen, what it found. */

import { documentStore, useDocument } from '../state/documentStore.ts';
import { formatCount, plural } from '../widgets/format.ts';
import type { FiguresProps } from './Figures.tsx';
import { FindList } from './FindList.tsx';
import {
  continueExploration,
  startExploration,
  stopExploration,
  useExploration,
} from './exploration.ts';
import type { ExplorationState } from './exploration.ts';
import { ResultsFrame } from './ResultsFrame.tsx';

export function ExploreResults() {
  const state = useExploration((one) => one);
  const current = useDocument((one) => one.design);
  const { phase, progress, goal, problem, design } = state;
  const isIdle = phase === 'idle';
  const isBusy = phase === 'opening' || phase === 'running';
  const points = progress.coverage.map(({ runs, states }) => ({ x: runs, y: states }));
  return (
    <ResultsFrame
      controls={{
        isBusy,
        onStop: stopExploration,
        start: isIdle ? 'Explore' : 'Explore anew',
        onStart: () => void startExploration(documentStore.getState().design),
        canStart: true,
        onContinue: isIdle ? undefined : () => void continueExploration(),
        said: isBusy ? sayBusy(state) : sayEnd(state, design === current),
      }}
      problem={problem}
      figures={figuresOf(state)}
      progress={{ label: 'Runs executed', value: progress.runs, max: Math.max(1, goal) }}
      curve={{
        title: 'Distinct states over runs',
        hint: 'As long as this line climbs, runs show something new.',
        points: isIdle ? undefined : points,
        xMost: Math.max(goal, progress.runs),
        label: `${formatCount(progress.states)} distinct states after ${plural(progress.runs, 'run')}`,
      }}
    >
      <FindList />
    </ResultsFrame>
  );
}

function sayBusy({ phase, design }: ExplorationState): string {
  return phase === 'opening' ? 'Looking at the design…' : `Exploring ${design?.name ?? ''}`;
}

function sayEnd(
  { phase, progress: { runs }, goal, design }: ExplorationState,
  isSame: boolean,
): string {
  const whose = isSame || design === undefined ? '' : ` The design explored was ${design.name}.`;
  if (phase === 'done') return `${plural(runs, 'run')} done.${whose}`;
  if (phase === 'stopped')
    return `Stopped after ${formatCount(runs)} of ${plural(goal, 'run')}.${whose}`;
  return whose;
}

function figuresOf(state: ExplorationState): FiguresProps['figures'] {
  const { progress, seconds, workers, goal } = state;
  const rate = seconds < 0.2 ? undefined : Math.round(progress.runs / seconds);
  return [
    {
      name: 'Runs',
      figure: formatCount(progress.runs),
      note: goal === 0 ? '' : `of ${formatCount(goal)}`,
    },
    {
      name: 'Rate',
      figure: rate === undefined ? '–' : `${formatCount(rate)}/s`,
      note: plural(workers, 'worker'),
    },
    { name: 'Distinct states', figure: formatCount(progress.states), note: newOf(state) },
    { name: 'Violations', figure: formatCount(progress.violations), note: 'runs with one' },
  ];
}

/** How many states the latest runs have added: what says whether it is worth going on. */
function newOf({ progress }: ExplorationState): string {
  const last = progress.coverage.at(-1);
  const before = progress.coverage.at(-2);
  if (last === undefined) return '';
  const runs = last.runs - (before?.runs ?? 0);
  return `+${((last.states - (before?.states ?? 0)) / Math.max(1, runs)).toFixed(1)} a run`;
}
