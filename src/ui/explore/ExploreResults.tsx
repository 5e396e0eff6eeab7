/** What it is: how far an exploration has come, how fast, how much of the protocol it has seen, what it found. */

import { Play, Square } from 'lucide-react';
import { CountCurve } from '../charts/CountCurve.tsx';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { Button } from '../widgets/Button.tsx';
import { formatCount, plural } from '../widgets/format.ts';
import { Figures } from './Figures.tsx';
import type { FiguresProps } from './Figures.tsx';
import { FindList } from './FindList.tsx';
import {
  continueExploration,
  startExploration,
  stopExploration,
  useExploration,
} from './exploration.ts';
import type { ExplorationState } from './exploration.ts';

export function ExploreResults() {
  const state = useExploration((one) => one);
  const { phase, progress, goal, problem } = state;
  const points = progress.coverage.map(({ runs, states }) => ({ x: runs, y: states }));
  return (
    <section className="explore-results" aria-label="What came of it">
      <Controls state={state} />
      {problem === undefined ? undefined : (
        <p className="explore-problem" role="alert">
          {problem}
        </p>
      )}
      <Figures figures={figuresOf(state)} />
      <progress
        className="explore-progress"
        aria-label="Runs executed"
        value={progress.runs}
        max={Math.max(1, goal)}
      />
      <h3>Distinct states over runs</h3>
      {phase === 'idle' ? (
        <p className="explore-help explore-empty">
          As long as this line climbs, runs show something new.
        </p>
      ) : (
        <CountCurve
          points={points}
          xMost={Math.max(goal, progress.runs)}
          label={`${formatCount(progress.states)} distinct states after ${plural(progress.runs, 'run')}`}
        />
      )}
      <h3>Found</h3>
      <FindList />
    </section>
  );
}

function Controls({ state }: { readonly state: ExplorationState }) {
  const { phase, design, progress, goal } = state;
  const current = useDocument((one) => one.design);
  const start = (): void => void startExploration(documentStore.getState().design);
  if (phase === 'opening' || phase === 'running')
    return (
      <div className="explore-controls">
        <Button icon={<Square size={13} aria-hidden="true" />} onClick={stopExploration}>
          Stop
        </Button>
        <span className="explore-said">
          {phase === 'opening' ? 'Looking at the design…' : `Exploring ${design?.name ?? ''}`}
        </span>
      </div>
    );
  const isSame = design === current;
  return (
    <div className="explore-controls">
      <Button look="primary" icon={<Play size={13} aria-hidden="true" />} onClick={start}>
        {phase === 'idle' ? 'Explore' : 'Explore anew'}
      </Button>
      {phase === 'idle' ? undefined : (
        <Button onClick={() => void continueExploration()}>Continue</Button>
      )}
      <span className="explore-said" role="status">
        {sayEnd(phase, progress.runs, goal)}
        {isSame || design === undefined ? '' : ` The design explored was ${design.name}.`}
      </span>
    </div>
  );
}

function sayEnd(phase: ExplorationState['phase'], runs: number, goal: number): string {
  if (phase === 'done') return `${plural(runs, 'run')} done.`;
  if (phase === 'stopped') return `Stopped after ${formatCount(runs)} of ${plural(goal, 'run')}.`;
  return '';
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
