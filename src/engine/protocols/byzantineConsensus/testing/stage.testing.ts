/**
 * What it is: replicas and a client without a network: a test hands a replica one message and sees what it
 * does. Keys are the kernel's own, so a test can seal only what it names the sealer of.
 */

import { SeededChoices } from '../../../base/choices.ts';
import type { ActorIndex, Micros } from '../../../base/units.ts';
import type { AuthenticationScheme, Credentials } from '../../../contract/credentials.ts';
import type { Input, Outbox, Seat } from '../../../contract/protocol.ts';
import type { EventShape, FieldTypes } from '../../../events/shape.ts';
import { issueCredentials } from '../../../kernel/credentials/issueCredentials.ts';
import type { Parameters } from '../card.ts';
import type { ClientState } from '../conduct/clientState.ts';
import { conduct } from '../conduct/conduct.ts';
import type { State } from '../conduct/conduct.ts';
import { digestOf } from '../conduct/digests.ts';
import type {
  CheckpointMessage,
  CommitMessage,
  NewViewBody,
  NewViewMessage,
  PrePrepareMessage,
  PrepareMessage,
  RequestMessage,
  ViewChangeBody,
  ViewChangeMessage,
  Wire,
} from '../conduct/messages.ts';
import type { Ctx, ReplicaState } from '../conduct/state.ts';
import { pbftPlan } from './runs.testing.ts';

/** What one step did. */
export interface Effects {
  readonly sent: { readonly to: ActorIndex; readonly message: Wire }[];
  /** Timers set, with their spans, and cancelled (undefined). */
  readonly timers: Map<string, Micros | undefined>;
  readonly records: { readonly kind: string; readonly fields: Record<string, unknown> }[];
  readonly persisted: unknown[];
}

/** n replicas (actors 0 to n - 1) and their client (actor n). */
export class Stage {
  readonly n: number;
  readonly states: State[];
  readonly contexts: (Ctx & { now: Micros })[];
  readonly credentials: readonly Credentials[];

  constructor(
    n = 4,
    parameters: Partial<Parameters> = {},
    authentication: AuthenticationScheme = 'modelled',
  ) {
    this.n = n;
    const planned = pbftPlan({ n, parameters: { authentication, ...parameters } })
      .coordinations[0]!;
    const cast = conduct.cast(planned.parameters as Parameters, n);
    const seats = cast.map(({ role, participant }, actor): Seat => ({
      actor,
      role,
      number: participant ?? 0,
      agent: participant,
      agentId: participant === undefined ? 'pbft/client' : `replicas/${participant}`,
      reputationMilli: 500,
    }));
    const replicas = seats.slice(0, n).map(({ actor }) => actor);
    this.credentials = issueCredentials(1, planned, seats);
    this.contexts = seats.map((self, actor) => ({
      self,
      now: 0,
      parameters: planned.parameters as Parameters,
      seats,
      role: (role) => (role === 'replica' ? replicas : [n]),
      coordination: 0,
      choices: SeededChoices.named(1, self.agentId),
      credentials: this.credentials[actor]!,
      resources: {},
    }));
    this.states = this.contexts.map((context) => conduct.start(context));
  }

  replica(number: number): ReplicaState {
    return this.states[number] as ReplicaState;
  }

  client(): ClientState {
    return this.states[this.n] as ClientState;
  }

  /** One step of an actor. */
  step(actor: ActorIndex, input: Input<Wire>): Effects {
    const effects: Effects = { sent: [], timers: new Map(), records: [], persisted: [] };
    const outbox: Outbox<Wire> = {
      send: (to, message) => void effects.sent.push({ to, message }),
      broadcast: (receivers, message) => {
        for (const to of receivers) effects.sent.push({ to, message });
      },
      setTimer: (timer, after) => void effects.timers.set(timer, after),
      cancelTimer: (timer) => void effects.timers.set(timer, undefined),
      persist: (value) => void effects.persisted.push(value),
      consult: () => undefined,
      pay: () => undefined,
      report: () => undefined,
      record: <Fields extends FieldTypes>(shape: EventShape<Fields>, values: object) => {
        effects.records.push({ kind: shape.kind, fields: values as Record<string, unknown> });
      },
    };
    conduct.step(this.states[actor]!, input, this.contexts[actor]!, outbox);
    effects.persisted.push(conduct.durable?.(this.states[actor]!));
    return effects;
  }

  deliver(to: ActorIndex, message: Wire, from: ActorIndex = message.seal.by): Effects {
    return this.step(to, { kind: 'delivered', from, message });
  }

  expire(actor: ActorIndex, timer: string): Effects {
    return this.step(actor, { kind: 'expired', timer });
  }

  /** A restart with nothing but `persisted`. */
  restart(actor: ActorIndex, persisted: unknown): Effects {
    this.states[actor] = conduct.start(this.contexts[actor]!);
    return this.step(actor, { kind: 'restarted', persisted });
  }

  request(timestamp = 1, client = 0, operation = `append ${timestamp}`): RequestMessage {
    const body = Object.freeze({ kind: 'request' as const, client, timestamp, operation });
    return { kind: 'request', body, seal: this.credentials[this.n]!.sign(body) };
  }

  prePrepare(
    sequence: number,
    request: RequestMessage,
    view = 0,
    by = view % this.n,
  ): PrePrepareMessage {
    const digest = digestOf(request.body);
    const body = { kind: 'prePrepare' as const, view, sequence, digest };
    return {
      kind: 'prePrepare',
      body,
      request,
      seal: this.credentials[by]!.seal(body, this.others(by)),
    };
  }

  prepare(replica: number, sequence: number, digest: string, view = 0): PrepareMessage {
    const body = { kind: 'prepare' as const, view, sequence, digest, replica };
    return {
      kind: 'prepare',
      body,
      seal: this.credentials[replica]!.seal(body, this.others(replica)),
    };
  }

  commit(replica: number, sequence: number, digest: string, view = 0): CommitMessage {
    const body = { kind: 'commit' as const, view, sequence, digest, replica };
    return {
      kind: 'commit',
      body,
      seal: this.credentials[replica]!.seal(body, this.others(replica)),
    };
  }

  checkpoint(replica: number, sequence: number, digest: string): CheckpointMessage {
    const body = { kind: 'checkpoint' as const, sequence, digest, replica };
    return {
      kind: 'checkpoint',
      body,
      seal: this.credentials[replica]!.seal(body, this.others(replica)),
    };
  }

  /** A view change of a replica that has nothing, but for what is given. */
  viewChange(
    replica: number,
    view: number,
    parts: Partial<ViewChangeBody> = {},
  ): ViewChangeMessage {
    const genesis = this.replica(0).checkpoints[0]!;
    const body: ViewChangeBody = {
      kind: 'viewChange',
      view,
      stable: 0,
      checkpoints: [{ sequence: 0, digest: genesis.digest }],
      prepared: [],
      prePrepared: [],
      requests: [],
      replica,
      ...parts,
    };
    return { kind: 'viewChange', body, seal: this.credentials[replica]!.sign(body) };
  }

  newView(body: Omit<NewViewBody, 'kind'>, by = body.view % this.n): NewViewMessage {
    const whole: NewViewBody = { kind: 'newView', ...body };
    return { kind: 'newView', body: whole, seal: this.credentials[by]!.sign(whole) };
  }

  /** The order 1, 2, … committed at a replica: it is given all proposals and everybody's votes. */
  execute(replica: number, count: number, from = 1, view = 0): Effects[] {
    return Array.from({ length: count }, (_, i) => this.commitAt(replica, from + i, view)).flat();
  }

  /** Proposal and all votes for one sequence, with a request of its own. */
  commitAt(replica: number, sequence: number, view = 0): Effects[] {
    const request = this.request(sequence);
    const digest = digestOf(request.body);
    const primary = view % this.n;
    const done = [
      replica === primary
        ? this.deliver(replica, request)
        : this.deliver(replica, this.prePrepare(sequence, request, view)),
    ];
    for (let other = 0; other < this.n; other++) {
      if (other === replica) continue;
      if (other !== primary)
        done.push(this.deliver(replica, this.prepare(other, sequence, digest, view)));
      done.push(this.deliver(replica, this.commit(other, sequence, digest, view)));
    }
    return done;
  }

  private others(self: number): number[] {
    return Array.from({ length: this.n }, (_, i) => i).filter((i) => i !== self);
  }
}

/** The kinds of messages that were sent, each receiver counted. */
export function sentKinds(effects: Effects): string[] {
  return effects.sent.map(({ message }) => message.kind);
}

/** The reason for which the message was ignored, if it was. */
export function refusal(effects: Effects): unknown {
  return effects.records.find(({ kind }) => kind === 'message.ignored')?.fields['reason'];
}

/** The kinds of what was recorded, without the protocol's prefix. */
export function recorded(effects: Effects | readonly Effects[]): string[] {
  const all = Array.isArray(effects) ? (effects as readonly Effects[]) : [effects as Effects];
  return all.flatMap(({ records }) => records.map(({ kind }) => kind.replace('pbft.', '')));
}
