/**
 * What it is: the log of a region's voter: entries after a snapshot.
 * Source: Ongaro and Ousterhout, USENIX ATC 2014, sections 5.3 and 7.
 * Shapes: indices count from 1; `entries[0]` stands at `base.index + 1`. Entries and snapshots are frozen values.
 */

import type { RegionImage } from '../regions/image.ts';

export type Payload =
  | { readonly kind: 'noop' }
  | { readonly kind: 'voters'; readonly voters: readonly number[] }
  | { readonly kind: 'command'; readonly command: number }
  | { readonly kind: 'promise'; readonly ballot: number }
  | {
      readonly kind: 'accept';
      readonly ballot: number;
      readonly slot: number;
      readonly command: number;
    }
  | { readonly kind: 'decide'; readonly slot: number; readonly command: number }
  /** Triples of task, node and 1 if no earlier node holds it any more. */
  | { readonly kind: 'assign'; readonly moves: readonly number[] };

export interface Entry {
  readonly term: number;
  readonly payload: Payload;
}

/** What stands for all entries up to `index`. */
export interface Snapshot {
  readonly index: number;
  readonly term: number;
  readonly voters: readonly number[];
  /** Where the voters were said, for the order of changes. */
  readonly votersAt: number;
  readonly image: RegionImage;
}

export interface RaftLog {
  base: Snapshot;
  entries: Entry[];
}

/** The index of the last entry, 0 of an empty log. */
export function lastIndex(log: RaftLog): number {
  return log.base.index + log.entries.length;
}

/** The term of an entry, or undefined for one that the log does not have or has in its snapshot only. */
export function termAt(log: RaftLog, index: number): number | undefined {
  if (index === log.base.index) return log.base.term;
  return log.entries[index - log.base.index - 1]?.term;
}

/** The term of the last entry, 0 of an empty log. */
export function lastTerm(log: RaftLog): number {
  return log.entries.at(-1)?.term ?? log.base.term;
}

/** An entry, unless the log does not have it or has it in its snapshot only. */
export function entryAt(log: RaftLog, index: number): Entry | undefined {
  return log.entries[index - log.base.index - 1];
}

/** The entries after `index`, at most `most`. */
export function entriesAfter(log: RaftLog, index: number, most: number): readonly Entry[] {
  const from = index - log.base.index;
  return log.entries.slice(from, from + most);
}

/** The first index of the term that stands at `index`: where to go on when it does not agree. */
export function firstOfTerm(log: RaftLog, index: number): number {
  const term = termAt(log, index);
  let first = index;
  while (first - 1 > log.base.index && termAt(log, first - 1) === term) first--;
  return first;
}

/** The voters that hold at `index` and where they were said: they count from the moment they are appended. */
export function votersAt(
  log: RaftLog,
  index: number,
): { readonly voters: readonly number[]; readonly at: number } {
  for (let place = Math.min(index - log.base.index, log.entries.length) - 1; place >= 0; place--) {
    const payload = log.entries[place]?.payload;
    if (payload?.kind === 'voters')
      return { voters: payload.voters, at: log.base.index + place + 1 };
  }
  return { voters: log.base.voters, at: log.base.votersAt };
}

/** An entry in a few words; equal for equal content. */
export function sayEntry({ payload }: Entry): string {
  switch (payload.kind) {
    case 'noop':
      return 'noop';
    case 'voters':
      return `voters ${payload.voters.join(' ')}`;
    case 'command':
      return `command ${payload.command}`;
    case 'promise':
      return `promise b${payload.ballot}`;
    case 'accept':
      return `accept b${payload.ballot} s${payload.slot} c${payload.command}`;
    case 'decide':
      return `decide s${payload.slot} c${payload.command}`;
    case 'assign':
      return `assign ${payload.moves.join(' ')}`;
  }
}
