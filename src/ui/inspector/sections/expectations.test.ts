import { expect, test } from 'vitest';
import { expectation } from '../../../engine/document/design.ts';
import { newDesign } from '../../../engine/document/newDesign.ts';
import { compileDesign } from '../../../engine/plan/compile.ts';
import { addBlock, findBlock } from '../../state/blocks.ts';
import {
  EXPECTATION_KINDS,
  eventKinds,
  newExpectation,
  readEquals,
  sayExpectation,
  withBound,
} from './expectations.ts';

function withVote() {
  const block = findBlock('coordination.simple_consensus');
  if (block?.kind !== 'node') throw new Error('no such block');
  return addBlock(newDesign('Vote'), block, { x: 0, y: 0 }).design;
}

test('every kind of expectation starts as one that the planner accepts', () => {
  const design = withVote();
  const expectations = EXPECTATION_KINDS.map(({ kind }) => newExpectation(kind, design)!);
  expect(expectations.every((one) => expectation.safeParse(one).success)).toBe(true);
  const { diagnostics } = compileDesign({ ...design, expectations });
  expect(diagnostics.filter(({ path }) => path.startsWith('expectations'))).toEqual([]);
});

test('without a coordination there is none to expect something of', () => {
  expect(newExpectation('status', newDesign('Empty'))).toBeUndefined();
  expect(newExpectation('outcome', newDesign('Empty'))).toBeUndefined();
});

test('offers the events of the protocols in the design before those of any run', () => {
  const kinds = eventKinds(withVote());
  expect(kinds[0]).toMatch(/^simple\./);
  expect(kinds).toContain('message.dropped');
  expect(kinds.some((kind) => kind.startsWith('market.'))).toBe(false);
});

test.each([
  ['agree', 'agree'],
  ['8', 8],
  [' -0.5 ', -0.5],
  ['true', true],
  ['false', false],
  ['  ', undefined],
])('what is typed as %j is the value %j', (text, value) => {
  expect(readEquals(text)).toBe(value);
});

test('bounds come and go, and are said', () => {
  const start = { kind: 'events', event: 'message.dropped', equals: 0 } as const;
  expect(sayExpectation(start)).toBe('message.dropped never happens');
  const bare = withBound(start, 'equals', undefined);
  expect(bare).toStrictEqual({ kind: 'events', event: 'message.dropped' });
  expect(sayExpectation(withBound(bare, 'equals', 3))).toBe('message.dropped happens 3 times');
  const both = withBound(withBound(bare, 'atLeast', 2), 'atMost', 5);
  expect(sayExpectation(both)).toBe('message.dropped happens ≥ 2 and ≤ 5 times');
});
