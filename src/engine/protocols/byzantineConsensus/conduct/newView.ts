/**
 * What it is: entering a view: the new primary's announcement, and its proof by every backup.
 * Source: Castro and Liskov, OSDI 1999, section 4.4; the choice of proposals as in certificates.ts.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { newViewRejected, newViewSent, viewChanged } from '../events.ts';
import { aimAt } from './checkpoints.ts';
import type { Decision } from './certificates.ts';
import { decide, isSound, orderedIn } from './certificates.ts';
import { ignore, isSealedBy } from './gate.ts';
import type { NewViewBody, NewViewMessage, Place, ViewChangeMessage } from './messages.ts';
import { acceptProposal } from './normalCase.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { forgetViews, isInWindow, slotOf } from './slots.ts';
import { actorOf, isPrimary, primaryOf, noteAssigned } from './state.ts';

/** As primary of the view asked for, announces it once the view changes decide what it contains. */
export function tryNewView(state: ReplicaState, context: Ctx, outbox: Out): void {
  if (!isPrimary(state)) return;
  const viewChanges = state.viewChanges.filter(
    (message): message is ViewChangeMessage => message?.body.view === state.view,
  );
  const decision = decide(
    viewChanges.map(({ body }) => body),
    state.sizes,
  );
  if (decision === undefined) return;
  const body: NewViewBody = { kind: 'newView', view: state.view, viewChanges, ...decision };
  const message: NewViewMessage = { kind: 'newView', body, seal: context.credentials.sign(body) };
  outbox.record(newViewSent, {
    view: state.view,
    proposals: decision.proposals.length,
    certificates: viewChanges.length,
  });
  outbox.broadcast(state.others, message);
  enterView(state, message, decision, context, outbox);
}

/** What a backup made of a new view. */
export type NewViewVerdict = 'entered' | 'ignored' | 'rejected';

/** The announcement of a view, from its primary or handed on by another; sealed by the primary either way. */
export function onNewView(
  state: ReplicaState,
  message: NewViewMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): NewViewVerdict {
  const { view } = message.body;
  const refuse = (reason: 'notPrimary' | 'badSeal' | 'duplicate' | 'tooLate'): 'ignored' => {
    ignore(outbox, from, message, reason);
    return 'ignored';
  };
  const primary = primaryOf(state, view);
  if (message.seal.by !== actorOf(state, primary)) return refuse('notPrimary');
  if (!isSealedBy(state, context, message, primary)) return refuse('badSeal');
  if (view < state.view) return refuse('tooLate');
  if (view === state.view && !state.isChanging) return refuse('duplicate');
  const fault = faultIn(state, message.body, context);
  if (fault === undefined) {
    enterView(state, message, message.body, context, outbox);
    return 'entered';
  }
  ignore(outbox, from, message, 'invalidNewView');
  outbox.record(newViewRejected, { view, primary: actorOf(state, primary), reason: fault });
  return view === state.view ? 'rejected' : 'ignored';
}

/** What is wrong with a new view; undefined when all of it follows from the view changes it brings. */
function faultIn(state: ReplicaState, body: NewViewBody, context: Ctx): string | undefined {
  const { view, viewChanges, stable, proposals } = body;
  const { rules } = state.sizes;
  const replicas = new Set(viewChanges.map((message) => message.body.replica));
  if (replicas.size !== viewChanges.length && rules.countsViewChangesOnce) {
    return 'a replica asks twice';
  }
  if (viewChanges.length < state.sizes.viewChanges) {
    return `${replicas.size} view changes are no quorum`;
  }
  for (const message of viewChanges) {
    if (message.body.view !== view) return 'a view change asks for another view';
    if (!isSealedBy(state, context, message, message.body.replica)) {
      return 'a view change is not signed by its replica';
    }
    if (!isSound(message.body, state.sizes)) return 'a view change contradicts itself';
  }
  if (!rules.recomputesNewView) return undefined;
  const decision = decide(
    viewChanges.map((message) => message.body),
    state.sizes,
  );
  if (decision === undefined) return 'the view changes do not decide';
  if (!isSamePlace(decision.stable, stable)) return 'it starts from another checkpoint';
  const isSame =
    decision.proposals.length === proposals.length &&
    decision.proposals.every((place, i) => isSamePlace(place, proposals[i]));
  return isSame ? undefined : 'its proposals do not follow from the view changes';
}

function isSamePlace(x: Place, y: Place | undefined): boolean {
  return x.sequence === y?.sequence && x.digest === y.digest;
}

function enterView(
  state: ReplicaState,
  message: NewViewMessage,
  { stable, proposals }: Decision,
  context: Ctx,
  outbox: Out,
): void {
  const { view, viewChanges } = message.body;
  state.view = view;
  state.isChanging = false;
  state.hasEnteredView = true;
  state.mayPropose = true;
  state.newView = message;
  state.statusRounds = 0;
  forgetViews(state);
  if (state.isNewViewTimerSet) outbox.cancelTimer('newView');
  state.isNewViewTimerSet = false;
  outbox.record(viewChanged, { view, primary: actorOf(state, primaryOf(state, view)) });
  aimAt(state, stable.sequence, stable.digest);
  state.assigned = Math.max(state.low, proposals.at(-1)?.sequence ?? stable.sequence);
  state.replies.forEach(({ timestamp }, client) => {
    state.assignedTimestamps[client] = timestamp;
  });
  const requests = orderedIn(viewChanges.map(({ body }) => body));
  for (const { sequence, digest } of proposals) {
    const request = requests.get(digest);
    if (request !== undefined) noteAssigned(state, request);
    if (!isInWindow(state, sequence)) continue;
    acceptProposal(state, slotOf(state, sequence), digest, request, context, outbox);
  }
}
