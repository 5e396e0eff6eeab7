/**
 * What it is: chance as something that is tried out: where few things can come of a draw, each is a branch of
 * its own; where many can (a time-out of so many microseconds), one is drawn for all.
 * A step is run once with an empty script; every draw that branches takes the first way and is noted, and
 * `advance` gives the next script, as an odometer counts, until there is none.
 */

import { SeededChoices } from '../../base/choices.ts';
import type { Choices, ChoicesState } from '../../base/choices.ts';
import { PPM_ONE } from '../../base/units.ts';
import type { Ppm } from '../../base/units.ts';

/** The choices of one step, run again for each branch. */
export class ScriptedChoices implements Choices {
  /** Draws with at most so many ways branch; 1: none. */
  private readonly waysMax: number;
  private readonly fixed: SeededChoices;
  private readonly beginning: ChoicesState;
  private ways: number[] = [];
  private taken: number[] = [];
  private at = 0;

  constructor(waysMax: number, seed: number, name: string) {
    this.waysMax = waysMax;
    this.fixed = SeededChoices.named(seed, name);
    this.beginning = this.fixed.snapshot();
  }

  /** Before the first run of a step. */
  reset(): void {
    this.ways = [];
    this.taken = [];
    this.rewind();
  }

  /** Before every other run: whether there is a branch that was not taken. */
  advance(): boolean {
    this.ways.length = this.taken.length = this.at;
    for (;;) {
      const last = this.taken.length - 1;
      if (last < 0) return false;
      const next = (this.taken[last] as number) + 1;
      if (next < (this.ways[last] as number)) {
        this.taken[last] = next;
        this.rewind();
        return true;
      }
      this.taken.pop();
      this.ways.pop();
    }
  }

  /** One of so many ways, each of which is tried. */
  branch(ways: number): number {
    const { at } = this;
    this.at = at + 1;
    if (at < this.taken.length) return this.taken[at] as number;
    this.ways.push(ways);
    this.taken.push(0);
    return 0;
  }

  word(): number {
    return this.fixed.word();
  }

  below(bound: number): number {
    return bound > 1 && bound <= this.waysMax ? this.branch(bound) : this.fixed.below(bound);
  }

  fraction(): number {
    return this.fixed.fraction();
  }

  happens(chance: Ppm): boolean {
    const isOpen = chance > 0 && chance < PPM_ONE && this.waysMax > 1;
    return isOpen ? this.branch(2) === 1 : chance >= PPM_ONE;
  }

  private rewind(): void {
    this.at = 0;
    this.fixed.restore(this.beginning);
  }
}
