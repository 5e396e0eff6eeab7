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

/** A message that a step has sent. */
export interface Posting {
  readonly letter: number;
  /** Which sending of the step it belongs to, from 0, and its place among those that a liar made of one. */
  readonly sending: number;
  readonly copy: number;
}

/** What comes of a cue: several where chance or a liar has a choice. */
export interface Outcome {
  /** How the actor stands after it. */
  readonly local: number;
  /** What its coalition remembers. */
  readonly memory: number;
  /** The list of events that it recorded. */
  readonly events: number;
  /** Ascending, with repetitions. */
  readonly letters: readonly number[];
  readonly postings: readonly Posting[];
  readonly sendings: number;
  readonly timersSet: readonly { readonly timer: string; readonly after: Micros }[];
  /** Messages altered by choice. */
  readonly lies: number;
}
