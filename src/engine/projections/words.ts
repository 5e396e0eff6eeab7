/**
 * What it is: texts of events in words. The stream speaks in the names of documents and of the wire, `no_consensus` or
 * `prePrepare`; people read "no consensus" and "pre prepare". What the stream holds stays as it is.
 */

import { GENERAL_BEHAVIOURS } from '../faults/cards.ts';
import { PROTOCOL_CARDS } from '../protocols/catalog.ts';

/** A name made of words: `sameState`, `no_consensus`; not an agent's id, a digest or a sentence. */
const NAME = /^[a-z]{2,}(?:[A-Z][a-z]+|_[a-z]+)+$/;

let behaviours: ReadonlyMap<string, string> | undefined;

/** Titles of behaviours by id, as they stand in the middle of a sentence. */
function behaviourTitles(): ReadonlyMap<string, string> {
  behaviours ??= new Map(
    [...GENERAL_BEHAVIOURS, ...[...PROTOCOL_CARDS.values()].flatMap((card) => card.behaviours)].map(
      ({ id, title }) => [id, lowered(title)],
    ),
  );
  return behaviours;
}

function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/** The words of a name; any other text as it is. */
function nameInWords(text: string): string {
  if (!NAME.test(text)) return text;
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** Timers may have the layer they belong to before them and a number behind them: `raft.heartbeat`, `retry/1`. */
function timerInWords(text: string): string {
  return text
    .replaceAll(/[./]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/** A text field of an event, by the field's name, as it is read out. */
export function textInWords(field: string, text: string): string {
  switch (field) {
    case 'protocol':
      return PROTOCOL_CARDS.get(text as never)?.title ?? nameInWords(text);
    case 'behaviour':
      return behaviourTitles().get(text) ?? nameInWords(text);
    case 'timer':
      return timerInWords(text);
    case 'groups':
      return sidesInWords(text);
  }
  return nameInWords(text);
}

/** Sides of a split, `[["a/0"],["a/1","a/2"]]`, as `a/0 | a/1, a/2`. */
function sidesInWords(text: string): string {
  const sides: unknown = JSON.parse(text);
  if (!Array.isArray(sides)) return text;
  return sides.map((side) => (Array.isArray(side) ? side.join(', ') : String(side))).join(' | ');
}
