/**
 * What it is: how an event came about: its cause, the cause of that, and so on to the beginning.
 * Cost: linear in the length of the chain, of which only the nearest rows become sentences.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { CauseChain, LogRow } from './frame.ts';

/** What leads to `seq`, at most `most` rows with the event itself; `row` tells an event as a sentence. */
export function causesOf(
  events: EventReader,
  seq: number,
  most: number,
  row: (seq: number) => LogRow,
): CauseChain {
  const nearest: number[] = [];
  let length = 0;
  for (let at = seq; at >= 0; at = events.cause(at)) {
    if (nearest.length < most) nearest.push(at);
    length++;
  }
  return { of: seq, rows: nearest.reverse().map(row), before: length - nearest.length };
}
