/**
 * What it is: how the members of a stream's ensemble learn: the first lesson of each, and what becomes of every lesson that was given.
 */

import type { Effects, Ensemble } from '../effects.ts';
import { ignore } from '../answers.ts';
import { memberFailed, memberTrained } from '../events.ts';
import { TRAINING } from '../messages.ts';
import type {
  ArrivedMessage,
  DeclineMessage,
  EnsembleMessage,
  TaughtMessage,
} from '../messages.ts';
import { TRAINING_TIMER, waitForBatch } from '../pacing.ts';
import type { AggregatorState, LiveState } from '../state.ts';
import { promote, recover } from './adaptation.ts';
import { teach } from './lessons.ts';
import { lessonPart } from './plan.ts';

const MICRO = 1_000_000;

/** The first rows have come: each member gets its lesson of them. */
export function openLessons(
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

/** A member has learned: it takes part, or stands ready for the place it was taught for. */
export function learned(
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

/** A member has not managed its lesson. */
export function giveUp(
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
  waitForBatch(state, 0, context, outbox);
}
