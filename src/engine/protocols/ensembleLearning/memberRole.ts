/** What it is: a member's machine: it has its agent train, then predict, and passes on what it says. */

import { assertNever } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type { Context, Input, Outbox } from '../../contract/protocol.ts';
import { ignore } from './answers.ts';
import type { EnsembleParameters } from './card.ts';
import { TRAINING } from './messages.ts';
import type {
  ClassifyMessage,
  CombineMessage,
  EnsembleMessage,
  PredictMessage,
} from './messages.ts';
import type { MemberState } from './state.ts';

/** A member before it was asked anything. */
export function startMember(): MemberState {
  return { role: 'member', phase: 'waiting', learner: '', batch: TRAINING, answered: 0, lesson: 0 };
}

/** One step of a member. */
export function stepMember(
  state: MemberState,
  input: Input<EnsembleMessage>,
  context: Context<EnsembleParameters>,
  outbox: Outbox<EnsembleMessage>,
): void {
  switch (input.kind) {
    case 'delivered':
      return receive(state, input.from, input.message, context, outbox);
    case 'answered':
      return passOn(state, input.question, input.answer, context, outbox);
    case 'started':
    case 'expired':
      return;
    case 'restarted':
      // What the agent has learned it still knows; the member waits to be asked again.
      state.phase = 'ready';
      return;
    default:
      return assertNever(input);
  }
}

type Lesson = Extract<Question, { readonly kind: 'train' | 'trainOn' }>;

function receive(
  state: MemberState,
  from: ActorIndex,
  message: EnsembleMessage,
  context: Context<EnsembleParameters>,
  outbox: Outbox<EnsembleMessage>,
): void {
  const isOfAggregator = context.role('aggregator').includes(from);
  if (isOfAggregator && message.kind === 'train') {
    if (state.phase !== 'waiting') return ignore(from, message, 'duplicate', outbox);
    state.phase = 'training';
    return outbox.consult(tuned(message, context));
  }
  if (isOfAggregator && message.kind === 'learn') {
    if (state.phase !== 'waiting') return ignore(from, message, 'duplicate', outbox);
    state.phase = 'training';
    return outbox.consult(tuned({ ...message, kind: 'trainOn' }, context));
  }
  if (isOfAggregator && message.kind === 'teach') {
    if (message.lesson <= state.lesson) return ignore(from, message, 'duplicate', outbox);
    state.lesson = message.lesson;
    state.phase = 'training';
    return outbox.consult(tuned({ ...message, kind: 'trainOn' }, context));
  }
  if (isOfAggregator && isQuestion(message)) {
    if (message.batch < state.batch) return ignore(from, message, 'late', outbox);
    if (message.batch === state.batch) return ignore(from, message, 'duplicate', outbox);
    state.batch = message.batch;
    state.phase = 'predicting';
    return outbox.consult(message.kind === 'predict' ? message : { ...message, kind: 'predictOn' });
  }
  return ignore(from, message, 'notAggregator', outbox);
}

/** The lesson with the settings that a search has found, where the ensemble takes them of one. */
function tuned(lesson: Lesson, { resources }: Context<EnsembleParameters>): Lesson {
  const { settings } = resources;
  return settings === undefined ? lesson : { ...lesson, settings };
}

/** Whether it asks about the rows of a batch, by their numbers or by what they measure. */
function isQuestion(
  message: EnsembleMessage,
): message is PredictMessage | CombineMessage | ClassifyMessage {
  return message.kind === 'predict' || message.kind === 'combine' || message.kind === 'classify';
}

function passOn(
  state: MemberState,
  question: Question,
  answer: Answer,
  context: Context<EnsembleParameters>,
  outbox: Outbox<EnsembleMessage>,
): void {
  const isAsked = question.kind === 'predict' || question.kind === 'predictOn';
  const batch = isAsked ? question.batch : TRAINING;
  // A lesson that came while an older one was being learned is the one that counts; the older is answered as it.
  const lesson = !isAsked && state.lesson > 0 ? { lesson: state.lesson } : undefined;
  state.phase = 'ready';
  let message: EnsembleMessage;
  if (answer.kind === 'trained') {
    const { learner, rows, cost, probed } = answer;
    state.learner = learner;
    message =
      lesson === undefined
        ? { kind: 'trained', learner, rows, cost, ...(probed && { probed }) }
        : { kind: 'taught', ...lesson, learner, rows, cost };
  } else if (answer.kind === 'predicted') {
    state.answered += 1;
    const { values, texts } = answer;
    message = { kind: 'predicted', batch, values, ...(texts && { texts }) };
  } else {
    message = {
      kind: 'decline',
      batch,
      reason: answer.kind === 'failed' ? answer.reason : 'noAnswer',
      ...lesson,
    };
  }
  outbox.broadcast(context.role('aggregator'), message);
}
