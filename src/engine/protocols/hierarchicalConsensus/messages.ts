/**
 * What it is: what the coordinator, the representatives and the members of clusters say to one another. A liar
 * may put anything into a vote, a report or a decision.
 * Shapes: levels count from 1, clusters of a level from 0, terms of a cluster from 0 (one for each
 * representative that it had). `members`, `agents` and ballots of a cluster go by place.
 */

import type { Tally } from '../../base/tally.ts';
import type { ActorIndex, Ppm } from '../../base/units.ts';

export type ClusterDecision = 'agree' | 'disagree' | 'no_consensus';

/** Which cluster is meant. */
export interface ClusterName {
  readonly level: number;
  readonly cluster: number;
}

/** Messages that an agent has sent to others and received of them. */
export interface Handled {
  readonly inAll: number;
  /** Of the level that is spoken of. */
  readonly here: number;
}

export interface Motion {
  readonly text: string;
  /** How good it truly is; voters see it only through their competence. */
  readonly meritPpm: Ppm;
}

/** Who forms a cluster; said again, with a higher edition, when a member was replaced. */
export interface ConveneMessage extends ClusterName {
  readonly kind: 'convene';
  readonly edition: number;
  readonly term: number;
  readonly members: readonly ActorIndex[];
  /** How many agents each member stands for. */
  readonly agents: readonly number[];
  /**
   * Who may represent the cluster: its members, unless the load is balanced. In editions above 0 they stand
   * in order, the one that represents in `term` first.
   */
  readonly candidates: readonly ActorIndex[];
  /** How many clusters each candidate represents already. */
  readonly roles: readonly number[];
  /** What the random strategy draws from, so that all members draw the same. */
  readonly salt: number;
  readonly motion: Motion;
}
/** "I represent this cluster." To its members and the coordinator. */
export interface AnnounceMessage extends ClusterName {
  readonly kind: 'announce';
  readonly term: number;
}
/** The representative is alive. */
export interface HeartbeatMessage extends ClusterName {
  readonly kind: 'heartbeat';
  readonly term: number;
}
/** The representative wants a member's vote. */
export interface AskMessage extends ClusterName {
  readonly kind: 'ask';
  readonly term: number;
  readonly motion: Motion;
}
/** A member's own vote at level 1; above, the decision of the cluster it represents. */
export interface VoteMessage extends ClusterName {
  readonly kind: 'vote';
  readonly term: number;
  /** agree, disagree or abstain, unless the sender is faulty. */
  readonly decision: string;
  readonly confidencePpm: number;
  /** Messages that the sender has sent and received so far. */
  readonly handled: Handled;
}
/** The member's agent could not answer. */
export interface DeclineMessage extends ClusterName {
  readonly kind: 'decline';
  readonly term: number;
  readonly reason: string;
  readonly handled: Handled;
}
/** What a cluster decided, to the coordinator. */
export interface ReportMessage extends ClusterName {
  readonly kind: 'report';
  readonly term: number;
  readonly decision: ClusterDecision;
  readonly confidencePpm: number;
  /** The votes as the representative counted them. */
  readonly tally: Tally;
  /** Messages that the cluster's vote took so far. */
  readonly messages: number;
  /** Messages handled so far: by each member as it said, and by the representative. */
  readonly handled: readonly Handled[];
  readonly ownHandled: Handled;
}
/** The coordinator has the report. */
export interface ReceiptMessage extends ClusterName {
  readonly kind: 'receipt';
  readonly term: number;
}
/** The decision on its way down, again until it is answered. */
export interface DecisionMessage {
  readonly kind: 'decision';
  readonly decision: ClusterDecision;
}
/** To whoever told it the decision: the member knows it. */
export interface LearnedMessage {
  readonly kind: 'learned';
  /** Whether all whom it tells have said the same, or were told in vain. */
  readonly isDone: boolean;
  /** What it took to tell all below so far, without this message. */
  readonly messages: number;
}

export type HierarchicalMessage =
  | ConveneMessage
  | AnnounceMessage
  | HeartbeatMessage
  | AskMessage
  | VoteMessage
  | DeclineMessage
  | ReportMessage
  | ReceiptMessage
  | DecisionMessage
  | LearnedMessage;

/** A message's content in a few words. */
export function detailOf(message: HierarchicalMessage): string {
  if (message.kind === 'decision') return message.decision;
  if (message.kind === 'learned') return message.isDone ? 'all below know' : 'knows';
  const place = `L${message.level} c${message.cluster}`;
  switch (message.kind) {
    case 'convene':
      return `${place} ${message.members.length} members`;
    case 'announce':
    case 'heartbeat':
    case 'ask':
    case 'receipt':
      return `${place} t${message.term}`;
    case 'vote':
      return `${place} ${message.decision} ${Math.round(message.confidencePpm / 10_000)} %`;
    case 'decline':
      return `${place} ${message.reason}`;
    case 'report':
      return `${place} t${message.term} ${message.decision}`;
  }
}

/** Size on the wire in bytes: its JSON, one byte for each character. */
export function bytesOf(message: HierarchicalMessage): number {
  return JSON.stringify(message).length;
}
