/**
 * What it is: the coordinator's machine: it convenes the clusters of a level, gathers their reports until all
 * are in or the time is up, decides the level, and opens the next or ends. It never votes and sees no vote but
 * in the counts that representatives report.
 */

import { assertNever } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import { PPM_ONE } from '../../base/units.ts';
import type { Input } from '../../contract/protocol.ts';
import { messageIgnored } from '../../events/kernelEvents.ts';
import type { IgnoreReason } from './card.ts';
import { announce, awaitSuccessor, finish, noteTold, tellMore } from './concluding.ts';
import {
  clusterLost,
  clusterReported,
  levelDecided,
  levelLoaded,
  levelOpened,
  memberSeated,
} from './events.ts';
import { formLevel } from './forming.ts';
import { seatOf } from './leading.ts';
import type { Effects, Hierarchical } from './leading.ts';
import { detailOf } from './messages.ts';
import type { AnnounceMessage, HierarchicalMessage, ReportMessage } from './messages.ts';
import { agentsOf, flatMessages, isSoundReport, loadAt, messagesOf, resultOf } from './outcome.ts';
import type { ClusterRecord, CoordinatorState, LevelRecord } from './state.ts';
import { accept, substitute } from './succession.ts';
import { TELL_TIMER } from './telling.ts';

const LEVEL_TIMER = 'level';
const RETRY_TIMER = 'retry';
/** A level waits for its votes, and for so many representatives to be found silent. */
const SILENCES = 3;
const SALTS = 1_000_000_000;

/** The coordinator before the first level. */
export function startCoordinator(context: Hierarchical): CoordinatorState {
  const { text = 'the proposal', meritPpm = PPM_ONE } = context.resources.proposal ?? {};
  return {
    role: 'coordinator',
    motion: { text, meritPpm },
    salt: 0,
    levels: [],
    replacements: 0,
    decision: undefined,
    verdict: undefined,
    telling: undefined,
  };
}

/** One step of the coordinator. */
export function stepCoordinator(
  state: CoordinatorState,
  input: Input<HierarchicalMessage>,
  context: Hierarchical,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      state.salt = context.choices.below(SALTS);
      return openLevel(state, context, outbox);
    case 'restarted':
      return resume(state, input.persisted as CoordinatorState | undefined, context, outbox);
    case 'delivered': {
      const { from, message } = input;
      const reason = receive(state, from, message, context, outbox);
      if (reason === undefined) return;
      const detail = detailOf(message);
      return outbox.record(messageIgnored, { from, message: message.kind, detail, reason });
    }
    case 'expired':
      return expire(state, input.timer, context, outbox);
    case 'answered':
      return; // The coordinator has no agent to consult.
    default:
      return assertNever(input);
  }
}

function expire(
  state: CoordinatorState,
  timer: string,
  context: Hierarchical,
  outbox: Effects,
): void {
  switch (timer) {
    case LEVEL_TIMER:
      return closeLevel(state, context, outbox);
    case RETRY_TIMER:
      return retry(state, context, outbox);
    case TELL_TIMER:
      return tellMore(state, context, outbox);
  }
}

function resume(
  state: CoordinatorState,
  kept: CoordinatorState | undefined,
  context: Hierarchical,
  outbox: Effects,
): void {
  if (kept === undefined) {
    state.salt = context.choices.below(SALTS);
    return openLevel(state, context, outbox);
  }
  state.salt = kept.salt;
  state.levels = kept.levels;
  state.replacements = kept.replacements;
  state.decision = kept.decision;
  state.verdict = kept.verdict;
  const { level, record } = atWork(state);
  if (state.decision !== undefined) return announce(state, record, context, outbox);
  // Whoever has reported meanwhile reports again when it is convened again.
  record.clusters.forEach((_, cluster) => convene(state, level, cluster, outbox));
  startTimers(context, outbox);
}

const atWork = ({ levels }: CoordinatorState): { level: number; record: LevelRecord } => ({
  level: levels.length,
  record: levels[levels.length - 1] as LevelRecord,
});

function openLevel(state: CoordinatorState, context: Hierarchical, outbox: Effects): void {
  const { parameters } = context;
  const clusters = formLevel(state.levels, {
    parameters,
    participants: context.role('member'),
    seatOf: (actor) => seatOf(actor, context),
    salt: state.salt,
  });
  state.levels.push({ clusters: clusters.slice(), messages: 0, result: undefined });
  const level = state.levels.length;
  const members = clusters.reduce((sum, one) => sum + one.members.length, 0);
  const proposal = state.motion.text;
  outbox.record(levelOpened, { level, clusters: clusters.length, members, proposal });
  clusters.forEach((record, cluster) => {
    record.members.forEach((_, place) => seat(record, level, cluster, place, outbox));
    convene(state, level, cluster, outbox);
  });
  startTimers(context, outbox);
  outbox.persist(state);
}

function startTimers(context: Hierarchical, outbox: Effects): void {
  const { timeoutMicros, silenceMicros } = context.parameters;
  outbox.setTimer(LEVEL_TIMER, timeoutMicros + SILENCES * silenceMicros);
  outbox.setTimer(RETRY_TIMER, silenceMicros);
}

function seat(
  record: ClusterRecord,
  level: number,
  cluster: number,
  place: number,
  outbox: Effects,
): void {
  const member = record.members[place] as ActorIndex;
  outbox.record(memberSeated, { level, cluster, place, member, agents: record.agents[place] ?? 0 });
}

function convene(state: CoordinatorState, level: number, cluster: number, outbox: Effects): void {
  const own = state.levels[level - 1] as LevelRecord;
  const record = own.clusters[cluster] as ClusterRecord;
  const { members, agents, roles, ranking, edition, term } = record;
  // Members reckon the first order by themselves.
  const candidates = edition === 0 ? record.candidates : ranking;
  const receivers = [...new Set([...members, ...ranking])];
  own.messages += receivers.length;
  outbox.broadcast(receivers, {
    kind: 'convene',
    level,
    cluster,
    edition,
    term: edition === 0 ? 0 : term,
    members,
    agents,
    candidates,
    roles,
    salt: state.salt,
    motion: state.motion,
  });
}

/** Convenes again the clusters of which no representative was heard. */
function retry(state: CoordinatorState, context: Hierarchical, outbox: Effects): void {
  const { level, record } = atWork(state);
  record.clusters.forEach(({ representative }, cluster) => {
    if (representative === undefined) convene(state, level, cluster, outbox);
  });
  outbox.setTimer(RETRY_TIMER, context.parameters.silenceMicros);
}

function receive(
  state: CoordinatorState,
  from: ActorIndex,
  message: HierarchicalMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  if (message.kind === 'learned') return noteTold(state, from, message, context, outbox);
  if (message.kind !== 'announce' && message.kind !== 'report') return 'misdirected';
  const level = state.levels[message.level - 1];
  const record = level?.clusters[message.cluster];
  if (level === undefined || record === undefined) return 'notConvened';
  level.messages += message.kind === 'announce' ? 1 : 0;
  if (!record.ranking.includes(from)) return 'notMember';
  if (message.term < record.term) return 'deposed';
  if (message.term === record.term && (record.representative ?? from) !== from)
    return 'notRepresentative';
  const { decision } = state;
  if (decision !== undefined) {
    if (message.term > record.term || record.representative === undefined)
      awaitSuccessor(state, record, from, message.term);
    outbox.send(from, { kind: 'decision', decision });
    return undefined;
  }
  const isNew = acknowledge(state, record, from, message, context, outbox);
  if (message.kind === 'announce') return isNew ? undefined : 'duplicate';
  return takeReport(state, record, from, message, context, outbox);
}

/** Whoever speaks for a cluster represents it; false when that was known. */
function acknowledge(
  state: CoordinatorState,
  record: ClusterRecord,
  from: ActorIndex,
  message: AnnounceMessage | ReportMessage,
  context: Hierarchical,
  outbox: Effects,
): boolean {
  if (record.representative === from && message.term === record.term) return false;
  if (message.term > 0 && message.term > record.term) {
    state.replacements += 1;
    // The cluster votes again, so the level waits for it as long as for a first vote.
    if (message.level === state.levels.length) startTimers(context, outbox);
  }
  accept(record, from, message.term);
  record.representative = from;
  return true;
}

function takeReport(
  state: CoordinatorState,
  record: ClusterRecord,
  from: ActorIndex,
  message: ReportMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const { level, cluster, term, decision } = message;
  if (!isSoundReport(message, record.members.length)) return 'invalidReport';
  const own = state.levels[level - 1] as LevelRecord;
  own.messages += 1;
  outbox.send(from, { kind: 'receipt', level, cluster, term });
  if (record.report?.term === term) return 'duplicate';
  record.report = message;
  const confidence = message.confidencePpm / PPM_ONE;
  const agents = agentsOf(record);
  const named = { level, cluster, decision, representative: from, confidence, agents };
  outbox.record(clusterReported, named);
  if (own.result === undefined) {
    if (own.clusters.every(({ report }) => report !== undefined))
      closeLevel(state, context, outbox);
    return undefined;
  }
  reseat(state, level + 1, cluster, from, outbox);
  return undefined;
}

/** A cluster of a level that is over has a new representative, which takes its place above. */
function reseat(
  state: CoordinatorState,
  level: number,
  source: number,
  joined: ActorIndex,
  outbox: Effects,
): void {
  const above = state.levels[level - 1];
  if (above === undefined || above.result !== undefined) return;
  above.clusters.forEach((record, cluster) => {
    const place = record.sources.indexOf(source);
    const gone = record.members[place];
    if (gone === undefined || gone === joined || record.report !== undefined) return;
    record.members = record.members.map((one, i) => (i === place ? joined : one));
    record.edition += 1;
    substitute(record, gone, joined);
    if (record.representative === gone) record.representative = undefined;
    seat(record, level, cluster, place, outbox);
    convene(state, level, cluster, outbox);
  });
}

function closeLevel(state: CoordinatorState, context: Hierarchical, outbox: Effects): void {
  const { level, record } = atWork(state);
  if (record.result !== undefined || state.decision !== undefined) return;
  outbox.cancelTimer(LEVEL_TIMER);
  outbox.cancelTimer(RETRY_TIMER);
  record.clusters.forEach((one, cluster) => {
    if (one.report === undefined)
      outbox.record(clusterLost, { level, cluster, agents: agentsOf(one) });
  });
  const result = resultOf(record.clusters, context.parameters);
  record.result = result;
  const { decision, agreeShare, disagreeShare } = result;
  const messages = messagesOf(record);
  const flat = flatMessages(context.role('member').length);
  const shares = { agreeShare, disagreeShare };
  outbox.record(levelDecided, { level, decision, messages, flatMessages: flat, ...shares });
  outbox.record(levelLoaded, { level, ...loadAt(record) });
  const isMute = record.clusters.every(({ report }) => report === undefined);
  const isRoot = record.clusters.length === 1;
  if (isMute || isRoot || decision === 'disagree')
    return finish(state, record, isMute ? 'level_failed' : 'no_consensus', context, outbox);
  openLevel(state, context, outbox);
}
