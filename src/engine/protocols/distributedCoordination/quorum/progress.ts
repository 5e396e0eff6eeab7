/**
 * What it is: the arithmetic of majorities over a group of voters: what a group has decided of a vote, and how far
 * its logs are known to agree. Held against cases of etcd's Raft in its test.
 * Source: Ongaro and Ousterhout, USENIX ATC 2014, sections 5.2 and 5.3.
 */

/** The largest index that so many of the voters are known to have; Infinity for no voters at all. */
export function agreedIndex(indices: readonly number[], quorum: number): number {
  if (indices.length === 0) return Infinity;
  const sorted = indices.toSorted((a, b) => b - a);
  return sorted[quorum - 1] ?? 0;
}

/** Where a vote stands, by each voter's answer (undefined: none yet); nobody's vote is won. */
export function voteStanding(
  answers: readonly (boolean | undefined)[],
  quorum: number,
): 'won' | 'lost' | 'pending' {
  if (answers.length === 0) return 'won';
  const granted = answers.filter((answer) => answer === true).length;
  const open = answers.filter((answer) => answer === undefined).length;
  if (granted >= quorum) return 'won';
  return granted + open >= quorum ? 'pending' : 'lost';
}
