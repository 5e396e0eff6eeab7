/**
 * What it is: a successor of a world before it is kept: what it has that the world has not, and its print, which follows
 * from that. Most successors are known already and are never made.
 * Shapes: a world is a list of numbers: history, the coalition's memory, budgets, the two words of its print, one for
 * each actor, then the messages in ascending order.
 */

import type { Outcome, Print } from './parts.ts';
import { highOfLetter, highWord, lowOfLetter, lowWord } from './worldPrint.ts';

/** The places of a world's list. */
export const HISTORY = 0;
export const MEMORY = 1;
export const BUDGETS = 2;
export const PRINT_HIGH = 3;
export const PRINT_LOW = 4;
export const FIRST_LOCAL = 5;

export const NOBODY = -1;

const NO_LETTERS: readonly number[] = [];
const NO_PRINT: Print = { high: 0, low: 0 };

/** The successor that is being visited; used anew for the next. */
export class Successor {
  history = 0;
  high = 0;
  low = 0;
  private memory = 0;
  private budgets = 0;
  /** NOBODY: everybody stands as before. */
  private actor = NOBODY;
  private local = 0;
  /** Which message it takes out of the world; NOBODY: none. */
  private letterAt = NOBODY;
  private letters = NO_LETTERS;

  /** The world `now` after an actor's step, without the message that it took. */
  afterStep(
    now: Int32Array,
    actor: number,
    outcome: Outcome,
    history: number,
    budgets: number,
    letterAt: number,
  ): void {
    this.begin(now, history, outcome.memory, budgets, letterAt);
    this.actor = actor;
    this.local = outcome.local;
    this.change(now, FIRST_LOCAL + actor, outcome.local);
    this.add(outcome.letters, outcome.lettersPrint);
  }

  /** The world `now` without one of its messages. */
  afterLoss(now: Int32Array, budgets: number, letterAt: number): void {
    this.begin(now, now[HISTORY] as number, now[MEMORY] as number, budgets, letterAt);
    this.actor = NOBODY;
    this.add(NO_LETTERS, NO_PRINT);
  }

  /** The most numbers that it takes if the world it follows takes `length`. */
  room(length: number): number {
    return length + this.letters.length;
  }

  /** Writes it out, where the world it follows is the first `length` numbers of `now`; gives its length. */
  write(now: Int32Array, length: number, firstLetter: number, room: Int32Array): number {
    const { letters, letterAt, actor } = this;
    for (let place = FIRST_LOCAL; place < firstLetter; place++) room[place] = now[place] as number;
    room[HISTORY] = this.history;
    room[MEMORY] = this.memory;
    room[BUDGETS] = this.budgets;
    room[PRINT_HIGH] = this.high;
    room[PRINT_LOW] = this.low;
    if (actor !== NOBODY) room[FIRST_LOCAL + actor] = this.local;
    let end = firstLetter;
    let added = 0;
    for (let i = firstLetter; i < length; i++) {
      if (i === letterAt) continue;
      const letter = now[i] as number;
      while (added < letters.length && (letters[added] as number) < letter)
        room[end++] = letters[added++] as number;
      room[end++] = letter;
    }
    while (added < letters.length) room[end++] = letters[added++] as number;
    return end;
  }

  private begin(
    now: Int32Array,
    history: number,
    memory: number,
    budgets: number,
    letterAt: number,
  ): void {
    this.high = now[PRINT_HIGH] as number;
    this.low = now[PRINT_LOW] as number;
    this.history = history;
    this.memory = memory;
    this.budgets = budgets;
    this.letterAt = letterAt;
    this.change(now, HISTORY, history);
    this.change(now, MEMORY, memory);
    this.change(now, BUDGETS, budgets);
    if (letterAt === NOBODY) return;
    const letter = now[letterAt] as number;
    this.high = (this.high - highOfLetter(letter)) | 0;
    this.low = (this.low - lowOfLetter(letter)) | 0;
  }

  private change(now: Int32Array, place: number, value: number): void {
    const before = now[place] as number;
    if (before === value) return;
    this.high = (this.high + highWord(place, value) - highWord(place, before)) | 0;
    this.low = (this.low + lowWord(place, value) - lowWord(place, before)) | 0;
  }

  private add(letters: readonly number[], { high, low }: Print): void {
    this.letters = letters;
    this.high = (this.high + high) | 0;
    this.low = (this.low + low) | 0;
  }
}

/** Writes the two words of a world without messages, whose other numbers are in place. */
export function putPrint(world: Int32Array, length: number): void {
  let high = 0;
  let low = 0;
  for (let place = 0; place < length; place++) {
    if (place === PRINT_HIGH || place === PRINT_LOW) continue;
    high = (high + highWord(place, world[place] as number)) | 0;
    low = (low + lowWord(place, world[place] as number)) | 0;
  }
  world[PRINT_HIGH] = high;
  world[PRINT_LOW] = low;
}
