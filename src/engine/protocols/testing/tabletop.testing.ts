/**
 * What it is: a table on which a test plays a protocol's machines by hand: it decides which message
 * arrives next, what agents answer and which timer expires. No latency, no chance, no kernel.
 */

import { SeededChoices } from '../../base/choices.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type {
  Context,
  Deed,
  Input,
  Message,
  Outbox,
  Protocol,
  Resources,
  Seat,
  Violation,
} from '../../contract/protocol.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import { paymentMade } from '../../events/kernelEvents.ts';

export interface Letter<Sent> {
  readonly from: ActorIndex;
  readonly to: ActorIndex;
  readonly message: Sent;
}

export interface Payment {
  readonly payer: ActorIndex;
  readonly payee: ActorIndex;
  readonly amount: number;
}

export interface Report {
  readonly about: ActorIndex;
  readonly deed: Deed;
  readonly meritPpm: number;
}

type AgentTraits = Partial<Pick<Seat, 'agentId' | 'reputationMilli' | 'competenceMilli'>>;

export class Tabletop<State, Sent extends Message, Parameters> {
  readonly seats: readonly Seat[];
  readonly states: State[];
  /** Sent and not yet delivered, oldest first. */
  letters: Letter<Sent>[] = [];
  readonly asked: { readonly actor: ActorIndex; readonly question: Question }[] = [];
  readonly timers = new Map<string, number>();
  readonly events: EventRecord[] = [];
  readonly payments: Payment[] = [];
  readonly reports: Report[] = [];
  readonly persisted = new Map<ActorIndex, unknown>();
  now = 0;

  private readonly protocol: Protocol<State, Sent, Parameters>;
  private readonly contexts: readonly Context<Parameters>[];

  constructor(
    protocol: Protocol<State, Sent, Parameters>,
    parameters: object,
    agents: readonly AgentTraits[],
    resources: Resources = {},
  ) {
    this.protocol = protocol;
    const complete = protocol.card.parameters.parse(parameters);
    const numbers = new Map<string, number>();
    this.seats = protocol.conduct.cast(complete, agents.length).map((cast, actor): Seat => {
      const number = numbers.get(cast.role) ?? 0;
      numbers.set(cast.role, number + 1);
      const { participant } = cast;
      const traits = participant === undefined ? {} : agents[participant]!;
      const agentId = participant === undefined ? `c/${cast.name}` : `p/${participant}`;
      return {
        actor,
        role: cast.role,
        number,
        agent: participant,
        agentId,
        reputationMilli: 500,
        ...traits,
        ...(cast.region !== undefined && { region: cast.region }),
      };
    });
    this.contexts = this.seats.map((seat) => this.contextOf(seat, complete, resources));
    this.states = this.contexts.map((context) => protocol.conduct.start(context));
  }

  private contextOf(self: Seat, parameters: Parameters, resources: Resources): Context<Parameters> {
    const now = (): number => this.now;
    const choices = SeededChoices.named(1, `agent/${self.agentId}`);
    const role = (name: string): readonly ActorIndex[] =>
      this.seats.filter((seat) => seat.role === name).map((seat) => seat.actor);
    return {
      self,
      get now() {
        return now();
      },
      parameters,
      seats: this.seats,
      role,
      coordination: 0,
      choices,
      credentials: undefined as never,
      resources,
    };
  }

  private outboxOf(actor: ActorIndex): Outbox<Sent> {
    return {
      send: (to, message) => void this.letters.push({ from: actor, to, message }),
      broadcast: (receivers, message) => {
        for (const to of receivers) this.letters.push({ from: actor, to, message });
      },
      setTimer: (timer, after) => void this.timers.set(`${actor}/${timer}`, this.now + after),
      cancelTimer: (timer) => void this.timers.delete(`${actor}/${timer}`),
      persist: (value) => void this.persisted.set(actor, structuredClone(value)),
      consult: (question) => void this.asked.push({ actor, question }),
      pay: (payee, amount, purpose) => {
        this.payments.push({ payer: actor, payee, amount });
        this.note(actor, paymentMade.kind, { payer: actor, payee, amount, purpose });
      },
      report: (about, deed, meritPpm) => void this.reports.push({ about, deed, meritPpm }),
      record: (shape, values) => this.note(actor, shape.kind, values as EventRecord['fields']),
    };
  }

  private note(actor: ActorIndex, kind: string, fields: EventRecord['fields']): void {
    this.events.push({ seq: this.events.length, at: this.now, actor, cause: -1, kind, fields });
  }

  /** One step of one actor. */
  step(actor: ActorIndex, input: Input<Sent>): void {
    const state = this.states[actor]!;
    this.protocol.conduct.step(state, input, this.contexts[actor]!, this.outboxOf(actor));
  }

  start(): void {
    for (const seat of this.seats) this.step(seat.actor, { kind: 'started' });
  }

  /** Delivers a message that nobody sent, or one again. */
  deliver(from: ActorIndex, to: ActorIndex, message: Sent): void {
    this.step(to, { kind: 'delivered', from, message });
  }

  /** Delivers what was sent, in order, until nothing is in flight; `lose` decides what is lost. */
  deliverAll(lose: (letter: Letter<Sent>) => boolean = () => false): void {
    for (let letter = this.letters.shift(); letter !== undefined; letter = this.letters.shift())
      if (!lose(letter)) this.deliver(letter.from, letter.to, letter.message);
  }

  /** Answers the oldest open question of an actor. */
  answer(actor: ActorIndex, answer: Answer): void {
    const place = this.asked.findIndex((one) => one.actor === actor);
    const [one] = this.asked.splice(place, 1);
    if (place < 0 || one === undefined) throw new Error(`actor ${actor} was not asked`);
    this.step(actor, { kind: 'answered', question: one.question, answer });
  }

  /** Lets a timer expire that is set. */
  expire(actor: ActorIndex, timer: string): void {
    const at = this.timers.get(`${actor}/${timer}`);
    if (at === undefined) throw new Error(`${timer} of actor ${actor} is not set`);
    this.timers.delete(`${actor}/${timer}`);
    this.now = Math.max(this.now, at);
    this.step(actor, { kind: 'expired', timer });
  }

  /** Loses all that an actor has not persisted, and starts it again. */
  restart(actor: ActorIndex): void {
    for (const key of this.timers.keys()) if (key.startsWith(`${actor}/`)) this.timers.delete(key);
    for (let i = this.asked.length - 1; i >= 0; i--)
      if (this.asked[i]!.actor === actor) this.asked.splice(i, 1);
    const { conduct } = this.protocol;
    const kept =
      conduct.durable === undefined
        ? this.persisted.get(actor)
        : conduct.durable(this.states[actor]!);
    const persisted = structuredClone(kept);
    this.states[actor] = conduct.start(this.contexts[actor]!);
    this.step(actor, { kind: 'restarted', persisted });
  }

  /** The events of a kind, their fields only. */
  said(kind: string): EventRecord['fields'][] {
    return this.events.filter((event) => event.kind === kind).map((event) => event.fields);
  }

  /** Every violation that the protocol's properties find in these events. */
  violations(events = this.events, byzantine: readonly ActorIndex[] = []): string[] {
    const found: string[] = [];
    for (const property of this.protocol.properties) {
      const watch = property.watch({
        parameters: this.contexts[0]!.parameters,
        seats: this.seats,
        isByzantine: (actor) => byzantine.includes(actor),
        isCrashed: () => false,
      });
      const verdicts: (Violation | 'observed' | undefined)[] = events
        .filter((event) => property.watches.includes(event.kind))
        .map((event) => watch.observe(event));
      for (const verdict of [...verdicts, watch.conclude()])
        if (typeof verdict === 'object') found.push(`${property.name}: ${verdict.explanation}`);
    }
    return found;
  }
}
