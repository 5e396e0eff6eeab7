/** What it is: the trials as a table, best first: to read, and to choose one for the plots by keyboard. */

import type { TuningStage, TuningTrial } from '../../../engine/projections/tuningStage.ts';
import { formatCount } from '../../widgets/format.ts';
import { partsOfName } from './parameters.ts';
import { sayNumber } from './scale.ts';
import { rankTrials, STATE_LOOKS, valueOf } from './trials.ts';

const ROWS_MOST = 100;

export interface TrialTableProps {
  readonly stage: TuningStage;
  readonly shown: readonly TuningTrial[];
  readonly lit: number | undefined;
  readonly onChoose: (trial: number) => void;
}

export function TrialTable({ stage, shown, lit, onChoose }: TrialTableProps) {
  const ranked = rankTrials(shown);
  const shared = stage.parameters.filter(isShared);
  return (
    <section className="picture-part search-table" aria-label="Trials">
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col" className="is-number">
              Trial
            </th>
            <th scope="col">State</th>
            {stage.measures.map((measure) => (
              <th key={measure} scope="col" className="is-number">
                {measure}
              </th>
            ))}
            {stage.levels > 1 && (
              <th scope="col" className="is-number">
                Level
              </th>
            )}
            {shared.map(({ name }) => (
              <th key={name} scope="col" className="is-number">
                {name}
              </th>
            ))}
            {shared.length < stage.parameters.length && <th scope="col">Its own settings</th>}
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, ROWS_MOST).map((trial) => (
            <Row
              key={trial.trial}
              stage={stage}
              trial={trial}
              isLit={trial.trial === lit}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      {ranked.length === 0 && <p className="picture-none">No trial has been drawn up yet.</p>}
      {ranked.length > ROWS_MOST && (
        <p className="picture-none">and {formatCount(ranked.length - ROWS_MOST)} more</p>
      )}
    </section>
  );
}

interface RowProps {
  readonly stage: TuningStage;
  readonly trial: TuningTrial;
  readonly isLit: boolean;
  readonly onChoose: (trial: number) => void;
}

function Row({ stage, trial, isLit, onChoose }: RowProps) {
  const value = valueOf(trial);
  const own = stage.parameters.filter((parameter) => !isShared(parameter));
  return (
    <tr data-lit={isLit || undefined}>
      <th scope="row" className="is-number numeric">
        <button
          type="button"
          className="search-choose"
          aria-pressed={isLit}
          onClick={() => onChoose(trial.trial)}
        >
          {trial.trial === stage.best ? '★ ' : ''}
          {trial.trial}
        </button>
      </th>
      <td>{STATE_LOOKS[trial.state].words}</td>
      {stage.measures.map((measure, i) => {
        const held = i === 0 ? value : trial.second;
        return (
          <td key={measure} className="is-number numeric">
            {held === undefined ? '–' : sayNumber(held)}
          </td>
        );
      })}
      {stage.levels > 1 && (
        <td className="is-number numeric">
          {trial.levels.at(-1) ?? 0} of {stage.levels}
        </td>
      )}
      {stage.parameters.filter(isShared).map(({ name }) => (
        <td key={name} className="is-number numeric">
          {sayHeld(trial.values[name])}
        </td>
      ))}
      {own.length > 0 && (
        <td>
          {own
            .filter(({ name }) => trial.values[name] !== undefined)
            .map(({ name }) => `${partsOfName(name).own} ${sayHeld(trial.values[name])}`)
            .join(', ')}
        </td>
      )}
    </tr>
  );
}

/** What counts for every trial has a column; what belongs to a choice would leave most cells of one empty. */
function isShared({ isConditional }: TuningStage['parameters'][number]): boolean {
  return !isConditional;
}

function sayHeld(held: TuningTrial['values'][string] | undefined): string {
  if (held === undefined) return '–';
  return typeof held === 'number' ? sayNumber(held) : String(held);
}
