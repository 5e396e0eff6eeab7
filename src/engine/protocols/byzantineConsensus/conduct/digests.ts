/**
 * What it is: the digests of requests and states, and the replicated service.
 * Digests are SHA-256 over the canonical encoding, in hexadecimal. They hold nothing of when or by whom
 * they were computed, so that honest replicas agree.
 * Cost: all replicas come by the same requests and states, one after the other, so each is computed once:
 * what was computed last is remembered in small tables, which change nothing but time.
 */

import { canonicalText } from '../../../base/canonical.ts';
import { sha256Hex } from '../../../base/sha256.ts';
import type { OrderedBody, Service, Snapshot } from './messages.ts';
import type { Rules } from './rules.ts';

const SHORT_DIGITS = 12;
/** Places of the tables; a power of two. */
const PLACES = 1_024;

export const EMPTY_SERVICE: Service = { length: 0, sum: 0, chain: '' };

interface Digested {
  readonly request: OrderedBody;
  readonly digest: string;
}

/** Requests and batches, which never change, by timestamp. */
const digested: (Digested | undefined)[] = Array.from({ length: PLACES }, () => undefined);

/** The digest of a request or of a batch. */
export function digestOf(request: OrderedBody): string {
  const place = placeOfRequest(request);
  const remembered = digested[place];
  if (remembered?.request === request) return remembered.digest;
  const digest = sha256Hex(canonicalText(request));
  digested[place] = { request, digest };
  return digest;
}

/** A batch lies far from its first request. */
function placeOfRequest(request: OrderedBody): number {
  if (request.kind === 'request') return request.timestamp & (PLACES - 1);
  return ((request.requests[0]?.timestamp ?? 0) + PLACES / 2) & (PLACES - 1);
}

/** The state whose digest was computed last, with its digest. */
let latest: { readonly snapshot: Snapshot; readonly digest: string } | undefined;

/** The digest of a checkpoint's state. */
export function digestOfSnapshot(snapshot: Snapshot, { digestsState }: Rules): string {
  if (!digestsState) return sha256Hex(canonicalText(snapshot.sequence));
  if (latest === undefined || !isSameSnapshot(latest.snapshot, snapshot)) {
    latest = { snapshot, digest: sha256Hex(canonicalText(snapshot)) };
  }
  return latest.digest;
}

function isSameSnapshot(one: Snapshot, other: Snapshot): boolean {
  return (
    one.sequence === other.sequence &&
    isSameService(one.service, other.service) &&
    one.replies.length === other.replies.length &&
    one.replies.every(({ timestamp, result }, client) => {
      const reply = other.replies[client];
      return reply?.timestamp === timestamp && reply.result === result;
    })
  );
}

function isSameService(one: Service, other: Service): boolean {
  return one.length === other.length && one.sum === other.sum && one.chain === other.chain;
}

interface Shortened {
  readonly digest: string;
  readonly short: string;
}

/** Digests with their first digits, by those: who compares or looks up texts is quick with one and the same. */
const shortened: (Shortened | undefined)[] = Array.from({ length: PLACES }, () => undefined);

/** A digest as events and details show it. */
export function shortDigest(digest: string): string {
  const place = placeOf(digest);
  const remembered = shortened[place];
  if (remembered?.digest === digest) return remembered.short;
  const short = digest.slice(0, SHORT_DIGITS);
  shortened[place] = { digest, short };
  return short;
}

/** A place that the first digits choose. */
function placeOf(digest: string): number {
  if (digest.length < 3) return 0;
  const first = digest.charCodeAt(0);
  return (first * 641 + digest.charCodeAt(1) * 67 + digest.charCodeAt(2) * 7) & (PLACES - 1);
}

/** What an operation made of a service, and what is said of that. */
interface Applied {
  readonly before: Service;
  readonly operation: string;
  readonly after: Service;
  readonly result: string;
}

/** By the service's length before. */
const applied: (Applied | undefined)[] = Array.from({ length: PLACES }, () => undefined);

/**
 * The service after an operation, and what the client is told: the place in the log, the sum so far and the
 * log's digest. An operation that is none still takes its place in the log, with 0.
 */
export function applyOperation(service: Service, operation: string): Applied {
  const place = service.length & (PLACES - 1);
  const remembered = applied[place];
  if (remembered?.operation === operation && isSameService(remembered.before, service)) {
    return remembered;
  }
  const amount = /^append (\d{1,9})$/.exec(operation)?.[1];
  const length = service.length + 1;
  const sum = service.sum + Number(amount ?? 0);
  const chain = sha256Hex(`${service.chain}|${length}|${sum}|${operation}`);
  const after = Object.freeze({ length, sum, chain });
  const result = `${length} ${sum} ${shortDigest(chain)}`;
  const fresh = { before: service, operation, after, result };
  applied[place] = fresh;
  return fresh;
}

/** The digest of a service's log, short; `empty` before anything was appended. */
export function stateText(service: Service): string {
  return service.length === 0 ? 'empty' : shortDigest(service.chain);
}
