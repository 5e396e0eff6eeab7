import { describe, expect, test } from 'vitest';
import { commandFor } from './keyboard.ts';
import { capsOf, isPress } from './keys.ts';
import type { KeyPress } from './keys.ts';
import { createCommandRegistry, titleOf } from './registry.ts';

const press = (key: string, part: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});

describe('keys', () => {
  test.each([
    ['Mod+Z', press('z', { ctrlKey: true }), false, true],
    ['Mod+Z', press('z', { metaKey: true }), true, true],
    ['Mod+Z', press('z', { metaKey: true }), false, false],
    ['Mod+Z', press('z', { ctrlKey: true }), true, false],
    ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, false],
    ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, true],
    ['Mod+Z', press('z', { ctrlKey: true, altKey: true }), false, false],
    ['Space', press(' '), false, true],
    ['?', press('?', { shiftKey: true }), false, true],
    ['.', press('.'), false, true],
    ['.', press(':', { shiftKey: true, code: 'Period' }), false, false],
    ['Alt+N', press('˜', { altKey: true, code: 'KeyN' }), true, true],
    ['Shift+1', press('!', { shiftKey: true, code: 'Digit1' }), false, true],
    ['+', press('+', { shiftKey: true }), false, true],
    ['Mod++', press('+', { ctrlKey: true }), false, true],
    ['M', press('m'), false, true],
    ['M', press('M', { shiftKey: true }), false, false],
    // On a French layout the key at Q's place says A: what it says counts.
    ['Q', press('a', { code: 'KeyQ' }), false, false],
    ['Shift+ArrowRight', press('ArrowRight', { shiftKey: true }), false, true],
  ])('%s and %o (Apple: %s): %s', (text, given, isApple, expected) => {
    expect(isPress(given, text, isApple)).toBe(expected);
  });

  test('caps are those of the machine', () => {
    expect(capsOf('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(capsOf('Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
    expect(capsOf('Shift+ArrowRight', false)).toEqual(['Shift', '→']);
    expect([capsOf('+', false), capsOf('Mod++', false)]).toEqual([['+'], ['Ctrl', '+']]);
  });
});

describe('commands', () => {
  const registry = (onError?: (id: string) => void) => {
    const done: string[] = [];
    const commands = createCommandRegistry((command) => onError?.(command.id));
    let isOpen = true;
    commands.register([
      {
        id: 'run.toggle',
        group: 'Run',
        title: 'Play',
        keys: ['Space'],
        run: () => void done.push('toggle'),
      },
      {
        id: 'run.reset',
        group: 'Run',
        title: () => (isOpen ? 'Reset' : 'Nothing'),
        keys: ['R'],
        when: () => isOpen,
        run: () => void done.push('reset'),
      },
      {
        id: 'help.palette',
        group: 'Help',
        title: 'Find',
        keys: ['Mod+K', '/'],
        isForTyping: true,
        run: () => Promise.reject(new Error('broke')),
      },
    ]);
    return { commands, done, close: () => (isOpen = false) };
  };

  test('a command that cannot be done now is not done', () => {
    const { commands, done, close } = registry();
    expect(commands.execute('run.reset')).toBe(true);
    close();
    expect(commands.execute('run.reset')).toBe(false);
    expect(commands.execute('no.such')).toBe(false);
    expect(done).toEqual(['reset']);
    expect(titleOf(commands.find('run.reset')!)).toBe('Nothing');
  });

  test('a command that breaks is reported', async () => {
    const broken: string[] = [];
    const { commands } = registry((id) => broken.push(id));
    commands.execute('help.palette');
    await Promise.resolve();
    await Promise.resolve();
    expect(broken).toEqual(['help.palette']);
  });

  test('two commands of one id are a bug; taken away, the id is free again', () => {
    const { commands } = registry();
    const extra = { id: 'canvas.fit', group: 'View', title: 'Fit', run: () => undefined } as const;
    const remove = commands.register([extra]);
    expect(() => commands.register([extra])).toThrow('canvas.fit');
    remove();
    commands.register([extra]);
  });

  test('keys stay out of the way of typing, of overlays and of controls', () => {
    const { commands } = registry();
    const found = (given: KeyPress, place: Parameters<typeof commandFor>[2]) =>
      commandFor(commands, given, place, false)?.id;
    const find = press('k', { ctrlKey: true });
    expect(found(press('r'), 'page')).toBe('run.reset');
    expect(found(press('r'), 'text')).toBeUndefined();
    expect(found(press('r'), 'overlay')).toBeUndefined();
    expect(found(press('r'), 'control')).toBe('run.reset');
    expect(found(press(' '), 'page')).toBe('run.toggle');
    expect(found(press(' '), 'control')).toBeUndefined();
    expect(found(find, 'text')).toBe('help.palette');
    expect(found(find, 'overlay')).toBe('help.palette');
    // The same command, by a key that prints: `replicas/0` must be typeable.
    expect(found(press('/'), 'page')).toBe('help.palette');
    expect(found(press('/'), 'text')).toBeUndefined();
  });
});
