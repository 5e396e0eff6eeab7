/**
 * What it is: leaving a view: when, with which certificates, and who joins.
 * Source: Castro and Liskov, OSDI 1999, section 4.4 and the liveness rules of 4.5.2; P and Q as in their
 * TOCS 2002 paper, section 3.2.4. View changes are signed, as in OSDI 1999 section 5.2, so that the new
 * primary can hand them on, and no view-change acknowledgements are needed.
 */

import type { ActorIndex, Micros } from '../../../base/units.ts';
import { viewChangeStarted } from '../events.ts';
import { isSound } from './certificates.ts';
import { ignore, isSealedBy } from './gate.ts';
import type { OrderedBody, ViewChangeBody, ViewChangeMessage } from './messages.ts';
import { tryNewView } from './newView.ts';
import type { HeldClaim } from './slot.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { forgetViews, usedSlots } from './slots.ts';

/**
 * The longest wait is 2^8 times the view timeout. Replicas that have executed and begin again with short
 * waits need a few views to keep pace with those that have not; without an end those would grow to hours.
 */
const DOUBLINGS_MOST = 8;

/** Gives up the current view and asks for `view`. */
export function startViewChange(
  state: ReplicaState,
  view: number,
  reason: string,
  context: Ctx,
  outbox: Out,
): void {
  state.view = view;
  state.isChanging = true;
  state.attempts++;
  state.newView = undefined;
  state.statusRounds = 0;
  forgetViews(state);
  if (state.isNewViewTimerSet) outbox.cancelTimer('newView');
  state.isNewViewTimerSet = false;
  outbox.record(viewChangeStarted, { view, reason });
  const message = viewChangeOf(state, context);
  state.viewChanges[state.number] = message;
  outbox.broadcast(state.others, message);
  followViewChanges(state, context, outbox);
}

/** The message in which this replica asks for its view; made again after a crash, and the same again. */
export function viewChangeOf(state: ReplicaState, context: Ctx): ViewChangeMessage {
  const known = state.viewChanges[state.number];
  if (known?.body.view === state.view) return known;
  const slots = usedSlots(state);
  const prepared = slots.flatMap(({ prepared: held }) =>
    held === undefined || !isClaimed(state, held) ? [] : [held],
  );
  const prePrepared = slots.flatMap((slot) => slot.prePrepared);
  const body: ViewChangeBody = {
    kind: 'viewChange',
    view: state.view,
    stable: state.low,
    checkpoints: state.checkpoints.map(({ sequence, digest }) => ({ sequence, digest })),
    prepared: prepared.map(withoutRequest),
    prePrepared: prePrepared.map(withoutRequest),
    requests: requestsOf([...prepared, ...prePrepared]),
    replica: state.number,
  };
  return { kind: 'viewChange', body, seal: context.credentials.sign(body) };
}

/** All that was prepared is, whatever the view. */
function isClaimed(state: ReplicaState, { view }: HeldClaim): boolean {
  return state.sizes.rules.keepsPrepared || view === state.view - 1;
}

function withoutRequest({ sequence, digest, view }: HeldClaim): Omit<HeldClaim, 'request'> {
  return { sequence, digest, view };
}

/** The requests of claims, each once. */
function requestsOf(claims: readonly HeldClaim[]): OrderedBody[] {
  const requests = new Map<string, OrderedBody>();
  for (const { digest, request } of claims) {
    if (request !== undefined) requests.set(digest, request);
  }
  return [...requests.values()];
}

/** Another replica asks for a view. */
export function onViewChange(
  state: ReplicaState,
  message: ViewChangeMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { view, replica } = message.body;
  if (!isSealedBy(state, context, message, replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  if (!isSound(message.body, state.sizes)) return ignore(outbox, from, message, 'malformed');
  if (view < state.view || (view === state.view && !state.isChanging)) {
    lead(state, from, context, outbox);
    return ignore(outbox, from, message, 'tooLate');
  }
  const known = state.viewChanges[replica];
  if (known !== undefined && known.body.view >= view) {
    return ignore(outbox, from, message, known.body.view === view ? 'duplicate' : 'tooLate');
  }
  state.viewChanges[replica] = message;
  const joined = viewToJoin(state);
  if (joined !== undefined) startViewChange(state, joined, 'others ask for it', context, outbox);
  else followViewChanges(state, context, outbox);
}

/** Shows one who asks for a view that is over, or entered already, where the others are. */
function lead(state: ReplicaState, to: ActorIndex, context: Ctx, outbox: Out): void {
  if (state.isChanging) outbox.send(to, viewChangeOf(state, context));
  else if (state.newView !== undefined) outbox.send(to, state.newView);
}

/** The smallest of the views above this replica's own for which f + 1 others ask. */
function viewToJoin(state: ReplicaState): number | undefined {
  const views = state.viewChanges.flatMap((message) =>
    message !== undefined && message.body.view > state.view ? [message.body.view] : [],
  );
  const { f, rules } = state.sizes;
  return views.length > f && rules.joins ? Math.min(...views) : undefined;
}

/**
 * A quorum asks for the view: the new primary announces it when it can, the others wait for that. Who
 * already asks for a later view counts too: its earlier message was replaced by the later one or lost, and
 * without it those who are behind might wait for ever.
 */
export function followViewChanges(state: ReplicaState, context: Ctx, outbox: Out): void {
  if (!state.isChanging) return;
  const { countsAhead } = state.sizes.rules;
  const asking = state.viewChanges.filter(
    (message) =>
      message !== undefined &&
      (message.body.view === state.view || (countsAhead && message.body.view > state.view)),
  ).length;
  if (asking < state.sizes.viewChanges) return;
  if (!state.isNewViewTimerSet) {
    state.isNewViewTimerSet = true;
    outbox.setTimer('newView', patience(state, context.parameters.viewTimeoutMicros));
  }
  tryNewView(state, context, outbox);
}

/** How long to wait for progress, at first `micros`: doubled with each view change that brought none. */
export function patience(state: ReplicaState, micros: Micros): Micros {
  let wait = micros;
  if (!state.sizes.rules.doublesTimers) return wait;
  for (let i = 1; i < state.attempts && i <= DOUBLINGS_MOST; i++) wait *= 2;
  return wait;
}
