/** What it is: expected failures as values. */

export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** What was wanted. */
export function success<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Why there is nothing. */
export function failure<Problem>(problem: Problem): {
  readonly ok: false;
  readonly problem: Problem;
} {
  return { ok: false, problem };
}

/** Something outside went wrong: a bad file, a dead worker, a full disk. Shown to the user as it is. */
export interface Failure {
  readonly kind:
    | 'notOurs'
    | 'corrupt'
    | 'tooNew'
    | 'tooLarge'
    | 'invalidDesign'
    | 'workerDied'
    | 'storageFull'
    | 'unavailable';
  /** One sentence: what happened, where, what to do. */
  readonly message: string;
}
