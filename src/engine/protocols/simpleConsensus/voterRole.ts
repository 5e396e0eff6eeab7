/**
 * What it is: the voter's machine: it consults its agent about each proposal, answers once, and learns the
 * verdict. Asked again about a round that it has answered, it repeats its answer.
 */

import { assertNever } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type { Context, Input, Outbox } from '../../contract/protocol.ts';
import type { SimpleParameters } from './card.ts';
import { verdictLearned } from './events.ts';
import { ignore } from './ignoring.ts';
import type { ProposalMessage, SimpleMessage, VerdictMessage } from './messages.ts';
import type { VoterState } from './state.ts';

type Simple = Context<SimpleParameters>;
type Effects = Outbox<SimpleMessage>;

/** A voter that was not asked yet. */
export function startVoter(): VoterState {
  return { role: 'voter', stage: { phase: 'waiting' } };
}

/** One step of a voter. */
export function stepVoter(
  state: VoterState,
  input: Input<SimpleMessage>,
  context: Simple,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
    case 'restarted':
    case 'expired':
      return; // A voter waits to be asked, keeps nothing through a crash and sets no timer.
    case 'delivered':
      return receive(state, input.from, input.message, context, outbox);
    case 'answered':
      return answer(state, input.question, input.answer, context, outbox);
    default:
      return assertNever(input);
  }
}

function receive(
  state: VoterState,
  from: ActorIndex,
  message: SimpleMessage,
  context: Simple,
  outbox: Effects,
): void {
  if (!context.role('coordinator').includes(from) || !isOfCoordinator(message))
    return ignore(from, message, 'notCoordinator', outbox);
  return message.kind === 'proposal'
    ? consider(state, from, message, outbox)
    : learn(state, from, message, outbox);
}

function isOfCoordinator(message: SimpleMessage): message is ProposalMessage | VerdictMessage {
  return message.kind === 'proposal' || message.kind === 'verdict';
}

function consider(
  state: VoterState,
  from: ActorIndex,
  message: ProposalMessage,
  outbox: Effects,
): void {
  const { stage } = state;
  const { round, text, meritPpm, aspects } = message;
  if (stage.phase === 'told') return ignore(from, message, 'late', outbox);
  if (stage.phase !== 'waiting') {
    if (round < stage.round) return ignore(from, message, 'late', outbox);
    if (round === stage.round) {
      if (stage.phase === 'voted') return outbox.send(from, stage.answer);
      return ignore(from, message, 'duplicate', outbox);
    }
  }
  state.stage = { phase: 'judging', round };
  outbox.consult({ kind: 'vote', round, proposal: text, meritPpm, ...(aspects && { aspects }) });
}

function learn(
  state: VoterState,
  from: ActorIndex,
  message: VerdictMessage,
  outbox: Effects,
): void {
  if (state.stage.phase === 'told') return ignore(from, message, 'duplicate', outbox);
  const { round, decision } = message;
  state.stage = { phase: 'told', round, decision };
  outbox.record(verdictLearned, { round, decision });
}

function answer(
  state: VoterState,
  question: Question,
  given: Answer,
  context: Simple,
  outbox: Effects,
): void {
  const { stage } = state;
  // A thought about a round that is over is not sent: the coordinator would only refuse it.
  if (stage.phase !== 'judging' || question.kind !== 'vote' || question.round !== stage.round)
    return;
  const { round } = stage;
  const message: SimpleMessage =
    given.kind === 'vote'
      ? { ...given, round }
      : { kind: 'decline', round, reason: given.kind === 'failed' ? given.reason : 'noVote' };
  state.stage = { phase: 'voted', round, answer: message };
  for (const coordinator of context.role('coordinator')) outbox.send(coordinator, message);
}
