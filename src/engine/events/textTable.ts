/**
 * What it is: the texts of a run, each kept once and named by its place, in the order of first use.
 * A copy of the first so many shares them with the table that it was made of, which only ever grows: a run that is
 * taken up again at a past moment does not take in the texts of all that was before.
 * Errors: asking for a text that is not there is our bug.
 */

import { invariant } from '../base/invariant.ts';

/**
 * Where somebody asks for texts again and again, mostly for the same as the time before; whoever asks numbers
 * such places from 0.
 */
export type TextSite = number;

const NOWHERE = -1;

/** Interned texts; places are dense from 0. */
export class TextTable {
  /** Whose first `shared` texts are this one's too; shares with none itself. */
  private readonly root: TextTable | undefined;
  private readonly shared: number;
  /** Those from place `shared` on. */
  private readonly texts: string[] = [];
  private readonly places = new Map<string, number>();
  /** By site: the text asked for last, and its place. */
  private readonly latest: string[] = [];
  private readonly latestPlaces: number[] = [];

  constructor(root?: TextTable, shared = 0) {
    this.root = root;
    this.shared = shared;
  }

  get count(): number {
    return this.shared + this.texts.length;
  }

  /** The place of a text, which is added if it is new. */
  intern(text: string): number {
    const known = this.places.get(text) ?? this.sharedPlace(text);
    if (known !== undefined) return known;
    const place = this.count;
    this.texts.push(text);
    this.places.set(text, place);
    return place;
  }

  /** The same for one who asks at a site: the text that was asked for there before is not looked up. */
  internAt(site: TextSite, text: string): number {
    const { latest, latestPlaces } = this;
    if (site < latest.length && latest[site] === text) {
      const known = latestPlaces[site] as number;
      if (known !== NOWHERE) return known;
    }
    const place = this.intern(text);
    while (latest.length <= site) {
      latest.push('');
      latestPlaces.push(NOWHERE);
    }
    latest[site] = text;
    latestPlaces[site] = place;
    return place;
  }

  /** The text at a place. */
  text(place: number): string {
    const { root, shared } = this;
    const text =
      root !== undefined && place < shared ? root.texts[place] : this.texts[place - shared];
    invariant(text !== undefined, `there is no text ${place} of ${this.count}`);
    return text;
  }

  /** The texts from place `from` on. */
  since(from: number): readonly string[] {
    const { root, shared, texts } = this;
    if (root === undefined || from >= shared) return texts.slice(from - shared);
    return [...root.texts.slice(from, shared), ...texts];
  }

  /** A table of its own with the first `count` texts. */
  copy(count: number): TextTable {
    const { root = this, shared } = this;
    const twin = new TextTable(root, root === this ? count : Math.min(count, shared));
    for (let place = twin.count; place < count; place++) twin.intern(this.text(place));
    return twin;
  }

  private sharedPlace(text: string): number | undefined {
    const place = this.root?.places.get(text);
    return place !== undefined && place < this.shared ? place : undefined;
  }
}
