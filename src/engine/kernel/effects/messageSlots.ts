/**
 * What it is: the messages on their way. A message lies in one slot, whatever the number of its
 * receivers; what it is called, what it says and how large it is are found out once, not for each receiver.
 * A message is frozen when it first leaves its sender: nobody may change what others hold too, and a
 * snapshot may share it.
 */

import type { Conduct, Message } from '../../contract/protocol.ts';
import type { EventLog } from '../../events/eventLog.ts';

export interface MessageSlotsSnapshot {
  readonly messages: readonly (Message | undefined)[];
  readonly kinds: Int32Array;
  readonly details: Int32Array;
  readonly sizes: Int32Array;
  readonly pending: Int32Array;
  readonly free: readonly number[];
}

const NO_SLOT = -1;

/** A table of messages with the number of their deliveries that are still to come. */
export class MessageSlots {
  messages: (Message | undefined)[] = [];
  /** The numbers of the texts of kind and detail in the log. */
  kinds = new Int32Array(256);
  details = new Int32Array(256);
  sizes = new Int32Array(256);
  private pending = new Int32Array(256);
  private free: number[] = [];
  private latest = NO_SLOT;

  /** A slot for `message`, the same one as long as its sender sends nothing else; `log` is where its texts go. */
  hold(
    message: Message,
    conduct: Conduct<unknown, Message, unknown>,
    log: EventLog | undefined,
  ): number {
    const latest = this.latest;
    if (latest !== NO_SLOT && this.messages[latest] === message) return latest;
    const slot = this.free.pop() ?? this.messages.length;
    if (slot === this.sizes.length) this.grow();
    this.messages[slot] = Object.freeze(message);
    this.sizes[slot] = conduct.bytes(message);
    this.pending[slot] = 0;
    if (log !== undefined) {
      this.kinds[slot] = log.internMessage(message.kind);
      this.details[slot] = log.internDetail(conduct.detail(message));
    }
    if (latest !== NO_SLOT && this.pending[latest] === 0) this.vacate(latest);
    this.latest = slot;
    return slot;
  }

  /** One more delivery is to come. */
  expect(slot: number): void {
    this.pending[slot] = (this.pending[slot] as number) + 1;
  }

  /** One delivery less is to come. */
  release(slot: number): void {
    const left = (this.pending[slot] as number) - 1;
    this.pending[slot] = left;
    if (left === 0 && slot !== this.latest) this.vacate(slot);
  }

  snapshot(): MessageSlotsSnapshot {
    this.forgetLatest();
    return {
      messages: this.messages.slice(),
      kinds: this.kinds.slice(),
      details: this.details.slice(),
      sizes: this.sizes.slice(),
      pending: this.pending.slice(),
      free: this.free.slice(),
    };
  }

  restore(snapshot: MessageSlotsSnapshot): void {
    this.messages = snapshot.messages.slice();
    this.kinds = snapshot.kinds.slice();
    this.details = snapshot.details.slice();
    this.sizes = snapshot.sizes.slice();
    this.pending = snapshot.pending.slice();
    this.free = snapshot.free.slice();
    this.latest = NO_SLOT;
  }

  /** Gives up the slot kept for the next sending of the same message, if nobody waits for it. */
  private forgetLatest(): void {
    const latest = this.latest;
    if (latest === NO_SLOT) return;
    this.latest = NO_SLOT;
    if (this.pending[latest] === 0) this.vacate(latest);
  }

  private vacate(slot: number): void {
    this.messages[slot] = undefined;
    this.free.push(slot);
  }

  private grow(): void {
    const more = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.kinds = more(this.kinds);
    this.details = more(this.details);
    this.sizes = more(this.sizes);
    this.pending = more(this.pending);
  }
}
