/**
 * What it is: a counterexample told as what happened, one thing after another: which message arrived, which was
 * lost, whose timer expired, who crashed. Messages are named as a schedule names them: by sender, receiver, the
 * number of the sending among the sender's, and the place among those that a liar made of one.
 */

import { invariant, present } from '../../base/invariant.ts';
import type { ActorIndex, Micros } from '../../base/units.ts';
import type { ActorSteps } from './actorSteps.ts';
import type { Cast } from './cast.ts';
import type { Outcome } from './parts.ts';
import type { Counterexample } from './search.ts';
import type { Happening, SmallWorld, World } from './smallWorld.ts';

/** One sending to one receiver. */
export interface Transmission {
  readonly from: ActorIndex;
  readonly to: ActorIndex;
  /** From 0, as `network/scheduling` counts. */
  readonly number: number;
  readonly copy: number;
  readonly message: string;
  readonly detail: string;
  /** The place in the story of what it was sent in; -1: when its sender started. */
  readonly sentIn: number;
}

export type Told =
  | { readonly kind: 'deliver' | 'deliverCopy' | 'drop'; readonly transmission: Transmission }
  | {
      readonly kind: 'expire';
      readonly actor: ActorIndex;
      readonly timer: string;
      /** When it was set, as `sentIn`, and for how long. */
      readonly setIn: number;
      readonly after: Micros;
    }
  | { readonly kind: 'answer' | 'crash' | 'restart'; readonly actor: ActorIndex };

export interface Story {
  readonly explanation: string;
  /** The steps, in their order; the last is the one that broke the property. */
  readonly told: readonly Told[];
  /** The same as sentences. */
  readonly sentences: readonly string[];
  /** What was on its way in the end. */
  readonly pending: readonly Transmission[];
}

/** Tells a counterexample. */
export function tellStory(
  cast: Cast,
  steps: ActorSteps,
  world: SmallWorld,
  { initial, choices, explanation }: Counterexample,
): Story {
  const teller = new Teller(cast, steps);
  const beginning = present(world.beginnings()[initial], 'an initial world');
  beginning.outcomes.forEach((outcome, actor) => teller.perform(actor, outcome, -1));
  let now = beginning.world;
  const told = choices.map((choice, place): Told => {
    const happening = world.happening(now, choice);
    const one = teller.tell(happening, place, now, world);
    now = follow(world, now, choice);
    return one;
  });
  const sentences = told.map((one) => sentenceOf(one, cast));
  return { explanation, told, sentences, pending: teller.pending() };
}

function follow(world: SmallWorld, from: World, choice: number): World {
  let found: World | undefined;
  world.expand(from, (one, next) => {
    if (one === choice) found = world.keep(next);
  });
  return present(found, 'the world after a choice');
}

/** Keeps the books of what is on its way and which timers are set since when. */
class Teller {
  private readonly cast: Cast;
  private readonly steps: ActorSteps;
  private readonly sendings: number[];
  /** By letter, oldest first. */
  private readonly onWay = new Map<number, Transmission[]>();
  private readonly timers = new Map<string, { readonly setIn: number; readonly after: Micros }>();

  constructor(cast: Cast, steps: ActorSteps) {
    this.cast = cast;
    this.steps = steps;
    this.sendings = cast.players.map(() => 0);
  }

  tell(happening: Happening, place: number, now: World, world: SmallWorld): Told {
    if (happening.kind === 'drop')
      return { kind: 'drop', transmission: this.take(happening.letter, true) };
    if (happening.kind === 'deliver' || happening.kind === 'deliverCopy') {
      const { kind, letter, actor, outcome } = happening;
      const transmission = this.take(letter, kind === 'deliver');
      if (outcome !== undefined) this.perform(actor, outcome, place);
      return { kind, transmission };
    }
    const { kind, actor, outcome } = happening;
    invariant(outcome !== undefined, 'a step has an outcome');
    const timer = kind === 'expire' ? world.timerOf(now, actor, happening.place) : '';
    const set = this.timers.get(`${actor}/${timer}`);
    this.perform(actor, outcome, place);
    if (kind !== 'expire') return { kind, actor };
    invariant(set !== undefined, `${timer} was never set`);
    return { kind, actor, timer, ...set };
  }

  perform(actor: ActorIndex, outcome: Outcome, place: number): void {
    const { conduct } = this.cast.protocol;
    const before = this.sendings[actor] as number;
    for (const { letter, sending, copy } of outcome.postings) {
      const { from, to, message } = this.steps.letters.at(letter);
      const detail = conduct.detail(message);
      const transmissions = this.onWay.get(letter) ?? [];
      this.onWay.set(letter, transmissions);
      const number = before + sending;
      transmissions.push({ from, to, number, copy, message: message.kind, detail, sentIn: place });
    }
    this.sendings[actor] = before + outcome.sendings;
    for (const { timer, after } of outcome.timersSet)
      this.timers.set(`${actor}/${timer}`, { setIn: place, after });
  }

  pending(): readonly Transmission[] {
    return [...this.onWay.values()].flat();
  }

  private take(letter: number, isTaken: boolean): Transmission {
    const transmissions = present(this.onWay.get(letter), 'a message on its way');
    const first = present(transmissions[0], 'a message on its way');
    if (isTaken) transmissions.shift();
    return first;
  }
}

function sentenceOf(told: Told, cast: Cast): string {
  const name = (actor: ActorIndex): string => cast.players[actor]?.name ?? `actor ${actor}`;
  switch (told.kind) {
    case 'deliver':
    case 'deliverCopy':
    case 'drop': {
      const { from, to, message, detail } = told.transmission;
      const what = `${message} ${detail} from ${name(from)}`;
      if (told.kind === 'drop') return `${what} to ${name(to)} is lost`;
      return `${name(to)} receives ${what}${told.kind === 'deliverCopy' ? ', which comes again' : ''}`;
    }
    case 'expire':
      return `timer ${told.timer} of ${name(told.actor)} expires`;
    case 'answer':
      return `the agent of ${name(told.actor)} answers`;
    case 'crash':
      return `${name(told.actor)} crashes`;
    case 'restart':
      return `${name(told.actor)} restarts`;
  }
}
