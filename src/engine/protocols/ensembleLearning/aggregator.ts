/**
 * What it is: the aggregator's machine: it splits the rows, has the members train, asks them batch by batch,
 * and closes each batch when all who were asked have answered or the time is up (batch.ts counts).
 * It keeps everything through a crash and asks again about the batch that was open.
 */

import { assertNever, invariant } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Input } from '../../contract/protocol.ts';
import { ignore, takeAnswer } from './answers.ts';
import { closeBatch } from './batch.ts';
import { startEstimates } from './estimates.ts';
import { memberFailed, memberTrained, rowsAssigned } from './events.ts';
import { TRAINING } from './messages.ts';
import type {
  DeclineMessage,
  EnsembleMessage,
  PredictedMessage,
  TrainedMessage,
} from './messages.ts';
import { conclude } from './outcome.ts';
import { BATCH_TIMER, NEXT_TIMER, openBatch, TRAINING_TIMER, waitForBatch } from './pacing.ts';
import { startTexts } from './texts.ts';
import { boost, fixSays, prepareRows, probeOf } from './preparation.ts';
import { askMeta, metaIndex, teachMeta } from './stacking.ts';
import type { Effects, Ensemble } from './effects.ts';
import { classCount, splitRows, truthsAt } from './split.ts';
import type { AggregatorState, MemberRecord } from './state.ts';
import { isValidAnswer } from './strategy.ts';
import { sayFirstWeights } from './weighting.ts';

const MICRO = 1_000_000;

/** One step of the aggregator. */
export function stepAggregator(
  state: AggregatorState,
  input: Input<EnsembleMessage>,
  context: Ensemble,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      begin(state, context, outbox);
      break;
    case 'restarted':
      resume(state, input.persisted, context, outbox);
      break;
    case 'delivered':
      receive(state, input.from, input.message, context, outbox);
      break;
    case 'expired':
      expire(state, input.timer, context, outbox);
      break;
    case 'answered':
      return; // The aggregator has no agent to consult.
    default:
      return assertNever(input);
  }
  outbox.persist(state);
}

function begin(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { trainingShare, batches } = context.parameters;
  const split = splitRows(context.resources, trainingShare, batches, context.choices);
  state.trainingRows = split.training;
  state.batches = split.batches;
  state.estimates = startEstimates(state, context);
  state.texts = startTexts(context);
  prepareRows(state, context);
  sayFirstWeights(state, outbox);
  assign('training', TRAINING, split.training, outbox);
  split.batches.forEach((rows, batch) => assign('judging', batch, rows, outbox));
  askToTrain(state, context, outbox);
}

function assign(purpose: string, batch: number, rows: readonly number[], outbox: Effects): void {
  outbox.record(rowsAssigned, { purpose, batch, rows: JSON.stringify(rows), count: rows.length });
}

function askToTrain(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const isInTurn = context.parameters.strategy === 'boosting';
  const turn = isInTurn ? 0 : undefined;
  const meta = metaIndex(state, context);
  const heard = state.members.map((_, i) => i === meta);
  state.stage = { phase: 'training', heard, turn };
  sendTraining(state, turn, context, outbox);
}

/** Asks the member whose turn it is, or all of them. */
function sendTraining(
  state: AggregatorState,
  turn: number | undefined,
  context: Ensemble,
  outbox: Effects,
): void {
  const dataset = context.resources.dataset ?? '';
  const meta = metaIndex(state, context);
  const receivers = state.members
    .filter((_, i) => (turn ?? i) === i && i !== meta)
    .map((member) => member.actor);
  const probe = probeOf(state, context);
  state.trainingSince = context.now;
  outbox.broadcast(receivers, {
    kind: 'train',
    dataset,
    rows: state.trainingRows,
    ...(probe && { probe }),
  });
  outbox.setTimer(TRAINING_TIMER, context.parameters.trainingTimeoutMicros);
}

function resume(
  state: AggregatorState,
  persisted: unknown,
  context: Ensemble,
  outbox: Effects,
): void {
  if (persisted === undefined) return begin(state, context, outbox);
  Object.assign(state, persisted as AggregatorState);
  const { stage } = state;
  if (stage.phase === 'waiting') return begin(state, context, outbox);
  if (stage.phase === 'training') return askToTrain(state, context, outbox);
  if (stage.phase === 'gathering') return ask(state, stage.batch, context, outbox);
  if (stage.phase === 'idle') outbox.setTimer(NEXT_TIMER, context.parameters.batchIntervalMicros);
}

function expire(state: AggregatorState, timer: string, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  if (timer === TRAINING_TIMER && stage.phase === 'training') {
    stage.heard.forEach((isHeard, i) => {
      if (!isHeard && (stage.turn ?? i) === i)
        outbox.record(memberFailed, {
          member: memberAt(state, i).actor,
          batch: TRAINING,
          reason: 'notTrainedInTime',
        });
    });
    return goOn(state, context, outbox);
  }
  if (timer === NEXT_TIMER && stage.phase === 'idle')
    return ask(state, stage.next, context, outbox);
  if (timer === BATCH_TIMER && stage.phase === 'gathering')
    return finishBatch(state, context, outbox);
}

function memberAt(state: AggregatorState, index: number): MemberRecord {
  const member = state.members[index];
  invariant(member !== undefined, `no member ${index}`);
  return member;
}

function receive(
  state: AggregatorState,
  from: ActorIndex,
  message: EnsembleMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const index = state.members.findIndex((member) => member.actor === from);
  if (index < 0) return ignore(from, message, 'notMember', outbox);
  switch (message.kind) {
    case 'trained':
      return train(state, index, message, context, outbox);
    case 'predicted':
    case 'decline':
      if (message.kind === 'decline' && message.batch === TRAINING)
        return giveUp(state, index, message, context, outbox);
      return answer(state, index, message, context, outbox);
    case 'train':
    case 'predict':
    case 'learn':
    case 'combine':
    case 'draw':
    case 'reveal':
    case 'classify':
    case 'teach':
      return ignore(from, message, 'notAggregator', outbox);
    case 'arrived':
    case 'revealed':
      return ignore(from, message, 'notSource', outbox);
    case 'taught':
      return ignore(from, message, 'late', outbox);
    default:
      return assertNever(message);
  }
}

function train(
  state: AggregatorState,
  index: number,
  message: TrainedMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const member = memberAt(state, index);
  if (member.isReady) return ignore(member.actor, message, 'duplicate', outbox);
  const price = Math.round(message.cost * MICRO);
  if (!Number.isSafeInteger(price) || price < 0)
    return ignore(member.actor, message, 'malformed', outbox);
  const isMeta = index === metaIndex(state, context);
  if (!isMeta && !takeProbe(state, member, message, context)) {
    ignore(member.actor, message, 'malformed', outbox);
    const reason = 'malformedAnswer';
    outbox.record(memberFailed, { member: member.actor, batch: TRAINING, reason });
    return hear(state, index, context, outbox);
  }
  member.isReady = true;
  member.learner = message.learner;
  member.price = price;
  outbox.record(memberTrained, {
    member: member.actor,
    learner: message.learner,
    rows: message.rows,
    duration: context.now - state.trainingSince,
  });
  const { stage } = state;
  if (stage.phase === 'training' && stage.turn === index && !isMeta)
    boost(state, member, context, outbox);
  hear(state, index, context, outbox);
}

function giveUp(
  state: AggregatorState,
  index: number,
  message: DeclineMessage,
  context: Ensemble,
  outbox: Effects,
): void {
  const { actor } = memberAt(state, index);
  outbox.record(memberFailed, { member: actor, batch: TRAINING, reason: message.reason });
  hear(state, index, context, outbox);
}

/** Keeps what the member says about the training rows; false when it was asked to and does not fit. */
function takeProbe(
  state: AggregatorState,
  member: MemberRecord,
  { probed }: TrainedMessage,
  context: Ensemble,
): boolean {
  if (probeOf(state, context) === undefined) return true;
  const rows = state.trainingRows.length;
  if (!isValidAnswer(probed, rows, classCount(context.resources))) return false;
  member.probed = probed;
  return true;
}

/** Training goes on when every member, or the one whose turn it is, has trained or given up. */
function hear(state: AggregatorState, index: number, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'training') return;
  stage.heard[index] = true;
  const isHeard = stage.turn === undefined ? stage.heard.every(Boolean) : stage.heard[stage.turn];
  if (isHeard === true) goOn(state, context, outbox);
}

/** The next member's turn, or the first batch; who is trained later joins later. */
function goOn(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'training') return;
  outbox.cancelTimer(TRAINING_TIMER);
  const meta = metaIndex(state, context);
  if (meta !== undefined && stage.turn === undefined) {
    stage.turn = meta;
    stage.heard[meta] = false;
    state.trainingSince = context.now;
    if (teachMeta(state, memberAt(state, meta), context, outbox))
      return outbox.setTimer(TRAINING_TIMER, context.parameters.trainingTimeoutMicros);
  }
  if (stage.turn !== undefined && stage.turn + 1 < state.members.length) {
    stage.turn += 1;
    return sendTraining(state, stage.turn, context, outbox);
  }
  fixSays(state, context, outbox);
  waitForBatch(state, 0, context, outbox);
}

function ask(state: AggregatorState, batch: number, context: Ensemble, outbox: Effects): void {
  const rows = state.batches[batch] ?? [];
  const isAsked = openBatch(state, batch, { kind: 'predict', batch, rows }, context, outbox);
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
  const { actor } = memberAt(state, index);
  if (stage.phase !== 'gathering' || message.batch !== stage.batch || stage.asked[index] !== true) {
    return ignore(actor, message, 'late', outbox);
  }
  if (stage.isCombining && index !== metaIndex(state, context))
    return ignore(actor, message, 'late', outbox);
  const rows = state.batches[stage.batch]?.length ?? 0;
  const shape = { rows, classes: classCount(context.resources), texts: state.texts };
  if (takeAnswer(stage, index, actor, message, shape, outbox)) finishBatch(state, context, outbox);
}

function finishBatch(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'gathering') return;
  outbox.cancelTimer(BATCH_TIMER);
  const meta = metaIndex(state, context);
  if (meta !== undefined && !stage.isCombining && canAffordMeta(state, meta, context)) {
    if (askMeta(state, stage, meta, context, outbox)) {
      state.spent += memberAt(state, meta).price;
      return outbox.setTimer(BATCH_TIMER, context.parameters.timeoutMicros);
    }
  }
  const truths = truthsAt(state.batches[stage.batch] ?? [], context.resources);
  closeBatch(state, stage, truths, classCount(context.resources), context, outbox);
  const next = stage.batch + 1;
  if (next < state.batches.length) return waitForBatch(state, next, context, outbox);
  state.stage = { phase: 'over' };
  conclude(state, context, outbox);
}

function canAffordMeta(state: AggregatorState, meta: number, context: Ensemble): boolean {
  const { isReady, price } = memberAt(state, meta);
  return isReady && state.spent + price <= Math.round(context.parameters.maxCost * MICRO);
}
