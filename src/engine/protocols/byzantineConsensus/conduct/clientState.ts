/**
 * What it is: what the client actor knows, and what of it survives a crash.
 * Shapes: one asker for each logical client; `views` by replica.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Seal } from '../../../contract/credentials.ts';
import type { RequestBody, RequestMessage } from './messages.ts';
import type { Rules } from './rules.ts';
import type { Ctx, Sizes } from './state.ts';
import { sizesOf } from './state.ts';
import type { Tally } from './tally.ts';
import { emptyTally } from './tally.ts';

/** One logical client. */
export interface Asker {
  request: RequestMessage | undefined;
  isAnswered: boolean;
  submittedAt: number;
  retries: number;
  /** Results by replica for the present request. */
  readonly results: Tally;
}

export interface ClientState {
  readonly role: 'client';
  readonly sizes: Sizes;
  readonly replicas: readonly ActorIndex[];
  readonly askers: Asker[];
  /** Requests submitted so far; the next has this number plus one as its timestamp. */
  submitted: number;
  answered: number;
  isDue: boolean;
  isOver: boolean;
  /** By replica: the highest view it replied in. */
  readonly views: number[];
  /** The highest view that f + 1 of them have reached; of `views`. */
  believedView: number;
  latencyTotal: number;
  latencyMost: number;
  retries: number;
  /** The longest log that an accepted result speaks of, and that log's digest. */
  length: number;
  order: string;
}

/** A client that has asked nothing. */
export function startClient(context: Ctx, rules: Rules): ClientState {
  const replicas = context.role('replica');
  const sizes = sizesOf(context.parameters, replicas.length, rules);
  return {
    role: 'client',
    sizes,
    replicas,
    askers: Array.from({ length: context.parameters.clients }, () => ({
      request: undefined,
      isAnswered: true,
      submittedAt: 0,
      retries: 0,
      results: emptyTally(sizes.n),
    })),
    submitted: 0,
    answered: 0,
    isDue: false,
    isOver: false,
    views: replicas.map(() => 0),
    believedView: 0,
    latencyTotal: 0,
    latencyMost: 0,
    retries: 0,
    length: 0,
    order: '',
  };
}

/** A replica has replied in a view. */
export function noteView(state: ClientState, replica: number, view: number): void {
  if (view <= (state.views[replica] ?? 0)) return;
  state.views[replica] = view;
  state.believedView = state.views.toSorted((x, y) => y - x)[state.sizes.f] ?? 0;
}

/** The client's proof of a request: a signature convinces all replicas or none. */
export function sealOf(body: RequestBody, { replicas }: ClientState, context: Ctx): Seal {
  const { credentials, parameters } = context;
  return parameters.requestSeals === 'signed'
    ? credentials.sign(body)
    : credentials.seal(body, replicas);
}

/** What survives a crash of the client: its counters and open requests, whose seals can be made again. */
interface DurableClient {
  readonly counters: Pick<
    ClientState,
    | 'submitted'
    | 'answered'
    | 'isOver'
    | 'latencyTotal'
    | 'latencyMost'
    | 'retries'
    | 'length'
    | 'order'
  >;
  readonly views: readonly number[];
  readonly asked: readonly {
    readonly body: RequestBody | undefined;
    readonly isAnswered: boolean;
    readonly submittedAt: number;
  }[];
}

/** What must survive, as it is now. */
export function durableClientOf(state: ClientState): DurableClient {
  const { submitted, answered, isOver, latencyTotal, latencyMost, retries, length, order } = state;
  return Object.freeze({
    counters: { submitted, answered, isOver, latencyTotal, latencyMost, retries, length, order },
    views: state.views.slice(),
    asked: state.askers.map(({ request, isAnswered, submittedAt }) => ({
      body: request?.body,
      isAnswered,
      submittedAt,
    })),
  });
}

/** Gives a fresh client what it had persisted. Its requests are sealed anew, which gives the same seals. */
export function restoreClient(state: ClientState, persisted: unknown, context: Ctx): void {
  // Nobody but durableClientOf makes what is persisted here.
  const durable = persisted as DurableClient;
  Object.assign(state, durable.counters);
  durable.views.forEach((view, replica) => noteView(state, replica, view));
  durable.asked.forEach(({ body, isAnswered, submittedAt }, client) => {
    const asker = state.askers[client] as Asker;
    asker.isAnswered = isAnswered;
    asker.submittedAt = submittedAt;
    if (body === undefined) return;
    const seal = sealOf(body, state, context);
    asker.request = { kind: 'request', body, seal };
  });
}
