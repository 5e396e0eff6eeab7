/** What it is: what is under the pointer in the space–time diagram, as plain facts for its tooltip. */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { formatMicros } from '../../widgets/format.ts';
import { arrowOf, laneY, meanJourney, timeX } from './geometry.ts';
import type { Area } from './geometry.ts';
import { lookOfPoint } from './look.ts';

export interface Target {
  /** The event: the sending of a message, or the point's own. */
  readonly seq: number;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Place on the canvas that the tooltip points to. */
  readonly x: number;
  readonly y: number;
}

const FATES = ['in flight', 'delivered', 'lost', 'ignored by its receiver'];

export function targetOfMessage(
  stage: SpaceTimeStage,
  row: number,
  area: Area & { readonly cursor: number },
): Target {
  const { messages, lanes, kinds } = stage;
  const [x1, y1, x2, y2] = arrowOf(stage, row, area, area.cursor, meanJourney(messages));
  const sentAt = messages.sentAt[row] ?? 0;
  const endAt = messages.endAt[row] ?? -1;
  const name = (lane: number | undefined): string => lanes[lane ?? 0]?.label ?? '?';
  return {
    seq: messages.seq[row] ?? 0,
    title: `${kinds[messages.kind[row] ?? 0]?.title ?? 'Message'}: ${name(messages.from[row])} → ${name(messages.to[row])}`,
    facts: [
      ['Sent', formatMicros(sentAt)],
      ...(endAt < 0
        ? []
        : ([
            [messages.fate[row] === 2 ? 'Lost' : 'Arrived', formatMicros(endAt)],
            ['Under way', formatMicros(endAt - sentAt)],
          ] as const)),
      ['Fate', FATES[messages.fate[row] ?? 0] ?? ''],
    ],
    x: (x1 + x2) / 2,
    y: (y1 + y2) / 2,
  };
}

export function targetOfPoint(stage: SpaceTimeStage, place: number, area: Area): Target {
  const point = stage.points[place];
  return {
    seq: point?.seq ?? 0,
    title: `${lookOfPoint(point?.kind ?? '').title}: ${stage.lanes[point?.lane ?? 0]?.label ?? ''}`,
    facts: [
      ['At', formatMicros(point?.at ?? 0)],
      ['What', point?.label ?? ''],
    ],
    x: timeX(area, point?.at ?? 0),
    y: laneY(area, point?.lane ?? 0),
  };
}
