/**
 * What it is: made-up markets with known culprits, on which detectors are measured.
 * Open auctions: 20 sellers with 25 each; 300 honest bidders whose activity is Pareto distributed and of whom 30 % are loyal to two
 * sellers (twelve times as likely to bid there: they look like shills by where they bid); 5 sellers have shills.
 *   S1: one shill each, in 85 % of the auctions, answers in about 12 s by the least raise, stops at 85 % of the value or near the end
 *   S2: a ring of three that take turns from auction to auction
 *   S3: S1 that also bids elsewhere
 *   S4: a ring of three, each in 30 %, as slow and with raises as honest bidders, stops at 50 to 85 % of the value, bids elsewhere
 * Sealed auctions: 600 at first price; RING-1: 60 honest and three rings of four, 30 % rigged, covers 3 to 12 % below, in turn;
 * RING-2: six rings of three beside 90 specialists of six segments, 45 % rigged by one of them each, covers only in 60 % of those, 3 to 43 % below.
 */

import { SeededChoices } from '../../../base/choices.ts';
import type { Choices } from '../../../base/choices.ts';
import { ln } from '../../../base/maths.ts';
import type { AuctionLog, LoggedBid } from './auctionLog.ts';

export const SCHEMES = ['S1', 'S2', 'S3', 'S4'] as const;
export type Scheme = (typeof SCHEMES)[number] | 'clean';

const DURATION = 1_000;
const SELLERS = 20;
const AUCTIONS_EACH = 25;
const HONEST = 300;
const FRAUDULENT = 5;
const LOYAL = 0.3;
const LOYAL_TIMES = 12;

export interface World {
  readonly logs: readonly AuctionLog[];
  readonly bidders: number;
  /** By shill: its seller. */
  readonly shills: ReadonlyMap<number, number>;
}

/** Somebody who may bid in one auction. */
interface Attendant {
  readonly bidder: number;
  readonly limit: number;
  /** When it first looks, and how long it takes to answer a higher bid on average. */
  readonly arrives: number;
  readonly delay: number;
  readonly leaves: number;
  /** The chance of raising by more than the least. */
  readonly jumps: number;
}

const exponential = (mean: number, choices: Choices): number => -mean * ln(1 - choices.fraction());

/** Plays one open auction. */
function play(
  seller: number,
  attendants: readonly Attendant[],
  value: number,
  choices: Choices,
): AuctionLog {
  const increment = Math.max(1, Math.round(value * 0.015));
  const bids: LoggedBid[] = [];
  let [price, leader] = [Math.round(value * 0.1), -1];
  const next = attendants.map(({ arrives }) => arrives);
  for (;;) {
    let [who, at] = [-1, Infinity];
    next.forEach((time, i) => {
      if (time < at) [who, at] = [i, time];
    });
    const one = attendants[who];
    if (one === undefined || at > DURATION) break;
    if (one.bidder === leader || at > one.leaves) {
      next[who] = one.bidder === leader ? Infinity : Infinity;
      continue;
    }
    const least = price + increment;
    if (least > one.limit) {
      next[who] = Infinity;
      continue;
    }
    const jump =
      choices.fraction() < one.jumps ? Math.floor(choices.fraction() * 4) * increment : 0;
    price = Math.min(one.limit, least + jump);
    bids.push({ bidder: one.bidder, at: Math.round(at), amount: price });
    const beaten = attendants.findIndex(({ bidder }) => bidder === leader);
    leader = one.bidder;
    next[who] = Infinity;
    // Whoever was beaten looks again, and now and then somebody else who had given way to a lead of its own.
    if (beaten >= 0) next[beaten] = at + exponential(attendants[beaten]!.delay, choices);
  }
  return { seller, duration: DURATION, bids, winner: leader };
}

/** A world of open auctions; the honest are numbered first. */
export function makeWorld(scheme: Scheme, seed: number): World {
  const choices = SeededChoices.named(seed, `shills/${scheme}`);
  const activity = Array.from({ length: HONEST }, () => (1 - choices.fraction()) ** (-1 / 1.5));
  const loyalTo = Array.from({ length: HONEST }, (): number[] =>
    choices.fraction() < LOYAL ? [choices.below(SELLERS), choices.below(SELLERS)] : [],
  );
  const rings = scheme === 'S2' || scheme === 'S4' ? 3 : 1;
  const shills = new Map<number, number>();
  if (scheme !== 'clean')
    for (let seller = 0; seller < FRAUDULENT; seller++)
      for (let member = 0; member < rings; member++)
        shills.set(HONEST + seller * rings + member, seller);
  const logs: AuctionLog[] = [];
  for (let auction = 0; auction < SELLERS * AUCTIONS_EACH; auction++) {
    const seller = auction % SELLERS;
    const value = 10_000 + choices.below(90_000);
    const weights = activity.map((own, bidder) =>
      loyalTo[bidder]!.includes(seller) ? own * LOYAL_TIMES : own,
    );
    const attendants = honestOnes(weights, value, choices);
    const turn = Math.floor(auction / SELLERS);
    for (const [shill, master] of shills) {
      const own = attendShill(scheme, { shill, isOwn: master === seller, turn, value }, choices);
      if (own !== undefined) attendants.push(own);
    }
    logs.push(play(seller, attendants, value, choices));
  }
  return { logs, bidders: HONEST + shills.size, shills };
}

function honestOnes(weights: readonly number[], value: number, choices: Choices): Attendant[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = new Set<number>();
  const wanted = 5 + choices.below(6);
  while (chosen.size < wanted) {
    let rest = choices.fraction() * total;
    const found = weights.findIndex((weight) => (rest -= weight) < 0);
    chosen.add(Math.max(0, found));
  }
  return [...chosen].map((bidder) => {
    const isLate = choices.fraction() < 0.2;
    return {
      bidder,
      limit: Math.round(value * (0.5 + choices.fraction() * 0.5)),
      arrives: isLate
        ? DURATION * (0.85 + choices.fraction() * 0.14)
        : choices.fraction() * DURATION,
      delay: 20 + choices.fraction() * 80,
      leaves: DURATION,
      jumps: 0.3,
    };
  });
}

interface Occasion {
  readonly shill: number;
  readonly isOwn: boolean;
  readonly turn: number;
  readonly value: number;
}

function attendShill(
  scheme: Scheme,
  { shill, isOwn, turn, value }: Occasion,
  choices: Choices,
): Attendant | undefined {
  const isCareful = scheme === 'S4';
  const camouflage = scheme === 'S3' ? 0.03 : isCareful ? 0.04 : 0;
  if (!isOwn) {
    if (choices.fraction() >= camouflage) return undefined;
    // Elsewhere it bids a little and never wants to win.
    return {
      bidder: shill,
      limit: Math.round(value * (0.3 + choices.fraction() * 0.3)),
      arrives: choices.fraction() * DURATION * 0.9,
      delay: 60,
      leaves: DURATION * 0.95,
      jumps: 0.3,
    };
  }
  const isTurn = scheme !== 'S2' || (shill - HONEST) % 3 === turn % 3;
  if (!isTurn || choices.fraction() >= (isCareful ? 0.3 : 0.85)) return undefined;
  return {
    bidder: shill,
    limit: Math.round(value * (isCareful ? 0.5 + choices.fraction() * 0.35 : 0.85)),
    arrives: choices.fraction() * DURATION * (isCareful ? 1 : 0.15),
    delay: isCareful ? 20 + choices.fraction() * 80 : 12,
    leaves: isCareful ? DURATION : DURATION * 0.95,
    jumps: isCareful ? 0.3 : 0,
  };
}

export interface RingWorld {
  readonly logs: readonly AuctionLog[];
  readonly rings: readonly (readonly number[])[];
}

/** A world of sealed auctions with rings, or without any. */
export function makeRingWorld(kind: 'RING-1' | 'RING-2' | 'clean', seed: number): RingWorld {
  const choices = SeededChoices.named(seed, kind);
  const isHard = kind !== 'RING-1';
  const honest = isHard ? 90 : 60;
  const segments = isHard ? 6 : 1;
  const size = isHard ? 3 : 4;
  const count = kind === 'clean' ? 0 : isHard ? 6 : 3;
  const rings = Array.from({ length: count }, (_, ring) =>
    Array.from({ length: size }, (_one, member) => honest + ring * size + member),
  );
  const share = isHard ? 0.15 : 0.3;
  const turns = rings.map(() => 0);
  const logs = Array.from({ length: 600 }, (): AuctionLog => {
    const segment = choices.below(segments);
    const value = 10_000 + choices.below(90_000);
    const bids: LoggedBid[] = [];
    const bid = (bidder: number, amount: number): void => {
      bids.push({ bidder, at: 0, amount: Math.max(1, Math.round(amount)) });
    };
    for (let bidder = 0; bidder < honest; bidder++) {
      const isSpecialist = bidder % segments === segment;
      const chance = segments === 1 ? 0.08 : isSpecialist ? 0.22 : 0.03;
      if (choices.fraction() < chance) bid(bidder, value * (0.55 + choices.fraction() * 0.4));
    }
    const isRigged = choices.fraction() < share * Math.max(1, count / 2);
    const ring = count === 0 ? -1 : choices.below(count);
    rings.forEach((members, number) => {
      if (!isRigged || number !== ring) {
        for (const member of members)
          if (choices.fraction() < 0.05) bid(member, value * (0.55 + choices.fraction() * 0.4));
        return;
      }
      const winner = members[turns[number]! % size]!;
      turns[number]!++;
      const amount = value * (0.9 + choices.fraction() * 0.08);
      bid(winner, amount);
      for (const member of members) {
        if (member === winner || (isHard && choices.fraction() >= 0.6)) continue;
        bid(member, amount * (1 - 0.03 - choices.fraction() * (isHard ? 0.4 : 0.09)));
      }
    });
    const winner = bids.reduce((best, one) => (one.amount > best.amount ? one : best), {
      bidder: -1,
      amount: 0,
    }).bidder;
    return { seller: 0, duration: 1, bids, winner };
  });
  return { logs, rings };
}
