/**
 * What it is: reputation by what others say who are trusted themselves: EigenTrust. Each peer shares its trust out among those with whom its
 * dealings went well; whoever had none of these trusts the pre-trusted. The trust of all is the one that stays as it is when everybody
 * takes over the trust of those whom it trusts: t = (1 − a) Cᵀ t + a p.
 * Source: S. Kamvar, M. Schlosser, H. Garcia-Molina, "The EigenTrust Algorithm for Reputation Management in P2P Networks", WWW 2003.
 * Shapes: `dealings[i][j]` = what i found good of its dealings with j less what it found bad; by peer.
 * Units: trust is a share of 1. Only sums, products and quotients in one order, so equal dealings give equal bits everywhere.
 * Errors: without any pre-trust (a = 0) the trust need not be unique, so a is above 0.
 * Cost: the steps, at most log(tolerance) / log(1 − a), times the dealings that went well.
 */

import { invariant } from '../base/invariant.ts';

/** The share of the trust that is the pre-trusted's from the beginning at each step. */
const PRE_TRUST = 0.2;
const TOLERANCE = 1e-13;

export interface Trust {
  /** By peer; the sum is 1. */
  readonly shares: readonly number[];
  readonly steps: number;
}

/** Shares of 1 in these proportions; all alike where nobody has any. */
export function sharesOf(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length));
}

interface Praise {
  readonly peer: number;
  readonly share: number;
}

/** Whom a peer trusts and how far; nobody when no dealing of its own went well. */
function praiseOf(row: readonly number[]): readonly Praise[] {
  const sum = row.reduce((total, one) => total + Math.max(0, one), 0);
  return row.flatMap((one, peer) => (one > 0 ? [{ peer, share: one / sum }] : []));
}

/** The trust of all peers; `preTrusted` are shares of 1, and `a` above 0 is how much they weigh. */
export function eigenTrust(
  dealings: readonly (readonly number[])[],
  preTrusted: readonly number[],
  a = PRE_TRUST,
): Trust {
  invariant(a > 0 && a <= 1, 'pre-trust weighs something');
  const praises = dealings.map(praiseOf);
  let shares = preTrusted;
  for (let steps = 1; ; steps++) {
    const next = stepOf(shares, praises, preTrusted, a);
    const moved = next.reduce((sum, share, i) => sum + Math.abs(share - (shares[i] ?? 0)), 0);
    shares = next;
    if (moved <= TOLERANCE) return { shares, steps };
  }
}

function stepOf(
  shares: readonly number[],
  praises: readonly (readonly Praise[])[],
  preTrusted: readonly number[],
  a: number,
): readonly number[] {
  const next = shares.map(() => 0);
  // The trust of those who have nobody to hand it on to.
  let left = 0;
  praises.forEach((praise, i) => {
    const own = shares[i] ?? 0;
    if (praise.length === 0) left += own;
    for (const { peer, share } of praise) next[peer] = (next[peer] ?? 0) + own * share;
  });
  return next.map((heard, i) => {
    const before = preTrusted[i] ?? 0;
    return (1 - a) * (heard + left * before) + a * before;
  });
}
