import { expect, test } from 'vitest';
import type { Design } from '../../engine/document/design.ts';
import type { Diagnostic } from '../../engine/plan/plan.ts';
import { aDesign } from './designs.testing.ts';
import { createDocumentStore } from './documentStore.ts';
import { settle } from './fakeHost.testing.ts';
import { createProblemsStore, followProblems, problemsOf } from './problemsStore.ts';

const diagnostic = (severity: Diagnostic['severity'], node?: string): Diagnostic => ({
  severity,
  code: 'x',
  path: 'nodes.0',
  message: `${severity} at ${node ?? 'the design'}`,
  ...(node === undefined ? {} : { node }),
});

test('errors come first, and each node knows its own', () => {
  const state = problemsOf(aDesign(), [
    diagnostic('advice', 'a'),
    diagnostic('error', 'a'),
    diagnostic('warning'),
  ]);
  expect(state.diagnostics.map((one) => one.severity)).toEqual(['error', 'warning', 'advice']);
  expect(state.byNode.get('a')?.length).toBe(2);
  expect([state.errorCount, state.warningCount, state.adviceCount]).toEqual([1, 1, 1]);
});

test('problems follow the design a moment later, and an outdated answer is dropped', async () => {
  const documents = createDocumentStore(aDesign());
  const problems = createProblemsStore();
  const due: (() => void)[] = [];
  const answers: (() => void)[] = [];
  const asked: Design[] = [];
  const check = (design: Design) =>
    new Promise<readonly Diagnostic[]>((resolve) => {
      asked.push(design);
      answers.push(() => {
        resolve([diagnostic('error', design.name)]);
      });
    });
  const stop = followProblems(problems, documents, check, {
    after: (_millis, callback) => {
      due.length = 0;
      due.push(callback);
      return () => undefined;
    },
  });
  documents.edit('Rename', (design) => ({ ...design, name: 'second' }));
  documents.edit('Rename', (design) => ({ ...design, name: 'third' }));
  answers[0]!();
  await settle();
  expect(problems.getState().checked).toBeUndefined();
  due[0]!();
  answers[1]!();
  await settle();
  expect(asked.map((design) => design.name)).toEqual(['Example', 'third']);
  expect(problems.getState().diagnostics[0]?.message).toBe('error at third');
  stop();
});
