import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Design } from '../../engine/document/design.ts';
import { designSchema } from '../../engine/document/design.ts';
import { moveNodes, updateNode } from './designEdits.ts';
import { aDesign, anEdit } from './designs.testing.ts';
import { createDocumentStore, redoLabel, undoLabel } from './documentStore.ts';

const rename = (name: string) => (design: Design) => ({ ...design, name });

describe('the history of a design', () => {
  test('any edits, undos and redos give what a list of whole designs would', () => {
    const action = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('edit' as const),
          recipe: anEdit,
          gesture: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('redo' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('endGesture' as const) }) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const store = createDocumentStore(aDesign());
        // The model: whole designs, with the name of the gesture that may still grow the last of them.
        let designs: Design[] = [aDesign()];
        let place = 0;
        let open: { name: string; from: number } | undefined;
        const same = (one: unknown, other: unknown) =>
          JSON.stringify(one) === JSON.stringify(other);
        for (const one of actions) {
          if (one.kind === 'edit') {
            const before = designs[place]!;
            const after = one.recipe(before);
            if (after !== before) {
              const isGrowing = open !== undefined && open.name === one.gesture;
              const from: number = isGrowing ? open!.from : place;
              if (isGrowing || !same(before, after)) {
                designs = designs.slice(0, from + 1);
                if (!same(designs[from], after)) designs.push(after);
                place = designs.length - 1;
                open = one.gesture === undefined ? undefined : { name: one.gesture, from };
              }
            }
            store.edit(
              'Edit',
              one.recipe,
              one.gesture === undefined ? {} : { gesture: one.gesture },
            );
          } else if (one.kind === 'endGesture') {
            open = undefined;
            store.endGesture();
          } else {
            open = undefined;
            const next = place + (one.kind === 'undo' ? -1 : 1);
            if (next >= 0 && next < designs.length) place = next;
            store[one.kind]();
          }
          expect(store.getState().design).toEqual(designs[place]);
          expect(store.getState().position).toBe(place);
          expect(store.getState().tape.length).toBe(designs.length - 1);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('a drag of many moves is one step, and undo brings it back in one', () => {
    const store = createDocumentStore(aDesign());
    for (let x = 1; x <= 20; x++)
      store.edit(
        'Move a node',
        (design) => moveNodes(design, new Map([['replicas', { x, y: x }]])),
        {
          gesture: 'move:replicas',
        },
      );
    expect(store.getState().tape.length).toBe(1);
    expect(store.getState().design.nodes[0]?.position).toEqual({ x: 20, y: 20 });
    store.undo();
    expect(store.getState().design.nodes[0]?.position).toEqual({ x: 0, y: 0 });
    store.redo();
    expect(store.getState().design.nodes[0]?.position).toEqual({ x: 20, y: 20 });
  });

  test('two drags of the same node are two steps when the first has ended', () => {
    const store = createDocumentStore(aDesign());
    const move = (x: number) => {
      store.edit('Move', (design) => moveNodes(design, new Map([['replicas', { x, y: 0 }]])), {
        gesture: 'move:replicas',
      });
    };
    move(5);
    store.endGesture();
    move(9);
    expect(store.getState().tape.length).toBe(2);
  });

  test('a drag that comes back to where it began leaves no step', () => {
    const store = createDocumentStore(aDesign());
    for (const x of [5, 9, 0])
      store.edit('Move', (design) => moveNodes(design, new Map([['replicas', { x, y: 0 }]])), {
        gesture: 'move:replicas',
      });
    expect(store.getState().tape.length).toBe(0);
    expect(undoLabel(store.getState())).toBeUndefined();
  });

  test('undo keeps the identity of what it does not touch', () => {
    const store = createDocumentStore(aDesign());
    const [, other] = store.getState().design.nodes;
    store.edit('Rename', (design) =>
      updateNode(design, 'replicas', (node) => ({ ...node, name: 'x' })),
    );
    store.undo();
    const [first, second] = store.getState().design.nodes;
    expect(first?.name).toBe('replicas');
    expect(second).toBe(other);
  });

  test('steps have labels, and an edit after undo forgets what was undone', () => {
    const store = createDocumentStore(aDesign());
    store.edit('First', rename('1'));
    store.edit('Second', rename('2'));
    store.undo();
    expect(undoLabel(store.getState())).toBe('First');
    expect(redoLabel(store.getState())).toBe('Second');
    store.edit('Third', rename('3'));
    expect(redoLabel(store.getState())).toBeUndefined();
    expect(store.getState().tape.map((step) => step.label)).toEqual(['First', 'Third']);
  });

  test('an edit that says the same changes nothing, not even the saved mark', () => {
    const store = createDocumentStore(aDesign());
    store.edit('Same', (design) => ({
      ...design,
      nodes: design.nodes.map((node) => ({ ...node })),
    }));
    expect(store.getState().revision).toBe(0);
    expect(store.getState().saved).toBe('saved');
    expect(store.getState().tape.length).toBe(0);
  });

  test('a change makes it unsaved, except where another tab saves', () => {
    const store = createDocumentStore(aDesign());
    store.edit('Rename', rename('1'));
    expect(store.getState().saved).toBe('changed');
    store.markSaved('elsewhere');
    store.edit('Rename', rename('2'));
    expect(store.getState().saved).toBe('elsewhere');
  });

  test('opening another document begins an empty history', () => {
    const store = createDocumentStore(aDesign(), 'one');
    store.edit('Rename', rename('1'));
    store.open('two', aDesign());
    store.undo();
    expect(store.getState().documentId).toBe('two');
    expect(store.getState().design.name).toBe('Example');
    expect(store.getState().position).toBe(0);
  });

  test('the tape is bounded', () => {
    const store = createDocumentStore(aDesign());
    for (let i = 0; i < 600; i++) store.edit('Rename', rename(`name ${i}`));
    expect(store.getState().tape.length).toBe(500);
    for (let i = 0; i < 600; i++) store.undo();
    expect(store.getState().design.name).toBe('name 99');
  });

  test('the example is a design', () => {
    expect(designSchema.safeParse(aDesign()).success).toBe(true);
  });
});
