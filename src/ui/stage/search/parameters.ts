/** What it is: parameters of the search space on axes, and where a trial stands on them. */

import type {
  TuningParameterLook,
  TuningStage,
  TuningTrial,
} from '../../../engine/projections/tuningStage.ts';
import { axisFor } from '../../charts/axes.ts';
import { choiceScale, exactScale, logScale } from './scale.ts';
import type { Tick } from './scale.ts';

/** Parameters that differ from trial to trial; what has one value only is left out of the plots. */
export function variedParameters({ parameters }: TuningStage): readonly TuningParameterLook[] {
  return parameters.filter((parameter) =>
    parameter.kind === 'categorical'
      ? parameter.choices.length > 1
      : parameter.low < parameter.high,
  );
}

/** Of a parameter that belongs to a choice, the choice and its own name: `forest.depth` is depth, of forest. */
export function partsOfName(name: string): { readonly group: string; readonly own: string } {
  const dot = name.lastIndexOf('.');
  return { group: name.slice(0, Math.max(0, dot)), own: name.slice(dot + 1) };
}

/** More axes than these run into one another. */
const AXES_MOST = 8;

/**
 * The parameters that are drawn unless somebody wants others: all when they are few, else those that count for every
 * trial and those of the best.
 */
export function usualParameters(stage: TuningStage): readonly string[] {
  const all = variedParameters(stage);
  if (all.length <= AXES_MOST) return all.map(({ name }) => name);
  const best = stage.best === undefined ? undefined : stage.trials[stage.best];
  return all
    .filter(({ name, isConditional }) => !isConditional || best?.values[name] !== undefined)
    .map(({ name }) => name);
}

/** Two parameters worth looking at together: of those that the best trial has, the two that matter most. */
export function usualPair(stage: TuningStage): readonly [across: string, up: string] {
  const best = stage.best === undefined ? undefined : stage.trials[stage.best];
  const weight = new Map(stage.importance.map(({ name, share }) => [name, share]));
  const rank = (name: string): number =>
    (best === undefined || best.values[name] !== undefined ? 1 : 0) + (weight.get(name) ?? 0);
  const ranked = variedParameters(stage).toSorted(
    (one, other) =>
      Number(other.kind !== 'categorical') - Number(one.kind !== 'categorical') ||
      rank(other.name) - rank(one.name),
  );
  const names = ranked.map(({ name }) => name);
  const [across = ''] = ranked.filter(({ name }) => rank(name) >= 1).map(({ name }) => name);
  // What is the same wherever the first counts tells nothing beside it.
  const beside = stage.trials.filter(({ values }) => values[across] !== undefined);
  const isVaried = (name: string): boolean =>
    new Set(beside.map(({ values }) => values[name]).filter((one) => one !== undefined)).size > 1;
  const others = names.filter((name) => name !== across);
  return [across, others.find(isVaried) ?? others[0] ?? ''];
}

/** An axis of a parameter: where a trial stands, if the parameter counts for it. */
export interface ParameterAxis {
  readonly name: string;
  readonly ticks: readonly Tick[];
  readonly place: (trial: TuningTrial) => number | undefined;
}

/** The axis of a parameter over its whole range. */
export function parameterAxis(
  parameter: TuningParameterLook,
  from: number,
  to: number,
  count: number,
): ParameterAxis {
  const { name } = parameter;
  if (parameter.kind === 'categorical') {
    const scale = choiceScale(parameter.choices, from, to);
    const place = ({ values }: TuningTrial): number | undefined => {
      const value = values[name];
      return value === undefined ? undefined : scale.place(value);
    };
    return { name, ticks: scale.ticks, place };
  }
  const { low, high } = parameter;
  const scale =
    parameter.scale === 'log'
      ? logScale([low, high], from, to, count)
      : exactScale(low, high, from, to, ticksWithin(low, high, count));
  return {
    name,
    ticks: scale.ticks,
    place: ({ values }) => {
      const value = values[name];
      return typeof value === 'number' ? scale.place(value) : undefined;
    },
  };
}

/** Round values between the ends, and the ends themselves where no round one is near. */
function ticksWithin(low: number, high: number, count: number): readonly number[] {
  const { ticks } = axisFor(low, high, count);
  return ticks.filter((tick) => tick >= low && tick <= high);
}
