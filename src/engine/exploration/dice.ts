/** What it is: the luck of an exploration: one stream for each run, and what is drawn from it again and again. */

import type { Choices } from '../base/choices.ts';
import { SeededChoices, shuffle } from '../base/choices.ts';
import { present } from '../base/invariant.ts';
import type { Micros } from '../base/units.ts';

/** What is drawn for one run. */
export class Dice {
  readonly choices: Choices;

  constructor(choices: Choices) {
    this.choices = choices;
  }

  /** The luck of run `number` of the exploration with this seed; `purpose` tells several uses apart. */
  static of(seed: number, number: number, purpose = 'run'): Dice {
    return new Dice(SeededChoices.named(seed, `exploration/${purpose}/${number}`));
  }

  /** A whole number from 0 to `most`, both included. */
  upTo(most: number): number {
    return most <= 0 ? 0 : this.choices.below(Math.floor(most) + 1);
  }

  /** A moment in [0, end). */
  moment(end: Micros): Micros {
    return this.choices.below(Math.max(1, Math.min(end, 2 ** 32)));
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.choices.below(times) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    return present(items[this.choices.below(items.length)], 'something to choose from');
  }

  /** `count` of the items, or all of them, in random order. */
  some<Item>(items: readonly Item[], count: number): readonly Item[] {
    const all = [...items];
    shuffle(all, this.choices);
    return all.slice(0, count);
  }

  /** The items as two or more sides by chance, none of them empty unless there are too few items. */
  sides<Item>(items: readonly Item[], count: number): readonly (readonly Item[])[] {
    const sides: Item[][] = Array.from({ length: count }, () => []);
    for (const item of items) sides[this.choices.below(count)]?.push(item);
    return sides.filter((side) => side.length > 0);
  }
}
