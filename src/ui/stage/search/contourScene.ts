/**
 * What it is: the value over two parameters: cells tinted by what the trials around them came to, and the trials.
 * The tint is a mean weighted by nearness (D. Shepard, "A Two-Dimensional Interpolation Function for Irregularly-Spaced
 * Data", ACM 1968), of the values' ranks, so that one bad trial does not hide all differences.
 */

import type { TuningParameterLook, TuningTrial } from '../../../engine/projections/tuningStage.ts';
import type { Showing } from './historyScene.ts';
import { axisBelow, axisLeft, roomOf, shortened, text, widthOf } from './frame.ts';
import { parameterAxis, variedParameters } from './parameters.ts';
import type { Tick } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';
import { STATE_LOOKS, valueOf } from './trials.ts';

const CELLS = 28;
const TINT_MOST = 0.55;

interface Point {
  readonly trial: TuningTrial;
  readonly x: number;
  readonly y: number;
  /** 1 for the best, 0 for the worst. */
  readonly merit: number;
}

export function contourScene(
  { stage, shown }: Showing,
  across: string,
  up: string,
  size: Size,
): Scene {
  const parameters = variedParameters(stage);
  const first = parameters.find(({ name }) => name === across);
  const second = parameters.find(({ name }) => name === up);
  if (first === undefined || second === undefined) return [];
  const room = { ...roomOf(size, leftOf(second)), right: Math.max(160, size.width - 26) };
  const abscissa = parameterAxis(first, room.left, room.right, 6);
  const ordinate = parameterAxis(second, room.bottom, room.top, 6);
  const part = (room.right - room.left) / Math.max(1, abscissa.ticks.length);
  const points = placed(shown, abscissa.place, ordinate.place);
  const [width, height] = [(room.right - room.left) / CELLS, (room.bottom - room.top) / CELLS];
  // Edges lie on whole pixels, so that neighbours neither overlap nor leave a gap.
  const edge = (from: number, step: number, i: number): number => Math.round(from + i * step);
  const cells = Array.from({ length: points.length < 3 ? 0 : CELLS * CELLS }, (_, i): Shape => {
    const [column, row] = [i % CELLS, Math.floor(i / CELLS)];
    const [left, top] = [edge(room.left, width, column), edge(room.top, height, row)];
    const [x, y] = [room.left + (column + 0.5) * width, room.top + (row + 0.5) * height];
    const merit = meritAt(points, x, y, width, height);
    // Bands, as a map of heights has them.
    const band = Math.round(merit * 8) / 8;
    return {
      kind: 'box',
      x: left,
      y: top,
      width: edge(room.left, width, column + 1) - left,
      height: edge(room.top, height, row + 1) - top,
      look: 'full',
      tone: 'accent',
      opacity: 0.02 + TINT_MOST * band * band,
    };
  });
  const dots = points.map(({ trial, x: at, y: over }): Shape => {
    const isBest = trial.trial === stage.best;
    const { look } = STATE_LOOKS[trial.state];
    return {
      kind: 'dot',
      x: at,
      y: over,
      radius: isBest ? 5 : 2.5,
      look,
      tone: 'text',
      opacity: isBest ? 1 : 0.7,
      trial: trial.trial,
    };
  });
  const scaleOf = (ticks: typeof abscissa.ticks) => ({ ticks, from: 0, to: 0, place: () => 0 });
  return [
    ...cells,
    ...axisLeft(scaleOf(fitted(ordinate.ticks, room.left - 12)), room, up),
    ...axisBelow(scaleOf(fitted(abscissa.ticks, part - 8)), room, across),
    ...dots,
    text(room.right, room.top - 13, 'the stronger, the better', 'right'),
  ];
}

/** Names of choices need more room than numbers. */
function leftOf(parameter: TuningParameterLook): number {
  if (parameter.kind !== 'categorical') return 64;
  const widest = Math.max(...parameter.choices.map((choice) => widthOf(String(choice))));
  return Math.min(130, Math.max(64, widest + 14));
}

function fitted(ticks: readonly Tick[], width: number): readonly Tick[] {
  return ticks.map(({ at, label }) => ({ at, label: shortened(label, width) }));
}

function placed(
  shown: readonly TuningTrial[],
  across: (trial: TuningTrial) => number | undefined,
  up: (trial: TuningTrial) => number | undefined,
): readonly Point[] {
  const valued = shown
    .flatMap((trial) => {
      const [value, x, y] = [valueOf(trial), across(trial), up(trial)];
      return value === undefined || x === undefined || y === undefined
        ? []
        : [{ trial, value, x, y }];
    })
    .toSorted((one, other) => one.value - other.value);
  return valued.map(({ trial, x, y }, i) => ({
    trial,
    x,
    y,
    merit: valued.length === 1 ? 1 : 1 - i / (valued.length - 1),
  }));
}

function meritAt(
  points: readonly Point[],
  x: number,
  y: number,
  width: number,
  height: number,
): number {
  let [sum, weights] = [0, 0];
  for (const point of points) {
    const square = ((point.x - x) / width) ** 2 + ((point.y - y) / height) ** 2;
    const weight = 1 / (square * square + 0.5);
    sum += weight * point.merit;
    weights += weight;
  }
  return sum / weights;
}
