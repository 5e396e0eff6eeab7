/** What it is: an auction at the cursor, as its picture shows it. Money in minor units. */

import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';

export interface AuctionStage {
  readonly kind: 'auction';
  readonly format: string;
  readonly good: string;
  readonly reserve: number;
  readonly round: number;
  readonly roundEndsAt: Micros | undefined;
  readonly bidders: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly weightMilli: number;
    readonly best: number | undefined;
    readonly bids: number;
    readonly state: 'waiting' | 'bidding' | 'leading' | 'passed' | 'won' | 'lost';
  }[];
  /** Newest last. */
  readonly bids: readonly {
    readonly seq: EventSeq;
    readonly at: Micros;
    readonly actor: ActorIndex;
    readonly label: string;
    readonly amount: number;
    readonly effective: number;
    readonly isAccepted: boolean;
    readonly code: string;
    readonly round: number;
  }[];
  readonly winner: string | undefined;
  readonly price: number | undefined;
  /** Why this price, in a sentence. */
  readonly reason: string;
  /** From 0, of a series. */
  readonly auction: number;
  /** Who got what for how much, where several win. */
  readonly awards: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly items: string;
    readonly amount: number;
    readonly price: number;
  }[];
  /** Of a double auction: what waits, best first, and what was traded, newest last. */
  readonly book: {
    readonly bids: readonly DepthLevel[];
    readonly asks: readonly DepthLevel[];
    readonly trades: readonly {
      readonly seq: EventSeq;
      readonly at: Micros;
      readonly buyer: string;
      readonly seller: string;
      readonly price: number;
    }[];
  };
  /** In the order in which they were raised. */
  readonly flags: readonly {
    readonly seq: EventSeq;
    readonly actor: ActorIndex;
    readonly label: string;
    readonly code: string;
    readonly evidence: string;
  }[];
}

/** How many orders wait at a price. */
export interface DepthLevel {
  readonly price: number;
  readonly units: number;
}
