/**
 * What it is: how the decision gets down: whoever has told others says it again until they answer, more and more
 * seldom, and gives up those of whom it hears nothing. A member answers when all whom it tells have answered; one
 * that is told again before says that it is at work, which renews the other's patience.
 */

import type { ActorIndex, Micros } from '../../base/units.ts';
import type { HierarchicalParameters } from './card.ts';
import type { LearnedMessage } from './messages.ts';
import type { ClusterView, Telling } from './state.ts';

/** The timer of whoever tells. */
export const TELL_TIMER = 'tell';
/** How often it is said again to those of whom nothing is heard. */
const REPEATS_MOST = 5;
/** How often to those who were silent before: most of them have crashed, and all others would wait for them. */
const REPEATS_TO_SILENT = 2;

/** How long to wait for answers: a heartbeat, then twice as long each time, but soon enough not to seem silent. */
export function patience(
  { repeats }: Telling,
  { heartbeatMicros, silenceMicros }: HierarchicalParameters,
): Micros {
  const most = Math.max(heartbeatMicros, Math.floor(silenceMicros / 2));
  let wait = heartbeatMicros;
  for (let i = 0; i < repeats && wait < most; i++) wait = Math.min(most, 2 * wait);
  return wait;
}

/** Whether all who are waited for have answered. */
export function isToldToAll({ awaited }: Telling): boolean {
  return awaited.length === 0;
}

/** Somebody knows the decision: is not waited for any more if all below it know, or with new patience. */
export function noteLearned(
  telling: Telling,
  from: ActorIndex,
  { isDone, messages }: LearnedMessage,
): boolean {
  telling.messages += 1;
  if (!telling.awaited.includes(from)) return false;
  telling.repeats = 0;
  telling.doubted = telling.doubted.filter((one) => one !== from);
  if (!isDone) return true;
  telling.awaited = telling.awaited.filter((one) => one !== from);
  if (Number.isSafeInteger(messages) && messages >= 0) telling.messages += messages;
  return true;
}

/**
 * Whom to tell again when the patience is at an end. Who has been silent all the time is given up, and so is
 * everybody when it took too long for any tree, since whoever is always at work may lie.
 */
export function tellAgain(
  telling: Telling,
  { maxLevels }: HierarchicalParameters,
): readonly ActorIndex[] {
  telling.repeats += 1;
  telling.repeatsInAll += 1;
  if (telling.repeatsInAll > REPEATS_TO_SILENT) giveUpDoubted(telling);
  if (isToldToAll(telling)) return [];
  if (telling.repeats <= REPEATS_MOST && telling.repeatsInAll <= REPEATS_MOST * maxLevels) {
    const receivers = [...telling.awaited, ...telling.givenUp];
    telling.messages += receivers.length;
    return receivers;
  }
  telling.awaited = [];
  return [];
}

/** Those who are still doubted are told as long as others are, but nobody waits for them any more. */
function giveUpDoubted(telling: Telling): void {
  const { doubted } = telling;
  telling.awaited = telling.awaited.filter((one) => !doubted.includes(one));
  telling.givenUp = [...telling.givenUp, ...doubted];
  telling.doubted = [];
}

/** The decision that goes to these for the first time. */
export function startTelling(
  toldBy: ActorIndex | undefined,
  { awaited, doubted }: Audience,
): Telling {
  const messages = awaited.length;
  return { toldBy, awaited, doubted, givenUp: [], repeats: 0, repeatsInAll: 0, messages };
}

/** Whom a representative tells in its clusters, and of whom it is in doubt whether they will answer. */
export function audienceOf(views: readonly ClusterView[], self: ActorIndex): Audience {
  const heard = new Set<ActorIndex>();
  const awaited = new Set<ActorIndex>();
  for (const { leading, members, silent } of views) {
    if (leading === undefined) continue;
    members.forEach((member, place) => {
      if (member === self) return;
      awaited.add(member);
      const hasAnswered = leading.report === undefined || leading.ballots[place] !== undefined;
      if (hasAnswered && !silent.includes(member)) heard.add(member);
    });
  }
  return { awaited: [...awaited], doubted: [...awaited].filter((one) => !heard.has(one)) };
}

export interface Audience {
  readonly awaited: readonly ActorIndex[];
  /** Those of them who were silent before. */
  readonly doubted: readonly ActorIndex[];
}
