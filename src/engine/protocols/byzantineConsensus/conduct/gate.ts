/**
 * What it is: what every message of the normal case must pass before it is looked at: the view, the
 * water marks, the seal. And how a message is refused: with a reason, as an event.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { messageIgnored } from '../../../events/kernelEvents.ts';
import type { IgnoreReason } from '../card.ts';
import type { Wire } from './messages.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { isInWindow } from './slots.ts';
import { actorOf, isReplica } from './state.ts';
import { detail } from './wire.ts';

/** Records that a message is not acted on. */
export function ignore(
  outbox: Out,
  from: ActorIndex,
  message: Wire,
  reason: IgnoreReason,
): undefined {
  outbox.record(messageIgnored, { from, message: message.kind, detail: detail(message), reason });
  return undefined;
}

/** What stands against a message of a view and sequence: a reason, `early` when its time may come, or nothing. */
export function obstacle(
  state: ReplicaState,
  view: number,
  sequence: number,
): IgnoreReason | 'early' | undefined {
  if (view > state.view || (state.isChanging && view === state.view)) return 'early';
  const { rules } = state.sizes;
  if (view < state.view && (state.isChanging || rules.refusesOldViews)) {
    return state.isChanging ? 'inViewChange' : 'wrongView';
  }
  if (sequence <= state.low) return 'tooLate';
  return isInWindow(state, sequence) ? undefined : 'outsideWindow';
}

/** Whether the message's seal proves that replica `claimed` said it. */
export function isSealedBy(
  state: ReplicaState,
  context: Ctx,
  message: Wire,
  claimed: number,
): boolean {
  return (
    isReplica(state, claimed) &&
    context.credentials.check(message.body, actorOf(state, claimed), message.seal)
  );
}

/**
 * Keeps a message of a later view until that view is entered, because the new view may reach others
 * first. Each sender has so much room only, so that nobody can fill the memory of another.
 */
export function keepForLater(
  state: ReplicaState,
  from: ActorIndex,
  message: Wire,
  view: number,
  outbox: Out,
): void {
  const sender = from - state.firstReplica;
  const count = state.earlyCounts[sender];
  if (count === undefined || count >= 2 * state.sizes.window + 2) {
    ignore(outbox, from, message, 'wrongView');
    return;
  }
  state.earlyCounts[sender] = count + 1;
  state.early.push({ from, view, message });
}

/** Takes out the messages whose view is no longer ahead. */
export function takeDue(state: ReplicaState): { from: ActorIndex; message: Wire }[] {
  const due = state.early.filter(({ view }) => view <= state.view);
  const later = state.early.filter(({ view }) => view > state.view);
  state.early.length = 0;
  state.early.push(...later);
  state.earlyCounts.fill(0);
  for (const { from } of later) {
    const sender = from - state.firstReplica;
    state.earlyCounts[sender] = (state.earlyCounts[sender] ?? 0) + 1;
  }
  return due;
}
