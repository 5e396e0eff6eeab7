import { expect, test } from 'vitest';
import type { Mark } from '../../engine/projections/frame.ts';
import { shownEnd } from '../widgets/timeSpan.ts';
import { INSET, markNear, placeOfTime, timeAfterKey, timeOfPlace } from './timeline.ts';

test('while a run goes on the stretch is a fine figure above its end, and then its very end', () => {
  expect(shownEnd(0, false)).toBe(1_500);
  expect(shownEnd(123_456, false)).toBe(150_000);
  expect(shownEnd(150_000, false)).toBe(200_000);
  expect(shownEnd(760_000, false)).toBe(1_000_000);
  expect(shownEnd(123_456, true)).toBe(123_456);
});

test('places and times are inverse, and clamped', () => {
  const width = 400 + 2 * INSET;
  expect(placeOfTime(250, 1_000, width)).toBe(100 + INSET);
  expect(timeOfPlace(100 + INSET, 1_000, width)).toBe(250);
  expect(timeOfPlace(0, 1_000, width)).toBe(0);
  expect(timeOfPlace(900, 1_000, width)).toBe(1_000);
  expect(timeOfPlace(INSET + 5, 1_000, 0)).toBe(1_000);
});

test('the nearest mark within reach is found; phases are no marks to catch', () => {
  const marks: readonly Mark[] = [
    { at: 100, seq: 1, kind: 'phase', label: 'prepare' },
    { at: 104, seq: 2, kind: 'decision', label: 'decided' },
    { at: 300, seq: 3, kind: 'fault', label: 'crash' },
  ];
  expect(markNear(marks, placeOfTime(100, 1_000, 1_000), 1_000, 1_000, 6)?.label).toBe('decided');
  expect(markNear(marks, 200, 1_000, 1_000, 6)).toBeUndefined();
});

test('keys move by a hundredth, by a tenth, or not at all', () => {
  expect(timeAfterKey('ArrowRight', 500, 1_000)).toBe(510);
  expect(timeAfterKey('PageDown', 500, 1_000)).toBe(400);
  expect(timeAfterKey('ArrowLeft', 3, 1_000)).toBe(0);
  expect(timeAfterKey('x', 3, 1_000)).toBeUndefined();
});
