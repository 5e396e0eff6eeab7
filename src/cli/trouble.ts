/** What it is: why a verb ends early, and the exit codes that scripts rely on. */

export const EXIT_OK = 0;
/** An expectation or an invariant failed, or digests differ. */
export const EXIT_UNMET = 1;
/** A file cannot be read, or is not valid. */
export const EXIT_UNREADABLE = 2;
/** A coordination failed, or no protocol fits. */
export const EXIT_FAILED = 3;
/** Bad usage, as in sysexits.h. */
export const EXIT_USAGE = 64;

/** Ends a verb with a sentence on standard error. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Bad usage: the sentence is followed by how the verb is used. */
export function usageTrouble(message: string): Trouble {
  return new Trouble(EXIT_USAGE, message);
}

/** A file that cannot be read or is not ours. */
export function fileTrouble(message: string): Trouble {
  return new Trouble(EXIT_UNREADABLE, message);
}
