/**
 * What it is: what coordinator and members keep. Plain data. Ballots, members and agents go by place in the
 * cluster; views and carried decisions by level, from 1.
 */

import type { ActorIndex } from '../../base/units.ts';
import type { Decision } from '../../base/votes.ts';
import type { ClusterDecision, Handled, Motion, ReportMessage } from './messages.ts';

/** Why a member counts as abstaining with confidence 0. */
export type DiscountReason = 'noAnswerInTime' | 'invalidAnswer' | 'agentFailed';

export type Ballot =
  | { readonly kind: 'vote'; readonly decision: Decision; readonly confidencePpm: number }
  | { readonly kind: 'none'; readonly reason: DiscountReason };

/** A cluster as it is led: by its representative only. */
export interface Leading {
  readonly ballots: (Ballot | undefined)[];
  /** Messages that each member has handled, as it said. */
  readonly handled: Handled[];
  /** Messages to and from the other members, and reports. */
  messages: number;
  report: ReportMessage | undefined;
  isReceived: boolean;
}

/** Who represents a cluster, who comes next, and how often that has changed. */
export interface Succession {
  /** From the one that represents to the last resort. */
  ranking: readonly ActorIndex[];
  term: number;
}

/** A cluster as one of its members sees it. */
export interface ClusterView extends Succession {
  readonly level: number;
  readonly cluster: number;
  readonly motion: Motion;
  edition: number;
  members: readonly ActorIndex[];
  agents: readonly number[];
  /** Those whose place another has taken. */
  former: readonly ActorIndex[];
  /** Those found silent as representatives: their votes are not waited for. */
  silent: readonly ActorIndex[];
  leading: Leading | undefined;
}

/** What a member answers: at level 1 its own judgement, above what its cluster decided. */
export type Answered =
  | {
      readonly phase: 'voted';
      readonly decision: string;
      readonly confidencePpm: number;
    }
  | { readonly phase: 'declined'; readonly reason: string };

export type OwnVote =
  | { readonly phase: 'unasked' }
  | {
      readonly phase: 'judging';
      readonly asker: ActorIndex;
      readonly cluster: number;
      readonly term: number;
    }
  | Answered;

export interface MemberState {
  readonly role: 'member';
  own: OwnVote;
  /** Whoever asked for its vote last, or showed itself to one that was not convened, by level. */
  readonly askers: Map<number, ActorIndex>;
  /** Messages sent to and received from others: in all, and of each level, from 1. */
  handled: number;
  readonly handledAt: number[];
  views: Map<number, ClusterView>;
  /** By level: what the cluster decided that this member represented. */
  carried: Map<number, Answered>;
  decision: ClusterDecision | undefined;
  /** Undefined until it learns the decision, and after a crash: it tells nobody then. */
  telling: Telling | undefined;
}

/** How the decision goes on to those below. */
export interface Telling {
  /** Whoever told it; undefined for the coordinator, whom nobody tells. */
  readonly toldBy: ActorIndex | undefined;
  /** Those whose word is missing that they and all below them know. */
  awaited: readonly ActorIndex[];
  /** Those of them who have been silent all along: they are waited for less long. */
  doubted: readonly ActorIndex[];
  /** Those who are told as often as the others, and not waited for any more. */
  givenUp: readonly ActorIndex[];
  /** How often it was said again since anybody was last heard, and in all. */
  repeats: number;
  repeatsInAll: number;
  /** What it took so far, below as well. */
  messages: number;
}

/** What of a member survives a crash: a representative that comes back is a member again. */
export interface PersistedMember {
  readonly own: OwnVote;
  readonly carried: Map<number, Answered>;
  readonly decision: ClusterDecision | undefined;
}

/** A cluster as the coordinator knows it. */
export interface ClusterRecord extends Succession {
  edition: number;
  members: readonly ActorIndex[];
  readonly agents: readonly number[];
  /** The clusters of the level below whose decisions the members carry. */
  readonly sources: readonly number[];
  /** Who may represent it, in the order of ids, and how many clusters each represented before. */
  readonly candidates: readonly ActorIndex[];
  readonly roles: readonly number[];
  /** Whoever has announced itself last. */
  representative: ActorIndex | undefined;
  report: ReportMessage | undefined;
}

export interface LevelResult {
  readonly decision: ClusterDecision;
  readonly confidence: number;
  readonly voteRatio: number;
  readonly agreeShare: number;
  readonly disagreeShare: number;
  /** How many clusters decided what. */
  readonly agree: number;
  readonly disagree: number;
  readonly open: number;
}

export interface LevelRecord {
  readonly clusters: ClusterRecord[];
  /** Between coordinator and agents; what clusters report comes on top. */
  messages: number;
  result: LevelResult | undefined;
}

export interface CoordinatorState {
  readonly role: 'coordinator';
  readonly motion: Motion;
  salt: number;
  /** The level at work is the last. */
  levels: LevelRecord[];
  replacements: number;
  decision: ClusterDecision | undefined;
  /** How it ends, as soon as that is decided. */
  verdict: Verdict | undefined;
  telling: Telling | undefined;
}

/** What is recorded when all have been told. */
export interface Verdict {
  readonly error: string;
  readonly confidence: number;
  readonly voteRatio: number;
  readonly flatDecision: ClusterDecision;
  isRecorded: boolean;
}

export type HierarchicalState = MemberState | CoordinatorState;
