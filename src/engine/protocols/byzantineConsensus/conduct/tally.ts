/**
 * What it is: counting votes of distinct voters for digests.
 * Shapes: one bit for each voter and digest. A voter's first vote counts and no other, so a voter who
 * votes for two digests adds to one count only, and there are at most n digests. The first digest lies in
 * the tally itself, because in nearly all tallies there is no other; the others follow in `rest`.
 * Cost: constant for each vote while everybody votes for one digest. Nothing is allocated then.
 */

/** Who voted for a digest. Plain data. */
interface Ballot {
  /** Empty: nobody has voted. */
  digest: string;
  count: number;
  /** A bit for each voter. */
  readonly voters: Int32Array;
}

/** Plain data. */
export interface Tally extends Ballot {
  readonly rest: Ballot[];
}

/** The vote does not count: the same voter voted for this digest before, or for another. */
export const VOTED_BEFORE = -1;
export const VOTED_OTHERWISE = -2;

/** A tally of n voters without votes. */
export function emptyTally(n: number): Tally {
  return { digest: '', count: 0, voters: emptyVoters(n), rest: [] };
}

function emptyVoters(n: number): Int32Array {
  return new Int32Array((n + 31) >> 5);
}

/** Forgets all votes. */
export function clearTally(tally: Tally): void {
  if (tally.digest === '') return;
  tally.digest = '';
  tally.count = 0;
  tally.voters.fill(0);
  tally.rest.length = 0;
}

/** Counts the vote of `voter` (0 to n - 1); the new count of its digest, or VOTED_BEFORE or VOTED_OTHERWISE. */
export function addVote(tally: Tally, voter: number, digest: string, n: number): number {
  if (tally.digest === '') tally.digest = digest;
  if (tally.digest !== digest || tally.rest.length > 0) {
    return addDividedVote(tally, voter, digest, n);
  }
  return mark(tally, voter);
}

/** The way of a vote where not all voted alike. */
function addDividedVote(tally: Tally, voter: number, digest: string, n: number): number {
  const ballots = [tally, ...tally.rest];
  const own = ballots.find((ballot) => ballot.digest === digest);
  if (ballots.some((ballot) => ballot !== own && hasMarked(ballot, voter))) return VOTED_OTHERWISE;
  if (own !== undefined) return mark(own, voter);
  const fresh: Ballot = { digest, count: 0, voters: emptyVoters(n) };
  tally.rest.push(fresh);
  return mark(fresh, voter);
}

function mark(ballot: Ballot, voter: number): number {
  const { voters } = ballot;
  const word = voter >> 5;
  const bits = voters[word] as number;
  const bit = 1 << (voter & 31);
  if ((bits & bit) !== 0) return VOTED_BEFORE;
  voters[word] = bits | bit;
  return ++ballot.count;
}

function hasMarked(ballot: Ballot, voter: number): boolean {
  return (((ballot.voters[voter >> 5] as number) >> (voter & 31)) & 1) === 1;
}

/** Whether a voter has voted, for whatever. */
export function hasVoted(tally: Tally, voter: number): boolean {
  return hasMarked(tally, voter) || tally.rest.some((ballot) => hasMarked(ballot, voter));
}

/** How many voted for a digest. */
export function countOf(tally: Tally, digest: string): number {
  if (tally.digest === digest) return tally.count;
  return tally.rest.find((ballot) => ballot.digest === digest)?.count ?? 0;
}

/** The digest with at least `count` votes; the first such in order of appearance. */
export function digestWith(tally: Tally, count: number): string | undefined {
  if (tally.count >= count) return tally.digest;
  return tally.rest.find((ballot) => ballot.count >= count)?.digest;
}
