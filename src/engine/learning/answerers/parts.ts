/**
 * What it is: what a text is taken apart into so that texts can be compared. Upper case, punctuation and the words that any
 * question may have count for nothing.
 */

/** Words that say nothing of what a question is about. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an the of in on at by to from for with and or is are was were has have had do does did it its that this which what who whom whose where when how many much name us we you'.split(
    ' ',
  ),
);

/** Its words in their order, without the empty ones. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word));
}

/** All triples of neighbouring letters of its words, each word between two blanks. */
export function letterTriples(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) => {
    const letters = [' ', ...Array.from(word), ' '];
    return Array.from({ length: letters.length - 2 }, (_, i) => letters.slice(i, i + 3).join(''));
  });
}
