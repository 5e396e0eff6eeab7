/**
 * What it is: the shapes of what a small world is made of: actors as they stand, messages on their way, what can
 * happen to an actor and what comes of it. All of them are numbered, each distinct one once, so that a world is
 * a list of numbers.
 */

import type { ActorIndex, Micros } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type { Message } from '../../contract/protocol.ts';

/** A message on its way. */
export interface Letter {
  readonly from: ActorIndex;
  readonly to: ActorIndex;
  readonly message: Message;
}

/** A question that the actor's agent has not answered yet, with the answer that it will give. */
export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
}

/** An actor as it stands. Nothing in it is changed; steps work on copies. */
export interface Local {
  readonly isCrashed: boolean;
  readonly state: unknown;
  readonly persisted: unknown;
  /** The names of those that are set, in order of the alphabet. */
  readonly timers: readonly string[];
  readonly asked: readonly Asked[];
  /** The memory of its agent, once it was asked. */
  readonly mind: unknown;
}

/** What can happen to an actor. */
export type Cue =
  | { readonly kind: 'started' }
  | { readonly kind: 'delivered'; readonly letter: number }
  /** Its timer at this place in its list. */
  | { readonly kind: 'expired'; readonly place: number }
  | { readonly kind: 'answered'; readonly place: number }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'restarted' };

/** Cues as numbers: of these there is one. */
export const STARTED = 0;
export const CRASHED = 1;
export const RESTARTED = 2;
const FIRST_CODE = 3;
const KINDS = 3;

/** The number of a message's arrival. */
export function deliveredCode(letter: number): number {
  return FIRST_CODE + KINDS * letter;
}

/** The number of an expiry, by the timer's place. */
export function expiredCode(place: number): number {
  return FIRST_CODE + 1 + KINDS * place;
}

/** The number of an answer, by the question's place. */
export function answeredCode(place: number): number {
  return FIRST_CODE + 2 + KINDS * place;
}

/** The cue that a number stands for. */
export function cueOf(code: number): Cue {
  if (code === STARTED) return { kind: 'started' };
  if (code === CRASHED) return { kind: 'crashed' };
  if (code === RESTARTED) return { kind: 'restarted' };
  const about = Math.trunc((code - FIRST_CODE) / KINDS);
  switch ((code - FIRST_CODE) % KINDS) {
    case 0:
      return { kind: 'delivered', letter: about };
    case 1:
      return { kind: 'expired', place: about };
    default:
      return { kind: 'answered', place: about };
  }
}

/** A message that a step has sent. */
export interface Posting {
  readonly letter: number;
  /** Which sending of the step it belongs to, from 0, and its place among those that a liar made of one. */
  readonly sending: number;
  readonly copy: number;
}

/** Two words that tell worlds apart, each a sum of the words of its parts. */
export interface Print {
  readonly high: number;
  readonly low: number;
}

/** What comes of a cue: several where chance or a liar has a choice. */
export interface Outcome {
  /** How the actor stands after it. */
  readonly local: number;
  /** What its coalition remembers. */
  readonly memory: number;
  /** The list of events that it recorded. */
  readonly events: number;
  /** Ascending, with repetitions; and what they add to a world's print. */
  readonly letters: readonly number[];
  readonly lettersPrint: Print;
  readonly postings: readonly Posting[];
  readonly sendings: number;
  readonly timersSet: readonly { readonly timer: string; readonly after: Micros }[];
  /** Messages altered by choice. */
  readonly lies: number;
}
