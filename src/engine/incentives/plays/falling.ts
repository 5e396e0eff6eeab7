/** What it is: a Dutch auction without messages: the first tick at which somebody's price is low enough ends it. */

import type { MinorUnits } from '../../base/units.ts';
import { personalPrice, ticksOf } from '../../protocols/marketCoordination/mechanism/dutch.ts';
import type { Clock } from '../../protocols/marketCoordination/mechanism/dutch.ts';
import { ask, bidderOf, copyMemory, luckOf, questionFor } from '../situation.ts';
import type { Situation } from '../situation.ts';

/** When somebody stops the clock, and at which price; undefined: never. */
export interface Stop {
  readonly tick: number;
  readonly arrival: number;
  readonly price: MinorUnits;
}

/** The first of the others to stop the clock. */
export function rivalStop(situation: Situation): Stop | undefined {
  const { arena, focus } = situation;
  const asking = { ...situation, memories: situation.memories.map(copyMemory) };
  const luck = luckOf(situation);
  const clock = clockOf(situation);
  let first: Stop | undefined;
  arena.bidders.forEach(({ weightMilli }, place) => {
    if (place === focus) return;
    const least = personalPrice(clock, ticksOf(clock) - 1, weightMilli);
    const answer = ask(asking, place, questionFor(asking, place, least), luck);
    if (answer.kind !== 'bid' || answer.amount === undefined) return;
    const stop = stopOf(situation, place, answer.amount);
    if (stop !== undefined && (first === undefined || isBefore(stop, first))) first = stop;
  });
  return first;
}

/** What it gains by accepting at `limit` or below. */
export function playFalling(
  situation: Situation,
  limit: MinorUnits,
  rival: Stop | undefined,
): MinorUnits {
  const own = stopOf(situation, situation.focus, limit);
  if (own === undefined || (rival !== undefined && isBefore(rival, own))) return 0;
  return (situation.worths[0] ?? 0) - own.price;
}

function isBefore(one: Stop, other: Stop): boolean {
  return one.tick !== other.tick ? one.tick < other.tick : one.arrival < other.arrival;
}

function clockOf({ parameters, rules }: Situation): Clock {
  const { clockStart, clockDecrement } = parameters;
  return { start: clockStart, decrement: clockDecrement, floor: Math.max(1, rules.reserve) };
}

/** Prices only fall, so the first tick that is low enough is found by halving. */
function stopOf(situation: Situation, place: number, threshold: MinorUnits): Stop | undefined {
  const clock = clockOf(situation);
  const { weightMilli } = bidderOf(situation, place);
  let [from, to] = [0, ticksOf(clock) - 1];
  if (personalPrice(clock, to, weightMilli) > threshold) return undefined;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (personalPrice(clock, middle, weightMilli) <= threshold) to = middle;
    else from = middle + 1;
  }
  const price = personalPrice(clock, from, weightMilli);
  return { tick: from, arrival: situation.arrival[place] ?? 0, price };
}
