import { expect, test } from 'vitest';
import { createSessionStore } from './sessionStore.ts';
import type { KeyValueStorage } from './storage.ts';

function storage(text?: string): KeyValueStorage & { text(): string } {
  let kept = text;
  return {
    getItem: () => kept ?? null,
    setItem: (_key, value) => {
      kept = value;
    },
    text: () => kept ?? '',
  };
}

test('the lasting part comes back, the selection does not', () => {
  const kept = storage();
  const one = createSessionStore(kept);
  one.setTheme('dark');
  one.showPanel('library', false);
  one.showStageTab('log');
  one.select(['a']);
  const next = createSessionStore(kept).getState();
  expect(next).toMatchObject({ theme: 'dark', stageTab: 'log' });
  expect(next.panels).toEqual({ library: false, inspector: true, stage: true, drawing: true });
  expect(next.selection.nodes).toEqual([]);
  expect(kept.text()).not.toContain('selection');
});

test.each(['', '{', 'null', '{"theme":"pink"}'])(
  'a damaged preference %s is passed over',
  (text) => {
    expect(createSessionStore(storage(text)).getState().theme).toBe('system');
  },
);

test('a storage that throws is passed over', () => {
  const session = createSessionStore({
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
  });
  session.setTheme('dark');
  expect(session.getState().theme).toBe('dark');
});

test('selecting an agent selects its node, and selecting a node lets the agent go', () => {
  const session = createSessionStore();
  session.selectAgent('replicas/3');
  expect(session.getState().selection).toEqual({
    nodes: ['replicas'],
    connections: [],
    agent: 'replicas/3',
  });
  session.select(['replicas']);
  expect(session.getState().selection.agent).toBeUndefined();
});

test('an equal selection is the same selection', () => {
  const session = createSessionStore();
  session.select(['a', 'b']);
  const before = session.getState().selection;
  session.select(['a', 'b']);
  session.keepSelected(() => true);
  expect(session.getState().selection).toBe(before);
  session.keepSelected((id) => id === 'b');
  expect(session.getState().selection.nodes).toEqual(['b']);
  session.toggleNode('b');
  expect(session.getState().selection.nodes).toEqual([]);
});

test('asking for a field opens the inspector on its node, and asking again is news', () => {
  const session = createSessionStore();
  session.showPanel('inspector', false);
  session.requestField('pool', 'nodes.0.count');
  session.requestField('pool', 'nodes.0.count');
  expect(session.getState()).toMatchObject({
    panels: { inspector: true },
    selection: { nodes: ['pool'] },
    fieldRequest: { path: 'nodes.0.count', count: 2 },
  });
});

test('one of stage and drawing always stays, and what is asked to be shown is', () => {
  const session = createSessionStore();
  session.showPanel('drawing', false);
  expect(session.getState().panels).toMatchObject({ drawing: false, stage: true });
  session.showPanel('stage', false);
  expect(session.getState().panels).toMatchObject({ drawing: true, stage: false });
  session.showPanel('drawing', false);
  expect(session.getState().panels).toMatchObject({ drawing: false, stage: true });
  session.requestReveal(['pool']);
  expect(session.getState().panels.drawing).toBe(true);
});
