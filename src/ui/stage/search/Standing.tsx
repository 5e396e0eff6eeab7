/** What it is: where the search stands: the best, how it compares, what is left, and who is at work. */

import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { formatCount } from '../../widgets/format.ts';
import { Progress } from '../pictures/Progress.tsx';
import { partsOfName } from './parameters.ts';
import { sayNumber } from './scale.ts';
import { valueOf } from './trials.ts';

export function Standing({ stage }: { readonly stage: TuningStage }) {
  const best = stage.best === undefined ? undefined : stage.trials[stage.best];
  const value = valueOf(best);
  const { optimum, assessed, trialsMost, judged, workers } = stage;
  const atWork = workers.filter(({ state }) => state === 'busy').length;
  const lost = workers.filter(({ state }) => state === 'lost').length;
  return (
    <section className="picture-part" aria-label="Where the search stands">
      <p className="picture-kicker">
        Best {stage.measures[0]} of {stage.objective}
      </p>
      <p className="picture-figure numeric">{value === undefined ? '–' : sayNumber(value)}</p>
      <p className="picture-why">{sayPhase(stage)}</p>
      <Progress share={trialsMost === 0 ? 0 : judged / trialsMost} />
      <dl className="picture-facts">
        {optimum !== undefined && value !== undefined && (
          <>
            <dt>Regret</dt>
            <dd className="numeric">{sayNumber(value - optimum)}</dd>
          </>
        )}
        {assessed !== undefined && (
          <>
            <dt>On rows held out</dt>
            <dd className="numeric">{sayNumber(assessed)}</dd>
          </>
        )}
        <dt>Trials left</dt>
        <dd className="numeric">{formatCount(Math.max(0, trialsMost - judged))}</dd>
        <dt>At work</dt>
        <dd className="numeric">
          {formatCount(atWork)} of {formatCount(workers.length)}
        </dd>
        {lost > 0 && (
          <>
            <dt>Not heard</dt>
            <dd className="numeric">{formatCount(lost)}</dd>
          </>
        )}
        {best !== undefined &&
          Object.entries(best.values).map(([name, held]) => (
            <Held key={name} name={name} value={held} />
          ))}
      </dl>
      <p className="picture-quiet">{sayMethod(stage)}</p>
    </section>
  );
}

function Held({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string | number | boolean;
}) {
  return (
    <>
      <dt title={name}>{partsOfName(name).own}</dt>
      <dd className="numeric">{typeof value === 'number' ? sayNumber(value) : String(value)}</dd>
    </>
  );
}

function sayPhase({ phase, judged, trialsMost, best }: TuningStage): string {
  switch (phase) {
    case 'opening':
      return 'The search has not begun.';
    case 'searching':
      return `${formatCount(judged)} of ${formatCount(trialsMost)} trials are judged.`;
    case 'assessing':
      return `Trial ${best} is judged by rows that no trial has seen.`;
    case 'over':
      return best === undefined ? 'The search found nothing.' : `Over: trial ${best} is the best.`;
  }
}

/** Samplers and schedulers by their words in the design, as the field writes them. */
const METHODS: Readonly<Record<string, string>> = {
  tpe: 'Tree-structured Parzen estimator (TPE)',
  'gaussian process': 'Gaussian process, expected improvement',
  'cma es': 'CMA-ES',
  random: 'Random search',
  halton: 'Halton sequence',
  grid: 'Grid search',
  hyperband: 'Hyperband',
  asha: 'ASHA',
};

function sayMethod({ algorithm, scheduler, pruner }: TuningStage): string {
  const parts = [
    METHODS[algorithm] ?? algorithm,
    scheduler === 'full' ? '' : (METHODS[scheduler] ?? scheduler),
    pruner === 'none' ? '' : `${pruner} pruner`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
