/** What it is: what a voter of a region knows, and what of it survives a crash. */

import type { Micros } from '../../../base/units.ts';
import type { RegionImage } from '../regions/image.ts';
import { newImage } from '../regions/image.ts';
import type { Entry, RaftLog, Snapshot } from './log.ts';

/** What a leader knows of another voter's log. */
export interface Progress {
  /** The next entry to send. */
  next: number;
  match: number;
  heardAt: Micros;
}

export interface RaftState {
  readonly region: number;
  term: number;
  /** Whom it voted for in this term, -1 for nobody. */
  vote: number;
  readonly log: RaftLog;
  commit: number;
  applied: number;
  /** What the applied entries come to. */
  image: RegionImage;
  /** The voters that count now, and where they were said. */
  voters: readonly number[];
  votersAt: number;
  role: 'idle' | 'follower' | 'preCandidate' | 'candidate' | 'leader';
  /** Whom it follows, -1 for nobody. */
  leader: number;
  heardAt: Micros;
  /** By voter, in the roles of candidates. */
  readonly answers: Map<number, boolean>;
  /** By voter, in the role of leader. */
  readonly progress: Map<number, Progress>;
}

/** What survives a crash. */
export interface PersistedRaft {
  readonly region: number;
  readonly term: number;
  readonly vote: number;
  readonly base: Snapshot;
  readonly entries: readonly Entry[];
}

const NEVER: Micros = -1;

/** A voter that has seen nothing; idle unless it is among the voters. */
export function newRaft(region: number, voters: readonly number[], self: number): RaftState {
  return {
    region,
    term: 0,
    vote: -1,
    log: {
      base: Object.freeze({ index: 0, term: 0, voters, votersAt: 0, image: newImage() }),
      entries: [],
    },
    commit: 0,
    applied: 0,
    image: newImage(),
    voters,
    votersAt: 0,
    role: voters.includes(self) ? 'follower' : 'idle',
    leader: -1,
    heardAt: NEVER,
    answers: new Map(),
    progress: new Map(),
  };
}

/** What to write down before anything is answered: a value of its own, which nobody changes any more. */
export function persistedRaft({ region, term, vote, log }: RaftState): PersistedRaft {
  const entries = Object.freeze(log.entries.slice());
  return Object.freeze({ region, term, vote, base: log.base, entries });
}
