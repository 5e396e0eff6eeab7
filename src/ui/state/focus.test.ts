import { expect, test } from 'vitest';
import { aCoordination, aDesign } from './designs.testing.ts';
import { coordinationInFocus } from './focus.ts';

const selection = (...nodes: string[]) => ({ nodes, connections: [], agent: undefined });
const design = { ...aDesign(), nodes: [...aDesign().nodes, aCoordination('second')] };

test('the selected coordination is in focus, or the one that the selected node feeds', () => {
  expect(coordinationInFocus(design, selection('second'), 'agreement')).toBe('second');
  expect(coordinationInFocus(design, selection('replicas'), 'second')).toBe('agreement');
});

test('with nothing selected the one shown so far stays, else the first', () => {
  expect(coordinationInFocus(design, selection(), 'second')).toBe('second');
  expect(coordinationInFocus(design, selection(), 'gone')).toBe('agreement');
  expect(coordinationInFocus({ ...design, nodes: [] }, selection(), 'gone')).toBeUndefined();
});
