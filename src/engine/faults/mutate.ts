/**
 * What it is: the behaviour `mutate`: now and then a message of an honest agent is altered a little: a whole
 * number by one, a text for one that stood in another message at the same place, or an old message sent in
 * the place of the new one. What is altered is sealed anew by the liar, so that it is believed.
 * Source: the small-scope mutations of ByzzFuzz (Winter et al., OOPSLA 2023).
 * It knows no protocol: what a message says is its `body` where it has one, else the message itself, and of
 * that the whole numbers, texts and the like at its first level.
 */

import type { ActorIndex, Ppm } from '../base/units.ts';
import type { Seal } from '../contract/credentials.ts';
import type { Conspiracy, Message } from '../contract/protocol.ts';

/** How often a message is altered. */
const MUTATION_PPM: Ppm = 250_000;
const REMEMBERED_MOST = 32;

type Fields = Readonly<Record<string, unknown>>;

/** What `to` is sent in the place of `message`. */
export function mutate(
  message: Message,
  to: ActorIndex,
  conspiracy: Conspiracy<unknown>,
): readonly Message[] {
  const { choices } = conspiracy;
  const past = pastOf(conspiracy);
  const isAltered = choices.happens(MUTATION_PPM);
  const old = past[choices.below(Math.max(1, past.length))];
  if (past.at(-1) !== message) past.push(message);
  if (past.length > REMEMBERED_MOST) past.shift();
  if (!isAltered) return [message];
  if (old !== undefined && choices.below(4) === 0) return [old];
  return [altered(message, to, conspiracy, past)];
}

function pastOf({ context, memory }: Conspiracy<unknown>): Message[] {
  const key = `mutate/${context.self.actor}`;
  const known = memory.get(key);
  if (known !== undefined) return known as Message[];
  const past: Message[] = [];
  memory.set(key, past);
  return past;
}

function altered(
  message: Message,
  to: ActorIndex,
  conspiracy: Conspiracy<unknown>,
  past: readonly Message[],
): Message {
  const whole = message as Message & Fields;
  const { body } = whole;
  const said = isFields(body) ? body : whole;
  const changed = changedField(said, conspiracy, past.map(saidBy));
  if (changed === undefined) return message;
  if (!isFields(body)) return { ...whole, ...changed, kind: message.kind };
  const next = { ...body, ...changed };
  const { seal } = whole;
  return isSeal(seal)
    ? ({ ...whole, body: next, seal: sealed(next, seal, to, conspiracy) } as Message)
    : ({ ...whole, body: next } as Message);
}

/** One field with another value; undefined where there is nothing to change. */
function changedField(
  said: Fields,
  { choices }: Conspiracy<unknown>,
  others: readonly Fields[],
): Fields | undefined {
  const names = Object.keys(said).filter(
    (name) => name !== 'kind' && (Number.isInteger(said[name]) || typeof said[name] === 'string'),
  );
  const name = names[choices.below(Math.max(1, names.length))];
  if (name === undefined) return undefined;
  const value = said[name];
  if (typeof value === 'number') {
    const next = choices.below(2) === 0 ? value + 1 : value - 1;
    return { [name]: Math.max(0, next) };
  }
  const known = others
    .map((other) => other[name])
    .filter((other) => typeof other === 'string' && other !== value);
  const other = known[choices.below(Math.max(1, known.length))];
  return other === undefined ? undefined : { [name]: other };
}

/** As it was sealed before: for its receiver, or for everybody. */
function sealed(body: object, seal: Seal, to: ActorIndex, { context }: Conspiracy<unknown>): Seal {
  const { credentials } = context;
  return seal.scheme === credentials.scheme ? credentials.seal(body, [to]) : credentials.sign(body);
}

function saidBy(message: Message): Fields {
  const { body } = message as Message & Fields;
  return isFields(body) ? body : (message as Message & Fields);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSeal(value: unknown): value is Seal {
  return isFields(value) && typeof value['scheme'] === 'string';
}
