import { expect, test } from 'vitest';
import {
  AXIS,
  GUTTER,
  arrowNear,
  arrowOf,
  detailFor,
  distanceTo,
  laneHeight,
  laneY,
  meanJourney,
  pointNear,
  timeX,
} from './geometry.ts';
import { aStage } from './stages.testing.ts';

const AREA = {
  width: GUTTER + 1_000,
  height: AXIS + 4 + 160,
  lanes: 4,
  span: { from: 0, to: 100_000 },
};
const NONE_HIDDEN = (): boolean => false;

test('lanes share the height below the axis, and never grow beyond reason', () => {
  expect(laneHeight(AREA)).toBe(40);
  expect(laneY(AREA, 0)).toBe(AXIS + 20);
  expect(laneY(AREA, 3)).toBe(AXIS + 140);
  expect(laneHeight({ height: 4_000, lanes: 2 })).toBe(112);
});

test('an arrow goes from the sender’s lane when sent to the receiver’s when it arrived', () => {
  const stage = aStage([[1, 3, 10_000, 30_000]]);
  expect(arrowOf(stage, 0, AREA, 50_000, 10_000)).toEqual([
    timeX(AREA, 10_000),
    laneY(AREA, 1),
    timeX(AREA, 30_000),
    laneY(AREA, 3),
  ]);
});

test('what is in flight ends at the cursor, short of its receiver however late it is', () => {
  const stage = aStage([[0, 2, 10_000, -1]]);
  const [, y1, x2, y2] = arrowOf(stage, 0, AREA, 15_000, 10_000);
  expect(x2).toBe(timeX(AREA, 15_000));
  expect(y2).toBeCloseTo(y1 + (laneY(AREA, 2) - y1) / 2);
  const late = arrowOf(stage, 0, AREA, 90_000, 10_000);
  expect(late[3]).toBeLessThan(laneY(AREA, 2));
});

test('what is lost ends before the receiver’s lane, and has a slope even when lost at once', () => {
  const stage = aStage([[0, 2, 10_000, 10_000, 2]]);
  const [x1, y1, x2, y2] = arrowOf(stage, 0, AREA, 50_000, 8_000);
  expect(x2).toBeGreaterThan(x1);
  expect(y2).toBeGreaterThan(y1);
  expect(y2).toBeLessThan(laneY(AREA, 2));
});

test('the mean journey leaves out what has not arrived', () => {
  expect(
    meanJourney(
      aStage([
        [0, 1, 0, 4_000],
        [0, 1, 0, 8_000],
        [0, 1, 0, -1],
      ]).messages,
    ),
  ).toBe(6_000);
  expect(meanJourney(aStage([]).messages)).toBe(10_000);
});

test('the distance is to the line, not to its extension', () => {
  expect(distanceTo([0, 0, 10, 0], 5, 3)).toBe(3);
  expect(distanceTo([0, 0, 10, 0], 14, 3)).toBe(5);
  expect(distanceTo([2, 2, 2, 2], 2, 5)).toBe(3);
});

test('the nearest arrow within reach is found; hidden kinds and far ones are not', () => {
  const stage = aStage([
    [0, 1, 0, 20_000, 1, 0],
    [0, 1, 40_000, 60_000, 1, 1],
  ]);
  const middle = { x: timeX(AREA, 50_000), y: (laneY(AREA, 0) + laneY(AREA, 1)) / 2 };
  expect(arrowNear(stage, AREA, 90_000, middle, 6, NONE_HIDDEN)).toBe(1);
  expect(arrowNear(stage, AREA, 90_000, middle, 6, (kind) => kind === 1)).toBeUndefined();
  expect(arrowNear(stage, AREA, 90_000, { x: middle.x + 60, y: middle.y }, 6, NONE_HIDDEN)).toBe(
    undefined,
  );
});

test('a point is found on its lane only', () => {
  const points = [{ lane: 2, at: 30_000, seq: 7, kind: 'commit', label: 'commit 1' }];
  const stage = aStage([], { points });
  const x = timeX(AREA, 30_000) + 3;
  expect(pointNear(stage, AREA, { x, y: laneY(AREA, 2) }, 6)).toBe(0);
  expect(pointNear(stage, AREA, { x, y: laneY(AREA, 1) }, 6)).toBeUndefined();
});

test('the more messages, the less of each', () => {
  expect(detailFor(100, 1_000, 40)).toBe('full');
  expect(detailFor(100, 1_000, 6)).toBe('lines');
  expect(detailFor(1_000, 1_000, 40)).toBe('lines');
  expect(detailFor(4_000, 1_000, 40)).toBe('hairs');
});
