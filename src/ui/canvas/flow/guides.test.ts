import { expect, test } from 'vitest';
import { align, boundsOf } from './guides.ts';

const other = { x: 100, y: 100, width: 80, height: 40 };

test('draws a near edge to another', () => {
  const aligned = align({ x: 96, y: 300, width: 50, height: 20 }, [other], 6);
  expect(aligned.x).toBe(4);
  expect(aligned.y).toBeUndefined();
  expect(aligned.guides).toEqual([{ axis: 'x', at: 100, from: 100, to: 320 }]);
});

test('aligns middles, and takes the nearest of several', () => {
  const aligned = align({ x: 300, y: 112, width: 30, height: 20 }, [other], 6);
  // Its middle, 122, is 2 from the other's middle; its edges are farther from everything.
  expect(aligned.y).toBe(-2);
  expect(aligned.guides[0]).toMatchObject({ axis: 'y', at: 120, from: 100, to: 330 });
});

test('leaves alone what is far', () => {
  const aligned = align({ x: 400, y: 400, width: 30, height: 20 }, [other], 6);
  expect(aligned).toEqual({ x: undefined, y: undefined, guides: [] });
});

test('bounds several areas', () => {
  expect(boundsOf([other, { x: 0, y: 120, width: 10, height: 100 }])).toEqual({
    x: 0,
    y: 100,
    width: 180,
    height: 120,
  });
});
