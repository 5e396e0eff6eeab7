/** What it is: what coordinator and voters say to one another. A liar may put anything into a vote. */

import type { Aspect } from '../../base/votes.ts';

export type Verdict = 'agree' | 'disagree' | 'none';

export interface ProposalMessage {
  readonly kind: 'proposal';
  /** From 1. */
  readonly round: number;
  readonly text: string;
  /** How good it truly is; voters see it only through their competence. */
  readonly meritPpm: number;
  /** What it is judged by; absent: only as a whole. */
  readonly aspects?: readonly Aspect[];
}
export interface VoteMessage {
  readonly kind: 'vote';
  readonly round: number;
  /** agree, disagree or abstain, unless the sender is faulty. */
  readonly decision: string;
  /** 0..1,000,000, unless the sender is faulty. */
  readonly confidencePpm: number;
  readonly rationale: string;
  /** The place of the aspect that it objects to, unless the sender is faulty. */
  readonly objection?: number;
}
/** The voter's agent could not answer. */
export interface DeclineMessage {
  readonly kind: 'decline';
  readonly round: number;
  readonly reason: string;
}
export interface VerdictMessage {
  readonly kind: 'verdict';
  readonly round: number;
  readonly decision: Verdict;
}
export type SimpleMessage = ProposalMessage | VoteMessage | DeclineMessage | VerdictMessage;

const SHOWN = 40;

/** A message's content in a few words. */
export function detailOf(message: SimpleMessage): string {
  switch (message.kind) {
    case 'proposal':
      return `r${message.round} ${message.text.slice(0, SHOWN)}`;
    case 'vote':
      return `r${message.round} ${message.decision} ${message.confidencePpm / 10_000} %`;
    case 'decline':
      return `r${message.round} ${message.reason}`;
    case 'verdict':
      return `r${message.round} ${message.decision}`;
  }
}

/** Size on the wire in bytes: its JSON, one byte for each character. */
export function bytesOf(message: SimpleMessage): number {
  return JSON.stringify(message).length;
}
