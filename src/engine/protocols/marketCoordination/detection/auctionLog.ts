/**
 * What it is: what one open auction looked like from outside: the accepted bids in their order. Detectors know no more: no
 * values, no strategies, no identities but the bidders' numbers.
 * Units: times in microseconds (any unit, as long as it is one), amounts in minor units.
 */

export interface LoggedBid {
  readonly bidder: number;
  /** Since the opening. */
  readonly at: number;
  readonly amount: number;
}

export interface AuctionLog {
  readonly seller: number;
  readonly duration: number;
  /** In the order in which they were taken; of a sealed auction one for each bidder. */
  readonly bids: readonly LoggedBid[];
  /** -1: unsold. */
  readonly winner: number;
}
