/** What it is: the kinds of event that the kernel itself records: two closed lists. */

import { defineEvent } from './shape.ts';

export const runStarted = defineEvent(
  'run.started',
  { agents: 'int', actors: 'int' },
  'run started with {agents} agents',
);
export const runFinished = defineEvent(
  'run.finished',
  { reason: 'text' },
  'run finished: {reason}',
);

export const coordinationStarted = defineEvent(
  'coordination.started',
  { coordination: 'int', protocol: 'text', participants: 'int' },
  '{protocol} started with {participants} participants',
);
/** `outcome` is the JSON of the protocol's outcome; `confidence` lies in 0..1. */
export const coordinationCompleted = defineEvent(
  'coordination.completed',
  { coordination: 'int', decision: 'text', outcome: 'text', confidence: 'real' },
  'completed: {decision}',
);
export const coordinationFailed = defineEvent(
  'coordination.failed',
  { coordination: 'int', error: 'text', outcome: 'text' },
  'failed: {error}',
);

/** One row per receiver. `message` is the message's kind, `detail` its content in a few words. */
export const messageSent = defineEvent(
  'message.sent',
  { to: 'actor', message: 'text', detail: 'text', bytes: 'int' },
  'sends {message} {detail} to {to}',
);
/** `cause` of the row is the sent event. */
export const messageDelivered = defineEvent(
  'message.delivered',
  { from: 'actor', message: 'text', detail: 'text' },
  'receives {message} {detail} from {from}',
);
/** The network or a dead receiver lost it. The row's agent is the sender. */
export const messageDropped = defineEvent(
  'message.dropped',
  { to: 'actor', message: 'text', detail: 'text', reason: 'text' },
  'loses {message} {detail} to {to}: {reason}',
);
/** The receiver would not act on it: too late, twice, wrongly sealed, … */
export const messageIgnored = defineEvent(
  'message.ignored',
  { from: 'actor', message: 'text', detail: 'text', reason: 'text' },
  'ignores {message} {detail} from {from}: {reason}',
);

export const timerExpired = defineEvent(
  'timer.expired',
  { timer: 'text' },
  'timer {timer} expires',
);
export const agentConsulted = defineEvent(
  'agent.consulted',
  { question: 'text' },
  'is asked: {question}',
);
/** `answer` is the JSON of the answer: a replay never asks again. */
export const agentAnswered = defineEvent(
  'agent.answered',
  { question: 'text', answer: 'text' },
  'answers {question}: {answer}',
);

export const agentCrashed = defineEvent('agent.crashed', { fault: 'text' }, 'crashes');
export const agentRestarted = defineEvent('agent.restarted', { fault: 'text' }, 'restarts');
/** The agent begins to misbehave. */
export const agentCorrupted = defineEvent(
  'agent.corrupted',
  { behaviour: 'text', fault: 'text' },
  'becomes faulty: {behaviour}',
);
/** What it sends leaves later than it should. */
export const agentSlowed = defineEvent(
  'agent.slowed',
  { fault: 'text', delay: 'micros' },
  'becomes slow by {delay}',
);
/** Neither corrupted nor slowed any more; what still holds is recorded again after it. */
export const agentHealed = defineEvent('agent.healed', { fault: 'text' }, 'is honest again');
/** `groups` is the JSON of all sides that there are now, as lists of agent ids. */
export const networkPartitioned = defineEvent(
  'network.partitioned',
  { groups: 'text', fault: 'text' },
  'network splits: {groups}',
);
export const networkHealed = defineEvent('network.healed', { fault: 'text' }, 'network heals');

export const paymentMade = defineEvent(
  'payment.made',
  { payer: 'actor', payee: 'actor', amount: 'money', purpose: 'text' },
  'pays {amount} to {payee} for {purpose}',
);
export const propertyViolated = defineEvent(
  'property.violated',
  { property: 'text', explanation: 'text', coordination: 'int' },
  '{property} violated: {explanation}',
);
/** A *sometimes* or *eventually* property was seen to hold. */
export const propertyObserved = defineEvent(
  'property.observed',
  { property: 'text', coordination: 'int' },
  '{property} observed',
);

/**
 * Messages on links meet something more. `links` is such as `a/0, a/1 → b/0`, with ⇄ for both directions and
 * `everybody` at its end; `amount` is in parts per million or microseconds.
 */
export const linkDisturbed = defineEvent(
  'link.disturbed',
  { fault: 'text', trouble: 'text', links: 'text', amount: 'real' },
  '{trouble} on links {links}',
);
/** One trouble of links is over. */
export const linkRestored = defineEvent(
  'link.restored',
  { fault: 'text', trouble: 'text' },
  'no more {trouble} on links of {fault}',
);
/** The agent's clock runs fast by `rate` ppm from now on, and shows `offset` more. */
export const clockSkewed = defineEvent(
  'agent.clockSkewed',
  { fault: 'text', rate: 'int', offset: 'micros' },
  'has a clock fast by {rate} ppm and ahead by {offset}',
);
/** The agent's clock is right; what still holds is recorded again after it. */
export const clockCorrected = defineEvent(
  'agent.clockCorrected',
  { fault: 'text' },
  'has the right time again',
);

/**
 * A coordination that opens when others have concluded takes something of one of them; `words` says what, `supply` is
 * it as JSON (workflow/supply.ts). `source` is the index of the coordination that it comes from.
 */
export const coordinationSupplied = defineEvent(
  'coordination.supplied',
  { coordination: 'int', source: 'int', words: 'text', supply: 'text' },
  '{words}',
);

/** In the order of their ids: append only. */
export const KERNEL_EVENTS = [
  runStarted,
  runFinished,
  coordinationStarted,
  coordinationCompleted,
  coordinationFailed,
  messageSent,
  messageDelivered,
  messageDropped,
  messageIgnored,
  timerExpired,
  agentConsulted,
  agentAnswered,
  agentCrashed,
  agentRestarted,
  agentCorrupted,
  agentHealed,
  networkPartitioned,
  networkHealed,
  paymentMade,
  propertyViolated,
  propertyObserved,
  agentSlowed,
] as const;

/**
 * Kinds that came later. They stand behind those of the protocols, so that what older runs recorded keeps its
 * numbers, and their names enter a run's digest when they first occur. Append only.
 */
export const LATER_EVENTS = [
  linkDisturbed,
  linkRestored,
  clockSkewed,
  clockCorrected,
  coordinationSupplied,
] as const;

const LATER_KINDS: ReadonlySet<string> = new Set(LATER_EVENTS.map((shape) => shape.kind));

/** Whether a kind's name is digested when it first occurs, not before all rows. */
export function isLaterKind(kind: string): boolean {
  return LATER_KINDS.has(kind);
}
