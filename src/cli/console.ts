/** What it is: where a verb writes. Standard output carries results only; everything else is an aside. */

export interface Console {
  /** A line of the result. */
  say(line: string): void;
  /** A line of progress or advice: standard error. */
  aside(line: string): void;
  /** Overwrites the line of progress; does nothing where nobody watches. */
  progress(line: string): void;
}

/** The real streams. */
export function processConsole(): Console {
  // Whoever reads the output may stop reading, as head does: that is no failure.
  process.stdout.on('error', (trouble: NodeJS.ErrnoException) => {
    if (trouble.code !== 'EPIPE') throw trouble;
  });
  let shown = 0;
  const clear = () => {
    if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    say: (line) => {
      clear();
      process.stdout.write(`${line}\n`);
    },
    aside: (line) => {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!process.stderr.isTTY) return;
      clear();
      process.stderr.write(line);
      shown = line.length;
    },
  };
}

/** Writes one JSON value as the whole result. Undefined fields become null: a script finds every field. */
export function sayJson(console: Console, value: unknown): void {
  console.say(
    JSON.stringify(value, (_, inner: unknown) => (inner === undefined ? null : inner), 2),
  );
}
