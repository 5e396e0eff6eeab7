/**
 * What it is: the command line: finds the verb, loads what it needs, turns trouble into a sentence and an
 * exit code. Nobody sees a stack trace unless it is our own mistake, and then only with CONCORD_DEBUG set.
 */

import type { Console } from './console.ts';
import { processConsole } from './console.ts';
import { EXIT_OK, EXIT_USAGE, Trouble } from './trouble.ts';
import { usage, USAGES } from './usage.ts';

type Verb = (args: readonly string[], console: Console) => number | Promise<number>;

/** Loaded when asked for: listing protocols need not wait for the learners. */
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  validate: async () => (await import('./verbs/validate.ts')).validate,
  select: async () => (await import('./verbs/select.ts')).select,
  run: async () => (await import('./verbs/run.ts')).run,
  replay: async () => (await import('./verbs/replay.ts')).replay,
  explore: async () => (await import('./verbs/explore.ts')).explore,
  deviate: async () => (await import('./verbs/deviate.ts')).deviate,
  export: async () => (await import('./verbs/exportEvents.ts')).exportEvents,
  list: async () => (await import('./verbs/list.ts')).list,
};

/** Our own mistake; a number that none of the promised codes uses. */
const EXIT_BUG = 70;

/** Runs a command; gives the exit code. */
export async function main(args: readonly string[], console = processConsole()): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || args.includes('--help') || args.includes('-h')) {
    console.say(usage());
    return name === undefined ? EXIT_USAGE : EXIT_OK;
  }
  const load = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (load === undefined) {
    console.aside(`This version has no verb ${name}; it has ${Object.keys(VERBS).join(', ')}.`);
    return EXIT_USAGE;
  }
  try {
    const verb = await load();
    return await verb(rest, console);
  } catch (trouble) {
    return sayTrouble(trouble, name, console);
  }
}

function sayTrouble(trouble: unknown, verb: string, console: Console): number {
  if (trouble instanceof Trouble) {
    console.aside(trouble.message);
    if (trouble.code === EXIT_USAGE) console.aside(`Usage: concord ${USAGES[verb] ?? ''} [--json]`);
    return trouble.code;
  }
  const message = trouble instanceof Error ? trouble.message : String(trouble);
  console.aside(
    `Concord itself failed: ${message}. Please report this with the file and the seed.`,
  );
  if (process.env['CONCORD_DEBUG'] !== undefined && trouble instanceof Error)
    console.aside(trouble.stack ?? '');
  return EXIT_BUG;
}
