import { expect, test } from 'vitest';
import { addFault, moveNodes, removeFault } from './designEdits.ts';
import { aDesign } from './designs.testing.ts';
import { createDocumentStore } from './documentStore.ts';
import { followFaults } from './followFaults.ts';
import type { PlaybackState } from './playback.ts';

/** A document and a run of it that notes what it is asked. */
function studio(phase: 'paused' | 'idle' = 'paused') {
  const documents = createDocumentStore();
  documents.open('d', aDesign());
  const revised: number[] = [];
  const said: string[] = [];
  let due: (() => void) | undefined;
  let source: PlaybackState['source'] = {
    kind: 'design',
    design: documents.getState().design,
    seed: 1,
  };
  followFaults({
    documents,
    playback: {
      getState: () => ({ transport: { phase }, source }) as PlaybackState,
      revise: (design) => {
        revised.push(design.faults.length);
        source = { kind: 'design', design, seed: 1 };
        return Promise.resolve(undefined);
      },
    },
    notices: { announce: (text) => void said.push(text) },
    timers: {
      after: (_millis, callback) => {
        due = callback;
        return () => (due = undefined);
      },
    },
  });
  const pass = async (): Promise<void> => {
    due?.();
    due = undefined;
    await Promise.resolve();
    await Promise.resolve();
  };
  return { documents, revised, said, pass };
}

const crash = { id: 'f9', kind: 'crash', at: 5, agents: ['replicas/0'] } as const;
const withCrash = (design: ReturnType<typeof aDesign>) =>
  addFault(design, { ...crash, agents: [...crash.agents] });

test('an open run takes over edited faults, once for several edits, and their undoing', async () => {
  const { documents, revised, said, pass } = studio();
  const before = documents.getState().design.faults.length;
  documents.edit('add', withCrash);
  documents.edit('add', (design) => removeFault(design, 'fault'));
  documents.edit('move', (design) => moveNodes(design, new Map([['replicas', { x: 8, y: 8 }]])));
  await pass();
  expect(revised).toEqual([before]);
  expect(said).toEqual(['The run goes on with the changed faults']);
  documents.undo();
  documents.undo();
  await pass();
  expect(revised).toEqual([before, before + 1]);
});

test('what else changed, or no run, keeps the run as it is', async () => {
  const idle = studio('idle');
  idle.documents.edit('add', withCrash);
  await idle.pass();
  expect(idle.revised).toEqual([]);
  const changed = studio();
  changed.documents.edit('rename', (design) => ({
    ...design,
    nodes: design.nodes.map((node) =>
      node.id === 'replicas' ? { ...node, name: 'Others' } : node,
    ),
  }));
  changed.documents.edit('add', withCrash);
  await changed.pass();
  expect(changed.revised).toEqual([]);
});
