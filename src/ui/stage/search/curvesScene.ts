/** What it is: what trials reported on their way: a line for each, from level to level. */

import { axisBelow, axisLeft, line, roomOf } from './frame.ts';
import type { Showing } from './historyScene.ts';
import { exactScale, linearScale, logScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';
import { axisFor } from '../../charts/axes.ts';
import { heightOf, nameOfHeight, STATE_LOOKS } from './trials.ts';

export function curvesScene({ stage, shown, isLog }: Showing, size: Size): Scene {
  const room = roomOf(size);
  const curves = shown
    .filter(({ curve }) => curve.length > 0)
    .map((trial) => ({
      trial,
      heights: trial.curve.map((value) => heightOf(stage, value, isLog)),
    }));
  const scale = isLog ? logScale : linearScale;
  const y = scale(
    curves.flatMap(({ heights }) => heights),
    room.bottom,
    room.top,
    5,
  );
  const { levels, rungs } = stage;
  const ticks = rungs.length > 1 ? rungs : axisFor(0, levels, 6, true).ticks;
  const x = exactScale(
    0,
    levels,
    room.left,
    room.right,
    ticks.filter((tick) => tick <= levels),
  );
  const lines = curves.flatMap(({ trial, heights }): Shape[] => {
    const { tone, look } = STATE_LOOKS[trial.state];
    const isBest = trial.trial === stage.best;
    const points = heights.flatMap((height, i) => [x.place(trial.levels[i] ?? 0), y.place(height)]);
    const [endX = 0, endY = 0] = points.slice(-2);
    const colour = isBest ? 'accent' : tone;
    const own: Shape = {
      kind: 'line',
      points,
      tone: colour,
      width: isBest ? 2.5 : 1,
      opacity: isBest ? 1 : 0.55,
      trial: trial.trial,
      ...(look === 'cross' && { dash: [4, 3] }),
    };
    const end: Shape = {
      kind: 'dot',
      x: endX,
      y: endY,
      radius: isBest ? 4.5 : 2.5,
      look,
      tone: colour,
      opacity: 0.9,
      trial: trial.trial,
    };
    return [own, end];
  });
  const marks =
    rungs.length > 1
      ? rungs.map((rung) => line([x.place(rung), room.top, x.place(rung), room.bottom], 'line'))
      : [];
  return [
    ...marks,
    ...axisLeft(y, room, nameOfHeight(stage, isLog)),
    ...lines,
    ...axisBelow(x, room, `level of ${levels}`),
  ];
}
