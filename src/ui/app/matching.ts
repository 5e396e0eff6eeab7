/**
 * What it is: how well words fit what was typed. Every typed word must occur; the beginning of the title
 * counts most, the beginning of any of its words next, anything else least.
 */

export interface Findable {
  readonly title: string;
  readonly words: string;
}

const WHOLE_NAME = 20;

/** 0: does not fit; more is better. An empty query fits everything alike. */
export function fit(item: Findable, query: string): number {
  const title = item.title.toLowerCase();
  const words = item.words.toLowerCase();
  // Who types the whole name means that very thing.
  let sum = title === query.trim().toLowerCase() ? WHOLE_NAME : 1;
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === '') continue;
    if (title.startsWith(word)) sum += 8;
    else if (` ${title}`.includes(` ${word}`) || title.includes(`/${word}`)) sum += 5;
    else if (title.includes(word)) sum += 3;
    else if (words.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The best of the items, in order of fit and then as they came. */
export function bestOf<Item extends Findable>(
  items: readonly Item[],
  query: string,
  most: number,
): readonly Item[] {
  return items
    .map((item, i) => ({ item, i, score: fit(item, query) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score || one.i - other.i)
    .slice(0, most)
    .map(({ item }) => item);
}
