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
import { closeBatch, whomToAsk } from '../batch.ts';
import { batchStarted, memberFailed, memberTrained, rowsAssigned } from '../events.ts';
import { TRAINING } from '../messages.ts';
import type {
  ArrivedMessage,
  DeclineMessage,
  EnsembleMessage,
  PredictedMessage,
  RevealedMessage,
  TaughtMessage,
} from '../messages.ts';
import { conclude } from '../outcome.ts';
import { classCount, classesOf } from '../split.ts';
import type { AggregatorState, LiveState } from '../state.ts';
import { sayFirstWeights } from '../weighting.ts';
import { adapt, promote, recover } from './adaptation.ts';
import { closeOldLessons, teach } from './lessons.ts';
import { batchCount, lessonPart } from './plan.ts';

const DATA_TIMER = 'data';
const TRAINING_TIMER = 'training';
const BATCH_TIMER = 'batch';
const NEXT_TIMER = 'next batch';
const MICRO = 1_000_000;
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

function draw(state: AggregatorState, batch: number, context: Ensemble, outbox: Effects): void {
  state.stage = { phase: 'drawing', batch, asked: 1 };
  askForRows(batch, context, outbox);
}

function askForRows(batch: number, context: Ensemble, outbox: Effects): void {
  outbox.broadcast(context.role('source'), { kind: 'draw', batch });
  outbox.setTimer(DATA_TIMER, context.parameters.timeoutMicros);
}

function askForClasses(batch: number, context: Ensemble, outbox: Effects): void {
  outbox.broadcast(context.role('source'), { kind: 'reveal', batch });
  outbox.setTimer(DATA_TIMER, context.parameters.timeoutMicros);
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
    return wait(state, 0, context, outbox);
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

const areNumbers = (values: unknown, count: number): values is readonly number[] =>
  Array.isArray(values) && values.length === count && values.every(Number.isFinite);

/** Whether these are classes for so many rows. */
function areLabels(labels: unknown, rows: number, classes: number): labels is readonly number[] {
  return (
    areNumbers(labels, rows) &&
    labels.every((label) => Number.isInteger(label) && label >= 0 && label < classes)
  );
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
  const { batch, rows, columns, features, labels } = message;
  if (stage.phase !== 'drawing' || stage.batch !== batch)
    return ignore(from, message, 'late', outbox);
  const isFirst = batch === TRAINING;
  const classes = classCount(context.resources);
  const isWhole =
    rows.length > 0 &&
    columns > 0 &&
    (isFirst || columns === live.columns) &&
    areNumbers(features, rows.length * columns) &&
    areLabels(labels, isFirst ? rows.length : 0, classes);
  if (!isWhole) return ignore(from, message, 'malformed', outbox);
  outbox.cancelTimer(DATA_TIMER);
  const purpose = isFirst ? 'training' : 'judging';
  outbox.record(rowsAssigned, { purpose, batch, rows: JSON.stringify(rows), count: rows.length });
  if (isFirst) return openLessons(state, live, message, context, outbox);
  state.batches = state.batches.with(batch, rows);
  live.features = features;
  ask(state, batch, context, outbox);
}

function openLessons(
  state: AggregatorState,
  live: LiveState,
  { rows, columns, features, labels }: ArrivedMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const { firstLesson, windowRows, trainingTimeoutMicros } = context.parameters;
  live.columns = columns;
  state.trainingRows = rows;
  const first = labels.map((label, row) => ({
    features: features.slice(row * columns, (row + 1) * columns),
    label,
  }));
  live.window.push(...first.slice(-windowRows));
  state.stage = { phase: 'training', heard: state.members.map(() => false), turn: undefined };
  state.members.forEach((_, member) => {
    const place = state.places.indexOf(member);
    // A spare may have to stand in for anybody: it learns from all.
    const part = place < 0 ? first : lessonPart(first, place, state.places.length, firstLesson);
    const lesson = { member, rows: part, newest: TRAINING, isForDrift: false };
    teach(state, live, lesson, context, outbox);
  });
  outbox.setTimer(TRAINING_TIMER, trainingTimeoutMicros);
}

function learned(
  state: AggregatorState,
  live: LiveState,
  index: number,
  message: TaughtMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const member = state.members[index];
  const open = live.lessons[index];
  if (member === undefined || open === undefined) return ignoreFrom(state, index, message, outbox);
  if (open.lesson !== message.lesson) return ignoreFrom(state, index, message, outbox);
  const price = Math.round(message.cost * MICRO);
  if (!Number.isSafeInteger(price) || price < 0)
    return ignore(member.actor, message, 'malformed', outbox);
  live.lessons[index] = undefined;
  member.isReady = true;
  member.learner = message.learner;
  member.price = price;
  const { learner, rows } = message;
  const duration = context.now - open.since;
  outbox.record(memberTrained, { member: member.actor, learner, rows, duration });
  hear(state, index, context, outbox);
  const batch = latestBatch(state);
  live.places.forEach((place, at) => {
    if (place.background?.spare === index) {
      place.background.hasLearned = true;
      promote(state, live, at, batch, context, outbox);
    } else if (open.isForDrift && state.places[at] === index)
      recover(state, live, at, batch, context, outbox);
  });
}

function ignoreFrom(
  state: AggregatorState,
  index: number,
  message: EnsembleMessage,
  outbox: Effects,
): void {
  ignore(state.members[index]?.actor ?? -1, message, 'late', outbox);
}

/** The batch that is open or was decided last. */
function latestBatch({ stage }: AggregatorState): number {
  if ('batch' in stage) return stage.batch;
  return stage.phase === 'idle' ? stage.next - 1 : TRAINING;
}

function giveUp(
  state: AggregatorState,
  live: LiveState,
  index: number,
  message: DeclineMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  if (live.lessons[index]?.lesson !== message.lesson)
    return ignoreFrom(state, index, message, outbox);
  live.lessons[index] = undefined;
  const member = state.members[index]?.actor ?? -1;
  outbox.record(memberFailed, { member, batch: TRAINING, reason: message.reason });
  hear(state, index, context, outbox);
}

/** Batches begin when everybody has learned the first lesson or given up. */
function hear(state: AggregatorState, index: number, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'training') return;
  stage.heard[index] = true;
  if (!stage.heard.every(Boolean)) return;
  outbox.cancelTimer(TRAINING_TIMER);
  wait(state, 0, context, outbox);
}

function wait(state: AggregatorState, next: number, context: Ensemble, outbox: Effects): void {
  state.stage = { phase: 'idle', next };
  outbox.setTimer(NEXT_TIMER, context.parameters.batchIntervalMicros);
}

function ask(state: AggregatorState, batch: number, context: Ensemble, outbox: Effects): void {
  const asked = whomToAsk(state, batch, context, outbox);
  const answers = state.members.map(() => undefined);
  state.stage = { phase: 'gathering', batch, asked, answers, isCombining: false };
  outbox.record(batchStarted, { batch, rows: state.batches[batch]?.length ?? 0 });
  const receivers = state.members.filter((_, i) => asked[i]).map((member) => member.actor);
  const features = state.live?.features ?? [];
  outbox.broadcast(receivers, { kind: 'classify', batch, features });
  if (receivers.length === 0) return finishBatch(state, context, outbox);
  outbox.setTimer(BATCH_TIMER, context.parameters.timeoutMicros);
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
  const classes = classCount(context.resources);
  const truths = message.labels;
  if (!areLabels(truths, state.batches[batch]?.length ?? 0, classes))
    return ignore(from, message, 'malformed', outbox);
  outbox.cancelTimer(DATA_TIMER);
  closeBatch(state, stage, truths, classes, context, outbox);
  closeOldLessons(state, live, batch, context, outbox);
  adapt(state, live, { batch, answers, truths }, context, outbox);
  if (batch + 1 < state.batches.length) return wait(state, batch + 1, context, outbox);
  end(state, context, outbox);
}
