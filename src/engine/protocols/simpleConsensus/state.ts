/** What it is: what coordinator and voters keep. Plain data; `ballots` is indexed by the voter's number. */

import type { Aspect, Decision } from '../../base/votes.ts';
import type { DeclineMessage, Verdict, VoteMessage } from './messages.ts';

/** Why a voter counts as abstaining with confidence 0. */
export type DiscountReason = 'noAnswerInTime' | 'invalidAnswer' | 'agentFailed';

export type Ballot =
  | {
      readonly kind: 'vote';
      readonly decision: Decision;
      readonly confidencePpm: number;
      readonly rationale: string;
      readonly objection?: number;
    }
  | { readonly kind: 'none'; readonly reason: DiscountReason };

export type CoordinatorStage =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'gathering'; readonly ballots: (Ballot | undefined)[] }
  | { readonly phase: 'over'; readonly verdict: Verdict };

export interface CoordinatorState {
  readonly role: 'coordinator';
  /** From 1; 0 before the first. */
  round: number;
  /** The proposal as it stands after its revisions. */
  text: string;
  meritPpm: number;
  /** What it is judged by, as it stands; absent: only as a whole. */
  aspects?: readonly Aspect[];
  stage: CoordinatorStage;
}

export type VoterStage =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'judging'; readonly round: number }
  | {
      readonly phase: 'voted';
      readonly round: number;
      readonly answer: VoteMessage | DeclineMessage;
    }
  | { readonly phase: 'told'; readonly round: number; readonly decision: Verdict };

export interface VoterState {
  readonly role: 'voter';
  stage: VoterStage;
}

export type SimpleState = CoordinatorState | VoterState;

/** What of the coordinator survives a crash. */
export interface PersistedCoordinator {
  readonly round: number;
  readonly text: string;
  readonly meritPpm: number;
  readonly aspects?: readonly Aspect[];
  readonly stage: CoordinatorStage;
}
