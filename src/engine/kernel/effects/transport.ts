/**
 * What it is: the way of messages from outbox to receiver: what a Byzantine sender makes of them, the
 * network's luck, partitions, slowness and dead receivers.
 * A message to oneself does not touch the network: it arrives at once and cannot be lost.
 * An agent that runs twice is one to the others: what they send it reaches both instances, each with its own
 * luck, and what either sends comes from the one they know.
 * Shapes: `sendings`, `delays`, `sides` and `misbehaviours` are indexed by actor.
 * Cost: nothing is allocated for a receiver.
 */

import { alterMessage } from '../../faults/adversary.ts';
import type { Misbehaviour } from '../../faults/adversary.ts';
import type { ActorIndex, EventSeq, Micros } from '../../base/units.ts';
import { MICROS_LIMIT } from '../../base/units.ts';
import { invariant } from '../../base/invariant.ts';
import type { Message } from '../../contract/protocol.ts';
import { messageDropped, messageSent } from '../../events/kernelEvents.ts';
import { NO_DISTURBANCES } from '../../network/disturbances.ts';
import type { Disturbances } from '../../network/disturbances.ts';
import { copyLuck, linkLuck, sendingWord } from '../../network/link.ts';
import type { DropReason } from '../../network/link.ts';
import type { Actor, Coordination } from '../cast.ts';
import type { HeldMessage, Scheduling } from '../../network/scheduling.ts';
import { DELIVERY_ENTRY, RELEASED_ENTRY } from '../world.ts';
import type { World } from '../world.ts';

/** Messages of one run. */
export class Transport {
  /** How many sendings each actor has made. */
  readonly sendings: Int32Array;
  /** How much later than it should an actor's messages leave. */
  readonly delays: Float64Array;
  /** Actors with equal numbers can reach each other. */
  sides: Int32Array;
  isSplit = false;
  /** What faults do to links. */
  disturbances: Disturbances = NO_DISTURBANCES;
  readonly misbehaviours: (readonly Misbehaviour[])[];

  private readonly world: World;
  private readonly receivingBases: Int32Array;
  private readonly single: ActorIndex[] = [0];
  private hasTwins: boolean;
  /** Of the sending in progress: its number, and which of the messages that a liar made of one it is. */
  private number = 0;
  private copy = 0;
  private readonly scheduling: Scheduling | undefined;
  /** Messages that wait until the scheduling releases them. */
  private readonly held: HeldMessage[] = [];
  private released = 0;

  constructor(world: World) {
    const count = world.actorsMost;
    this.world = world;
    this.scheduling = world.scheduling;
    this.hasTwins = false;
    this.sendings = new Int32Array(count);
    this.delays = new Float64Array(count);
    this.sides = new Int32Array(count);
    this.misbehaviours = Array.from({ length: count }, () => []);
    this.receivingBases = new Int32Array(count);
    this.admit(world.actors);
  }

  /** Messages can reach these actors from now on. */
  admit(actors: readonly Actor[]): void {
    for (const { entry, bases, isTwin } of actors) {
      this.receivingBases[entry.actor] = bases.receiving;
      if (isTwin) this.hasTwins = true;
    }
  }

  /** One sending to one receiver. */
  send(from: Actor, to: ActorIndex, message: Message, cause: EventSeq): void {
    this.single[0] = to;
    this.broadcast(from, this.single, message, cause);
  }

  /** One sending to several receivers, in their order. */
  broadcast(
    from: Actor,
    receivers: readonly ActorIndex[],
    message: Message,
    cause: EventSeq,
  ): void {
    const sender = from.entry.actor;
    const number = this.sendings[sender] as number;
    this.sendings[sender] = number + 1;
    this.number = number;
    this.copy = 0;
    if (this.hasTwins) receivers = this.withTwins(from, receivers);
    const word = sendingWord(from.bases.sending, number);
    const misbehaviours = this.misbehaviours[sender] as readonly Misbehaviour[];
    if (misbehaviours.length > 0) {
      for (const to of receivers) {
        alterMessage(misbehaviours, message, this.identityOf(to)).forEach((altered, copy) => {
          this.copy = copy;
          const slot = this.hold(from.coordination, altered);
          this.transmit(
            from,
            to,
            slot,
            linkLuck(copy === 0 ? word : copyLuck(word, copy), this.baseOf(to)),
            cause,
          );
        });
      }
      return;
    }
    const slot = this.hold(from.coordination, message);
    for (const to of receivers) {
      this.transmit(from, to, slot, linkLuck(word, this.baseOf(to)), cause);
    }
  }

  /** Whom the others take an actor for: of an agent that runs twice, the first instance. */
  identityOf(actor: ActorIndex): ActorIndex {
    if (!this.hasTwins) return actor;
    const { isTwin, twin } = this.world.actor(actor);
    return isTwin && twin !== undefined ? twin : actor;
  }

  /** Lets one of the messages that wait go, if none is on its way; `next` is when the queue goes on, or -1. */
  release(next: Micros): void {
    const { held, scheduling, world } = this;
    if (scheduling === undefined || held.length === 0 || this.released > 0) return;
    const place = scheduling.release(held, world.now, next);
    if (place < 0 && next >= 0) return;
    const chosen = held.splice(Math.max(0, place), 1)[0];
    if (chosen === undefined) return;
    this.released = 1;
    world.queue.push(
      Math.min(Math.max(world.now, chosen.leaves) + scheduling.stepMicros, MICROS_LIMIT - 1),
      RELEASED_ENTRY,
      chosen.to,
      chosen.slot,
      chosen.from,
      chosen.sent,
    );
  }

  /** A released message has arrived: the next may go. */
  arrived(): void {
    this.released = 0;
  }

  /** Whether a message that now arrives still reaches `to`; if not, why. */
  refusal(from: ActorIndex, to: ActorIndex): DropReason | undefined {
    if (this.world.isCrashed[to] === 1) return 'receiverCrashed';
    if (this.isSplit && this.sides[from] !== this.sides[to]) return 'partitioned';
    if (!this.disturbances.isAny || from === to) return undefined;
    return this.disturbances.isCut(from, to) ? 'cut' : undefined;
  }

  /** Records that a message did not arrive. */
  drop(from: ActorIndex, to: ActorIndex, slot: number, reason: DropReason, sent: EventSeq): void {
    const { slots, stream, now } = this.world;
    const kind = slots.kinds[slot] as number;
    const detail = slots.details[slot] as number;
    const seq = stream.dropped(now, from, sent, to, kind, detail, reason);
    this.tell(messageDropped.kind, from, slot, seq);
  }

  private hold(coordination: Coordination, message: Message): number {
    const { slots, stream } = this.world;
    const log = stream.isOn ? stream.log : undefined;
    return slots.hold(message, coordination.protocol.conduct, log);
  }

  private baseOf(to: ActorIndex): number {
    return this.receivingBases[to] as number;
  }

  private transmit(from: Actor, to: ActorIndex, slot: number, luck: number, cause: EventSeq): void {
    const { world } = this;
    const { slots, now } = world;
    const { seats, links, regions, standing } = from.coordination;
    const sender = from.entry.actor;
    const first = sender - from.place;
    if (!(to >= first && to < first + seats.length) && this.identityOf(to) === to)
      refuseReceiver(from, to);
    const bytes = slots.sizes[slot] as number;
    standing.messages++;
    standing.bytes += bytes;
    const kind = slots.kinds[slot] as number;
    const detail = slots.details[slot] as number;
    const sent = world.stream.sent(now, sender, cause, to, kind, detail, bytes);
    this.tell(messageSent.kind, sender, slot, sent);
    if (to === sender) {
      this.enqueue(now, sender, to, slot, sent);
      return;
    }
    if (this.isSplit && this.sides[sender] !== this.sides[to]) {
      this.drop(sender, to, slot, 'partitioned', sent);
      return;
    }
    const leaves = now + (this.delays[sender] as number);
    if (this.scheduling !== undefined && this.decide(sender, to, slot, sent, leaves)) return;
    const far =
      regions === undefined
        ? 0
        : regions.between(this.identityOf(sender) - first, this.identityOf(to) - first);
    if (this.disturbances.isAny) {
      this.transmitDisturbed(from, to, slot, luck, leaves + far, sent);
      return;
    }
    if (links.isEventful) {
      if (links.isLost(luck)) {
        this.drop(sender, to, slot, 'lost', sent);
        return;
      }
      if (links.isDoubled(luck)) {
        this.enqueue(leaves + far + links.delay(copyLuck(luck, 1)), sender, to, slot, sent);
      }
    }
    this.enqueue(leaves + far + links.delay(luck), sender, to, slot, sent);
  }

  /** Does with a message what the scheduling says; false when it leaves it to the network. */
  private decide(
    sender: ActorIndex,
    to: ActorIndex,
    slot: number,
    sent: EventSeq,
    leaves: Micros,
  ): boolean {
    const { scheduling, number, copy, world } = this;
    const passage = scheduling?.passage(sender, to, number, copy);
    if (passage === undefined) return false;
    if (passage.isHeld) {
      world.slots.expect(slot);
      world.inFlight++;
      this.held.push({ from: sender, to, number, copy, leaves, slot, sent });
      return true;
    }
    if (passage.isDropped) {
      this.drop(sender, to, slot, 'scheduled', sent);
      return true;
    }
    const { copyMicros, delayMicros } = passage;
    if (copyMicros !== undefined) this.enqueue(leaves + copyMicros, sender, to, slot, sent);
    if (delayMicros === undefined) return false;
    this.enqueue(leaves + delayMicros, sender, to, slot, sent);
    return true;
  }

  /** A sending to one who runs twice reaches both; one to oneself stays with the instance that sends it. */
  private withTwins(from: Actor, receivers: readonly ActorIndex[]): readonly ActorIndex[] {
    const { world } = this;
    const sender = from.entry.actor;
    const identity = this.identityOf(sender);
    return receivers.flatMap((to) => {
      if (to === identity) return [sender];
      const twin = to < world.actors.length ? world.actor(to).twin : undefined;
      return twin === undefined ? [to] : [to, twin];
    });
  }

  /** The same where faults may strike the link: they add to what the network does by itself. */
  private transmitDisturbed(
    from: Actor,
    to: ActorIndex,
    slot: number,
    luck: number,
    leaves: Micros,
    sent: EventSeq,
  ): void {
    const { disturbances } = this;
    const { links } = from.coordination;
    const sender = from.entry.actor;
    if (disturbances.isCut(sender, to)) {
      this.drop(sender, to, slot, 'cut', sent);
      return;
    }
    if (links.isLost(luck) || disturbances.isLost(sender, to, luck)) {
      this.drop(sender, to, slot, 'lost', sent);
      return;
    }
    const travel = (copy: number): Micros =>
      links.delay(copy) + disturbances.delay(sender, to, copy);
    if (links.isDoubled(luck)) {
      this.enqueue(leaves + travel(copyLuck(luck, 1)), sender, to, slot, sent);
    }
    if (disturbances.isDoubled(sender, to, luck)) {
      this.enqueue(leaves + travel(copyLuck(luck, 2)), sender, to, slot, sent);
    }
    this.enqueue(leaves + travel(luck), sender, to, slot, sent);
  }

  /** Shows an event of a message to the faults that wait for one. */
  tell(kind: string, actor: ActorIndex, slot: number, seq: EventSeq): void {
    const { conditions, slots, now } = this.world;
    if (conditions.watchesMessages)
      conditions.see(kind, now, actor, slots.messages[slot]?.kind, seq);
  }

  private enqueue(
    at: Micros,
    from: ActorIndex,
    to: ActorIndex,
    slot: number,
    sent: EventSeq,
  ): void {
    const { world } = this;
    world.slots.expect(slot);
    world.inFlight++;
    // What would arrive after the end of all time never does, since every run is over before.
    world.queue.push(Math.min(at, MICROS_LIMIT - 1), DELIVERY_ENTRY, to, slot, from, sent);
  }
}

function refuseReceiver(from: Actor, to: ActorIndex): never {
  invariant(false, `${from.entry.agentId} sends to ${to}, who is not in its coordination`);
}
