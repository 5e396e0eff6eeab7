/**
 * What it is: the axes of charts: round ticks, domains that stand still while a run plays, and values with
 * their units. x is virtual time in µs, y is in the chart's own unit.
 */

import type { Chart } from '../../engine/projections/frame.ts';
import { formatCount, formatEuros, formatShare, formatShort } from '../widgets/format.ts';

export interface Axis {
  readonly domain: readonly [least: number, most: number];
  readonly ticks: readonly number[];
}

/** Whether two axes show the same. */
export function isSameAxis(one: Axis, other: Axis): boolean {
  return (
    one.domain[0] === other.domain[0] &&
    one.domain[1] === other.domain[1] &&
    one.ticks.length === other.ticks.length &&
    one.ticks.every((tick, i) => tick === other.ticks[i])
  );
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The smallest round step (1, 2, 2.5, 5 or others, and their tens) of at least `least`. */
export function roundStep(least: number, steps: readonly number[] = STEPS): number {
  const ten = 10 ** Math.floor(Math.log10(least));
  return (steps.find((step) => step * ten >= least * (1 - 1e-9)) ?? 10) * ten;
}

function ticksBetween(from: number, to: number, step: number): readonly number[] {
  const count = Math.round((to - from) / step);
  // Multiplied, not added up: sums of tenths drift.
  return Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
}

/** A domain around the values with round ends, of about `count` intervals. */
export function axisFor(least: number, most: number, count: number, isWhole = false): Axis {
  const range = most - least;
  const room = range > 0 ? range : Math.abs(most) * 0.1 || 1;
  const step = Math.max(roundStep(room / count), isWhole ? 1 : 0);
  const whole = isWhole ? Math.ceil(step) : step;
  const from = Math.floor(least / whole + 1e-9) * whole;
  const end = Math.ceil(most / whole - 1e-9) * whole;
  const to = end > from ? end : from + whole;
  const ticks = ticksBetween(from, to, whole);
  return { domain: [ticks[0] ?? from, ticks.at(-1) ?? to], ticks };
}

/** Units whose axis begins at zero: amounts, where a cut axis would lie about proportions. */
const FROM_ZERO = new Set([
  'agents',
  'bidders',
  'bids',
  'bytes',
  'commands',
  'members',
  'messages',
  'messages a member and period',
  'messages an agent',
  'ms',
  'requests',
  'tasks',
  'term',
  'tokens',
  'view',
  'votes',
  'workers',
]);
const WHOLE = new Set([
  'agents',
  'bidders',
  'bids',
  'commands',
  'messages',
  'requests',
  'tasks',
  'term',
  'trials',
  'view',
  'votes',
  'workers',
]);
/** Units that number what follows one another: their lines get a number above them, so that none lies on the rim. */
const NUMBERED = new Set(['term', 'view']);
/** Units whose values lie between 0 and 1. */
const WITHIN_ONE = new Set(['share', 'reputation']);

/** The y axis of a chart: over all of its lines. */
export function yAxisOf(chart: Chart, count: number): Axis {
  let least = Infinity;
  let most = -Infinity;
  for (const { y } of chart.series) {
    for (const value of y) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  for (const guide of chart.guides ?? []) {
    least = Math.min(least, guide);
    most = Math.max(most, guide);
  }
  if (least > most) [least, most] = [0, 1];
  if (FROM_ZERO.has(chart.unit)) least = Math.min(0, least);
  if (NUMBERED.has(chart.unit)) most += 1;
  const axis = axisFor(least, most, count, WHOLE.has(chart.unit));
  if (!WITHIN_ONE.has(chart.unit)) return axis;
  const [from, to] = [Math.max(0, axis.domain[0]), Math.min(1, axis.domain[1])];
  return { domain: [from, to], ticks: axis.ticks.filter((tick) => tick >= from && tick <= to) };
}

/** The largest first. */
export const TIME_UNITS: readonly (readonly [micros: number, word: string])[] = [
  [1_000_000, 's'],
  [1_000, 'ms'],
  [1, 'µs'],
];

export interface TimeAxis extends Axis {
  readonly format: (at: number) => string;
}

/** The x axis from zero to `end` µs: all its ticks in one unit. */
export function timeAxisOf(end: number, count: number): TimeAxis {
  const step = roundStep(Math.max(end, 1) / count);
  const ticks = ticksBetween(0, Math.floor(end / step) * step, step);
  const [micros, word] = TIME_UNITS.find(([size]) => end >= size) ?? [1, 'µs'];
  const digits = Math.max(0, Math.min(3, Math.ceil(-Math.log10(step / micros) - 1e-9)));
  const hasHalf = (step / micros) * 10 ** digits !== Math.round((step / micros) * 10 ** digits);
  const format = (at: number): string =>
    at === 0 ? '0' : `${(at / micros).toFixed(hasHalf ? digits + 1 : digits)}\u202f${word}`;
  return { domain: [0, Math.max(end, 1)], ticks, format };
}

/** A value with its unit, in full: for tooltips and tables. */
export function sayValue(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'share':
      return formatShare(value);
    case 'money':
      return formatEuros(value * 100);
    case 'ms':
      return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)}\u202fms`;
    case 'weight':
      return value.toFixed(3);
    case 'reputation':
      return value.toFixed(2);
    case 'term':
    case 'view':
      return String(Math.round(value));
    default:
      return `${Number.isInteger(value) ? formatCount(value) : value.toFixed(2)}${unit === '' ? '' : `\u202f${unit}`}`;
  }
}

/** A value without its unit, where that stands in the title: legends. */
export function sayPlain(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'share') return (value * 100).toFixed(1);
  if (unit === 'ms') return sayValue(value, unit).replace(/\u202fms$/, '');
  if (unit === 'money') return value.toFixed(2);
  if (WHOLE.has(unit) || unit === 'bytes') return formatCount(value);
  return sayValue(value, unit).replace(`\u202f${unit}`, '');
}

/** A tick of the y axis: without the unit, which stands above the axis. */
export function sayTick(value: number, unit: string): string {
  if (unit === 'share') return String(Number((value * 100).toPrecision(6)));
  if (Math.abs(value) >= 10_000) return formatShort(value);
  return String(Number(value.toPrecision(6)));
}

const UNIT_WORDS: Readonly<Record<string, string>> = {
  share: '%',
  money: '€',
  reputation: '0 to 1',
};

/** The unit as it stands beside the title. */
export function sayUnit(unit: string): string {
  return UNIT_WORDS[unit] ?? unit;
}
