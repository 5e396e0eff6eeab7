/** What it is: two measures against each other: complete trials, and the front that none of them beats. */

import type { Showing } from './historyScene.ts';
import { axisBelow, axisLeft, roomOf } from './frame.ts';
import { linearScale, logScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';

export function frontScene({ stage, shown, isLog }: Showing, size: Size): Scene {
  const room = roomOf(size);
  const complete = shown.flatMap((trial) => {
    const value = trial.curve.at(-1);
    return trial.second === undefined || value === undefined
      ? []
      : [{ trial: trial.trial, value, second: trial.second }];
  });
  const isWide = spread(complete.map(({ second }) => second)) > 50;
  const x = (isWide ? logScale : linearScale)(
    complete.map(({ second }) => second),
    room.left,
    room.right,
    6,
  );
  const y = (isLog ? logScale : linearScale)(
    complete.map(({ value }) => value),
    room.bottom,
    room.top,
    5,
  );
  const onFront = new Set(stage.front);
  const corner = stage.front.flatMap((trial) => complete.filter((one) => one.trial === trial));
  // A front is a stair: between two of its trials nothing is known to be better than either.
  const stair = corner.flatMap(({ value, second }, i) => {
    const before = corner[i - 1];
    const step = before === undefined ? [] : [x.place(before.second), y.place(value)];
    return [...step, x.place(second), y.place(value)];
  });
  const dots = complete.map(({ trial, value, second }): Shape => ({
    kind: 'dot',
    x: x.place(second),
    y: y.place(value),
    radius: onFront.has(trial) ? 4.5 : 3,
    look: onFront.has(trial) ? 'full' : 'ring',
    tone: onFront.has(trial) ? 'accent' : 0,
    opacity: onFront.has(trial) ? 1 : 0.6,
    trial,
  }));
  return [
    ...axisLeft(y, room, stage.measures[0] ?? ''),
    { kind: 'line', points: stair, tone: 'accent', width: 1.5 },
    ...dots,
    ...axisBelow(x, room, stage.measures[1] ?? ''),
  ];
}

function spread(values: readonly number[]): number {
  const least = Math.min(...values);
  return least > 0 ? Math.max(...values) / least : 1;
}
