/**
 * What it is: what a step of a member has at hand. One object for all steps of a conduct, set anew for each of
 * them, so that a step allocates nothing but its messages.
 */

import { shuffle } from '../../../base/choices.ts';
import type { Choices } from '../../../base/choices.ts';
import type { ActorIndex, Micros } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { messageIgnored } from '../../../events/kernelEvents.ts';
import type { DistributedParameters, IgnoreReason } from '../card.ts';
import type { Layout } from './layout.ts';
import type { DistributedMessage } from './messages.ts';
import type { Rules } from './rules.ts';
import { detailOf } from './wire.ts';

export interface Desk {
  readonly rules: Rules;
  layout: Layout;
  parameters: DistributedParameters;
  /** The member's number. */
  self: number;
  now: Micros;
  /** When the cluster falls silent. */
  endsAt: Micros;
  choices: Choices;
  outbox: Outbox<DistributedMessage>;
}

/** Sends to a member. */
export function tell(desk: Desk, member: number, message: DistributedMessage): void {
  desk.outbox.send(desk.layout.first + member, message);
}

/** Sends one message to several members, but not to oneself. */
export function tellAll(desk: Desk, members: readonly number[], message: DistributedMessage): void {
  const { first } = desk.layout;
  const receivers = members.filter((one) => one !== desk.self).map((one) => first + one);
  desk.outbox.broadcast(receivers, message);
}

/** Records that a message of an actor changes nothing. */
export function ignore(
  desk: Desk,
  from: ActorIndex,
  message: DistributedMessage,
  reason: IgnoreReason,
): void {
  desk.outbox.record(messageIgnored, {
    from,
    message: message.kind,
    detail: detailOf(message),
    reason,
  });
}

/** Up to `count` different items, in random order. */
export function pick(items: readonly number[], count: number, choices: Choices): readonly number[] {
  const shuffled = [...items];
  shuffle(shuffled, choices);
  return shuffled.slice(0, count);
}
