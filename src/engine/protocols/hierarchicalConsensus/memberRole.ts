/**
 * What it is: the machine of an agent: a member of one cluster at level 1, and of one at each level above to
 * which it carries the decision of a cluster that it represents. It watches whoever represents its clusters,
 * and takes over when its turn comes. As representative it does what leading.ts says.
 */

import { assertNever } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type { Input } from '../../contract/protocol.ts';
import { messageIgnored } from '../../events/kernelEvents.ts';
import type { IgnoreReason } from './card.ts';
import { rankCandidates } from './election.ts';
import { heartbeatMissed } from './events.ts';
import {
  ask,
  beat,
  conclude,
  count,
  handledBy,
  lead,
  note,
  persist,
  seatOf,
  stepDown,
  tell,
} from './leading.ts';
import type { Effects, Hierarchical } from './leading.ts';
import { detailOf } from './messages.ts';
import type {
  AnnounceMessage,
  AskMessage,
  ConveneMessage,
  HeartbeatMessage,
  HierarchicalMessage,
  ReceiptMessage,
} from './messages.ts';
import type { Answered, ClusterView, MemberState, PersistedMember } from './state.ts';
import { accept, passOn, representativeOf, substitute } from './succession.ts';
import { learn, receiveTold, tellMore } from './passingDown.ts';
import { TELL_TIMER } from './telling.ts';

/** A member that was not convened yet. */
export function startMember(): MemberState {
  return {
    role: 'member',
    own: { phase: 'unasked' },
    askers: new Map(),
    handled: 0,
    handledAt: [],
    views: new Map(),
    carried: new Map(),
    decision: undefined,
    telling: undefined,
  };
}

/** One step of a member. */
export function stepMember(
  state: MemberState,
  input: Input<HierarchicalMessage>,
  context: Hierarchical,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      return; // A member waits to be convened.
    case 'restarted':
      return restore(state, input.persisted as PersistedMember | undefined);
    case 'delivered': {
      const { from, message } = input;
      if (from !== context.self.actor) note(state, message, 1);
      const reason = receive(state, from, message, context, outbox);
      if (reason === undefined) return;
      const detail = detailOf(message);
      return outbox.record(messageIgnored, { from, message: message.kind, detail, reason });
    }
    case 'expired':
      return expire(state, input.timer, context, outbox);
    case 'answered':
      return answer(state, input.question, input.answer, context, outbox);
    default:
      return assertNever(input);
  }
}

/** Whoever comes back represents nobody any more, but keeps its word. */
function restore(state: MemberState, kept: PersistedMember | undefined): void {
  if (kept === undefined) return;
  state.own = kept.own;
  state.carried = new Map(kept.carried);
  state.decision = kept.decision;
}

function receive(
  state: MemberState,
  from: ActorIndex,
  message: HierarchicalMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  if (state.decision !== undefined) return receiveTold(state, from, message, context, outbox);
  const isCoordinator = context.role('coordinator').includes(from);
  switch (message.kind) {
    case 'convene':
      return isCoordinator ? join(state, message, context, outbox) : 'misdirected';
    case 'announce':
    case 'heartbeat':
    case 'ask':
      return hear(state, from, message, context, outbox);
    case 'vote':
    case 'decline': {
      const view = viewOf(state, message);
      if (view === undefined) return 'notRepresentative';
      return count(state, view, from, message, context, outbox);
    }
    case 'receipt':
      return isCoordinator ? noteReceipt(state, message) : 'misdirected';
    case 'decision':
      return learn(state, from, message, context, outbox);
    case 'report':
    case 'learned':
      return 'misdirected';
  }
}

function viewOf(
  state: MemberState,
  name: { readonly level: number; readonly cluster: number },
): ClusterView | undefined {
  const view = state.views.get(name.level);
  return view?.cluster === name.cluster ? view : undefined;
}

function join(
  state: MemberState,
  message: ConveneMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const { level, cluster, edition, members, agents, motion } = message;
  const known = viewOf(state, message);
  if (known !== undefined) return rejoin(state, known, message, context, outbox);
  const { candidates, roles, salt, term } = message;
  const seats = candidates.map((actor) => seatOf(actor, context));
  const ranking =
    edition > 0
      ? candidates
      : rankCandidates({ level, cluster, candidates: seats, roles, salt }, context.parameters);
  const view: ClusterView = {
    level,
    cluster,
    edition,
    members,
    agents,
    motion,
    ranking,
    term,
    former: [],
    silent: [],
    leading: undefined,
  };
  state.views.set(level, view);
  follow(state, view, undefined, context, outbox);
  return undefined;
}

/** Leads when it is its turn, and watches whoever leads otherwise. */
function follow(
  state: MemberState,
  view: ClusterView,
  deposed: ActorIndex | undefined,
  context: Hierarchical,
  outbox: Effects,
): void {
  if (representativeOf(view) === context.self.actor) {
    if (view.leading === undefined) lead(state, view, deposed, context, outbox);
    return;
  }
  stepDown(view, outbox);
  outbox.setTimer(`watch/${view.level}`, context.parameters.silenceMicros);
}

function rejoin(
  state: MemberState,
  view: ClusterView,
  message: ConveneMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  if (message.edition < view.edition) return 'late';
  if (message.edition === view.edition) {
    const { leading } = view;
    if (leading === undefined) return 'duplicate';
    // The coordinator has not heard of this representative.
    const { level, cluster, term } = view;
    const again = leading.report ?? ({ kind: 'announce', level, cluster, term } as const);
    tell(state, context.role('coordinator'), again, context, outbox);
    return undefined;
  }
  const before = representativeOf(view);
  const changed = view.members.flatMap((gone, place) => {
    const joined = message.members[place];
    return joined === undefined || joined === gone ? [] : [{ gone, joined, place }];
  });
  view.edition = message.edition;
  view.members = message.members;
  view.agents = message.agents;
  view.former = [...view.former, ...changed.map(({ gone }) => gone)];
  for (const { gone, joined } of changed) substitute(view, gone, joined);
  if (message.term > view.term) {
    view.ranking = message.candidates;
    view.term = message.term;
  }
  if (view.leading !== undefined && view.leading.report === undefined) {
    const { ballots } = view.leading;
    const missing = changed.filter(({ place }) => ballots[place] === undefined);
    ask(
      state,
      view,
      missing.map(({ joined }) => joined),
      context,
      outbox,
    );
  }
  follow(state, view, before, context, outbox);
  return undefined;
}

/** The representative of one of its clusters speaks, or somebody who believes to be that. */
function hear(
  state: MemberState,
  from: ActorIndex,
  message: AnnounceMessage | HeartbeatMessage | AskMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const view = viewOf(state, message);
  if (view === undefined) {
    // Whoever is asked can answer, even if the word that it has been convened was lost.
    if (message.kind !== 'ask') {
      state.askers.set(message.level, from);
      return 'notConvened';
    }
  } else {
    const reason = heed(view, from, message.term);
    if (reason !== undefined) return reason;
    follow(state, view, undefined, context, outbox);
  }
  if (message.kind === 'ask') vote(state, from, message, context, outbox);
  return undefined;
}

function heed(view: ClusterView, from: ActorIndex, term: number): IgnoreReason | undefined {
  if (!view.ranking.includes(from)) return view.former.includes(from) ? 'deposed' : 'notMember';
  if (term < view.term) return 'deposed';
  if (term === view.term) return representativeOf(view) === from ? undefined : 'notRepresentative';
  accept(view, from, term);
  return undefined;
}

function vote(
  state: MemberState,
  from: ActorIndex,
  message: AskMessage,
  context: Hierarchical,
  outbox: Effects,
): void {
  const { level, cluster, term, motion } = message;
  state.askers.set(level, from);
  if (level > 1) {
    const carried = state.carried.get(level - 1) ?? { phase: 'declined', reason: 'nothingToCarry' };
    return say(state, from, carried, { level, cluster, term }, context, outbox);
  }
  const { own } = state;
  if (own.phase === 'voted' || own.phase === 'declined')
    return say(state, from, own, { level, cluster, term }, context, outbox);
  state.own = { phase: 'judging', asker: from, cluster, term };
  if (own.phase === 'judging') return; // It is thinking already, and will answer whoever asked last.
  const { text, meritPpm } = motion;
  outbox.consult({ kind: 'vote', round: 1, proposal: text, meritPpm });
}

function say(
  state: MemberState,
  to: ActorIndex,
  answered: Answered,
  name: { readonly level: number; readonly cluster: number; readonly term: number },
  context: Hierarchical,
  outbox: Effects,
): void {
  const handled = handledBy(state, name.level, to === context.self.actor ? 0 : 1);
  if (answered.phase === 'declined') {
    const { reason } = answered;
    tell(state, [to], { kind: 'decline', ...name, reason, handled }, context, outbox);
    return;
  }
  const { decision, confidencePpm } = answered;
  tell(state, [to], { kind: 'vote', ...name, decision, confidencePpm, handled }, context, outbox);
}

function noteReceipt(state: MemberState, message: ReceiptMessage): IgnoreReason | undefined {
  const view = viewOf(state, message);
  if (view?.leading === undefined || message.term !== view.term) return 'late';
  if (view.leading.isReceived) return 'duplicate';
  view.leading.isReceived = true;
  return undefined;
}

function expire(state: MemberState, timer: string, context: Hierarchical, outbox: Effects): void {
  if (timer === TELL_TIMER) return tellMore(state, context, outbox);
  const [purpose, level] = timer.split('/');
  const view = state.views.get(Number(level));
  if (view === undefined) return;
  if (purpose === 'beat') return beat(state, view, context, outbox);
  if (purpose === 'votes') return conclude(state, view, context, outbox);
  const suspect = representativeOf(view);
  const { cluster, term } = view;
  outbox.record(heartbeatMissed, { level: view.level, cluster, term, suspect });
  view.silent = [...view.silent, suspect];
  passOn(view);
  follow(state, view, suspect, context, outbox);
}

function answer(
  state: MemberState,
  question: Question,
  given: Answer,
  context: Hierarchical,
  outbox: Effects,
): void {
  const { own } = state;
  if (own.phase !== 'judging' || question.kind !== 'vote') return;
  const answered: Answered =
    given.kind === 'vote'
      ? { phase: 'voted', decision: given.decision, confidencePpm: given.confidencePpm }
      : { phase: 'declined', reason: given.kind === 'failed' ? given.reason : 'noVote' };
  state.own = answered;
  persist(state, outbox);
  if (state.decision !== undefined) return; // Nobody counts it any more.
  const { asker, cluster, term } = own;
  say(state, asker, answered, { level: 1, cluster, term }, context, outbox);
}
