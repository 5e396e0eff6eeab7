/**
 * What it is: the Byzantine behaviours that any protocol meets, as mutators of what leaves an honest agent.
 * What one of them remembers lies in the memory of its fault under its own actor's name, as plain data.
 */

import { shuffle } from '../base/choices.ts';
import type { ActorIndex, Ppm } from '../base/units.ts';
import type { Conspiracy, Message, Mutator } from '../contract/protocol.ts';
import type { GeneralBehaviour } from './cards.ts';
import { mutate } from './mutate.ts';

/** How often an old message goes along with a new one. */
const REPLAY_PPM: Ppm = 250_000;
/** How many old messages are kept for it. */
const REPLAY_MOST = 64;

type GeneralMutator = Mutator<Message, unknown>;

const silent: GeneralMutator = () => [];

const withhold: GeneralMutator = (message, to, conspiracy) =>
  favoured(conspiracy).includes(to) ? [message] : [];

const replay: GeneralMutator = (message, _to, conspiracy) => {
  const past = pastMessages(conspiracy);
  const isRepeated = conspiracy.choices.happens(REPLAY_PPM) && past.length > 0;
  const old = isRepeated ? past[conspiracy.choices.below(past.length)] : undefined;
  if (past.at(-1) !== message) past.push(message);
  if (past.length > REPLAY_MOST) past.shift();
  return old === undefined ? [message] : [message, old];
};

/** The kernel runs it twice; neither of the two lies. */
const twin: GeneralMutator = (message) => [message];

/** By id. */
export const GENERAL_MUTATORS: Readonly<Record<GeneralBehaviour, GeneralMutator>> = {
  silent,
  withhold,
  replay,
  mutate,
  twin,
};

/** The half of the others that a withholding agent sends to: chosen once, by its own luck. */
function favoured(conspiracy: Conspiracy<unknown>): readonly ActorIndex[] {
  const { context, memory, choices } = conspiracy;
  const key = `withhold/${context.self.actor}`;
  const known = memory.get(key);
  if (known !== undefined) return known as readonly ActorIndex[];
  const others = context.seats
    .map((seat) => seat.actor)
    .filter((actor) => actor !== context.self.actor);
  shuffle(others, choices);
  const half = others.slice(0, others.length >> 1);
  memory.set(key, half);
  return half;
}

function pastMessages(conspiracy: Conspiracy<unknown>): Message[] {
  const key = `replay/${conspiracy.context.self.actor}`;
  const known = conspiracy.memory.get(key);
  if (known !== undefined) return known as Message[];
  const past: Message[] = [];
  conspiracy.memory.set(key, past);
  return past;
}
