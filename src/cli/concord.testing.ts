/** What it is: the command line called in this process, for its tests. */

import { main } from './main.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly asides: string;
  /** What was said, as the one JSON value that it is. */
  readonly json: <Value>() => Value;
}

/** Runs a command and takes down what it says. */
export async function concord(...args: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const asides: string[] = [];
  const code = await main(args, {
    say: (line) => out.push(line),
    aside: (line) => asides.push(line),
    progress: () => undefined,
  });
  const text = out.join('\n');
  return { code, out: text, asides: asides.join('\n'), json: () => JSON.parse(text) as never };
}
