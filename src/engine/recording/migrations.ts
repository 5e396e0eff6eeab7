/**
 * What it is: how headers of earlier versions become headers of the newest: one step from each version to
 * the next, in order, beginning with version 1. A released step is never changed. The columns of events
 * explain themselves, so a change of their layout is a step in decode.ts by the file's version.
 */

type Json = Readonly<Record<string, unknown>>;

export const FIRST_VERSION = 1;

/** The step at place i leads from version `FIRST_VERSION + i` to the next. */
const MIGRATIONS: readonly ((header: Json) => Json)[] = [];

/** The header of a file of version `from` as the newest version has it. */
export function migrateHeader(header: Json, from: number): Json {
  return MIGRATIONS.slice(from - FIRST_VERSION).reduce((older, step) => step(older), header);
}
