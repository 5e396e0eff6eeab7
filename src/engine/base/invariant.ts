/** What it is: assertions for our own mistakes. They stay on in production. */

/** A broken invariant: a bug of ours, never the user's or the simulated world's. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws InvariantError with `message` unless `condition` holds. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends an exhaustive switch; reaching it is a bug. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected value ${String(value)}`);
}

/** The value, which must be there: for look-ups that our own indices guarantee. */
export function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new InvariantError(`${what} is missing`);
  return value;
}
