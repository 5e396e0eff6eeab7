/**
 * What it is: how the coordinator ends: the highest level's decision goes down, and when all who can be told know it
 * the coordination is completed, or has failed.
 */

import type { ActorIndex } from '../../base/units.ts';
import { PPM_ONE } from '../../base/units.ts';
import { coordinationCompleted, coordinationFailed } from '../../events/kernelEvents.ts';
import type { IgnoreReason } from './card.ts';
import { flatCompared } from './events.ts';
import { seatOf } from './leading.ts';
import type { Effects, Hierarchical } from './leading.ts';
import type { LearnedMessage } from './messages.ts';
import { flatDecision, outcomeOf } from './outcome.ts';
import type { ClusterRecord, CoordinatorState, LevelRecord } from './state.ts';
import { accept } from './succession.ts';
import {
  isToldToAll,
  noteLearned,
  patience,
  startTelling,
  TELL_TIMER,
  tellAgain,
} from './telling.ts';

/** The highest level reached decides. `error` is why there is no decision, if there is none. */
export function finish(
  state: CoordinatorState,
  record: LevelRecord,
  error: string,
  context: Hierarchical,
  outbox: Effects,
): void {
  if (record.result === undefined) return;
  const { decision, confidence, voteRatio } = record.result;
  const flat = flatDecision(state.levels[0], context.parameters, (actor) => seatOf(actor, context));
  outbox.record(flatCompared, { decision, flatDecision: flat, isDistorted: flat !== decision });
  state.decision = decision;
  state.verdict = { error, confidence, voteRatio, flatDecision: flat, isRecorded: false };
  // Whoever has spoken for a cluster to the end has kept its promise.
  for (const { clusters } of state.levels)
    for (const { report: spoken, representative } of clusters)
      if (spoken !== undefined && representative !== undefined)
        outbox.report(representative, 'promise', PPM_ONE);
  outbox.persist(state);
  announce(state, record, context, outbox);
}

/** The decision goes to the representatives of the highest level, and from them down. */
export function announce(
  state: CoordinatorState,
  record: LevelRecord,
  context: Hierarchical,
  outbox: Effects,
): void {
  const awaited = [...new Set([...representativesAt(record), ...straysBelow(state.levels)])];
  state.telling = startTelling(undefined, { awaited, doubted: [] });
  say(state, awaited, context, outbox);
}

function representativesAt({ clusters }: LevelRecord): readonly ActorIndex[] {
  return clusters.flatMap(({ representative }) => representative ?? []);
}

/** Representatives of lower levels to whom no cluster above has given a place: nobody else would tell them. */
function straysBelow(levels: readonly LevelRecord[]): readonly ActorIndex[] {
  return levels.slice(0, -1).flatMap((level, i) => {
    const seated = new Set(levels[i + 1]?.clusters.flatMap(({ members }) => members));
    return representativesAt(level).filter((one) => !seated.has(one));
  });
}

/** Tells these, and ends when nobody is waited for. */
function say(
  state: CoordinatorState,
  receivers: readonly ActorIndex[],
  context: Hierarchical,
  outbox: Effects,
): void {
  const { telling, decision } = state;
  if (telling === undefined || decision === undefined) return;
  outbox.broadcast(receivers, { kind: 'decision', decision });
  if (isToldToAll(telling)) return conclude(state, context, outbox);
  outbox.setTimer(TELL_TIMER, patience(telling, context.parameters));
}

/** Nobody has answered for a while: says it again. */
export function tellMore(state: CoordinatorState, context: Hierarchical, outbox: Effects): void {
  const { telling } = state;
  if (telling !== undefined) say(state, tellAgain(telling, context.parameters), context, outbox);
}

/** A representative knows the decision, and maybe all below it. */
export function noteTold(
  state: CoordinatorState,
  from: ActorIndex,
  message: LearnedMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const { telling } = state;
  if (telling === undefined || !noteLearned(telling, from, message)) return 'late';
  if (isToldToAll(telling)) conclude(state, context, outbox);
  return undefined;
}

/** A late successor learns what was decided, tells its cluster, and is waited for in place of whoever was there. */
export function awaitSuccessor(
  state: CoordinatorState,
  record: ClusterRecord,
  joined: ActorIndex,
  term: number,
): void {
  const { telling } = state;
  const gone = record.representative;
  accept(record, joined, term);
  record.representative = joined;
  if (telling === undefined || isToldToAll(telling)) return;
  telling.awaited = [...telling.awaited.filter((one) => one !== gone && one !== joined), joined];
  telling.repeats = 0;
  telling.messages += 1;
}

/** All know the decision who can be told: only now is it over, since nothing is sent again afterwards. */
function conclude(state: CoordinatorState, context: Hierarchical, outbox: Effects): void {
  const { decision, verdict } = state;
  outbox.cancelTimer(TELL_TIMER);
  if (decision === undefined || verdict === undefined || verdict.isRecorded) return;
  verdict.isRecorded = true;
  outbox.persist(state);
  const { coordination } = context;
  const { error, confidence } = verdict;
  const outcome = JSON.stringify(
    outcomeOf(state, decision, verdict, context.role('member').length),
  );
  if (decision === 'no_consensus')
    outbox.record(coordinationFailed, { coordination, error, outcome });
  else outbox.record(coordinationCompleted, { coordination, decision, outcome, confidence });
}
