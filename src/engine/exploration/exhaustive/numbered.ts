/** What it is: values with numbers, equal ones with the same, in the order in which they were first met. */

import { invariant } from '../../base/invariant.ts';

/** Values by number, numbers by what tells the values apart. */
export class Numbered<Value> {
  private readonly values: Value[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly keyOf: (value: Value) => string;

  constructor(keyOf: (value: Value) => string) {
    this.keyOf = keyOf;
  }

  /** How many distinct values there are. */
  get count(): number {
    return this.values.length;
  }

  /** The value's number; a new one is kept, and must not be changed any more. */
  numberOf(value: Value): number {
    const key = this.keyOf(value);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.values.length;
      this.values.push(value);
      this.numbers.set(key, number);
    }
    return number;
  }

  at(number: number): Value {
    // No text is made for what does not happen: this is asked millions of times.
    invariant(number >= 0 && number < this.values.length, 'a number that was given');
    return this.values[number] as Value;
  }
}
