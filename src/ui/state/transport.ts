/**
 * What it is: the playback as a state machine by phase. One step, one switch; it knows nothing of workers
 * or time. An input that means nothing in a phase leaves it as it is.
 */

import { assertNever } from '../../engine/base/invariant.ts';
import type { Failure } from '../../engine/base/result.ts';

export type Transport =
  | { readonly phase: 'idle' }
  | { readonly phase: 'opening' }
  | { readonly phase: 'playing' }
  | { readonly phase: 'paused' }
  /** The cursor is at the end and nothing more will happen. */
  | { readonly phase: 'finished' }
  | { readonly phase: 'failed'; readonly failure: Failure };

export type TransportInput =
  | { readonly kind: 'opening' }
  | { readonly kind: 'opened'; readonly plays: boolean }
  /** Opening was refused: what was before goes on, but does not move by itself. */
  | { readonly kind: 'refused'; readonly before: Transport }
  | { readonly kind: 'played' }
  | { readonly kind: 'paused' }
  /** A frame was shown: whether it is the last there will be. */
  | { readonly kind: 'shown'; readonly isAtEnd: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'closed' };

export const IDLE: Transport = { phase: 'idle' };
const OPENING: Transport = { phase: 'opening' };
const PLAYING: Transport = { phase: 'playing' };
const PAUSED: Transport = { phase: 'paused' };
const FINISHED: Transport = { phase: 'finished' };

/** Whether a run is open, so that there is a cursor to move. */
export function isOpen(transport: Transport): boolean {
  const { phase } = transport;
  return phase === 'playing' || phase === 'paused' || phase === 'finished';
}

/** The next state; the same object when the input changes nothing. */
export function stepTransport(transport: Transport, input: TransportInput): Transport {
  switch (input.kind) {
    case 'opening':
      return OPENING;
    case 'opened':
      return input.plays ? PLAYING : PAUSED;
    case 'refused':
      return input.before.phase === 'playing' ? PAUSED : input.before;
    case 'played':
      return isOpen(transport) ? PLAYING : transport;
    case 'paused':
      return transport.phase === 'playing' ? PAUSED : transport;
    case 'shown':
      return shown(transport, input.isAtEnd);
    case 'failed':
      return { phase: 'failed', failure: input.failure };
    case 'closed':
      return IDLE;
    default:
      return assertNever(input);
  }
}

/** Coming to the end finishes; leaving it (a seek, an intervention) pauses. */
function shown(transport: Transport, isAtEnd: boolean): Transport {
  if (!isOpen(transport)) return transport;
  if (isAtEnd) return FINISHED;
  return transport.phase === 'finished' ? PAUSED : transport;
}
