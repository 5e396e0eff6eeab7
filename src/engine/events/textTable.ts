/**
 * What it is: the texts of a run, each kept once and named by its place, in the order of first use.
 * Errors: asking for a text that is not there is our bug.
 */

import { invariant } from '../base/invariant.ts';

/** Interned texts; places are dense from 0. */
export class TextTable {
  private readonly texts: string[] = [];
  private readonly places = new Map<string, number>();

  get count(): number {
    return this.texts.length;
  }

  /** The place of a text, which is added if it is new. */
  intern(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    const place = this.texts.length;
    this.texts.push(text);
    this.places.set(text, place);
    return place;
  }

  /** The text at a place. */
  text(place: number): string {
    const text = this.texts[place];
    invariant(text !== undefined, `there is no text ${place} of ${this.texts.length}`);
    return text;
  }

  /** The texts from place `from` on. */
  since(from: number): readonly string[] {
    return this.texts.slice(from);
  }

  /** A table of its own with the first `count` texts. */
  copy(count: number): TextTable {
    const twin = new TextTable();
    for (let i = 0; i < count; i++) twin.intern(this.text(i));
    return twin;
  }
}
