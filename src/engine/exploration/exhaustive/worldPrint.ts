/**
 * What it is: the words by which worlds are told apart: a world's print is the sum, word by word, of the words of its
 * parts, so that the print of a successor follows from what changes, and a successor that is known is never made.
 * Source: hashing by pieces (Zobrist, A new hashing method with application for game playing, 1970), with sums in place
 * of exclusive or, because a message may be on its way more than once.
 * Cost: a few operations a part that changes.
 */

import { avalanche } from '../../base/choices.ts';
import type { Print } from './parts.ts';

const HIGH_FACTOR = 0x9e3779b1;
const LOW_FACTOR = 0x85ebca6b;
const LETTERS = 0x2545f491;

/** The high word of number `value` at a place of the world's list, or of a letter. */
export function highWord(place: number, value: number): number {
  return avalanche(value ^ Math.imul(place + 1, HIGH_FACTOR));
}

/** Its low word. */
export function lowWord(place: number, value: number): number {
  return avalanche(Math.imul(value, LOW_FACTOR) + Math.imul(place + 1, LOW_FACTOR ^ LETTERS));
}

/** The high word of a message on its way. */
export function highOfLetter(letter: number): number {
  return highWord(LETTERS, letter);
}

/** Its low word. */
export function lowOfLetter(letter: number): number {
  return lowWord(LETTERS, letter);
}

/** What messages on their way add to a print. */
export function lettersPrint(letters: readonly number[]): Print {
  let high = 0;
  let low = 0;
  for (const letter of letters) {
    high = (high + highOfLetter(letter)) | 0;
    low = (low + lowOfLetter(letter)) | 0;
  }
  return { high, low };
}
