/** What it is: the value of each trial in the order in which they were drawn up, and the best so far. */

import type { TuningStage, TuningTrial } from '../../../engine/projections/tuningStage.ts';
import { axisBelow, axisLeft, roomOf, text } from './frame.ts';
import { linearScale, logScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';
import { heightOf, nameOfHeight, STATE_LOOKS, valueOf } from './trials.ts';

/** Which trials, and whether values are on a log axis. */
export interface Showing {
  readonly stage: TuningStage;
  readonly shown: readonly TuningTrial[];
  readonly isLog: boolean;
}

export function historyScene({ stage, shown, isLog }: Showing, size: Size): Scene {
  const room = roomOf(size);
  const valued = shown.flatMap((trial) => {
    const value = valueOf(trial);
    return value === undefined ? [] : [{ trial, value: heightOf(stage, value, isLog) }];
  });
  const bests = bestSoFar(stage, isLog);
  const heights = [...valued.map(({ value }) => value), ...bests.map(({ value }) => value)];
  const optimum = isLog || stage.optimum === undefined ? [] : [stage.optimum];
  const scale = isLog ? logScale : linearScale;
  const y = scale([...heights, ...optimum], room.bottom, room.top, 5);
  const x = linearScale([0, Math.max(1, stage.trialsMost)], room.left, room.right, 6);
  const steps = bests.flatMap(({ at, value }, i) => {
    const until = bests[i + 1]?.at ?? Math.max(at, stage.trials.length - 1);
    return [x.place(at), y.place(value), x.place(until), y.place(value)];
  });
  const dots = valued.map(({ trial, value }): Shape => {
    const { tone, look } = STATE_LOOKS[trial.state];
    const isBest = trial.trial === stage.best;
    return {
      kind: 'dot',
      x: x.place(trial.trial),
      y: y.place(value),
      radius: isBest ? 5 : 3,
      look,
      tone: isBest ? 'accent' : tone,
      opacity: isBest ? 1 : 0.8,
      trial: trial.trial,
    };
  });
  return [
    ...axisLeft(y, room, nameOfHeight(stage, isLog)),
    ...optimum.flatMap((value): Shape[] => [
      {
        kind: 'line',
        points: [room.left, y.place(value), room.right, y.place(value)],
        tone: 'good',
        dash: [4, 4],
      },
      text(room.right, y.place(value) - 8, 'optimum', 'right'),
    ]),
    { kind: 'line', points: steps, tone: 'accent', width: 2 },
    ...dots,
    ...axisBelow(x, room, 'trial'),
  ];
}

/** Where the best so far changes, in the order of the trials' numbers. */
function bestSoFar(stage: TuningStage, isLog: boolean) {
  const found: { readonly at: number; readonly value: number }[] = [];
  for (const trial of stage.trials) {
    const value = valueOf(trial);
    if (trial.state !== 'complete' || value === undefined) continue;
    const height = heightOf(stage, value, isLog);
    const last = found.at(-1);
    if (last === undefined || height < last.value) found.push({ at: trial.trial, value: height });
  }
  return found;
}
