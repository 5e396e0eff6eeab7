/**
 * What it is: a region's client: it brings commands to the region's leader, again until they are settled, and keeps
 * the time. The first client hears the others' reports, surveys the leaders, and says how the run ended.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Context, Input, Outbox } from '../../../contract/protocol.ts';
import {
  coordinationCompleted,
  coordinationFailed,
  messageIgnored,
} from '../../../events/kernelEvents.ts';
import type { DistributedParameters } from '../card.ts';
import { commandSettled, commandSubmitted } from '../events.ts';
import { COMMANDS } from '../regions/image.ts';
import { layoutOf } from './layout.ts';
import type { DistributedMessage, ReportMessage, SettledMessage } from './messages.ts';
import type { ClientState } from './state.ts';
import { outcomeOf } from './outcome.ts';
import { detailOf } from './wire.ts';

type Cluster = Context<DistributedParameters>;
type Effects = Outbox<DistributedMessage>;

const BRING = 'client.bring';
const RETRY = 'client.retry';
const END = 'client.end';
const REPORT = 'client.report';
/** How long before the end leaders are surveyed and reports are sent, and how long after it the verdict comes. */
const CLOSING_MICROS = 500_000;
const REPORTS = 3;

/** A client that has brought nothing. */
export function startClient(region: number): ClientState {
  return {
    role: 'client',
    region,
    guess: 0,
    waiting: new Map(),
    brought: 0,
    settled: 0,
    latencySum: 0,
    latencyMost: 0,
    reports: new Map(),
    censuses: new Map(),
    isOver: false,
  };
}

/** One step of a client. */
export function stepClient(
  client: ClientState,
  input: Input<DistributedMessage>,
  context: Cluster,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
    case 'restarted':
      return start(client, context, outbox);
    case 'expired':
      return expire(client, input.timer, context, outbox);
    case 'delivered':
      return receive(client, input.from, input.message, context, outbox);
    case 'answered':
      return;
    default:
      return assertNever(input);
  }
}

/** When the cluster falls silent. */
function endOf({ openedAt = 0, parameters }: Cluster): number {
  return openedAt + parameters.runMicros;
}

/** A client that comes back begins anew: what it had brought is settled without it. */
function start(client: ClientState, context: Cluster, outbox: Effects): void {
  const { commandMicros } = context.parameters;
  const left = Math.max(0, endOf(context) - context.now);
  outbox.setTimer(BRING, Math.min(commandMicros, left));
  outbox.setTimer(REPORT, Math.max(0, left - CLOSING_MICROS));
  if (client.region === 0) outbox.setTimer(END, left + CLOSING_MICROS);
}

function expire(client: ClientState, timer: string, context: Cluster, outbox: Effects): void {
  switch (timer) {
    case BRING:
      return bring(client, context, outbox);
    case RETRY:
      return retry(client, context, outbox);
    case REPORT:
      return report(client, context, outbox);
    case END:
      return conclude(client, context, outbox);
  }
}

function bring(client: ClientState, context: Cluster, outbox: Effects): void {
  const { commandsPerRegion, commandMicros } = context.parameters;
  if (client.brought >= commandsPerRegion || context.now >= endOf(context)) return;
  const command = client.region * COMMANDS + client.brought++;
  client.waiting.set(command, context.now);
  outbox.record(commandSubmitted, { command, region: client.region });
  submit(client, command, context, outbox);
  if (client.waiting.size === 1) outbox.setTimer(RETRY, patienceOf(context));
  outbox.setTimer(BRING, commandMicros);
}

function submit(client: ClientState, command: number, context: Cluster, outbox: Effects): void {
  const layout = layoutOf(context.seats, context.parameters);
  const voters = layout.membersOf[client.region] ?? [];
  const voter = voters[client.guess % voters.length] ?? 0;
  outbox.send(layout.first + voter, { kind: 'submit', command });
}

function patienceOf({ parameters }: Cluster): number {
  return parameters.regionTimeoutMicros * 2;
}

/** Whoever was asked has not settled all: asks another one. */
function retry(client: ClientState, context: Cluster, outbox: Effects): void {
  if (client.waiting.size === 0 || context.now >= endOf(context)) return;
  const layout = layoutOf(context.seats, context.parameters);
  const voters = layout.votersOf[client.region] ?? [];
  client.guess = (client.guess + 1) % Math.max(1, voters.length);
  for (const command of client.waiting.keys()) submit(client, command, context, outbox);
  outbox.setTimer(RETRY, patienceOf(context));
}

function receive(
  client: ClientState,
  from: ActorIndex,
  message: DistributedMessage,
  context: Cluster,
  outbox: Effects,
): void {
  switch (message.kind) {
    case 'settled':
      return settle(client, from, message, context, outbox);
    case 'leads': {
      const layout = layoutOf(context.seats, context.parameters);
      const members = layout.membersOf[client.region] ?? [];
      client.guess = Math.max(0, members.indexOf(from - layout.first));
      for (const command of client.waiting.keys()) submit(client, command, context, outbox);
      return;
    }
    case 'report':
      client.reports.set(message.region, message);
      return;
    case 'census': {
      const layout = layoutOf(context.seats, context.parameters);
      client.censuses.set(layout.regionOf[from - layout.first] ?? 0, message);
      return;
    }
    default:
      return ignoreMessage(from, message, 'misdirected', outbox);
  }
}

function ignoreMessage(
  from: ActorIndex,
  message: DistributedMessage,
  reason: 'misdirected' | 'duplicate',
  outbox: Effects,
): void {
  outbox.record(messageIgnored, { from, message: message.kind, detail: detailOf(message), reason });
}

function settle(
  client: ClientState,
  from: ActorIndex,
  message: SettledMessage,
  { now }: Cluster,
  outbox: Effects,
): void {
  const since = client.waiting.get(message.command);
  if (since === undefined) return ignoreMessage(from, message, 'duplicate', outbox);
  client.waiting.delete(message.command);
  const latency = now - since;
  client.settled++;
  client.latencySum += latency;
  client.latencyMost = Math.max(client.latencyMost, latency);
  outbox.record(commandSettled, { command: message.command, slot: message.slot, latency });
}

function reportOf({ region, settled, latencySum, latencyMost }: ClientState): ReportMessage {
  return { kind: 'report', region, settled, latencySum, latencyMost };
}

/** Tells the first client how it went, a few times; the first client surveys the leaders. */
function report(client: ClientState, context: Cluster, outbox: Effects): void {
  const { now, parameters } = context;
  const layout = layoutOf(context.seats, parameters);
  const first = layout.clients[0] ?? context.self.actor;
  if (client.region !== 0) outbox.send(first, reportOf(client));
  else {
    const survey = { kind: 'survey', client: first } as const;
    for (const voters of layout.votersOf)
      outbox.broadcast(
        voters.map((voter) => layout.first + voter),
        survey,
      );
  }
  const step = Math.floor(CLOSING_MICROS / REPORTS);
  if (now + step <= endOf(context)) outbox.setTimer(REPORT, step);
}

function conclude(client: ClientState, context: Cluster, outbox: Effects): void {
  if (client.isOver) return;
  client.isOver = true;
  client.reports.set(0, reportOf(client));
  const { coordination } = context;
  const outcome = outcomeOf(client, context);
  const text = JSON.stringify(outcome);
  if (outcome.decided < outcome.commands)
    return outbox.record(coordinationFailed, { coordination, error: 'undecided', outcome: text });
  const confidence = outcome.commands === 0 ? 1 : outcome.decided / outcome.commands;
  const { decision } = outcome;
  outbox.record(coordinationCompleted, { coordination, decision, outcome: text, confidence });
}
