/**
 * What it is: what votes with clusters of one size came to, summed over runs, and what that means per run.
 * Distorted is a vote in which the tree decides other than a flat vote of the same ballots would have.
 * Units: messages, µs of virtual time; shares in 0..1 with Wilson's interval at 95 %.
 */

import { wilsonInterval } from '../base/intervals.ts';
import type { Interval } from '../base/intervals.ts';
import type { Micros } from '../base/units.ts';

/** One vote as it ended. */
export interface SizeSample {
  readonly levels: number;
  readonly messages: number;
  readonly flatMessages: number;
  /** Messages that the busiest agent handled. */
  readonly loadMax: number;
  readonly micros: Micros;
  readonly isDistorted: boolean;
}

export interface SizeTally extends Readonly<Record<keyof Omit<SizeSample, 'isDistorted'>, number>> {
  readonly clusterSize: number;
  readonly runs: number;
  readonly distorted: number;
}

/** Nothing yet. */
export function emptySize(clusterSize: number): SizeTally {
  const sums = { levels: 0, messages: 0, flatMessages: 0, loadMax: 0, micros: 0 };
  return { clusterSize, runs: 0, distorted: 0, ...sums };
}

/** The tally with one vote more. */
export function addSample(tally: SizeTally, sample: SizeSample): SizeTally {
  return {
    clusterSize: tally.clusterSize,
    runs: tally.runs + 1,
    distorted: tally.distorted + (sample.isDistorted ? 1 : 0),
    levels: tally.levels + sample.levels,
    messages: tally.messages + sample.messages,
    flatMessages: tally.flatMessages + sample.flatMessages,
    loadMax: tally.loadMax + sample.loadMax,
    micros: tally.micros + sample.micros,
  };
}

/** Both tallies, of the same size. */
export function addSizes(one: SizeTally, other: SizeTally): SizeTally {
  return {
    clusterSize: one.clusterSize,
    runs: one.runs + other.runs,
    distorted: one.distorted + other.distorted,
    levels: one.levels + other.levels,
    messages: one.messages + other.messages,
    flatMessages: one.flatMessages + other.flatMessages,
    loadMax: one.loadMax + other.loadMax,
    micros: one.micros + other.micros,
  };
}

export interface SizeMeans {
  readonly levels: number;
  readonly messages: number;
  /** Messages as a share of those of a flat vote. */
  readonly ofFlat: number;
  readonly loadMax: number;
  readonly micros: number;
  readonly distorted: number;
  readonly distortedWithin: Interval;
}

/** What a vote costs and distorts on average; undefined before the first. */
export function meansOf(tally: SizeTally): SizeMeans | undefined {
  const { runs } = tally;
  if (runs === 0) return undefined;
  return {
    levels: tally.levels / runs,
    messages: tally.messages / runs,
    ofFlat: tally.messages / Math.max(1, tally.flatMessages),
    loadMax: tally.loadMax / runs,
    micros: tally.micros / runs,
    distorted: tally.distorted / runs,
    distortedWithin: wilsonInterval(tally.distorted, runs),
  };
}
