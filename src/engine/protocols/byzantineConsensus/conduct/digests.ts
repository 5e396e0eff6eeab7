/**
 * What it is: the digests of requests and states, and the replicated service.
 * Digests are SHA-256 over the canonical encoding, in hexadecimal. They hold nothing of when or by whom
 * they were computed, so that honest replicas agree.
 * Cost: a request's digest is computed once for each request object, whoever asks.
 */

import { canonicalText } from '../../../base/canonical.ts';
import { sha256Words } from '../../../base/sha256.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { OrderedBody, Service, Snapshot } from './messages.ts';
import type { Rules } from './rules.ts';

const SHORT_DIGITS = 12;
/** The two digits of each byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const EMPTY_SERVICE: Service = { length: 0, sum: 0, chain: '' };

/** Digests already computed; a request never changes, so this changes nothing but time. */
const known = new WeakMap<OrderedBody, string>();

/** The digest of a request or of a batch. */
export function digestOf(request: OrderedBody): string {
  const digest = known.get(request);
  if (digest !== undefined) return digest;
  const computed = digestOfText(canonicalText(request));
  known.set(request, computed);
  return computed;
}

/** The digest of a checkpoint's state. */
export function digestOfSnapshot(snapshot: Snapshot, { digestsState }: Rules): string {
  return digestOfText(canonicalText(digestsState ? snapshot : snapshot.sequence));
}

/** A digest as events and details show it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, SHORT_DIGITS);
}

/**
 * Services already computed, by the text that is chained: all replicas come by the same ones, one after
 * the other. Like `known` it changes nothing but time.
 */
const services = new Map<string, Service>();
const SERVICES_MOST = 4_096;

/** The service after an operation. An operation that is none still takes its place in the log, with 0. */
export function applyOperation(service: Service, operation: string): Service {
  const amount = /^append (\d{1,9})$/.exec(operation)?.[1];
  const length = service.length + 1;
  const sum = service.sum + Number(amount ?? 0);
  const entry = `${service.chain}|${length}|${sum}|${operation}`;
  const computed = services.get(entry);
  if (computed !== undefined) return computed;
  const next = Object.freeze({ length, sum, chain: digestOfText(entry) });
  if (services.size >= SERVICES_MOST) services.clear();
  services.set(entry, next);
  return next;
}

/** What the client is told: the place in the log, the sum so far and the log's digest. */
export function resultOf(service: Service): string {
  return `${service.length} ${service.sum} ${shortDigest(service.chain)}`;
}

/** The digest of a service's log, short; `empty` before anything was appended. */
export function stateText(service: Service): string {
  return service.length === 0 ? 'empty' : shortDigest(service.chain);
}

function digestOfText(text: string): string {
  let hex = '';
  for (const word of sha256Words(encodeUtf8(text))) {
    hex += hexOf(word >>> 24) + hexOf(word >>> 16) + hexOf(word >>> 8) + hexOf(word);
  }
  return hex;
}

/** The two digits of a word's lowest byte. */
function hexOf(word: number): string {
  return HEX[word & 255] as string;
}
