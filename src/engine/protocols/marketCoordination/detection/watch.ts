/**
 * What it is: what the auctioneer watches for while auctions are held, and what it knows of each bidder's record.
 *   excessive_bid_frequency: more than so many messages with bids, refused ones included, within the half-open last 60 s
 *   bid_manipulation_detected: took back the leading bid late in a round and bid much lower afterwards, or a ring
 *   shill_bidding_detected: over a series, by the model of suspects.ts
 * A record is a beta reputation: good and bad evidence, both faded by FORGETTING with each new piece; it starts with the
 * reputation that the bidder brought, as if PRIOR pieces of evidence stood behind it.
 * Each bidder is flagged once for each code in a series, for taking bids back once in each auction.
 * Units: times in µs. Plain data. Bidders by number.
 */

import type { Micros, MinorUnits } from '../../../base/units.ts';
import type { FlagCode } from '../card.ts';
import type { AuctionLog, LoggedBid } from './auctionLog.ts';
import { addSealed, conductOf, emptyRingStatistics } from './meetings.ts';
import type { RingStatistics } from './meetings.ts';
import { ringsOf } from './rings.ts';
import { addAuction, emptyShillStatistics } from './shill.ts';
import type { ShillStatistics } from './shill.ts';
import { shillsOf } from './suspects.ts';

const BIDS_WINDOW: Micros = 60_000_000;
/** A retraction in the last quarter of a round is late. */
const LATE = 0.75;
/** Fewer sealed auctions say nothing about rings. */
const RING_AUCTIONS_LEAST = 12;
const FORGETTING = 0.9;
const PRIOR = 4;

export interface TrackRecord {
  good: number;
  bad: number;
}

export interface WatchState {
  /** Times of each bidder's bids within the window, oldest first. */
  readonly recent: Micros[][];
  /** Of the auction that is held. */
  log: LoggedBid[];
  /** By bidder: the amount that it took back late in this auction; 0: none. */
  readonly retracted: MinorUnits[];
  readonly shills: ShillStatistics;
  readonly rings: RingStatistics;
  /** `bidder/code` of what was flagged for good, and in this auction. */
  readonly flaggedForGood: Set<string>;
  readonly flaggedNow: Set<string>;
  readonly records: TrackRecord[];
}

export interface Flag {
  readonly bidder: number;
  readonly code: FlagCode;
  /** In a sentence. */
  readonly evidence: string;
  readonly score: number;
}

/** Nothing seen yet of bidders with these reputations (thousandths). */
export function openWatch(reputationsMilli: readonly number[]): WatchState {
  return {
    recent: reputationsMilli.map(() => []),
    log: [],
    retracted: reputationsMilli.map(() => 0),
    shills: emptyShillStatistics(),
    rings: emptyRingStatistics(),
    flaggedForGood: new Set(),
    flaggedNow: new Set(),
    records: reputationsMilli.map((milli) => ({
      good: (milli / 1_000) * PRIOR,
      bad: (1 - milli / 1_000) * PRIOR,
    })),
  };
}

/** The reputation that a record stands for, 0..1. */
export function reputationOf({ good, bad }: TrackRecord): number {
  return good / (good + bad);
}

/** Adds a piece of evidence to a bidder's record; older ones fade. */
export function addEvidence(state: WatchState, bidder: number, isGood: boolean): number {
  const record = state.records[bidder];
  if (record === undefined) return 0.5;
  record.good = record.good * FORGETTING + (isGood ? 1 : 0);
  record.bad = record.bad * FORGETTING + (isGood ? 0 : 1);
  return reputationOf(record);
}

/** A new auction begins. */
export function beginAuction(state: WatchState): void {
  state.log = [];
  state.retracted.fill(0);
  state.flaggedNow.clear();
}

/** A bid has arrived, whether it is taken or not. */
export function seeBid(
  state: WatchState,
  bidder: number,
  now: Micros,
  bidsMost: number,
): Flag | undefined {
  const times = (state.recent[bidder] ?? []).filter((at) => at > now - BIDS_WINDOW);
  times.push(now);
  state.recent[bidder] = times;
  if (bidsMost === 0 || times.length <= bidsMost) return undefined;
  return once(state, state.flaggedForGood, {
    bidder,
    code: 'excessive_bid_frequency',
    evidence: `${times.length} bids within 60 s, ${bidsMost} are allowed`,
    score: times.length,
  });
}

/** A bid was taken; `at` since the opening. A low bid after a late retraction is a manipulation. */
export function seeAccepted(
  state: WatchState,
  bidder: number,
  at: Micros,
  amount: MinorUnits,
): Flag | undefined {
  state.log.push({ bidder, at, amount });
  const before = state.retracted[bidder] ?? 0;
  if (before === 0 || amount >= before) return undefined;
  return once(state, state.flaggedNow, {
    bidder,
    code: 'bid_manipulation_detected',
    evidence: `took back a bid late and then bid ${Math.round((100 * amount) / before)} % of it`,
    score: 1 - amount / before,
  });
}

/** A bid was taken back when `share` of its round was over. */
export function seeRetraction(
  state: WatchState,
  bidder: number,
  share: number,
  amount: MinorUnits,
): void {
  if (share >= LATE) state.retracted[bidder] = Math.max(amount, state.retracted[bidder] ?? 0);
}

/** An auction is over: what the series says of its bidders by now. */
export function endAuction(
  state: WatchState,
  seller: number,
  duration: Micros,
  winner: number,
  isSealed: boolean,
): readonly Flag[] {
  const log: AuctionLog = { seller, duration: Math.max(1, duration), bids: state.log, winner };
  if (isSealed) {
    addSealed(state.rings, log);
    return state.rings.auctions.length < RING_AUCTIONS_LEAST ? [] : findRings(state);
  }
  addAuction(state.shills, log);
  return findShills(state, seller);
}

function findShills(state: WatchState, seller: number): readonly Flag[] {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return shillsOf(state.shills, seller).flatMap((found) => {
    const { bidder, odds, score, ratings, wins, attachment } = found;
    const flag = once(state, state.flaggedForGood, {
      bidder,
      code: 'shill_bidding_detected',
      evidence: `bids in ${percent(ratings.alpha)} of the auctions of seller ${seller + 1}, ${attachment.toFixed(1)} deviations more than by chance, and wins ${percent(wins)} of them; log-odds ${odds.toFixed(1)}, shill score ${score.toFixed(1)} of 10`,
      score: odds,
    });
    return flag === undefined ? [] : [flag];
  });
}

function findRings(state: WatchState): readonly Flag[] {
  return ringsOf(state.rings).flatMap(({ members, score }) => {
    const { together, won, expectedWins } = conductOf(state.rings, members);
    const evidence = `one of ${members.length} who come together far more often than by chance, and bid most in ${won} of the ${together} auctions in which two of them bid, where chance says ${Math.round(expectedWins)}`;
    return members.flatMap((bidder) => {
      const code = 'bid_manipulation_detected';
      const flag = once(state, state.flaggedForGood, { bidder, code, evidence, score });
      return flag === undefined ? [] : [flag];
    });
  });
}

function once(state: WatchState, known: Set<string>, flag: Flag): Flag | undefined {
  const key = `${flag.bidder}/${flag.code}`;
  if (known.has(key) || state.flaggedForGood.has(key)) return undefined;
  known.add(key);
  return flag;
}
