/**
 * What it is: the aggregator's machine for prequential evaluation: rows arrive from a data source, each batch is
 * answered before its classes are revealed, and only then may anybody learn from it.
 * Source: A. Dawid, "Present Position and Potential Developments: The Prequential Approach", JRSS A 147 (1984);
 * J. Gama, R. Sebastião, P. Rodrigues, "On Evaluating Stream Learning Algorithms", Machine Learning 90 (2013).
 * It keeps everything through a crash: what it was waiting for it asks for again.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Input } from '../../../contract/protocol.ts';
import type { Effects, Ensemble } from '../effects.ts';
import { ignore, takeAnswer } from '../answers.ts';
import { closeBatch } from '../batch.ts';
import { rowsAssigned } from '../events.ts';
import { TRAINING } from '../messages.ts';
import type {
  ArrivedMessage,
  DeclineMessage,
  EnsembleMessage,
  PredictedMessage,
  RevealedMessage,
} from '../messages.ts';
import { conclude } from '../outcome.ts';
import { BATCH_TIMER, NEXT_TIMER, openBatch, TRAINING_TIMER, waitForBatch } from '../pacing.ts';
import { classCount, classesOf } from '../split.ts';
import type { AggregatorState, LiveState } from '../state.ts';
import { sayFirstWeights } from '../weighting.ts';
import { adapt } from './adaptation.ts';
import { areClasses, areRows, askForClasses, askForRows, DATA_TIMER, draw } from './fetching.ts';
import { giveUp, learned, openLessons } from './learning.ts';
import { closeOldLessons } from './lessons.ts';
import { batchCount } from './plan.ts';

/** Who is not given what it asks for so often ends with what it has. */
const TRIES_MOST = 10;

/** One step of the aggregator of a stream. */
export function stepConductor(
  state: AggregatorState,
  live: LiveState,
  input: Input<EnsembleMessage>,
  context: Ensemble,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      begin(state, context, outbox);
      break;
    case 'restarted':
      if (input.persisted !== undefined) Object.assign(state, input.persisted as AggregatorState);
      resume(state, context, outbox);
      break;
    case 'delivered':
      receive(state, live, input.from, input.message, context, outbox);
      break;
    case 'expired':
      expire(state, live, input.timer, context, outbox);
      break;
    case 'answered':
      return; // The aggregator has no agent to consult.
    default:
      return assertNever(input);
  }
  outbox.persist(state);
}

function begin(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const count = batchCount(classesOf(context.resources).rows, context.parameters);
  state.batches = Array.from({ length: count }, () => []);
  sayFirstWeights(state, outbox);
  draw(state, TRAINING, context, outbox);
}

function resume(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  const { timeoutMicros, trainingTimeoutMicros, batchIntervalMicros } = context.parameters;
  switch (stage.phase) {
    case 'waiting':
      return begin(state, context, outbox);
    case 'drawing':
      return draw(state, stage.batch, context, outbox);
    case 'training':
      return outbox.setTimer(TRAINING_TIMER, trainingTimeoutMicros);
    case 'idle':
      return outbox.setTimer(NEXT_TIMER, batchIntervalMicros);
    case 'gathering':
      return outbox.setTimer(BATCH_TIMER, timeoutMicros);
    case 'revealing':
      return askForClasses(stage.batch, context, outbox);
    case 'over':
  }
}

function expire(
  state: AggregatorState,
  live: LiveState,
  timer: string,
  context: Ensemble,
  outbox: Effects,
): void {
  const { stage } = state;
  if (timer === DATA_TIMER && stage.phase === 'drawing') {
    stage.asked += 1;
    if (stage.asked > TRIES_MOST) return end(state, context, outbox);
    return askForRows(stage.batch, context, outbox);
  }
  if (timer === DATA_TIMER && stage.phase === 'revealing') {
    stage.tries += 1;
    if (stage.tries > TRIES_MOST) return end(state, context, outbox);
    return askForClasses(stage.batch, context, outbox);
  }
  if (timer === TRAINING_TIMER && stage.phase === 'training') {
    closeOldLessons(state, live, TRAINING, context, outbox);
    return waitForBatch(state, 0, context, outbox);
  }
  if (timer === NEXT_TIMER && stage.phase === 'idle')
    return draw(state, stage.next, context, outbox);
  if (timer === BATCH_TIMER && stage.phase === 'gathering')
    return finishBatch(state, context, outbox);
}

function end(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  state.stage = { phase: 'over' };
  conclude(state, context, outbox);
}

function receive(
  state: AggregatorState,
  live: LiveState,
  from: ActorIndex,
  message: EnsembleMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  if (context.role('source').includes(from)) {
    if (message.kind === 'arrived') return takeRows(state, live, from, message, context, outbox);
    if (message.kind === 'revealed')
      return takeClasses(state, live, from, message, context, outbox);
    return ignore(from, message, 'notMember', outbox);
  }
  const index = state.members.findIndex((member) => member.actor === from);
  if (index < 0) return ignore(from, message, 'notMember', outbox);
  switch (message.kind) {
    case 'taught':
      return learned(state, live, index, message, context, outbox);
    case 'decline':
      return message.lesson === undefined
        ? answer(state, index, message, context, outbox)
        : giveUp(state, live, index, message, context, outbox);
    case 'predicted':
      return answer(state, index, message, context, outbox);
    case 'arrived':
    case 'revealed':
      return ignore(from, message, 'notSource', outbox);
    case 'trained':
      return ignore(from, message, 'late', outbox);
    default:
      return ignore(from, message, 'notAggregator', outbox);
  }
}

function takeRows(
  state: AggregatorState,
  live: LiveState,
  from: ActorIndex,
  message: ArrivedMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const { stage } = state;
  const { batch, rows, features } = message;
  if (stage.phase !== 'drawing' || stage.batch !== batch)
    return ignore(from, message, 'late', outbox);
  if (!areRows(message, live.columns, context)) return ignore(from, message, 'malformed', outbox);
  outbox.cancelTimer(DATA_TIMER);
  const isFirst = batch === TRAINING;
  const purpose = isFirst ? 'training' : 'judging';
  outbox.record(rowsAssigned, { purpose, batch, rows: JSON.stringify(rows), count: rows.length });
  if (isFirst) return openLessons(state, live, message, context, outbox);
  state.batches = state.batches.with(batch, rows);
  live.features = features;
  ask(state, batch, context, outbox);
}

function ask(state: AggregatorState, batch: number, context: Ensemble, outbox: Effects): void {
  const features = state.live?.features ?? [];
  const isAsked = openBatch(state, batch, { kind: 'classify', batch, features }, context, outbox);
  if (!isAsked) finishBatch(state, context, outbox);
}

function answer(
  state: AggregatorState,
  index: number,
  message: PredictedMessage | DeclineMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const { stage } = state;
  const actor = state.members[index]?.actor ?? -1;
  if (stage.phase !== 'gathering' || message.batch !== stage.batch || stage.asked[index] !== true)
    return ignore(actor, message, 'late', outbox);
  const rows = state.batches[stage.batch]?.length ?? 0;
  const shape = { rows, classes: classCount(context.resources) };
  if (takeAnswer(stage, index, actor, message, shape, outbox)) finishBatch(state, context, outbox);
}

function finishBatch(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'gathering') return;
  outbox.cancelTimer(BATCH_TIMER);
  const { batch, asked, answers } = stage;
  state.stage = { phase: 'revealing', batch, asked, answers, tries: 1 };
  askForClasses(batch, context, outbox);
}

function takeClasses(
  state: AggregatorState,
  live: LiveState,
  from: ActorIndex,
  message: RevealedMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const { stage } = state;
  if (stage.phase !== 'revealing' || message.batch !== stage.batch)
    return ignore(from, message, 'late', outbox);
  const { batch, answers } = stage;
  const truths = message.labels;
  if (!areClasses(truths, state.batches[batch]?.length ?? 0, context))
    return ignore(from, message, 'malformed', outbox);
  outbox.cancelTimer(DATA_TIMER);
  closeBatch(state, stage, truths, classCount(context.resources), context, outbox);
  closeOldLessons(state, live, batch, context, outbox);
  adapt(state, live, { batch, answers, truths }, context, outbox);
  if (batch + 1 < state.batches.length) return waitForBatch(state, batch + 1, context, outbox);
  end(state, context, outbox);
}
