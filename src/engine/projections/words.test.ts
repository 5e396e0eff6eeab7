import { expect, test } from 'vitest';
import { textInWords } from './words.ts';

test.each([
  ['property', 'sameState', 'same state'],
  ['error', 'no_consensus', 'no consensus'],
  ['message', 'prePrepare', 'pre prepare'],
  ['reason', 'lost', 'lost'],
  ['behaviour', 'oppositeReports', 'reports the opposite'],
  ['behaviour', 'silent', 'silent'],
  ['protocol', 'hierarchical_consensus', 'Hierarchical consensus'],
  ['timer', 'retry/1', 'retry 1'],
  ['timer', 'raft.heartbeat', 'raft heartbeat'],
  ['timer', 'newView', 'new view'],
  ['groups', '[["r/0"],["r/1","r/2"]]', 'r/0 | r/1, r/2'],
  // Agents, digests, contents and sentences are no names.
  ['links', 'r/0, r/1 → everybody', 'r/0, r/1 → everybody'],
  ['agent', 'replicas/1', 'replicas/1'],
  ['digest', 'f917074d120a', 'f917074d120a'],
  ['detail', 'v0 n1 d:bf25', 'v0 n1 d:bf25'],
  ['explanation', 'p/0 decided agree.', 'p/0 decided agree.'],
])('%s %s is read out as %s', (field, text, words) => {
  expect(textInWords(field, text)).toBe(words);
});
