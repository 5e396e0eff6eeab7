/**
 * What it is: what an exhaustive search walks through: states, and what may happen in each.
 * A choice is a number that names one of the things that may happen in a state; the same state has the same
 * choices every time, so a list of choices is a way from the beginning to a state.
 */

/** Called once for each thing that may happen; `next` may be used anew after the call, so it is to be kept. */
export type Visit<State> = (choice: number, next: State) => void;

/** A transition system. */
export interface System<State> {
  /** At least one. */
  initial(): readonly State[];
  expand(state: State, visit: Visit<State>): void;
  /**
   * Two words that tell states apart: equal states have equal ones. A state of at most 64 bits may be its own
   * fingerprint; else 64 well mixed bits leave a chance of overlooking a state that `Search` reckons.
   */
  fingerprint(state: State, words: Uint32Array): void;
  /** The same state as a value that is never changed. */
  keep(state: State): State;
  /** A state that was kept has been expanded, and is not asked for any more. */
  release?(state: State): void;
  /** What is wrong with a state, in a sentence. */
  violation(state: State): string | undefined;
}
