/**
 * What it is: every action a person can take, once: with an id, a title, a key and what it does. Buttons,
 * menus, keys, the palette and tests all go through here, so none of them can fall behind.
 */

import { invariant } from '../../engine/base/invariant.ts';

export const COMMAND_GROUPS = ['Design', 'Edit', 'Run', 'View', 'Help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
  /** `subject.verb`, such as `document.undo`. */
  readonly id: string;
  readonly group: CommandGroup;
  /** What it does, as a menu says it; may depend on the moment ("Undo: move 3 nodes"). */
  readonly title: string | (() => string);
  /** The key, and others that do the same: see keys.ts. The first is shown. */
  readonly keys?: readonly string[];
  /** Whether it can be done now; always when left out. */
  readonly when?: () => boolean;
  readonly run: () => void | Promise<void>;
  /** Other words a person may look for it by. */
  readonly words?: string;
  /** True for keys that also work while typing in a field, such as the palette's. */
  readonly isForTyping?: boolean;
}

export interface CommandRegistry {
  /** Adds commands; gives back how to take them away. An id that is there already is a bug. */
  register(commands: readonly Command[]): () => void;
  all(): readonly Command[];
  find(id: string): Command | undefined;
  isEnabled(id: string): boolean;
  /** Does it if it can be done now; says whether it was. */
  execute(id: string): boolean;
}

/** A registry of its own: for the page below, and for each test. */
export function createCommandRegistry(
  onError: (command: Command, error: unknown) => void = () => undefined,
): CommandRegistry {
  const commands = new Map<string, Command>();

  const isEnabled = (id: string): boolean => {
    const command = commands.get(id);
    return command !== undefined && (command.when?.() ?? true);
  };

  const settle = async (command: Command): Promise<void> => {
    try {
      await command.run();
    } catch (error) {
      onError(command, error);
    }
  };

  return {
    register: (added) => {
      for (const command of added) {
        invariant(!commands.has(command.id), `two commands are called ${command.id}`);
        commands.set(command.id, command);
      }
      return () => {
        for (const command of added) commands.delete(command.id);
      };
    },
    all: () => [...commands.values()],
    find: (id) => commands.get(id),
    isEnabled,
    execute: (id) => {
      const command = commands.get(id);
      if (command === undefined || !isEnabled(id)) return false;
      void settle(command);
      return true;
    },
  };
}

/** A command's title at this moment. */
export function titleOf(command: Command): string {
  return typeof command.title === 'string' ? command.title : command.title();
}

let report: (command: Command, error: unknown) => void = () => undefined;

/** Says where a command that broke is reported. */
export function onCommandError(listener: (command: Command, error: unknown) => void): void {
  report = listener;
}

/** The page's commands. */
export const commands = createCommandRegistry((command, error) => {
  report(command, error);
});
