/**
 * What it is: a member that learns the decision, tells the clusters that it represents, and says when they know.
 */

import type { ActorIndex } from '../../base/units.ts';
import type { IgnoreReason } from './card.ts';
import { decisionLearned } from './events.ts';
import { persist, reportMembers, tell } from './leading.ts';
import type { Effects, Hierarchical } from './leading.ts';
import type { DecisionMessage, HierarchicalMessage } from './messages.ts';
import type { MemberState, Telling } from './state.ts';
import {
  audienceOf,
  isToldToAll,
  noteLearned,
  patience,
  startTelling,
  TELL_TIMER,
  tellAgain,
} from './telling.ts';

/** The decision comes from above and goes on to those below. */
export function learn(
  state: MemberState,
  from: ActorIndex,
  message: DecisionMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const views = [...state.views.values()];
  // Whoever may represent a cluster may have come to it unheard. Who was asked in a cluster to which it was not
  // convened, because that word was lost, does not know who they are.
  const isFromAbove =
    context.role('coordinator').includes(from) ||
    views.some(({ ranking }) => ranking.includes(from)) ||
    [...state.askers].some(([level, asker]) => asker === from || !state.views.has(level));
  if (!isFromAbove) return 'notRepresentative';
  state.decision = message.decision;
  outbox.record(decisionLearned, { decision: message.decision });
  persist(state, outbox);
  for (const view of views) reportMembers(view, outbox);
  for (const { level } of views)
    for (const timer of ['watch', 'beat', 'votes']) outbox.cancelTimer(`${timer}/${level}`);
  const audience = audienceOf(views, context.self.actor);
  const telling = startTelling(from, audience);
  state.telling = telling;
  tell(state, audience.awaited, message, context, outbox);
  if (isToldToAll(telling)) return answerTeller(state, telling, context, outbox);
  outbox.setTimer(TELL_TIMER, patience(telling, context.parameters));
  return undefined;
}

/** All whom it tells have answered, or will not. */
function answerTeller(
  state: MemberState,
  { toldBy, messages }: Telling,
  context: Hierarchical,
  outbox: Effects,
): undefined {
  outbox.cancelTimer(TELL_TIMER);
  if (toldBy !== undefined)
    tell(state, [toldBy], { kind: 'learned', isDone: true, messages }, context, outbox);
}

/** Nobody has answered for a while: says it again. */
export function tellMore(state: MemberState, context: Hierarchical, outbox: Effects): void {
  const { telling, decision } = state;
  if (telling === undefined || decision === undefined) return;
  tell(
    state,
    tellAgain(telling, context.parameters),
    { kind: 'decision', decision },
    context,
    outbox,
  );
  if (isToldToAll(telling)) return answerTeller(state, telling, context, outbox);
  outbox.setTimer(TELL_TIMER, patience(telling, context.parameters));
}

/** What is said to a member that knows the decision. */
export function receiveTold(
  state: MemberState,
  from: ActorIndex,
  message: HierarchicalMessage,
  context: Hierarchical,
  outbox: Effects,
): IgnoreReason | undefined {
  const { telling } = state;
  if (message.kind === 'learned') {
    if (telling === undefined || !noteLearned(telling, from, message)) return 'late';
    if (isToldToAll(telling)) answerTeller(state, telling, context, outbox);
    return undefined;
  }
  if (message.kind !== 'decision') return 'late';
  // Whoever is not waited for by this teller is done as far as it is concerned.
  const isDone = telling === undefined || telling.toldBy !== from || isToldToAll(telling);
  tell(state, [from], { kind: 'learned', isDone, messages: 0 }, context, outbox);
  return 'duplicate';
}
