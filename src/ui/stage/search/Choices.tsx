/** What it is: which trials the plots show, and on which axis. */

import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { formatCount } from '../../widgets/format.ts';
import { Select } from '../../widgets/Select.tsx';
import { BESTS, FILTERS, shownTrials } from './trials.ts';
import type { Best, Filter } from './trials.ts';

export interface ChoicesProps {
  readonly stage: TuningStage;
  readonly hidden: ReadonlySet<Filter>;
  readonly onHide: (hidden: ReadonlySet<Filter>) => void;
  readonly best: Best;
  readonly onBest: (best: Best) => void;
  readonly isLog: boolean;
  /** Undefined where a log axis cannot show the values. */
  readonly onLog: ((isLog: boolean) => void) | undefined;
}

export function Choices({ stage, hidden, onHide, best, onBest, isLog, onLog }: ChoicesProps) {
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
            {formatCount(shownTrials(stage.trials, othersOf(filter), 'all').length)}
          </span>
        </label>
      ))}
      {onLog !== undefined && (
        <label>
          <input type="checkbox" checked={isLog} onChange={({ target }) => onLog(target.checked)} />
          log axis
        </label>
      )}
      <Select label="How many of the best" value={best} onChange={onBest} choices={BESTS} />
    </div>
  );
}

function othersOf(filter: Filter): ReadonlySet<Filter> {
  return new Set(FILTERS.filter((other) => other !== filter));
}
