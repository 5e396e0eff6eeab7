/**
 * What it is: the news that goes along with a member's messages.
 * Source: SWIM, section 4.1: a piece of news goes along λ log N times, those sent least often first.
 * Shapes: `queue` holds members of which there is news, fewest sendings first; what is said of them is what the
 * table holds when a message leaves. A piece of news in a message is two numbers: member + status × 65,536, version.
 * Cost: nothing is allocated while there is no news.
 */

import type { MemberTable } from './table.ts';
import { statusOf, versionOf } from './table.ts';

const STATUS = 65_536;

export interface Gossip {
  queue: number[];
  /** How often the present news of each member went along. */
  readonly sendings: Uint16Array;
}

/** No news, the same array every time. */
export const NO_NEWS: readonly number[] = Object.freeze([]);

/** No news of so many members. */
export function newGossip(memberCount: number): Gossip {
  return { queue: [], sendings: new Uint16Array(memberCount) };
}

/** There is something new to say of a member. */
export function spread(gossip: Gossip, member: number): void {
  const place = gossip.queue.indexOf(member);
  if (place > 0) gossip.queue.splice(place, 1);
  if (place !== 0) gossip.queue.unshift(member);
  gossip.sendings[member] = 0;
}

/** λ log₂ N, at least λ. */
export function sendingsMost(factor: number, liveCount: number): number {
  return factor * Math.max(1, 32 - Math.clz32(liveCount));
}

/** The news for one message: up to `most` pieces; each is forgotten after `sendings` times. */
export function takeNews(
  gossip: Gossip,
  table: MemberTable,
  most: number,
  sendings: number,
): readonly number[] {
  const { queue } = gossip;
  if (queue.length === 0) return NO_NEWS;
  const count = Math.min(most, queue.length);
  const news: number[] = [];
  for (let i = 0; i < count; i++) {
    const member = queue[i] as number;
    news.push(member + statusOf(table, member) * STATUS, versionOf(table, member));
    const times = (gossip.sendings[member] as number) + 1;
    gossip.sendings[member] = times;
    if (times < sendings) queue.push(member);
  }
  // Moved by hand: splice would make a list of what it takes out.
  for (let i = count; i < queue.length; i++) queue[i - count] = queue[i] as number;
  queue.length -= count;
  return Object.freeze(news);
}

/** The member of a piece of news. */
export function newsMember(word: number): number {
  return word % STATUS;
}

/** The status in a piece of news. */
export function newsStatus(word: number): number {
  return Math.floor(word / STATUS);
}

/** A piece of news. */
export function newsOf(member: number, status: number, version: number): readonly number[] {
  return Object.freeze([member + status * STATUS, version]);
}
