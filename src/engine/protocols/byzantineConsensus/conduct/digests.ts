/**
 * What it is: the digests of requests and states, and the replicated service.
 * Digests are SHA-256 over the canonical encoding, in hexadecimal. They hold nothing of when or by whom
 * they were computed, so that honest replicas agree.
 * Cost: a request's digest is computed once for each request object, whoever asks.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalBytes } from '../../../base/canonical.ts';
import type { RequestBody, Service, Snapshot } from './messages.ts';

const SHORT_DIGITS = 12;

export const EMPTY_SERVICE: Service = { length: 0, sum: 0, chain: '' };

/** Digests already computed; a request never changes, so this changes nothing but time. */
const known = new WeakMap<RequestBody, string>();

/** The digest of a request. */
export function digestOf(request: RequestBody): string {
  const digest = known.get(request);
  if (digest !== undefined) return digest;
  const computed = digestOfPlain(request);
  known.set(request, computed);
  return computed;
}

/** The digest of a checkpoint's state. */
export function digestOfSnapshot(snapshot: Snapshot): string {
  return digestOfPlain(snapshot);
}

/** A digest as events and details show it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, SHORT_DIGITS);
}

/** The service after an operation. An operation that is none still takes its place in the log, with 0. */
export function applyOperation(service: Service, operation: string): Service {
  const amount = /^append (\d{1,9})$/.exec(operation)?.[1];
  const length = service.length + 1;
  const sum = service.sum + Number(amount ?? 0);
  const entry = `${service.chain}|${length}|${sum}|${operation}`;
  return { length, sum, chain: digestOfPlain(entry) };
}

/** What the client is told: the place in the log, the sum so far and the log's digest. */
export function resultOf(service: Service): string {
  return `${service.length} ${service.sum} ${shortDigest(service.chain)}`;
}

/** The digest of a service's log, short; `empty` before anything was appended. */
export function stateText(service: Service): string {
  return service.length === 0 ? 'empty' : shortDigest(service.chain);
}

function digestOfPlain(value: unknown): string {
  return bytesToHex(sha256(canonicalBytes(value)));
}
