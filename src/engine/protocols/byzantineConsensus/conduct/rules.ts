/**
 * What it is: the rules of the protocol that tests break one at a time, to see that watchers and searches
 * find it out. The conduct is made from them (`conductWith`), and everything that ships from `HONEST`.
 * Shapes: plain frozen data, so that a replica's state may hold it and snapshots share it.
 */

export interface Rules {
  /** How many votes fewer than the right number are taken for enough; 0 everywhere. */
  readonly preparesShort: number;
  readonly commitsShort: number;
  readonly checkpointsShort: number;
  readonly viewChangesShort: number;
  readonly fillsShort: number;
  readonly repliesShort: number;
  /** A voter's first vote counts and no other (PBFT-13, 16). */
  readonly countsVotersOnce: boolean;
  /** Votes count for the digest that they name (PBFT-13, 16). */
  readonly comparesDigests: boolean;
  /** A request must be sealed by its client (PBFT-8). */
  readonly checksRequests: boolean;
  /** A second proposal for a view and sequence is refused (PBFT-9). */
  readonly refusesSecondProposal: boolean;
  /** Messages of views that are over are refused (PBFT-8, 12). */
  readonly refusesOldViews: boolean;
  /** Nothing is accepted above the high water mark (PBFT-8, 12). */
  readonly refusesAboveWindow: boolean;
  /** The primary assigns nothing above the high water mark (PBFT-23). */
  readonly assignsWithinWindow: boolean;
  /** A request that was executed is not executed again (PBFT-18, 19). */
  readonly executesOnce: boolean;
  /** A checkpoint's digest is of the state, not of its sequence alone (PBFT-20, 24). */
  readonly digestsState: boolean;
  /** P says what was prepared in whatever view, not only in the last (PBFT-27). */
  readonly keepsPrepared: boolean;
  /** Of what is claimed in P the latest that A1 and A2 allow is chosen, not the first prepared (PBFT-31). */
  readonly choosesLatest: boolean;
  /** What is claimed in P needs f + 1 behind it in Q: A2 (PBFT-31). */
  readonly needsVouchers: boolean;
  /** Where nothing was prepared the null request is proposed (PBFT-31). */
  readonly fillsGaps: boolean;
  /** A new view's view changes come from distinct replicas (PBFT-30). */
  readonly countsViewChangesOnce: boolean;
  /** A backup computes a new view's proposals itself (PBFT-32). */
  readonly recomputesNewView: boolean;
  /** A replica joins f + 1 others that ask for a later view (PBFT-29). */
  readonly joins: boolean;
  /** The wait for progress doubles with each view change that brought none (PBFT-35). */
  readonly doublesTimers: boolean;
  /** The request timer starts anew with an execution only, not with any message (PBFT-25). */
  readonly restartsTimerOnProgressOnly: boolean;
  /** What others say that they lack is sent to them again (PBFT-37). */
  readonly sendsAgain: boolean;
  /** Who asks for a later view counts among those who ask for an earlier one (PBFT-35). */
  readonly countsAhead: boolean;
  /** Who lacks a state for which f + 1 vouch is sent it (PBFT-24). */
  readonly handsOverState: boolean;
}

/** All rules kept. */
export const HONEST: Rules = Object.freeze({
  preparesShort: 0,
  commitsShort: 0,
  checkpointsShort: 0,
  viewChangesShort: 0,
  fillsShort: 0,
  repliesShort: 0,
  countsVotersOnce: true,
  comparesDigests: true,
  checksRequests: true,
  refusesSecondProposal: true,
  refusesOldViews: true,
  refusesAboveWindow: true,
  assignsWithinWindow: true,
  executesOnce: true,
  digestsState: true,
  keepsPrepared: true,
  choosesLatest: true,
  needsVouchers: true,
  fillsGaps: true,
  countsViewChangesOnce: true,
  recomputesNewView: true,
  joins: true,
  doublesTimers: true,
  restartsTimerOnProgressOnly: true,
  sendsAgain: true,
  countsAhead: true,
  handsOverState: true,
});
