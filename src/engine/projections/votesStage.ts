/** What it is: a vote as the stage shows it at the cursor. */

import type { ActorIndex } from '../base/units.ts';

export interface VotesStage {
  readonly kind: 'votes';
  readonly proposal: string;
  readonly round: number;
  /** The share that a side needs; where `isStrict`, it needs more than that. */
  readonly threshold: number;
  readonly isStrict: boolean;
  readonly voters: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly decision: 'agree' | 'disagree' | 'abstain' | 'waiting';
    readonly confidence: number;
    readonly weight: number;
    readonly rationale: string;
  }[];
  readonly tallies: readonly {
    readonly round: number;
    readonly agreeShare: number;
    readonly disagreeShare: number;
    readonly abstainShare: number;
  }[];
  /** After which round what was bettered: an aspect, or the whole (empty), and what the merit came to. */
  readonly revisions: readonly {
    readonly round: number;
    readonly aspect: string;
    /** How many voters objected to it. */
    readonly objections: number;
    readonly merit: number;
  }[];
}
