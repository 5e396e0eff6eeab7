/**
 * What it is: a member as the representative of its cluster: it announces itself, asks for votes, counts them,
 * reports, and shows with heartbeats that it is alive until the decision has come.
 */

import { decideVotes, shareOf, tallyVotes, weightOf } from '../../base/tally.ts';
import type { CountedVote } from '../../base/tally.ts';
import type { ActorIndex } from '../../base/units.ts';
import { PPM_ONE } from '../../base/units.ts';
import { DECISIONS, rightness } from '../../base/votes.ts';
import type { Context, Outbox, Seat } from '../../contract/protocol.ts';
import type { HierarchicalParameters, IgnoreReason } from './card.ts';
import { scoreOf } from './election.ts';
import {
  clusterDecided,
  representativeElected,
  representativeReplaced,
  voteCounted,
  voteDiscounted,
} from './events.ts';
import type {
  DeclineMessage,
  Handled,
  HierarchicalMessage,
  ReportMessage,
  VoteMessage,
} from './messages.ts';
import type { Ballot, ClusterView, Leading, MemberState, PersistedMember } from './state.ts';

export type Hierarchical = Context<HierarchicalParameters>;
export type Effects = Outbox<HierarchicalMessage>;

/** The seat of an actor of this coordination. */
export function seatOf(actor: ActorIndex, context: Hierarchical): Seat {
  const [first] = context.seats;
  return context.seats[actor - (first as Seat).actor] as Seat;
}

/** Counts messages of a level that were sent or received; what belongs to no level counts in all only. */
export function note(state: MemberState, message: HierarchicalMessage, count: number): void {
  state.handled += count;
  if (!('level' in message) || count === 0) return;
  for (let level = state.handledAt.length; level < message.level; level++) state.handledAt.push(0);
  state.handledAt[message.level - 1] = (state.handledAt[message.level - 1] ?? 0) + count;
}

/** What an actor has handled when it has sent `more` messages of a level. */
export function handledBy(state: MemberState, level: number, more: number): Handled {
  return { inAll: state.handled + more, here: (state.handledAt[level - 1] ?? 0) + more };
}

/** Sends to each, and counts what goes to others. */
export function tell(
  state: MemberState,
  receivers: readonly ActorIndex[],
  message: HierarchicalMessage,
  context: Hierarchical,
  outbox: Effects,
): number {
  const others = receivers.filter((one) => one !== context.self.actor).length;
  note(state, message, others);
  outbox.broadcast(receivers, message);
  return others;
}

/** Replaces what survives a crash. */
export function persist(state: MemberState, outbox: Effects): void {
  const { own, carried, decision } = state;
  const kept: PersistedMember = { own, carried: new Map(carried), decision };
  outbox.persist(kept);
}

const NOTHING: Handled = { inAll: 0, here: 0 };

const nameOf = ({ level, cluster, term }: ClusterView) => ({ level, cluster, term });

/** Candidates that have no seat in the cluster: the load may be balanced onto them. */
function outsidersOf({ ranking, members }: ClusterView): readonly ActorIndex[] {
  return ranking.filter((one) => !members.includes(one));
}

/** Takes up the representation of a cluster; `deposed` was given up. */
export function lead(
  state: MemberState,
  view: ClusterView,
  deposed: ActorIndex | undefined,
  context: Hierarchical,
  outbox: Effects,
): void {
  const { level, cluster, term, members } = view;
  const { timeoutMicros, clusterTimeoutMicros, heartbeatMicros } = context.parameters;
  const leading: Leading = {
    ballots: members.map(() => undefined),
    handled: members.map(() => NOTHING),
    messages: 0,
    report: undefined,
    isReceived: false,
  };
  view.leading = leading;
  outbox.cancelTimer(`watch/${level}`);
  const score = scoreOf(context.self);
  outbox.record(representativeElected, { level, cluster, term, score });
  if (deposed !== undefined) {
    outbox.record(representativeReplaced, { ...nameOf(view), deposed });
    outbox.report(deposed, 'promise', 0);
  }
  const audience = [...context.role('coordinator'), ...outsidersOf(view)];
  tell(state, audience, { kind: 'announce', ...nameOf(view) }, context, outbox);
  ask(state, view, members, context, outbox);
  outbox.setTimer(`beat/${level}`, heartbeatMicros);
  outbox.setTimer(`votes/${level}`, Math.min(clusterTimeoutMicros, timeoutMicros));
}

/** Another represents now: what was counted is forgotten. */
export function stepDown(view: ClusterView, outbox: Effects): void {
  if (view.leading === undefined) return;
  view.leading = undefined;
  outbox.cancelTimer(`beat/${view.level}`);
  outbox.cancelTimer(`votes/${view.level}`);
}

/** Wants the votes of some members. */
export function ask(
  state: MemberState,
  view: ClusterView,
  members: readonly ActorIndex[],
  context: Hierarchical,
  outbox: Effects,
): void {
  const message = { kind: 'ask', ...nameOf(view), motion: view.motion } as const;
  const sent = tell(state, members, message, context, outbox);
  if (view.leading !== undefined) view.leading.messages += sent;
}

/** Shows that it is alive, and says again what may have been lost. */
export function beat(
  state: MemberState,
  view: ClusterView,
  context: Hierarchical,
  outbox: Effects,
): void {
  const { leading, level, members } = view;
  if (leading === undefined) return;
  const isAwaited = (_: ActorIndex, place: number): boolean =>
    leading.report === undefined && leading.ballots[place] === undefined;
  const awaited = members.filter(isAwaited);
  const others = members.filter((one) => !awaited.includes(one) && one !== context.self.actor);
  ask(
    state,
    view,
    awaited.filter((one) => one !== context.self.actor),
    context,
    outbox,
  );
  const quiet = [...others, ...outsidersOf(view).filter((one) => one !== context.self.actor)];
  const message = { kind: 'heartbeat', ...nameOf(view) } as const;
  leading.messages += tell(state, quiet, message, context, outbox);
  if (leading.report !== undefined && !leading.isReceived)
    tell(state, context.role('coordinator'), leading.report, context, outbox);
  outbox.setTimer(`beat/${level}`, context.parameters.heartbeatMicros);
}

/** Counts a member's answer, or says why not. */
export function count(
  state: MemberState,
  view: ClusterView,
  from: ActorIndex,
  message: VoteMessage | DeclineMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const { leading } = view;
  if (leading === undefined) return 'notRepresentative';
  if (view.former.includes(from)) return 'deposed';
  const place = view.members.indexOf(from);
  if (place < 0) return 'notMember';
  if (message.term !== view.term) return 'late';
  const ballot = ballotOf(message);
  const counted = leading.ballots[place];
  if (counted !== undefined)
    return JSON.stringify(counted) === JSON.stringify(ballot) ? 'duplicate' : 'conflicting';
  if (leading.report !== undefined) return 'late';
  leading.ballots[place] = ballot;
  const { inAll, here } = message.handled;
  leading.handled[place] = [inAll, here].every(Number.isSafeInteger) ? message.handled : NOTHING;
  if (from !== context.self.actor) leading.messages += 1;
  recordBallot(view, place, ballot, context, outbox);
  if (isComplete(view, leading)) conclude(state, view, context, outbox);
  return undefined;
}

/** Whether all have answered that can be expected to. */
function isComplete({ members, silent }: ClusterView, { ballots }: Leading): boolean {
  return members.every((member, i) => ballots[i] !== undefined || silent.includes(member));
}

/** Reads an answer with suspicion: whoever sent it may lie. */
function ballotOf(message: VoteMessage | DeclineMessage): Ballot {
  if (message.kind === 'decline') return { kind: 'none', reason: 'agentFailed' };
  const { confidencePpm } = message;
  const decision = DECISIONS.find((known) => known === message.decision);
  const isConfidence =
    Number.isInteger(confidencePpm) && confidencePpm >= 0 && confidencePpm <= PPM_ONE;
  return decision === undefined || !isConfidence
    ? { kind: 'none', reason: 'invalidAnswer' }
    : { kind: 'vote', decision, confidencePpm };
}

/** What a member's vote weighs: its own weight at level 1, above the agents that it stands for. */
function weightAt(view: ClusterView, place: number, context: Hierarchical): number {
  const voter = seatOf(view.members[place] as ActorIndex, context);
  return view.level === 1
    ? weightOf(voter, context.parameters.weighting)
    : (view.agents[place] ?? 0);
}

function recordBallot(
  view: ClusterView,
  place: number,
  ballot: Ballot,
  context: Hierarchical,
  outbox: Effects,
): void {
  const { level, cluster } = view;
  const voter = view.members[place] as ActorIndex;
  const weight = weightAt(view, place, context);
  if (ballot.kind === 'none') {
    outbox.record(voteDiscounted, { voter, reason: ballot.reason, level, cluster, weight });
    return;
  }
  const { decision } = ballot;
  const confidence = ballot.confidencePpm / PPM_ONE;
  outbox.record(voteCounted, { voter, decision, level, cluster, confidence, weight });
}

/** When all is decided, the members of a cluster of the first level are reported on, by who leads it then. */
export function reportMembers(
  { level, members, motion, leading }: ClusterView,
  outbox: Effects,
): void {
  if (level !== 1 || leading?.report === undefined) return;
  members.forEach((member, place) => {
    const ballot = leading.ballots[place];
    if (ballot?.kind !== 'vote') return outbox.report(member, 'promise', 0);
    const merit = rightness(ballot.decision, motion.meritPpm);
    if (merit !== undefined) outbox.report(member, 'vote', merit);
  });
}

/** Closes the cluster's vote with what is in, and reports. */
export function conclude(
  state: MemberState,
  view: ClusterView,
  context: Hierarchical,
  outbox: Effects,
): void {
  const { leading, level, cluster, term } = view;
  if (leading === undefined || leading.report !== undefined) return;
  outbox.cancelTimer(`votes/${level}`);
  const votes = view.members.map((_, place): CountedVote => {
    const ballot = leading.ballots[place] ?? { kind: 'none', reason: 'noAnswerInTime' };
    if (leading.ballots[place] === undefined) recordBallot(view, place, ballot, context, outbox);
    const weight = weightAt(view, place, context);
    return ballot.kind === 'vote'
      ? { decision: ballot.decision, confidencePpm: ballot.confidencePpm, weight }
      : { decision: 'abstain', confidencePpm: 0, weight };
  });
  const tally = tallyVotes(votes);
  const decided = decideVotes(tally, context.parameters);
  const decision = decided?.decision ?? 'no_consensus';
  const confidence = decided?.confidence ?? 0;
  const confidencePpm = Math.round(confidence * PPM_ONE);
  const share = decided?.voteRatio ?? shareOf(tally.agree, tally);
  outbox.record(clusterDecided, { level, cluster, decision, term, confidence, share });
  leading.messages += 1;
  const report: ReportMessage = {
    kind: 'report',
    ...nameOf(view),
    decision,
    confidencePpm,
    tally,
    messages: leading.messages,
    handled: leading.handled.slice(),
    ownHandled: handledBy(state, level, 0),
  };
  leading.report = report;
  // A cluster without a decision has its representative abstain above.
  const carried = decision === 'no_consensus' ? 'abstain' : decision;
  state.carried.set(level, { phase: 'voted', decision: carried, confidencePpm });
  persist(state, outbox);
  tell(state, context.role('coordinator'), report, context, outbox);
}
