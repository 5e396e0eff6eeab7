import { expect, test } from 'vitest';
import type { Failure } from '../../engine/base/result.ts';
import { IDLE, isOpen, stepTransport } from './transport.ts';
import type { Transport, TransportInput } from './transport.ts';

const problem: Failure = { kind: 'workerDied', message: 'gone' };

const rows: readonly (readonly [string, TransportInput, string])[] = [
  ['idle', { kind: 'opening' }, 'opening'],
  ['idle', { kind: 'played' }, 'idle'],
  ['idle', { kind: 'shown', isAtEnd: true }, 'idle'],
  ['opening', { kind: 'opened', plays: true }, 'playing'],
  ['opening', { kind: 'opened', plays: false }, 'paused'],
  ['opening', { kind: 'played' }, 'opening'],
  ['opening', { kind: 'refused', before: { phase: 'playing' } }, 'paused'],
  ['opening', { kind: 'refused', before: IDLE }, 'idle'],
  ['playing', { kind: 'paused' }, 'paused'],
  ['playing', { kind: 'shown', isAtEnd: false }, 'playing'],
  ['playing', { kind: 'shown', isAtEnd: true }, 'finished'],
  ['playing', { kind: 'failed', failure: problem }, 'failed'],
  ['paused', { kind: 'played' }, 'playing'],
  ['paused', { kind: 'shown', isAtEnd: true }, 'finished'],
  ['finished', { kind: 'shown', isAtEnd: false }, 'paused'],
  ['finished', { kind: 'paused' }, 'finished'],
  ['finished', { kind: 'played' }, 'playing'],
  ['finished', { kind: 'closed' }, 'idle'],
  ['failed', { kind: 'played' }, 'failed'],
  ['failed', { kind: 'opening' }, 'opening'],
];

const at = (phase: string): Transport =>
  phase === 'failed' ? { phase, failure: problem } : ({ phase } as Transport);

test.each(rows)('%s, then %o, is %s', (before, input, after) => {
  expect(stepTransport(at(before), input).phase).toBe(after);
});

test('an input that changes nothing gives the very state', () => {
  const playing = at('playing');
  expect(stepTransport(playing, { kind: 'shown', isAtEnd: false })).toBe(playing);
  expect(stepTransport(playing, { kind: 'played' }).phase).toBe('playing');
});

test('a run is open in three phases', () => {
  const phases = ['idle', 'opening', 'playing', 'paused', 'finished', 'failed'];
  expect(phases.filter((phase) => isOpen(at(phase)))).toEqual(['playing', 'paused', 'finished']);
});
