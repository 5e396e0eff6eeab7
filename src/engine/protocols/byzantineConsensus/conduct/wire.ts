/** What it is: messages in a few words, and their sizes on the wire in bytes (fixed-width numbers, raw digests). */

import { assertNever } from '../../../base/invariant.ts';
import type { Seal } from '../../../contract/credentials.ts';
import { shortDigest } from './digests.ts';
import type {
  Claim,
  OrderedBody,
  OrderedMessage,
  ReplyBody,
  ViewChangeMessage,
  VoteBody,
  Wire,
} from './messages.ts';

const HEADER = 8;
const NUMBER = 8;
const DIGEST = 32;
const VOTE = HEADER + 3 * NUMBER + DIGEST;
const SIGNATURE = 64;
const TAG = 16;
const LOG_HEAD = 2 * NUMBER + DIGEST;

/** The content of a message in a few words; the same for equal content. */
export function detail(message: Wire): string {
  switch (message.kind) {
    case 'request':
      return `c${message.body.client} t${message.body.timestamp} ${message.body.operation}`;
    case 'prePrepare':
    case 'prepare':
    case 'commit':
      return voteDetail(message.body);
    case 'reply':
      return replyDetail(message.body);
    case 'checkpoint':
      return `n${message.body.sequence} d:${digits(message.body.digest)}`;
    case 'viewChange':
      return `v${message.body.view} h${message.body.stable} P${places(message.body.prepared)}`;
    case 'newView':
      return `v${message.body.view} h${message.body.stable.sequence} O${places(message.body.proposals)}`;
    case 'status':
      return `v${message.body.view}${message.body.isChanging ? '?' : ''} h${message.body.stable} e${message.body.executed}`;
    case 'fill':
      return `n${message.body.sequence} d:${digits(message.body.digest)}`;
    case 'state':
      return `n${message.body.snapshot.sequence}`;
    default:
      return assertNever(message);
  }
}

type Vote = Pick<VoteBody<'prepare'>, 'view' | 'sequence' | 'digest'>;
type Reply = Pick<ReplyBody, 'view' | 'client' | 'timestamp' | 'result'>;

interface Described<Body> {
  readonly body: Body;
  readonly text: string;
}

// Many messages say the same in a few words: all votes at a sequence, all replies to a request. What was said last
// of each is remembered by sequence and by timestamp; one and the same text is found in the log at once.
const PLACES = 256;
const votes = Array.from({ length: PLACES }, (): Described<Vote> | undefined => undefined);
const replies = Array.from({ length: PLACES }, (): Described<Reply> | undefined => undefined);

function voteDetail(body: Vote): string {
  const { view, sequence, digest } = body;
  const known = votes[sequence & (PLACES - 1)];
  if (
    known?.body.view === view &&
    known.body.sequence === sequence &&
    known.body.digest === digest
  ) {
    return known.text;
  }
  const text = `v${view} n${sequence} d:${digits(digest)}`;
  votes[sequence & (PLACES - 1)] = { body: { view, sequence, digest }, text };
  return text;
}

function replyDetail(body: Reply): string {
  const { view, client, timestamp, result } = body;
  const known = replies[timestamp & (PLACES - 1)];
  if (
    known?.body.view === view &&
    known.body.client === client &&
    known.body.timestamp === timestamp &&
    known.body.result === result
  ) {
    return known.text;
  }
  const text = `v${view} c${client} t${timestamp} ${result}`;
  replies[timestamp & (PLACES - 1)] = { body: { view, client, timestamp, result }, text };
  return text;
}

/** The size of a message on the wire. */
export function bytes(message: Wire): number {
  return HEADER + bytesOfBody(message) + bytesOfSeal(message.seal);
}

function bytesOfBody(message: Wire): number {
  switch (message.kind) {
    case 'request':
      return bytesOfRequest(message.body);
    case 'prePrepare':
      return VOTE + bytesOfOrdered(message.request);
    case 'prepare':
    case 'commit':
      return VOTE + NUMBER;
    case 'reply':
      return 4 * NUMBER + message.body.result.length;
    case 'checkpoint':
      return 2 * NUMBER + DIGEST;
    case 'viewChange':
      return bytesOfViewChange(message);
    case 'newView':
      return message.body.viewChanges.reduce(
        (sum, one) => sum + HEADER + bytesOfViewChange(one) + bytesOfSeal(one.seal),
        2 * NUMBER + DIGEST + message.body.proposals.length * (NUMBER + DIGEST),
      );
    case 'status':
      return 7 * NUMBER;
    case 'fill':
      return 2 * NUMBER + DIGEST + bytesOfOptional(message.body.request);
    case 'state':
      return NUMBER + LOG_HEAD + message.body.snapshot.replies.length * (NUMBER + DIGEST);
    default:
      return assertNever(message);
  }
}

function bytesOfViewChange({ body }: ViewChangeMessage): number {
  const claims = body.prepared.length + body.prePrepared.length;
  const places = body.checkpoints.length * (NUMBER + DIGEST) + claims * (2 * NUMBER + DIGEST);
  return body.requests.reduce((sum, request) => sum + bytesOfRequest(request), 3 * NUMBER + places);
}

function bytesOfOrdered(message: OrderedMessage): number {
  if (message.kind === 'request') {
    return bytesOfRequest(message.body) + bytesOfSeal(message.seal);
  }
  return message.requests.reduce((sum, one) => sum + bytesOfOrdered(one), NUMBER);
}

function bytesOfRequest(request: OrderedBody): number {
  if (request.kind === 'batch') {
    return request.requests.reduce((sum, one) => sum + bytesOfRequest(one), NUMBER);
  }
  return 2 * NUMBER + request.operation.length;
}

function bytesOfOptional(request: OrderedBody | undefined): number {
  return request === undefined ? 0 : bytesOfRequest(request);
}

function bytesOfSeal(seal: Seal): number {
  switch (seal.scheme) {
    case 'hmac':
      return seal.tags.size * TAG;
    case 'ed25519':
    case 'modelled':
      return SIGNATURE;
    default:
      return assertNever(seal);
  }
}

function digits(digest: string): string {
  return shortDigest(digest).slice(0, 4);
}

function places(list: readonly Pick<Claim, 'sequence' | 'digest'>[]): string {
  return `{${list.map((place) => `${place.sequence}:${digits(place.digest)}`).join(' ')}}`;
}
