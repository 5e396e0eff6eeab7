import { describe, expect, test } from 'vitest';
import { aDesign } from '../state/designs.testing.ts';
import type { Transport } from '../state/transport.ts';
import { beginningOf } from '../gallery/Gallery.tsx';
import { speedsWith } from '../transport/SpeedMenu.tsx';
import { documentStore } from '../state/documentStore.ts';
import { DOCUMENT_COMMANDS } from './documentCommands.ts';
import { bestOf, fit } from './matching.ts';
import { findEverything } from './paletteItems.ts';
import { primaryOf } from './RunControls.tsx';
import { RUN_COMMANDS, nextSpeed } from './runCommands.ts';
import { readSeed } from './SeedField.tsx';
import { VIEW_COMMANDS } from './viewCommands.ts';

describe('the palette', () => {
  const items = [
    { title: 'Step to the next event', words: '' },
    { title: 'Next theme', words: 'appearance' },
    { title: 'replicas/3', words: 'agent' },
  ];

  test('the beginning of the title counts most, and every word must occur', () => {
    expect(bestOf(items, 'next', 5).map((item) => item.title)).toEqual([
      'Next theme',
      'Step to the next event',
    ]);
    expect(bestOf(items, 'agent 3', 5)).toEqual([items[2]]);
    expect(fit(items[0]!, 'next nothing')).toBe(0);
    expect(bestOf(items, '', 2)).toEqual(items.slice(0, 2));
  });

  test('the whole name of a thing finds that thing before an action that mentions it', () => {
    const undo = { title: 'Undo: connect Voters to Order', words: '' };
    expect(fit({ title: 'Order', words: '' }, ' order ')).toBeGreaterThan(fit(undo, 'order'));
    documentStore.edit(`Rename ${aDesign().nodes[0]!.name}`, () => ({
      ...aDesign(),
      name: 'Other',
    }));
    const [node] = aDesign().nodes;
    const [first] = findEverything(node!.name, []);
    expect(first?.items[0]?.title).toBe(node!.name);
  });
});

describe('the primary button', () => {
  const design = aDesign();
  const source = { kind: 'design', design, seed: design.seed } as const;
  const label = (phase: string, other = design) =>
    primaryOf({ phase } as Transport, source, other).label;

  test('is one action at a time', () => {
    expect(['idle', 'playing', 'paused', 'finished'].map((phase) => label(phase))).toEqual([
      'Run',
      'Pause',
      'Resume',
      'Run again',
    ]);
  });

  test('runs anew when what runs has changed, but not for a new name', () => {
    expect(label('paused', { ...design, seed: 9 })).toBe('Run');
    expect(label('paused', { ...design, nodes: [...design.nodes] })).toBe('Run');
    expect(label('paused', { ...design, name: 'other' })).toBe('Resume');
  });
});

describe('speeds and seeds', () => {
  test('the next speed is the next of those there are, from any speed', () => {
    expect(nextSpeed(1, 1)).toBe(3);
    expect(nextSpeed(0.02, 1)).toBe(0.03);
    expect(nextSpeed(0.02, -1)).toBe(0.01);
    expect(nextSpeed(100, 1)).toBe('max');
    expect(nextSpeed('max', -1)).toBe(100);
    expect(nextSpeed('max', 1)).toBe('max');
  });

  test('the design’s own pace stands in its place', () => {
    const speeds = speedsWith(0.02);
    expect(speeds.slice(2, 5)).toEqual([0.01, 0.02, 0.03]);
    expect(speedsWith(500).slice(-3)).toEqual([100, 500, 'max']);
    expect(speedsWith(1)).toBe(speedsWith(3));
  });

  test('a seed is a whole number', () => {
    expect([' 42 ', '0', '-1', '1.5', 'x', '', '99999999999999999'].map(readSeed)).toEqual([
      42,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test('a card says the first sentence, and the next where that is short', () => {
  const long = 'The first primary tells one half of the replicas one order, and the rest another.';
  expect(beginningOf(`${long} Watch it.`)).toBe(long);
  expect(beginningOf('One is silent. Watch it. Twice.')).toBe('One is silent. Watch it.');
  expect(beginningOf('No end')).toBe('No end');
  expect(beginningOf('Version 1.5 is out!')).toBe('Version 1.5 is out!');
});

test('every command has an id of its own, and no key does two things', () => {
  const all = [...DOCUMENT_COMMANDS, ...RUN_COMMANDS, ...VIEW_COMMANDS];
  const ids = all.map((command) => command.id);
  const keys = all.flatMap((command) => command.keys ?? []);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  expect(all.filter((command) => command.keys === undefined)).toEqual([]);
});
