/**
 * What it is: a search at the cursor: where it stands, one of its plots, and the trials. A trial that is pointed at
 * or chosen is lit in all of them.
 */

import { useMemo, useState } from 'react';
import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { Button } from '../../widgets/Button.tsx';
import { InTurn } from '../InTurn.tsx';
import '../pictures/pictures.css';
import { Choices } from './Choices.tsx';
import { ContourPlot } from './ContourPlot.tsx';
import { curvesScene } from './curvesScene.ts';
import { frontScene } from './frontScene.ts';
import { historyScene } from './historyScene.ts';
import type { Showing } from './historyScene.ts';
import { Importance } from './Importance.tsx';
import { ParallelPlot } from './ParallelPlot.tsx';
import { Plot } from './Plot.tsx';
import type { PlotProps } from './Plot.tsx';
import type { Scene, Size } from './scene.ts';
import './search.css';
import { slicesHeight, slicesScene } from './slicesScene.ts';
import { Standing } from './Standing.tsx';
import { TrialTable } from './TrialTable.tsx';
import { canLog, sayTrial, shownTrials } from './trials.ts';
import type { Best, Filter } from './trials.ts';
import { helpOf, sayView, VIEWS } from './views.ts';
import type { View } from './views.ts';
import { workersHeight, workersScene } from './workersScene.ts';

const NONE: ReadonlySet<Filter> = new Set();

interface StageProps {
  readonly stage: TuningStage;
}

export function Search({ stage }: StageProps) {
  return (
    <div className="picture search">
      <InTurn stage={stage} part={Standing} isAwaited />
      <InTurn stage={stage} part={Plots} isAwaited />
    </div>
  );
}

function Plots({ stage }: StageProps) {
  const [wanted, setView] = useState<View>('workers');
  const [hidden, setHidden] = useState(NONE);
  const [best, setBest] = useState<Best>('all');
  const [wantsLog, setLog] = useState(false);
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const isLog = wantsLog && canLog(stage);
  const showing = useMemo(
    () => ({ stage, shown: shownTrials(stage.trials, hidden, best), isLog }),
    [stage, hidden, best, isLog],
  );
  const views = VIEWS.filter(({ isFor }) => isFor(stage));
  const view = views.find(({ id }) => id === wanted) ?? VIEWS[0];
  const lit = hovered ?? chosen;
  const pointing = {
    lit,
    onHover: setHovered,
    onChoose: (trial: number) => setChosen(trial === chosen ? undefined : trial),
  };
  const told = lit === undefined ? undefined : stage.trials[lit];
  return (
    <section className="search-main" aria-label="Search">
      <div className="search-bar">
        <div className="search-views" role="group" aria-label="Plot">
          {views.map(({ id, title }) => (
            <Button
              key={id}
              look="quiet"
              size="small"
              aria-pressed={view.id === id}
              onClick={() => setView(id)}
            >
              {title}
            </Button>
          ))}
        </div>
        <Choices
          stage={stage}
          hidden={hidden}
          onHide={setHidden}
          best={best}
          onBest={setBest}
          isLog={isLog}
          onLog={canLog(stage) ? setLog : undefined}
        />
      </div>
      <Shown view={view.id} showing={showing} {...pointing} />
      <p className="search-words" aria-live="polite">
        {told === undefined ? helpOf(view, stage) : sayTrial(stage, told)}
      </p>
    </section>
  );
}

type ShownProps = Pick<PlotProps, 'lit' | 'onHover' | 'onChoose'> & {
  readonly view: View;
  readonly showing: Showing;
};

/** The plots that are no more than a scene. */
const SCENES: Readonly<Partial<Record<View, (showing: Showing, size: Size) => Scene>>> = {
  workers: ({ stage }, size) => workersScene(stage, size),
  history: historyScene,
  curves: curvesScene,
  slices: slicesScene,
  front: frontScene,
};

function Shown({ view, showing, ...pointing }: ShownProps) {
  const draw = SCENES[view];
  const scene = useMemo(
    () => (draw === undefined ? undefined : (size: Size) => draw(showing, size)),
    [draw, showing],
  );
  const label = sayView(view, showing.stage);
  if (scene !== undefined) {
    const height =
      view === 'workers'
        ? { heightLeast: workersHeight(showing.stage) }
        : view === 'slices'
          ? { heightLeast: (width: number) => slicesHeight(showing, width) }
          : {};
    return <Plot label={label} scene={scene} {...height} {...pointing} />;
  }
  if (view === 'parallel') return <ParallelPlot label={label} showing={showing} {...pointing} />;
  if (view === 'contour') return <ContourPlot label={label} showing={showing} {...pointing} />;
  if (view === 'importance') return <Importance stage={showing.stage} />;
  return (
    <TrialTable
      stage={showing.stage}
      shown={showing.shown}
      lit={pointing.lit}
      onChoose={pointing.onChoose}
    />
  );
}
