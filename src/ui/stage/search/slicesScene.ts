/** What it is: the value against each parameter by itself, side by side on one scale. */

import type { Showing } from './historyScene.ts';
import { axisBelow, axisLeft, roomOf, shortened } from './frame.ts';
import type { Room } from './frame.ts';
import { parameterAxis, variedParameters } from './parameters.ts';
import { linearScale, logScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';
import { heightOf, nameOfHeight, STATE_LOOKS, valueOf } from './trials.ts';

/** Narrower slices go into another row. */
const WIDTH_LEAST = 170;
const HEIGHT_LEAST = 112;
const GAP = 26;

function perRowOf({ stage }: Showing, width: number): number {
  const room = roomOf({ width, height: 0 });
  const fitting = Math.floor((room.right - room.left + GAP) / WIDTH_LEAST);
  return Math.max(1, Math.min(variedParameters(stage).length, fitting));
}

/** The least height in pixels at which rows of slices can be read. */
export function slicesHeight(showing: Showing, width: number): number {
  return (
    Math.ceil(variedParameters(showing.stage).length / perRowOf(showing, width)) * HEIGHT_LEAST
  );
}

export function slicesScene(showing: Showing, size: Size): Scene {
  const { stage, shown, isLog } = showing;
  const parameters = variedParameters(stage);
  const whole = roomOf(size);
  const perRow = perRowOf(showing, size.width);
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
    const part = (room.right - room.left) / Math.max(1, x.ticks.length);
    const ticks = x.ticks.map(({ at, label }) => ({ at, label: shortened(label, part - 8) }));
    const scale = { ticks, from: room.left, to: room.right, place: () => 0 };
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
    return [
      ...frame,
      ...dots,
      ...axisBelow(scale, room, shortened(parameter.name, room.right - room.left)),
    ];
  });
}
