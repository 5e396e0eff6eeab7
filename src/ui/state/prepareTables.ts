/**
 * What it is: the tables of a design are read in a worker before the design is shown: in the page a large one would be a long task.
 * What cannot be read there is left to the page, which says what is wrong with it.
 */

import type { Design } from '../../engine/document/design.ts';
import { beginName, isTableKept, keepTable } from '../../engine/table/lesson.ts';
import { readTableText } from '../../workers/client/connectTable.ts';

/** Shorter texts are read within a few milliseconds. */
const CHARACTERS_LONG = 100_000;

/** Reads what is long and not known yet. */
export async function prepareTables({ nodes }: Design): Promise<void> {
  const texts = nodes.flatMap((node) =>
    node.kind === 'dataset' && node.table !== undefined ? [node.table.text] : [],
  );
  for (const text of new Set(texts)) {
    if (text.length < CHARACTERS_LONG || isTableKept(text)) continue;
    const read = await readTableText(text).catch(() => undefined);
    if (read?.ok !== true) continue;
    keepTable(text, read.value);
    await nameInTurn(text);
  }
}

/** Hashes a text for its name, a little at a time, so that the page stays free. */
export async function nameInTurn(text: string): Promise<void> {
  for (const _ of beginName(text)) await nextTask();
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
