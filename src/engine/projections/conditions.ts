/** What it is: the conditions that an actor can be in, as words: the state byte of a frame holds one of them. */

import { AGENT_CONDITION_MASK } from './frame.ts';

/** In the order of the numbers in frame.ts. */
export const CONDITIONS = [
  'healthy',
  'crashed',
  'byzantine',
  'slow',
  'cutOff',
  'skewed',
  'disturbed',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The condition in a state byte. */
export function conditionOf(stateByte: number): Condition {
  return CONDITIONS[stateByte & AGENT_CONDITION_MASK] ?? 'healthy';
}
