/**
 * What it is: every trial as a line across the axes of its parameters, the value last. Strips that are pulled over
 * axes leave only the trials that pass through all of them.
 */

import type { TuningTrial } from '../../../engine/projections/tuningStage.ts';
import type { Showing } from './historyScene.ts';
import { line, shortened, text, widthOf } from './frame.ts';
import { parameterAxis, partsOfName, variedParameters } from './parameters.ts';
import type { ParameterAxis } from './parameters.ts';
import { linearScale, logScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';
import { heightOf, nameOfHeight, valueOf } from './trials.ts';

/** A stretch of an axis, as shares of its length from the top. */
export interface Strip {
  readonly axis: string;
  readonly from: number;
  readonly to: number;
}

export interface ParallelShowing extends Showing {
  readonly strips: readonly Strip[];
  /** Axes that are left out. */
  readonly isHidden: (axis: string) => boolean;
  /** The axis that the keyboard is at. */
  readonly focused?: string | undefined;
}

const TOP = 40;
const BELOW = 12;
/** Room beside the first and the last axis for their ticks, at least and at most. */
const SIDE_LEAST = 40;
const SIDE_MOST = 130;

interface Axes {
  readonly axes: readonly (ParameterAxis & { readonly x: number })[];
  readonly top: number;
  readonly bottom: number;
}

/** The axes in the plot, the value's last. */
function axesOf({ stage, shown, isLog, isHidden }: ParallelShowing, size: Size): Axes {
  const [top, bottom] = [TOP, Math.max(TOP + 20, size.height - BELOW)];
  const valued = shown.flatMap((trial) => {
    const value = valueOf(trial);
    return value === undefined ? [] : [heightOf(stage, value, isLog)];
  });
  const scale = (isLog ? logScale : linearScale)(valued, bottom, top, 6);
  const value: ParameterAxis = {
    name: nameOfHeight(stage, isLog),
    ticks: scale.ticks,
    place: (trial) => {
      const own = valueOf(trial);
      return own === undefined ? undefined : scale.place(heightOf(stage, own, isLog));
    },
  };
  const own = variedParameters(stage)
    .filter(({ name }) => !isHidden(name))
    .map((parameter) => parameterAxis(parameter, bottom, top, 6));
  const all = [...own, value];
  const [left, right] = [sideOf(all[0] ?? value), sideOf(value)];
  const step = (size.width - left - right) / Math.max(1, all.length - 1);
  return { axes: all.map((axis, i) => ({ ...axis, x: left + i * step })), top, bottom };
}

/** The room that the ticks and the name of an outer axis take. */
function sideOf({ ticks, name }: ParameterAxis): number {
  const words = Math.max(...ticks.map(({ label }) => widthOf(label) + 12), widthOf(name) / 2 + 10);
  return Math.min(SIDE_MOST, Math.max(SIDE_LEAST, words));
}

/** The trials that pass through every strip. */
function passing(
  trials: readonly TuningTrial[],
  { axes, top, bottom }: Axes,
  strips: readonly Strip[],
): readonly TuningTrial[] {
  return trials.filter((trial) =>
    strips.every(({ axis, from, to }) => {
      const own = axes.find(({ name }) => name === axis);
      const at = own?.place(trial);
      if (own === undefined) return true;
      if (at === undefined) return false;
      const share = (at - top) / (bottom - top);
      return share >= from - 0.005 && share <= to + 0.005;
    }),
  );
}

export function parallelScene(showing: ParallelShowing, size: Size): Scene {
  const { stage, shown, strips, focused } = showing;
  const frame = axesOf(showing, size);
  const { axes } = frame;
  const kept = passing(shown, frame, strips);
  const ranked = kept
    .filter((trial) => valueOf(trial) !== undefined)
    .toSorted((one, other) => (valueOf(other) ?? 0) - (valueOf(one) ?? 0));
  // The better, the stronger and the later; the best in the accent.
  const lines = ranked.flatMap((trial, i): Shape[] => {
    const points = axes.flatMap(({ x, place }) => {
      const at = place(trial);
      return at === undefined ? [] : [x, at];
    });
    const share = (i + 1) / ranked.length;
    const isBest = trial.trial === stage.best;
    return [
      {
        kind: 'line',
        points,
        tone: isBest ? 'accent' : 0,
        width: isBest ? 2.5 : 1,
        opacity: isBest ? 1 : 0.08 + 0.6 * share * share,
        trial: trial.trial,
      },
    ];
  });
  return [...lines, ...axesDrawn(frame, focused, size), ...stripsDrawn(frame, strips)];
}

function axesDrawn({ axes, top, bottom }: Axes, focused: string | undefined, size: Size): Shape[] {
  const step = axes.length < 2 ? size.width : (axes[1]?.x ?? 0) - (axes[0]?.x ?? 0);
  return axes.flatMap(({ name, x, ticks }, i): Shape[] => {
    const { group, own } = partsOfName(name);
    const isFirstOfGroup = partsOfName(axes[i - 1]?.name ?? '').group !== group;
    const isLast = i === axes.length - 1;
    const room = i === 0 || isLast ? SIDE_MOST : step;
    // The value's own name is the longest; beside many axes it has a line for itself.
    const isAbove = isLast && widthOf(name) > step;
    const nameHeight = top - (isAbove ? 29 : 14);
    const nameRoom = i === 0 || isLast ? 2 * SIDE_MOST : step - 8;
    const groupRoom = step * sizeOfGroup(axes, i) - 6;
    return [
      line([x, top, x, bottom], name === focused ? 'accent' : 'strong', name === focused ? 3 : 1),
      text(x, nameHeight, shortened(own, nameRoom), 'center', true),
      ...(group !== '' && isFirstOfGroup
        ? [text(x - 14, top - 29, shortened(group, groupRoom), 'left')]
        : []),
      ...ticks.map(({ at, label }): Shape => {
        const place = {
          x: isLast ? x + 6 : x - 6,
          y: at,
          align: isLast ? 'left' : 'right',
        } as const;
        const words = shortened(label, room - 12);
        return { kind: 'text', ...place, text: words, tone: 'quiet', isOver: true };
      }),
    ];
  });
}

/** How many axes from this one on belong to one choice. */
function sizeOfGroup(axes: Axes['axes'], from: number): number {
  const { group } = partsOfName(axes[from]?.name ?? '');
  const end = axes.findIndex((axis, i) => i > from && partsOfName(axis.name).group !== group);
  return (end < 0 ? axes.length : end) - from;
}

function stripsDrawn({ axes, top, bottom }: Axes, strips: readonly Strip[]): Shape[] {
  return strips.flatMap(({ axis, from, to }): Shape[] => {
    const own = axes.find(({ name }) => name === axis);
    if (own === undefined) return [];
    const y = top + from * (bottom - top);
    const height = (to - from) * (bottom - top);
    return [
      {
        kind: 'box',
        x: own.x - 6,
        y,
        width: 12,
        height,
        look: 'full',
        tone: 'accent',
        opacity: 0.25,
      },
      { kind: 'box', x: own.x - 6, y, width: 12, height, look: 'outline', tone: 'accent' },
    ];
  });
}

/** The strip that a pull over the plot makes; undefined when it began at no axis. */
export function stripOf(
  showing: ParallelShowing,
  from: { readonly x: number; readonly y: number },
  to: { readonly y: number },
  size: Size,
): Strip | undefined {
  const { axes, top, bottom } = axesOf(showing, size);
  const axis = axes.find(({ x }) => Math.abs(x - from.x) < 20);
  if (axis === undefined) return undefined;
  const share = (y: number): number => Math.min(1, Math.max(0, (y - top) / (bottom - top)));
  const ends = [share(from.y), share(to.y)].toSorted((one, other) => one - other);
  return { axis: axis.name, from: ends[0] ?? 0, to: ends[1] ?? 1 };
}

/** The names of the axes in the plot, from left to right. */
export function axisNames(showing: ParallelShowing): readonly string[] {
  return axesOf(showing, { width: 1, height: 1 }).axes.map(({ name }) => name);
}

/** By how much of an axis one key press moves an end of its strip. */
const NUDGE = 0.05;

/**
 * The strips after one end of an axis' strip was moved by the keyboard: the upper end with a `top` of ±1, the lower with
 * a `bottom`; downwards is positive. A strip over the whole axis is none.
 */
export function nudged(
  strips: readonly Strip[],
  axis: string,
  { top = 0, bottom = 0 }: { readonly top?: number; readonly bottom?: number },
): readonly Strip[] {
  const { from, to } = strips.find((one) => one.axis === axis) ?? { from: 0, to: 1 };
  const others = strips.filter((one) => one.axis !== axis);
  const next = {
    axis,
    from: Math.min(to - NUDGE, Math.max(0, from + top * NUDGE)),
    to: Math.max(from + NUDGE, Math.min(1, to + bottom * NUDGE)),
  };
  return next.from < NUDGE / 2 && next.to > 1 - NUDGE / 2 ? others : [...others, next];
}

/** What strips do, in words. */
export function sayStrips(showing: ParallelShowing): string {
  const { strips, shown } = showing;
  if (strips.length === 0)
    return 'The stronger a line, the better its trial. Pull along an axis, or use the arrow keys, to keep what passes there.';
  const kept = passing(shown, axesOf(showing, { width: 1_000, height: 1_000 }), strips).length;
  const names = strips.map(({ axis }) => axis).join(' and ');
  return `${kept} of ${shown.length} trials pass the strip${strips.length > 1 ? 's' : ''} on ${names}.`;
}
