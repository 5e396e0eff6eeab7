/**
 * What it is: rings of bidders in sealed auctions who agree who wins: they meet more often than chance would have it, the
 * losers stay a little below the winner or lose to one another time and again. Pairs that are suspicious are joined.
 * For a pair: z = how many standard deviations the number of common auctions is above what their own frequencies say; cover =
 * how often, when one of them won, the other's bid was just below it (within COVER); turns = how evenly they win when they
 * meet. Score = z weighed with how often one covers the other.
 * Shapes: counts by bidder and by pair (lower number × BIDDERS_MOST + higher).
 */

import type { AuctionLog } from './auctionLog.ts';

const BIDDERS_MOST = 100_000;
/** The share of the threshold at which a bidder joins a ring. */
const JOINS = 0.55;

interface MeetingCounts {
  together: number;
  /** One of them won. */
  won: number;
  /** Sum of (winner's bid − the other's) / winner's bid when one of them won. */
  gap: number;
  /** Auctions that the lower won when they met, and the higher. */
  lowerWon: number;
  higherWon: number;
}

export interface RingStatistics {
  auctions: number;
  readonly entered: Map<number, number>;
  readonly pairs: Map<number, MeetingCounts>;
}

export interface Suspicion {
  readonly one: number;
  readonly other: number;
  readonly score: number;
  readonly together: number;
  readonly expected: number;
  readonly gap: number;
}

/** No auctions yet. */
export function emptyRingStatistics(): RingStatistics {
  return { auctions: 0, entered: new Map(), pairs: new Map() };
}

/** Adds a sealed auction that is over: one bid for each bidder. */
export function addSealed(statistics: RingStatistics, { bids, winner }: AuctionLog): void {
  statistics.auctions += 1;
  for (const { bidder } of bids)
    statistics.entered.set(bidder, (statistics.entered.get(bidder) ?? 0) + 1);
  for (let i = 0; i < bids.length; i++)
    for (let j = 0; j < i; j++) {
      const [one, other] = [bids[i], bids[j]];
      if (one === undefined || other === undefined) continue;
      const [lower, higher] = one.bidder < other.bidder ? [one, other] : [other, one];
      const key = lower.bidder * BIDDERS_MOST + higher.bidder;
      const pair = statistics.pairs.get(key) ?? {
        together: 0,
        won: 0,
        gap: 0,
        lowerWon: 0,
        higherWon: 0,
      };
      statistics.pairs.set(key, pair);
      pair.together += 1;
      if (lower.bidder !== winner && higher.bidder !== winner) continue;
      const best = Math.max(lower.amount, higher.amount, 1);
      pair.won += 1;
      pair.gap += Math.abs(lower.amount - higher.amount) / best;
      if (lower.bidder === winner) pair.lowerWon += 1;
      else pair.higherWon += 1;
    }
}

/** Pairs by how suspicious they are, most first; those that met fewer than `meetingsLeast` times are left out. */
export function suspicions(statistics: RingStatistics, meetingsLeast = 6): readonly Suspicion[] {
  const found: Suspicion[] = [];
  const { auctions, entered, pairs } = statistics;
  for (const [key, pair] of pairs) {
    if (pair.together < meetingsLeast) continue;
    const other = key % BIDDERS_MOST;
    const one = (key - other) / BIDDERS_MOST;
    const chance = ((entered.get(one) ?? 0) / auctions) * ((entered.get(other) ?? 0) / auctions);
    const expected = auctions * chance;
    const z = (pair.together - expected) / Math.sqrt(Math.max(0.5, expected * (1 - chance)));
    const gap = pair.won === 0 ? 1 : pair.gap / pair.won;
    // A ring's meetings end with one of its own as the winner, and each gets its turn.
    const inside = pair.won / pair.together;
    const turns = Math.min(pair.lowerWon, pair.higherWon) / Math.max(1, pair.won);
    const score = z * (0.25 + inside) * (0.5 + turns) * (gap < 0.25 ? 1.25 : 1);
    found.push({ one, other, score, together: pair.together, expected, gap });
  }
  return found.toSorted((x, y) => y.score - x.score || x.one - y.one || x.other - y.other);
}

/**
 * The groups that suspicious pairs form, each ascending, by their least member: pairs at or above `threshold` found a
 * ring, pairs at or above JOINS of it join a bidder to one that is found.
 */
export function ringsOf(
  statistics: RingStatistics,
  threshold: number,
  meetingsLeast = 6,
): readonly (readonly number[])[] {
  const pairs = suspicions(statistics, meetingsLeast).filter(
    ({ score }) => score >= threshold * JOINS,
  );
  const ringOf = new Map<number, Set<number>>();
  for (const { one, other, score } of pairs) if (score >= threshold) join(ringOf, one, other);
  for (const { one, other } of pairs)
    if (ringOf.has(one) !== ringOf.has(other)) join(ringOf, one, other);
  return [...new Set(ringOf.values())]
    .map((ring) => [...ring].toSorted((x, y) => x - y))
    .toSorted(([x = 0], [y = 0]) => x - y);
}

function join(ringOf: Map<number, Set<number>>, one: number, other: number): void {
  const all = new Set([one, other, ...(ringOf.get(one) ?? []), ...(ringOf.get(other) ?? [])]);
  for (const bidder of all) ringOf.set(bidder, all);
}
