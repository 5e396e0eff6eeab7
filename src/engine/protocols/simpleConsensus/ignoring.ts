/** What it is: how a message that changes nothing is ignored: never silently, with a reason of the card. */

import type { ActorIndex } from '../../base/units.ts';
import type { Outbox } from '../../contract/protocol.ts';
import { messageIgnored } from '../../events/kernelEvents.ts';
import type { IgnoreReason } from './card.ts';
import { detailOf } from './messages.ts';
import type { SimpleMessage } from './messages.ts';

/** Records that the actor whose step it is ignores a message. */
export function ignore(
  from: ActorIndex,
  message: SimpleMessage,
  reason: IgnoreReason,
  outbox: Outbox<SimpleMessage>,
): void {
  outbox.record(messageIgnored, { from, message: message.kind, detail: detailOf(message), reason });
}
