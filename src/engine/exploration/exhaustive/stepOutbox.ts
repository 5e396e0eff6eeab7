/**
 * What it is: the outbox of one step in a small world: it gathers effects in place of performing them. What a
 * Byzantine actor sends goes through its lies, all of them or, within a budget, each by choice.
 */

import { deepCopy } from '../../base/copy.ts';
import type { ActorIndex, Micros } from '../../base/units.ts';
import type { Question } from '../../contract/consultation.ts';
import type { Conspiracy, Message, Outbox } from '../../contract/protocol.ts';
import { paymentMade } from '../../events/kernelEvents.ts';
import type { EventShape, FieldTypes, FieldValues } from '../../events/shape.ts';
import type { Player } from './cast.ts';
import type { SaidEvent } from './history.ts';

/** What was sent to somebody. */
export interface Sent {
  readonly to: ActorIndex;
  readonly message: Message;
  readonly sending: number;
  readonly copy: number;
}

/** What the coalition of each fault remembers. */
export type Memory = Map<string, Map<string, unknown>>;

/** The effects of one step. */
export class StepOutbox implements Outbox<Message> {
  readonly sent: Sent[] = [];
  sendings = 0;
  lies = 0;
  readonly timers = new Map<string, Micros | undefined>();
  readonly questions: Question[] = [];
  readonly events: SaidEvent[] = [];
  persisted: { readonly value: unknown } | undefined;

  private readonly player: Player;
  private readonly memory: Memory;
  /** How many messages may be altered by choice; undefined: all are altered. */
  private readonly liesMax: number | undefined;

  constructor(player: Player, memory: Memory, liesMax: number | undefined) {
    this.player = player;
    this.memory = memory;
    this.liesMax = liesMax;
  }

  send(to: ActorIndex, message: Message): void {
    this.broadcast([to], message);
  }

  broadcast(receivers: readonly ActorIndex[], message: Message): void {
    const sending = this.sendings++;
    for (const to of receivers)
      this.altered(message, to).forEach((one, copy) => {
        this.sent.push({ to, message: Object.freeze(one), sending, copy });
      });
  }

  setTimer(timer: string, after: Micros): void {
    this.timers.set(timer, after);
  }

  cancelTimer(timer: string): void {
    this.timers.set(timer, undefined);
  }

  /** Copied at once: the step may go on to change what it persisted. */
  persist(value: unknown): void {
    this.persisted = { value: deepCopy(value, Object.isFrozen) };
  }

  consult(question: Question): void {
    this.questions.push(question);
  }

  pay(payee: ActorIndex, amount: number, purpose: string): void {
    const payer = this.player.context.self.actor;
    this.events.push({ kind: paymentMade.kind, fields: { payer, payee, amount, purpose } });
  }

  /** A reputation counts for coordinations that open later, and there is none. */
  report(): void {}

  record<Fields extends FieldTypes>(shape: EventShape<Fields>, values: FieldValues<Fields>): void {
    // Flags, texts and numbers are all that values can be, which the mapped type does not say.
    const fields = values as SaidEvent['fields'];
    this.events.push({ kind: shape.kind, fields });
  }

  private altered(message: Message, to: ActorIndex): readonly Message[] {
    const { lies, choices } = this.player;
    if (lies.length === 0) return [message];
    if (this.liesMax === undefined) {
      let all: readonly Message[] = [message];
      for (const lie of lies)
        all = all.flatMap((one) => lie.mutator(one, to, this.conspiracyOf(lie)));
      return all;
    }
    if (this.lies >= this.liesMax) return [message];
    const chosen = lies[choices.branch(lies.length + 1) - 1];
    if (chosen === undefined) return [message];
    this.lies++;
    return chosen.mutator(message, to, this.conspiracyOf(chosen));
  }

  private conspiracyOf({ fault, coalition }: Player['lies'][number]): Conspiracy<unknown> {
    const { context, choices } = this.player;
    let memory = this.memory.get(fault);
    if (memory === undefined) this.memory.set(fault, (memory = new Map<string, unknown>()));
    return { context, coalition, memory, choices };
  }
}
