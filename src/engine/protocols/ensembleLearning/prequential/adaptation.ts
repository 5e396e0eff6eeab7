/**
 * What it is: what follows from a batch whose classes are known: its rows join the window, every member's errors
 * are watched for drift, a spare learns beside a member that warns, and takes its place when it drifts.
 * Source: the background learner is that of H. Gomes et al., "Adaptive Random Forests for Evolving Data Stream
 * Classification", Machine Learning 106 (2017).
 */

import { newScoreRecord } from '../../../learning/ensemble/weights.ts';
import { enterError } from '../../../learning/drift/monitor.ts';
import type { Effects, Ensemble } from '../effects.ts';
import {
  backgroundDropped,
  backgroundStarted,
  driftDetected,
  driftWarned,
  memberReplaced,
  weightMoved,
} from '../events.ts';
import type { AggregatorState, BatchAnswer, LiveState, PlaceState } from '../state.ts';
import { classOf } from '../strategy.ts';
import { detectorOf, freshMonitor } from './live.ts';
import { latestRows, teach } from './lessons.ts';

/** A batch with its answers by member and its classes. */
export interface JudgedBatch {
  readonly batch: number;
  readonly answers: readonly BatchAnswer[];
  readonly truths: readonly number[];
}

/** After so many batches without drift a warning has lapsed. */
const WARNING_BATCHES = 8;

/** Takes the batch in, place by place. */
export function adapt(
  state: AggregatorState,
  live: LiveState,
  judged: JudgedBatch,
  context: Ensemble,
  outbox: Effects,
): void {
  keepRows(live, judged, context.parameters.windowRows);
  live.places.forEach((place, at) => {
    if (place.rowsSince !== undefined) place.rowsSince += judged.truths.length;
    if (place.background !== undefined) place.background.rows += judged.truths.length;
    watch(state, live, at, place, judged, context, outbox);
    answerDrift(state, live, at, judged.batch, context, outbox);
  });
  retrainAll(state, live, judged.batch, context, outbox);
}

function keepRows(live: LiveState, { truths }: JudgedBatch, windowRows: number): void {
  const { columns, features, window } = live;
  truths.forEach((label, row) => {
    window.push({ features: features.slice(row * columns, (row + 1) * columns), label });
  });
  window.splice(0, Math.max(0, window.length - windowRows));
}

/** Looks at each row that the place's member judged; an answer that never came is no sign of drift. */
function watch(
  state: AggregatorState,
  live: LiveState,
  at: number,
  place: PlaceState,
  { batch, answers, truths }: JudgedBatch,
  context: Ensemble,
  outbox: Effects,
): void {
  const settings = detectorOf(context.parameters);
  const index = state.places[at] ?? -1;
  const answer = answers[index];
  const { monitor } = place;
  if (answer === undefined || answer.length === 0 || place.driftSince !== undefined) return;
  if (settings === undefined || monitor === undefined) return;
  const classes = answer.length / truths.length;
  const first = state.trainingRows.length + state.rows - truths.length;
  for (const [row, truth] of truths.entries()) {
    const alarm = enterError(monitor, Number(classOf(answer, row, classes) !== truth), settings);
    if (alarm === undefined) continue;
    const { before, after, afterWidth } = alarm.evidence;
    const member = state.members[index]?.actor ?? -1;
    const evidence = { member, batch, row: first + row, since: afterWidth, before, after };
    const since = afterWidth + truths.length - row - 1;
    if (alarm.kind === 'drift') {
      outbox.record(driftDetected, evidence);
      live.drifts += 1;
      place.driftSince = context.now;
      place.rowsSince = since;
      return;
    }
    if (place.warnedAt !== undefined) continue;
    place.warnedAt = batch;
    outbox.record(driftWarned, evidence);
    startBackground(state, live, at, { batch, rows: since }, context, outbox);
  }
}

/** Has the next spare learn beside the member of a place; false when there is none left. */
function startBackground(
  state: AggregatorState,
  live: LiveState,
  at: number,
  since: { readonly batch: number; readonly rows: number },
  context: Ensemble,
  outbox: Effects,
): boolean {
  const place = live.places[at];
  if (context.parameters.replacement !== 'spare' || place === undefined) return false;
  const next = live.spares.findIndex((spare) => live.lessons[spare] === undefined);
  const [spare] = next < 0 ? [] : live.spares.splice(next, 1);
  if (spare === undefined) return false;
  place.background = { spare, hasLearned: false, rows: since.rows };
  outbox.record(backgroundStarted, {
    spare: state.members[spare]?.actor ?? -1,
    member: state.members[state.places[at] ?? -1]?.actor ?? -1,
    batch: since.batch,
  });
  const rows = latestRows(live, since.rows);
  const isForDrift = place.driftSince !== undefined;
  if (teach(state, live, { member: spare, rows, newest: since.batch, isForDrift }, context, outbox))
    return true;
  live.spares.unshift(spare);
  place.background = undefined;
  return false;
}

/** What a place needs after its member was watched: a successor, a lesson, or its spare back. */
function answerDrift(
  state: AggregatorState,
  live: LiveState,
  at: number,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const place = live.places[at];
  if (place === undefined) return;
  if (place.driftSince === undefined) {
    if (place.warnedAt !== undefined) keepLearning(state, live, at, batch, context, outbox);
    return;
  }
  if (context.parameters.replacement === 'none') return renew(place, context);
  const since = { batch, rows: place.rowsSince ?? 0 };
  const { background } = place;
  if (background?.hasLearned === true) return promote(state, live, at, batch, context, outbox);
  if (background === undefined && startBackground(state, live, at, since, context, outbox)) return;
  const member = place.background?.spare ?? state.places[at] ?? -1;
  if (live.lessons[member] !== undefined) return;
  const rows = latestRows(live, since.rows);
  teach(state, live, { member, rows, newest: batch, isForDrift: true }, context, outbox);
}

/** The spare beside a member learns from what has come since the warning, until that has lapsed. */
function keepLearning(
  state: AggregatorState,
  live: LiveState,
  at: number,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const place = live.places[at];
  if (place?.warnedAt === undefined) return;
  const { warnedAt, background } = place;
  if (batch - warnedAt >= WARNING_BATCHES) {
    place.background = undefined;
    place.warnedAt = undefined;
    if (background === undefined) return;
    live.spares.push(background.spare);
    outbox.record(backgroundDropped, {
      spare: state.members[background.spare]?.actor ?? -1,
      member: state.members[state.places[at] ?? -1]?.actor ?? -1,
      batch,
    });
  } else if (background !== undefined && batch > warnedAt) {
    const { spare, rows } = background;
    if (live.lessons[spare] !== undefined) return;
    const lesson = { member: spare, rows: latestRows(live, rows), newest: batch };
    teach(state, live, { ...lesson, isForDrift: false }, context, outbox);
  }
}

/** The spare beside a drifting member takes its place, as soon as it has learned. */
export function promote(
  state: AggregatorState,
  live: LiveState,
  at: number,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const place = live.places[at];
  const spare = place?.background?.spare ?? -1;
  const index = state.places[at] ?? -1;
  const [member, successor] = [state.members[index], state.members[spare]];
  if (place?.driftSince === undefined || member === undefined || successor === undefined) return;
  if (place.background?.hasLearned !== true) return;
  const delay = context.now - place.driftSince;
  state.places[at] = spare;
  live.spares.push(index);
  live.replacements += 1;
  beginAnew(state, spare);
  member.weight = 0;
  renew(place, context);
  outbox.record(memberReplaced, { member: member.actor, successor: successor.actor, batch, delay });
  for (const { actor, weight } of [member, successor])
    outbox.record(weightMoved, { member: actor, batch, weight });
}

/** A member that has learned anew because it drifted: its record and its watch begin again. */
export function recover(
  state: AggregatorState,
  live: LiveState,
  at: number,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const [place, index] = [live.places[at], state.places[at] ?? -1];
  const member = state.members[index];
  if (place?.driftSince === undefined || member === undefined) return;
  beginAnew(state, index);
  renew(place, context);
  outbox.record(weightMoved, { member: member.actor, batch, weight: member.weight });
}

/** Weights by moving average begin at 1 again; a share stays with its place, so that the regret's bound holds. */
function beginAnew(state: AggregatorState, index: number): void {
  const member = state.members[index];
  if (member === undefined) return;
  member.scores.length = 0;
  const share = state.experts?.shares[state.places.indexOf(index)];
  member.weight = share ?? newScoreRecord().weight;
}

/** A place whose drift is dealt with. */
function renew(place: PlaceState, context: Ensemble): void {
  place.monitor = freshMonitor(context.parameters);
  place.background = undefined;
  place.driftSince = undefined;
  place.warnedAt = undefined;
}

/** Every so many batches all in service learn anew, from no rows of before their last drift. */
function retrainAll(
  state: AggregatorState,
  live: LiveState,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const { retrainEvery } = context.parameters;
  if (retrainEvery === 0 || (batch + 1) % retrainEvery !== 0) return;
  live.places.forEach((place, at) => {
    const member = state.places[at] ?? -1;
    if (place.driftSince !== undefined || live.lessons[member] !== undefined) return;
    const rows = place.rowsSince === undefined ? live.window : latestRows(live, place.rowsSince);
    teach(state, live, { member, rows, newest: batch, isForDrift: false }, context, outbox);
  });
}
