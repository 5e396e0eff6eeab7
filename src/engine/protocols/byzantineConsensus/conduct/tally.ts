/**
 * What it is: counting votes of distinct voters for digests.
 * Shapes: one bit for each voter and digest. A voter's first vote counts and no other, so a voter who
 * votes for two digests adds to one count only, and there are at most n digests.
 * Cost: constant for each vote while everybody votes for one digest. Nothing is allocated then.
 */

/** Plain data. */
export interface Tally {
  readonly digests: string[];
  readonly counts: number[];
  /** For each digest, a bit for each voter. */
  readonly voters: Int32Array[];
}

/** What came of a vote: how many now voted for its digest, or one of the two below. */
export const VOTED_BEFORE = -1;
export const VOTED_OTHERWISE = -2;

/** A tally without votes. */
export function emptyTally(): Tally {
  return { digests: [], counts: [], voters: [] };
}

/** Forgets all votes. */
export function clearTally(tally: Tally): void {
  tally.digests.length = 0;
  tally.counts.length = 0;
  tally.voters.length = 0;
}

/** Counts the vote of `voter` (0 to n - 1); the new count of its digest, or VOTED_BEFORE or VOTED_OTHERWISE. */
export function addVote(tally: Tally, voter: number, digest: string, n: number): number {
  const word = voter >> 5;
  const bit = 1 << (voter & 31);
  const { digests, voters, counts } = tally;
  let place = -1;
  for (let i = 0; i < digests.length; i++) {
    const isSame = digests[i] === digest;
    if (isSame) place = i;
    if (((voters[i] as Int32Array)[word] as number) & bit) {
      return isSame ? VOTED_BEFORE : VOTED_OTHERWISE;
    }
  }
  if (place < 0) {
    place = digests.push(digest) - 1;
    counts.push(0);
    voters.push(new Int32Array((n + 31) >> 5));
  }
  const own = voters[place] as Int32Array;
  own[word] = (own[word] as number) | bit;
  const count = (counts[place] as number) + 1;
  counts[place] = count;
  return count;
}

/** How many voted for a digest. */
export function countOf(tally: Tally, digest: string): number {
  const { digests } = tally;
  for (let i = 0; i < digests.length; i++) {
    if (digests[i] === digest) return tally.counts[i] as number;
  }
  return 0;
}

/** The digest with at least `count` votes; the first such in order of appearance. */
export function digestWith(tally: Tally, count: number): string | undefined {
  const place = tally.counts.findIndex((votes) => votes >= count);
  return place < 0 ? undefined : tally.digests[place];
}

/** Whether a voter has voted, for whatever. */
export function hasVoted(tally: Tally, voter: number): boolean {
  const bit = 1 << (voter & 31);
  return tally.voters.some((own) => ((own[voter >> 5] as number) & bit) !== 0);
}
