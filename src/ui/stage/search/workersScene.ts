/** What it is: who was at which trial when: a lane for each worker, a box for each job. */

import type { TuningSpan, TuningStage } from '../../../engine/projections/tuningStage.ts';
import { timeAxisOf } from '../../charts/axes.ts';
import { axisBelow, line, roomOf, text } from './frame.ts';
import { exactScale } from './scale.ts';
import type { Scene, Shape, Size } from './scene.ts';

const LOOKS: Readonly<
  Record<
    TuningSpan['end'],
    {
      readonly tone: Shape['tone'];
      readonly look: 'full' | 'striped' | 'outline';
      readonly opacity: number;
    }
  >
> = {
  running: { tone: 2, look: 'outline', opacity: 1 },
  reported: { tone: 0, look: 'full', opacity: 0.75 },
  pruned: { tone: 1, look: 'striped', opacity: 1 },
  lost: { tone: 'bad', look: 'striped', opacity: 1 },
  failed: { tone: 'bad', look: 'outline', opacity: 1 },
  cancelled: { tone: 7, look: 'striped', opacity: 1 },
};

/** Boxes at least so wide say their trial. */
const NUMBER_WIDTH = 24;
const NAME_WIDTH = 92;
const LANE_LEAST = 13;
const LANE_MOST = 44;
const AXIS_HEIGHT = 44;

/** The least height in pixels at which names do not run into one another. */
export function workersHeight({ workers }: TuningStage): number {
  return workers.length * LANE_LEAST + AXIS_HEIGHT;
}

export function workersScene(stage: TuningStage, size: Size): Scene {
  const room = { ...roomOf(size, NAME_WIDTH), top: 6 };
  const time = timeAxisOf(Math.max(1, stage.at), 6);
  const scale = exactScale(0, Math.max(1, stage.at), room.left, room.right, []);
  const ticks = time.ticks.map((at) => ({ at: scale.place(at), label: time.format(at) }));
  const lane = Math.min(LANE_MOST, (room.bottom - room.top) / Math.max(1, stage.workers.length));
  const bar = Math.max(3, lane - Math.max(2, lane * 0.3));
  const lanes = stage.workers.flatMap(({ label, state }, i): Shape[] => {
    const middle = room.top + (i + 0.5) * lane;
    return [
      line([room.left, middle, room.right, middle], 'line'),
      text(
        room.left - 8,
        middle,
        `${state === 'lost' ? '✕ ' : ''}${label}`,
        'right',
        state === 'busy',
      ),
    ];
  });
  const boxes = stage.spans.flatMap((span): Shape[] => {
    const from = scale.place(span.from);
    const to = scale.place(span.to ?? stage.at);
    const y = room.top + span.worker * lane + (lane - bar) / 2;
    const width = Math.max(1.5, to - from - 1);
    const { tone, look, opacity } = LOOKS[span.end];
    const { trial } = span;
    const box: Shape = {
      kind: 'box',
      x: from,
      y,
      width,
      height: bar,
      tone: span.isAssessment ? 4 : tone,
      look,
      opacity,
      trial,
    };
    if (width < NUMBER_WIDTH || bar < 10) return [box];
    const number = text(from + width / 2, y + bar / 2 + 0.5, String(trial), 'center');
    return [box, { ...number, tone: look === 'full' ? 'panel' : 'text' }];
  });
  return [...lanes, ...boxes, ...axisBelow({ ...scale, ticks }, room, 'virtual time')];
}
