/**
 * What it is: a second search beside the first, which begins when the first has settled and knows nothing of it. A
 * process that knows a valley well is sure that there is none elsewhere, and asks for more of the same; one that begins
 * anew goes where its own spread leads it.
 * Sources: when nothing is to be expected any more: D. Jones, M. Schonlau, W. Welch 1998, section 4.2, where the search then
 * ends; restarts: A. Auger, N. Hansen, "A Restart CMA Evolution Strategy With Increasing Population Size", CEC 2005,
 * here in turn with the search that goes on.
 */

/** So little is nothing, as a share of how far the best is below the median. */
const GAIN_LEAST = 0.03;
/** Fewer trials say too little to be sure of. */
const TRIALS_LEAST = 30;
/** What a process that is sure may take for noise, of values with variance 1: on rugged ground it is not. */
const NOISE_MOST = 1e-3;

/** A trial that is known, and how bad it is. */
interface Known {
  readonly id: number;
  readonly loss: number;
}

/** The trials of the search that was begun anew, by their numbers. Plain data. */
export interface FreshStart {
  trials: number[];
}

/** Whether a process that is sure of what it knows expects next to nothing; all in the values' own unit. */
export function hasSettled(values: Float64Array, noise: number, gain: number): boolean {
  if (values.length < TRIALS_LEAST || noise > NOISE_MOST) return false;
  const sorted = values.toSorted();
  const middle = sorted[sorted.length >> 1] as number;
  return gain < GAIN_LEAST * (middle - (sorted[0] as number));
}

/** The known trials of the search that was begun anew, to which this one is added. */
export function joinFreshStart<One extends Known>(
  fresh: FreshStart,
  known: readonly One[],
  trialId: number,
): readonly One[] {
  const best = Math.min(...known.map(({ loss }) => loss));
  // Where the new search has found the best, the old one goes on from there, and another begins.
  if (known.some(({ id, loss }) => loss === best && fresh.trials.includes(id))) fresh.trials = [];
  const own = known.filter(({ id }) => fresh.trials.includes(id));
  fresh.trials.push(trialId);
  return own;
}
