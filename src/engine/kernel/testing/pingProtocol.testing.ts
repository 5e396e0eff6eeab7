/**
 * What it is: a small protocol for the kernel's own tests: *pingers* flood one another for a number of
 * rounds, a *coordinator* (brought by the protocol) counts who is done and concludes.
 * Each pinger sends its round's ping to all others and goes on when `quorum` pings of the round are
 * there, or when its timer expires. It persists its round, so that it goes on there after a crash.
 */

import { z } from 'zod';
import type { ProtocolCard } from '../../contract/card.ts';
import type {
  AnyProtocol,
  Conduct,
  Context,
  Message,
  Outbox,
  Property,
} from '../../contract/protocol.ts';
import { defineEvent } from '../../events/shape.ts';
import { coordinationCompleted } from '../../events/kernelEvents.ts';

const pingCounted = defineEvent(
  'ping.counted',
  { round: 'int', pings: 'int', note: 'text', luck: 'real' },
  'ends round {round} with {pings} pings: {note}',
);
const pingVoted = defineEvent('ping.voted', { agrees: 'flag' }, 'votes {agrees}');

const parametersSchema = z.object({
  rounds: z.int().default(3),
  /** Pings of others that end a round; 0 for all others. */
  quorum: z.int().default(0),
  timeoutMicros: z.int().default(100_000),
  /** A pinger asks its agent before each round. */
  consults: z.boolean().default(false),
  /** What a pinger pays the coordinator when it is done. */
  fee: z.int().default(0),
  /** The round in which an *always* property finds a violation; -1 for none. */
  forbiddenRound: z.int().default(-1),
  concludes: z.boolean().default(true),
});
export type PingParameters = z.infer<typeof parametersSchema>;

export interface Ping extends Message {
  readonly kind: 'ping' | 'done';
  readonly round: number;
}

export interface PingState {
  round: number;
  /** Who has pinged in each round. */
  readonly heard: Map<number, Set<number>>;
  readonly log: Ping[];
  done: number;
  timeouts: number;
}

type PingContext = Context<PingParameters>;
type PingOutbox = Outbox<Ping>;

const card: ProtocolCard<PingParameters> = {
  id: 'simple_consensus',
  title: 'Ping',
  summary: 'Floods.',
  paper: { authors: 'none', title: 'none', venue: 'none', year: 2000 },
  version: 1,
  participants: { least: 1, most: 1_000 },
  agentKinds: ['voter'],
  roles: [
    { id: 'pinger', title: 'Pinger', isParticipant: true },
    { id: 'coordinator', title: 'Coordinator', isParticipant: false },
  ],
  parameters: parametersSchema,
  assumptions: { time: 'none', faults: 'crash' },
  messages: [
    { kind: 'ping', title: 'Ping', phase: 'ping', hue: 0 },
    { kind: 'done', title: 'Done', phase: 'done', hue: 1 },
  ],
  behaviours: [{ id: 'lie', title: 'Lying', help: 'Says another round to odd receivers.' }],
  events: [pingCounted, pingVoted],
  ignoreReasons: {},
  errors: {},
  decisions: [],
  charts: [],
  stage: 'votes',
  inputs: [],
};

function enterRound(state: PingState, context: PingContext, outbox: PingOutbox): void {
  const { parameters } = context;
  if (state.round === parameters.rounds) {
    outbox.cancelTimer('round');
    if (parameters.fee > 0) {
      outbox.pay(context.role('coordinator')[0] ?? -1, parameters.fee, 'fee');
    }
    const done: Ping = { kind: 'done', round: state.round };
    for (const coordinator of context.role('coordinator')) outbox.send(coordinator, done);
    return;
  }
  outbox.persist({ round: state.round });
  if (parameters.consults) {
    outbox.consult({ kind: 'vote', round: state.round, proposal: 'ping', meritPpm: 1 });
  }
  outbox.setTimer('round', parameters.timeoutMicros);
  const others = context.role('pinger').filter((actor) => actor !== context.self.actor);
  outbox.broadcast(others, { kind: 'ping', round: state.round });
  proceed(state, context, outbox);
}

function proceed(state: PingState, context: PingContext, outbox: PingOutbox): void {
  const { quorum, rounds } = context.parameters;
  const others = context.role('pinger').length - 1;
  const pings = state.heard.get(state.round)?.size ?? 0;
  if (state.round >= rounds || pings < (quorum === 0 ? others : quorum)) return;
  endRound(state, context, outbox, 'quorum');
}

function endRound(state: PingState, context: PingContext, outbox: PingOutbox, note: string): void {
  const pings = state.heard.get(state.round)?.size ?? 0;
  const luck = context.choices.fraction();
  outbox.record(pingCounted, { round: state.round, pings, note, luck });
  state.round++;
  enterRound(state, context, outbox);
}

const conduct: Conduct<PingState, Ping, PingParameters> = {
  cast: (_parameters, count) => [
    ...Array.from({ length: count }, (_, i) => ({ role: 'pinger', participant: i, name: `p${i}` })),
    { role: 'coordinator', participant: undefined, name: 'coordinator' },
  ],
  start: () => ({ round: 0, heard: new Map(), log: [], done: 0, timeouts: 0 }),
  step(state, input, context, outbox) {
    const isPinger = context.self.role === 'pinger';
    switch (input.kind) {
      case 'started':
        if (isPinger) enterRound(state, context, outbox);
        return;
      case 'restarted':
        state.round = (input.persisted as { round: number } | undefined)?.round ?? 0;
        if (isPinger) enterRound(state, context, outbox);
        return;
      case 'delivered':
        if (isPinger) hear(state, input.from, input.message, context, outbox);
        else countDone(state, context, outbox);
        return;
      case 'expired':
        state.timeouts++;
        endRound(state, context, outbox, 'timeout');
        return;
      case 'answered': {
        const { answer } = input;
        outbox.record(pingVoted, { agrees: answer.kind === 'vote' && answer.decision === 'agree' });
        return;
      }
    }
  },
  detail: (message) => `r${message.round}`,
  bytes: (message) => 10 + message.kind.length,
  appearance: (state) => ({ round: state.round, timeouts: state.timeouts }),
  mutators: {
    lie: (message, to, { memory, choices }) => {
      memory.set('lies', (Number(memory.get('lies') ?? 0) + 1) as unknown);
      return [to % 2 === 1 ? { ...message, round: message.round + choices.below(3) } : message];
    },
  },
};

function hear(
  state: PingState,
  from: number,
  message: Ping,
  context: PingContext,
  outbox: PingOutbox,
): void {
  const heard = state.heard.get(message.round);
  if (heard === undefined) state.heard.set(message.round, new Set([from]));
  else heard.add(from);
  state.log.push(message);
  if (state.log.length > 8) state.log.shift();
  proceed(state, context, outbox);
}

function countDone(state: PingState, context: PingContext, outbox: PingOutbox): void {
  state.done++;
  if (!context.parameters.concludes || state.done !== context.role('pinger').length) return;
  outbox.record(coordinationCompleted, {
    coordination: context.coordination,
    decision: 'pinged',
    outcome: JSON.stringify({ pingers: state.done }),
    confidence: 1,
  });
}

const properties: readonly Property<PingParameters>[] = [
  {
    name: 'allowedRound',
    title: 'Nobody ends the forbidden round',
    temper: 'always',
    watches: [pingCounted.kind],
    watch: (brief) => ({
      observe: (event) =>
        event.fields['round'] === brief.parameters.forbiddenRound && !brief.isByzantine(event.actor)
          ? { explanation: `Actor ${event.actor} ended it.`, actors: [event.actor] }
          : undefined,
      conclude: () => undefined,
    }),
  },
  {
    name: 'allDone',
    title: 'Every live pinger ends its last round',
    temper: 'eventually',
    watches: [pingCounted.kind],
    watch: (brief) => {
      const { parameters, seats } = brief;
      const done = new Set<number>();
      return {
        observe: (event) => {
          if (event.fields['round'] === parameters.rounds - 1) done.add(event.actor);
          return undefined;
        },
        conclude: () => {
          const missing = seats
            .filter((seat) => seat.role === 'pinger' && !done.has(seat.actor))
            .map((seat) => seat.actor)
            .filter((actor) => !brief.isCrashed(actor) && !brief.isByzantine(actor));
          if (missing.length === 0) return 'observed';
          return { explanation: `${missing.length} are not done.`, actors: missing };
        },
      };
    },
  },
  {
    name: 'timedOut',
    title: 'A round ended by its timer',
    temper: 'sometimes',
    watches: [pingCounted.kind],
    watch: () => ({
      observe: (event) => (event.fields['note'] === 'timeout' ? 'observed' : undefined),
      conclude: () => undefined,
    }),
  },
];

export const pingProtocol = { card, conduct, properties } as unknown as AnyProtocol;
