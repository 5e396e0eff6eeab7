/**
 * What it is: who met whom in sealed auctions, and how suspicious that is.
 * For two: meetings = by how many standard deviations they bid in the same auctions more often than by chance, given how often each bid; of a
 * group the mean over its pairs. Conduct of a group, over the auctions in which two of it or more bid:
 *   wins = by how many deviations one of it won more often than if each of k bidders won one in k (to win is to bid most: weights by reputation are not its doing);
 *   turns = by how many deviations the best of it was the same as the time before less often than if that were drawn evenly;
 *   conduct = the greater of wins and (wins + turns) / √2, which chance alone makes about as often as either.
 * Score = meetings^¾ · conduct^¼, 0 when either is below 0: specialists meet often and are rivals when they do; strong bidders win
 * and meet no more often than their frequencies say. Meetings count for more, as those who come together are found by them first.
 * Shapes: auctions with their bidders from the highest bid down; by bidder the auctions that it entered; counts by pair (lower
 * number × BIDDERS_MOST + higher).
 */

import { deviations, excessMeetings } from '../../../base/meetings.ts';
import type { AuctionLog } from './auctionLog.ts';

const BIDDERS_MOST = 100_000;
/** Two that have met less often are not judged. */
const MEETINGS_LEAST = 6;

interface SealedAuction {
  readonly bidders: readonly number[];
  /** Who bid most, whatever weights made of that; -1: unsold. */
  readonly winner: number;
}

export interface RingStatistics {
  readonly auctions: SealedAuction[];
  /** By bidder, in order. */
  readonly entered: Map<number, number[]>;
  /** How often two met. */
  readonly pairs: Map<number, number>;
}

/** Two bidders. */
export interface Suspicion {
  readonly one: number;
  readonly other: number;
  readonly score: number;
  readonly meetings: number;
}

/** What a group did in the auctions in which two of it or more bid. */
export interface GroupConduct {
  readonly together: number;
  readonly won: number;
  readonly expectedWins: number;
  /** In deviations. */
  readonly conduct: number;
}

/** No auctions yet. */
export function emptyRingStatistics(): RingStatistics {
  return { auctions: [], entered: new Map(), pairs: new Map() };
}

/** Adds a sealed auction that is over: one bid for each bidder. */
export function addSealed(statistics: RingStatistics, { bids, winner }: AuctionLog): void {
  const { auctions, entered, pairs } = statistics;
  const ranked = bids.toSorted((x, y) => y.amount - x.amount || x.bidder - y.bidder);
  const bidders = ranked.map(({ bidder }) => bidder);
  for (const one of bidders) {
    const own = entered.get(one) ?? [];
    entered.set(one, own);
    own.push(auctions.length);
    for (const other of bidders)
      if (one < other) {
        const key = one * BIDDERS_MOST + other;
        pairs.set(key, (pairs.get(key) ?? 0) + 1);
      }
  }
  // Weights may give the good to another; what bidders agree on is who bids most.
  auctions.push({ bidders, winner: winner < 0 ? winner : (bidders[0] ?? winner) });
}

/** The score of a group of these meetings and this conduct. */
export function scoreOf(meetings: number, conduct: number): number {
  const often = Math.max(0, meetings);
  return Math.sqrt(often * Math.sqrt(often * Math.max(0, conduct)));
}

/** Those who meet more often than by chance, the most suspicious first. */
export function suspicions(statistics: RingStatistics): readonly Suspicion[] {
  const found: Suspicion[] = [];
  const { auctions, entered, pairs } = statistics;
  for (const [key, together] of pairs) {
    if (together < MEETINGS_LEAST) continue;
    const other = key % BIDDERS_MOST;
    const one = (key - other) / BIDDERS_MOST;
    const [own, others] = [entered.get(one)?.length ?? 0, entered.get(other)?.length ?? 0];
    const meetings = excessMeetings(auctions.length, own, others, together);
    if (meetings <= 0) continue;
    const { conduct } = conductOf(statistics, [one, other]);
    found.push({ one, other, score: scoreOf(meetings, conduct), meetings });
  }
  return found.toSorted((x, y) => y.score - x.score || x.one - y.one || x.other - y.other);
}

/** What a group did where two of it or more bid; with `present`, only where that one did. */
export function conductOf(
  { auctions, entered }: RingStatistics,
  members: readonly number[],
  present?: number,
): GroupConduct {
  const places = (present === undefined ? members : [present]).flatMap(
    (member) => entered.get(member) ?? [],
  );
  let [together, won, luck, spread] = [0, 0, 0, 0];
  let [repeats, even, evenSpread, last] = [0, 0, 0, -1];
  for (const place of new Set(places.toSorted((x, y) => x - y))) {
    const { bidders = [], winner = -1 } = auctions[place] ?? {};
    const own = bidders.filter((bidder) => members.includes(bidder));
    const [best = -1] = own;
    if (own.length < 2) continue;
    const share = own.length / bidders.length;
    together += 1;
    luck += share;
    spread += share * (1 - share);
    if (members.includes(winner)) won += 1;
    if (own.includes(last)) {
      const chance = 1 / own.length;
      even += chance;
      evenSpread += chance * (1 - chance);
      if (best === last) repeats += 1;
    }
    last = best;
  }
  const wins = deviations(won, luck, spread);
  const turns = deviations(even, repeats, evenSpread);
  const conduct = Math.max(wins, (wins + turns) / Math.SQRT2);
  return { together, won, expectedWins: luck, conduct };
}
