/** What it is: the value against each parameter by itself, side by side on one scale. */

import type { Showing } from './historyScene.ts';
import { axisBelow, axisLeft, roomOf } from './frame.ts';
import type { Room } from './frame.ts';
import { parameterAxis, variedParameters } from './parameters.ts';
import { linearScale, logScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';
import { heightOf, nameOfHeight, STATE_LOOKS, valueOf } from './trials.ts';

/** Narrower slices go into another row. */
const WIDTH_LEAST = 170;
const GAP = 26;

export function slicesScene({ stage, shown, isLog }: Showing, size: Size): Scene {
  const parameters = variedParameters(stage);
  const whole = roomOf(size);
  const perRow = Math.max(
    1,
    Math.min(parameters.length, Math.floor((whole.right - whole.left + GAP) / WIDTH_LEAST)),
  );
  const rows = Math.ceil(parameters.length / perRow);
  const height = (size.height - 4) / Math.max(1, rows);
  const width = (whole.right - whole.left + GAP) / perRow;
  const heights = shown.flatMap((trial) => {
    const value = valueOf(trial);
    return value === undefined ? [] : [heightOf(stage, value, isLog)];
  });
  return parameters.flatMap((parameter, i): Shape[] => {
    const [column, row] = [i % perRow, Math.floor(i / perRow)];
    const left = whole.left + column * width;
    const room: Room = {
      left,
      right: left + width - GAP,
      top: row * height + 22,
      bottom: (row + 1) * height - 30,
    };
    const y = (isLog ? logScale : linearScale)(heights, room.bottom, room.top, rows > 1 ? 3 : 5);
    const x = parameterAxis(parameter, room.left + 4, room.right - 4, 4);
    const scale = { ticks: x.ticks, from: room.left, to: room.right, place: () => 0 };
    const frame = axisLeft(
      column === 0 ? y : { ...y, ticks: y.ticks.map(({ at }) => ({ at, label: '' })) },
      room,
      column === 0 ? nameOfHeight(stage, isLog) : '',
    );
    const dots = shown.flatMap((trial): Shape[] => {
      const value = valueOf(trial);
      const at = x.place(trial);
      if (value === undefined || at === undefined) return [];
      const isBest = trial.trial === stage.best;
      const { tone, look } = STATE_LOOKS[trial.state];
      return [
        {
          kind: 'dot',
          x: at,
          y: y.place(heightOf(stage, value, isLog)),
          radius: isBest ? 4.5 : 2.5,
          look,
          tone: isBest ? 'accent' : tone,
          opacity: isBest ? 1 : 0.7,
          trial: trial.trial,
        },
      ];
    });
    return [...frame, ...dots, ...axisBelow(scale, room, parameter.name)];
  });
}
