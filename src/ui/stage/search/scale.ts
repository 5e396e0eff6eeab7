/** What it is: values as places on an axis, with round ticks: linear, logarithmic, or a row of choices. */

import { axisFor } from '../../charts/axes.ts';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Scale<Value = number> {
  /** The pixel of a value. */
  readonly place: (value: Value) => number;
  readonly ticks: readonly Tick[];
  readonly from: number;
  readonly to: number;
}

/** A number with as many digits as a label has room for. */
export function sayNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-3)
      ? value.toExponential(1).replace('.0e', 'e').replace('e+', 'e')
      : String(Number(value.toPrecision(4)));
  return text.replace('-', '−').replace('e-', 'e−');
}

/** From the least to the most of the values, widened to round ends. */
export function linearScale(
  values: readonly number[],
  from: number,
  to: number,
  count: number,
): Scale {
  const [least, most] = spanOf(values);
  const { domain, ticks } = axisFor(least, most, count);
  return exactScale(domain[0], domain[1], from, to, ticks);
}

/** Exactly from `low` to `high`. */
export function exactScale(
  low: number,
  high: number,
  from: number,
  to: number,
  ticks: readonly number[],
): Scale {
  const room = high - low || 1;
  const place = (value: number): number => from + ((value - low) / room) * (to - from);
  return {
    place,
    from,
    to,
    ticks: ticks.map((value) => ({ at: place(value), label: sayNumber(value) })),
  };
}

/** By powers of ten; values are above 0. */
export function logScale(
  values: readonly number[],
  from: number,
  to: number,
  count: number,
): Scale {
  const above = values.filter((value) => value > 0);
  const [least, most] = spanOf(above.map((value) => Math.log10(value)));
  const low = Math.floor(least + 1e-9);
  const high = Math.max(low + 1, Math.ceil(most - 1e-9));
  const step = Math.max(1, Math.ceil((high - low) / count));
  const powers = Array.from(
    { length: Math.floor((high - low) / step) + 1 },
    (_, i) => low + i * step,
  );
  const place = (value: number): number =>
    from + ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * (to - from);
  return {
    place,
    from,
    to,
    ticks: powers.map((power) => ({ at: place(10 ** power), label: sayNumber(10 ** power) })),
  };
}

/** Choices side by side, each in the middle of its part. */
export function choiceScale<Value>(
  choices: readonly Value[],
  from: number,
  to: number,
): Scale<Value> {
  const part = (to - from) / Math.max(1, choices.length);
  const place = (value: Value): number => from + (choices.indexOf(value) + 0.5) * part;
  return {
    place,
    from,
    to,
    ticks: choices.map((choice) => ({ at: place(choice), label: String(choice) })),
  };
}

function spanOf(values: readonly number[]): readonly [least: number, most: number] {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return [0, 1];
  return [Math.min(...finite), Math.max(...finite)];
}
