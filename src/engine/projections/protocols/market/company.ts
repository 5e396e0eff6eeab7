/**
 * What it is: who keeps company with whom over a series of auctions: pairs of bidders who meet, and bidders with the sellers they bid
 * for, each beside what chance would give (base/meetings.ts, by which detectors judge too): honest bidders come and go by themselves.
 * A shill is with one seller too often, a ring with itself. It shows what to look at; it raises no flag.
 * Cost: quadratic in the bidders of an auction.
 */

import { excessMeetings, expectedMeetings } from '../../../base/meetings.ts';

/** Counts by bidder, by pair, by bidder and seller; keys are lower × KEY + higher. */
export interface Company {
  auctions: number;
  readonly entered: Map<number, number>;
  readonly met: Map<number, number>;
  readonly held: Map<number, number>;
  readonly served: Map<number, number>;
}

/** Two bidders, or a bidder and a seller. */
export interface Link {
  readonly one: number;
  readonly other: number;
  readonly together: number;
  readonly expected: number;
  readonly z: number;
}

const KEY = 100_000;
/** Fewer auctions say nothing. */
const AUCTIONS_LEAST = 6;
/** What chance hardly does. */
const Z_LEAST = 2;
/** The strongest links; more would be a tangle. */
const LINKS_MOST = 24;

/** No auctions yet. */
export function emptyCompany(): Company {
  return {
    auctions: 0,
    entered: new Map(),
    met: new Map(),
    held: new Map(),
    served: new Map(),
  };
}

/** The same, apart. */
export function copyCompany(company: Company): Company {
  return {
    auctions: company.auctions,
    entered: new Map(company.entered),
    met: new Map(company.met),
    held: new Map(company.held),
    served: new Map(company.served),
  };
}

/** Adds an auction that is over: who bid, for which seller. */
export function addCompany(company: Company, bidders: readonly number[], seller: number): void {
  company.auctions += 1;
  raise(company.held, seller);
  bidders.forEach((bidder, i) => {
    raise(company.entered, bidder);
    raise(company.served, bidder * KEY + seller);
    for (const other of bidders.slice(0, i))
      raise(company.met, Math.min(bidder, other) * KEY + Math.max(bidder, other));
  });
}

/** Pairs of bidders who meet more often than by chance, the most unlikely first. */
export function meetings(company: Company): readonly Link[] {
  return linksOf(company, company.met, company.entered);
}

/** Bidders who are with one seller more often than by chance, the most unlikely first; one seller says nothing. */
export function attachments(company: Company): readonly Link[] {
  return company.held.size < 2 ? [] : linksOf(company, company.served, company.held);
}

function linksOf(
  { auctions, entered }: Company,
  counts: ReadonlyMap<number, number>,
  others: ReadonlyMap<number, number>,
): readonly Link[] {
  if (auctions < AUCTIONS_LEAST) return [];
  const found: Link[] = [];
  for (const [key, together] of counts) {
    const other = key % KEY;
    const one = (key - other) / KEY;
    const [own, often] = [entered.get(one) ?? 0, others.get(other) ?? 0];
    const expected = expectedMeetings(auctions, own, often);
    const z = excessMeetings(auctions, own, often, together);
    if (z >= Z_LEAST) found.push({ one, other, together, expected, z });
  }
  return found
    .toSorted((x, y) => y.z - x.z || x.one - y.one || x.other - y.other)
    .slice(0, LINKS_MOST);
}

function raise(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
