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
