/**
 * What it is: a search at the cursor: where it stands, one of its plots, and the trials. A trial that is pointed at
 * or chosen is lit in all of them.
 */

import { useMemo, useState } from 'react';
import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { Button } from '../../widgets/Button.tsx';
import { formatCount } from '../../widgets/format.ts';
import '../pictures/pictures.css';
import { historyScene } from './historyScene.ts';
import { Plot } from './Plot.tsx';
import type { Scene, Size } from './scene.ts';
import './search.css';
import { Standing } from './Standing.tsx';
import { TrialTable } from './TrialTable.tsx';
import { canLog, FILTERS, sayTrial, shownTrials } from './trials.ts';
import type { Filter } from './trials.ts';
import { workersScene } from './workersScene.ts';

const VIEWS = [
  { id: 'workers', title: 'Workers' },
  { id: 'history', title: 'History' },
  { id: 'trials', title: 'Trials' },
] as const;
type View = (typeof VIEWS)[number]['id'];

export function Search({ stage }: { readonly stage: TuningStage }) {
  const [view, setView] = useState<View>('workers');
  const [hidden, setHidden] = useState<ReadonlySet<Filter>>(new Set());
  const [wantsLog, setLog] = useState(false);
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const shown = useMemo(() => shownTrials(stage.trials, hidden), [stage, hidden]);
  const isLog = wantsLog && canLog(stage);
  const lit = hovered ?? chosen;
  const choose = (trial: number): void => setChosen(trial === chosen ? undefined : trial);
  const scene = useMemo(() => sceneOf(view, { stage, shown, isLog }), [view, stage, shown, isLog]);
  const told = lit === undefined ? undefined : stage.trials[lit];
  return (
    <div className="picture search">
      <Standing stage={stage} />
      <section className="search-main" aria-label="Search">
        <div className="search-bar">
          <div className="search-views" role="group" aria-label="Plot">
            {VIEWS.map(({ id, title }) => (
              <Button
                key={id}
                look="quiet"
                size="small"
                aria-pressed={view === id}
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
            isLog={isLog}
            onLog={canLog(stage) ? setLog : undefined}
          />
        </div>
        {scene === undefined ? (
          <TrialTable stage={stage} shown={shown} lit={lit} onChoose={choose} />
        ) : (
          <Plot
            label={sayPlot(view, stage)}
            scene={scene}
            lit={lit}
            onHover={setHovered}
            onChoose={choose}
          />
        )}
        <p className="search-words" aria-live="polite">
          {told === undefined ? HELP[view] : sayTrial(stage, told)}
        </p>
      </section>
    </div>
  );
}

function sceneOf(
  view: View,
  showing: Parameters<typeof historyScene>[0],
): ((size: Size) => Scene) | undefined {
  switch (view) {
    case 'workers':
      return (size) => workersScene(showing.stage, size);
    case 'history':
      return (size) => historyScene(showing, size);
    case 'trials':
      return undefined;
  }
}

const HELP: Readonly<Record<View, string>> = {
  workers: 'Full: reported. Striped: pruned, or taken back (red). Outlined: under way.',
  history: 'Dots are complete trials, crosses pruned ones; the line is the best so far.',
  trials: 'Best first; choose a trial to light it in the plots.',
};

function sayPlot(view: View, { workers, spans, trials }: TuningStage): string {
  return view === 'workers'
    ? `${formatCount(workers.length)} workers and ${formatCount(spans.length)} jobs over virtual time`
    : `Values of ${formatCount(trials.length)} trials in their order, with the best so far`;
}

interface ChoicesProps {
  readonly stage: TuningStage;
  readonly hidden: ReadonlySet<Filter>;
  readonly onHide: (hidden: ReadonlySet<Filter>) => void;
  readonly isLog: boolean;
  /** Undefined where a log axis cannot show the values. */
  readonly onLog: ((isLog: boolean) => void) | undefined;
}

/** Which trials are shown, and on which axis. */
function Choices({ stage, hidden, onHide, isLog, onLog }: ChoicesProps) {
  return (
    <div className="search-choices">
      {FILTERS.map((filter) => (
        <label key={filter}>
          <input
            type="checkbox"
            checked={!hidden.has(filter)}
            onChange={({ target }) => {
              const next = new Set(hidden);
              if (target.checked) next.delete(filter);
              else next.add(filter);
              onHide(next);
            }}
          />
          {filter}{' '}
          <span className="numeric">
            {formatCount(shownTrials(stage.trials, othersOf(filter)).length)}
          </span>
        </label>
      ))}
      {onLog !== undefined && (
        <label>
          <input type="checkbox" checked={isLog} onChange={({ target }) => onLog(target.checked)} />
          log axis
        </label>
      )}
    </div>
  );
}

function othersOf(filter: Filter): ReadonlySet<Filter> {
  return new Set(FILTERS.filter((other) => other !== filter));
}
