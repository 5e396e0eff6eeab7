/**
 * What it is: a protocol's real machines as a system to search. A world is how every actor stands, the messages on
 * their way (each as often as it is), what is left of the budgets, and what the properties have seen. What may
 * happen: any message on its way arrives, is lost or arrives twice; any timer that is set expires; an agent
 * answers; an actor crashes or restarts. There is no time but the order in which things happen: `now` is 0, and
 * what takes long or short in a run may here come in any order.
 * Shapes: a world is a list of numbers: history, the coalition's memory, budgets, one for each actor, then the
 * messages in ascending order.
 * A choice is 2,048 times what it is about, plus 8 times the branch, plus its kind.
 * Cost: a successor costs its length, and whatever steps are met for the first time.
 */

import { avalanche } from '../../base/choices.ts';
import { invariant, present } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { ActorSteps } from './actorSteps.ts';
import type { Histories } from './history.ts';
import type { Cue, Outcome } from './parts.ts';
import type { System, Visit } from './system.ts';
import { CRASH, DROP, DUPLICATE, LIE, TIMEOUT, budgetWord, left } from './worldBounds.ts';
import type { WorldBounds } from './worldBounds.ts';

export type World = readonly number[];

const HISTORY = 0;
const MEMORY = 1;
const BUDGETS = 2;
const FIRST_LOCAL = 3;

/** What a choice is, and about what: a letter, or an actor and a place in its list. */
export type Happening =
  | {
      readonly kind: 'deliver' | 'deliverCopy';
      readonly letter: number;
      readonly actor: ActorIndex;
      readonly outcome: Outcome | undefined;
    }
  | { readonly kind: 'drop'; readonly letter: number }
  | {
      readonly kind: 'expire' | 'answer' | 'crash' | 'restart';
      readonly actor: ActorIndex;
      readonly place: number;
      readonly outcome: Outcome;
    };

const DELIVER = 0;
const DELIVER_COPY = 1;
const DROPS = 2;
const EXPIRE = 3;
const ANSWER = 4;
const CRASHES = 5;
const RESTART = 6;
const BRANCH_UNIT = 8;
const OPERAND_UNIT = 2_048;
const OPERANDS_MAX = 2 ** 20;
/** Timers and questions of one actor. */
const PLACES = 256;
const NOBODY = -1;

/** The worlds of one plan. */
export class SmallWorld implements System<World> {
  private readonly steps: ActorSteps;
  private readonly histories: Histories;
  private readonly actorCount: number;
  private readonly byzantine: ReadonlySet<ActorIndex>;
  private readonly bounds: WorldBounds;
  /** Of the expansion in progress. */
  private visit: Visit<World> = () => undefined;
  /** The successor that is being visited. */
  private readonly scratch: number[] = [];

  constructor(
    steps: ActorSteps,
    histories: Histories,
    actorCount: number,
    byzantine: ReadonlySet<ActorIndex>,
    bounds: WorldBounds,
  ) {
    this.steps = steps;
    this.histories = histories;
    this.actorCount = actorCount;
    this.byzantine = byzantine;
    this.bounds = bounds;
  }

  initial(): readonly World[] {
    return this.beginnings().map(({ world }) => world);
  }

  /** Everybody has started, in the order of the actors, and nothing has arrived; with what came of each start. */
  beginnings(): readonly { readonly world: World; readonly outcomes: readonly Outcome[] }[] {
    let all: ReturnType<SmallWorld['beginnings']> = [{ world: this.blank(), outcomes: [] }];
    for (let actor = 0; actor < this.actorCount; actor++) {
      all = all.flatMap(({ world, outcomes }) => {
        const local = world[FIRST_LOCAL + actor] as number;
        const memory = world[MEMORY] as number;
        return this.steps
          .outcomes(actor, local, memory, { kind: 'started' })
          .filter(({ lies }) => lies <= left(world[BUDGETS] as number, LIE))
          .map((outcome) => ({
            world: this.keep(this.after(world, actor, outcome, NOBODY, 0)),
            outcomes: [...outcomes, outcome],
          }));
      });
    }
    return all;
  }

  expand(world: World, visit: Visit<World>): void {
    this.visit = visit;
    this.expandLetters(world);
    for (let actor = 0; actor < this.actorCount; actor++) this.expandActor(world, actor);
  }

  fingerprint(world: World, words: Uint32Array): void {
    let high = world.length;
    let low = 0x9e3779b9;
    for (let i = 0; i < world.length; i++) {
      const value = world[i] as number;
      high = Math.imul(high ^ value, 0x85ebca6b);
      high = (high << 13) | (high >>> 19);
      low = Math.imul(low + value, 0xc2b2ae35) ^ high;
      low = (low << 17) | (low >>> 15);
    }
    words[0] = avalanche(high ^ Math.imul(low, 0x27d4eb2f));
    words[1] = avalanche(low ^ 0x165667b1);
  }

  keep(world: World): World {
    return world.slice();
  }

  violation(world: World): string | undefined {
    const found = this.histories.violationOf(world[HISTORY] as number);
    return found === undefined ? undefined : `${found.property}: ${found.explanation}`;
  }

  /** What a choice means in a world. */
  happening(world: World, choice: number): Happening {
    const kind = choice % BRANCH_UNIT;
    const branch = Math.trunc((choice % OPERAND_UNIT) / BRANCH_UNIT);
    const operand = Math.trunc(choice / OPERAND_UNIT);
    if (kind === DROPS) return { kind: 'drop', letter: operand };
    if (kind === DELIVER || kind === DELIVER_COPY) {
      const { to } = this.steps.letters.at(operand);
      const isUp = !this.localOf(world, to).isCrashed;
      const cue = { kind: 'delivered', letter: operand } as const;
      return {
        kind: kind === DELIVER ? 'deliver' : 'deliverCopy',
        letter: operand,
        actor: to,
        outcome: isUp ? this.outcomeOf(world, to, cue, branch) : undefined,
      };
    }
    const actor = Math.trunc(operand / PLACES);
    const place = operand % PLACES;
    const outcome = this.outcomeOf(world, actor, cueOf(kind, place), branch);
    const name = (['expire', 'answer', 'crash', 'restart'] as const)[kind - EXPIRE];
    return { kind: present(name, 'a kind of choice'), actor, place, outcome };
  }

  /** The name of the timer that a choice lets expire. */
  timerOf(world: World, actor: ActorIndex, place: number): string {
    return present(this.localOf(world, actor).timers[place], 'a timer');
  }

  private blank(): World {
    const locals = Array.from({ length: this.actorCount }, (_, actor) => this.steps.fresh(actor));
    return [0, 0, budgetWord(this.bounds), ...locals];
  }

  private localOf(world: World, actor: ActorIndex): ReturnType<ActorSteps['locals']['at']> {
    return this.steps.locals.at(world[FIRST_LOCAL + actor] as number);
  }

  private outcomeOf(world: World, actor: ActorIndex, cue: Cue, branch: number): Outcome {
    const local = world[FIRST_LOCAL + actor] as number;
    const outcomes = this.steps.outcomes(actor, local, world[MEMORY] as number, cue);
    return present(outcomes[branch], 'a branch');
  }

  private expandLetters(world: World): void {
    const budgets = world[BUDGETS] as number;
    let previous = -1;
    for (let i = FIRST_LOCAL + this.actorCount; i < world.length; i++) {
      const letter = world[i] as number;
      if (letter === previous) continue;
      previous = letter;
      invariant(letter < OPERANDS_MAX, 'more distinct messages than a choice can name');
      const { to } = this.steps.letters.at(letter);
      const isUp = !this.localOf(world, to).isCrashed;
      const cue = { kind: 'delivered', letter } as const;
      if (isUp) this.happen(world, to, cue, letter, DELIVER, i, 0);
      else this.visit(letter * OPERAND_UNIT + DELIVER, this.without(world, i, 0));
      if (left(budgets, DROP) > 0)
        this.visit(letter * OPERAND_UNIT + DROPS, this.without(world, i, DROP));
      if (isUp && left(budgets, DUPLICATE) > 0)
        this.happen(world, to, cue, letter, DELIVER_COPY, NOBODY, DUPLICATE);
    }
  }

  private expandActor(world: World, actor: ActorIndex): void {
    const budgets = world[BUDGETS] as number;
    const operand = actor * PLACES;
    const { isCrashed, timers, asked } = this.localOf(world, actor);
    if (isCrashed) {
      this.happen(world, actor, { kind: 'restarted' }, operand, RESTART, NOBODY, 0);
      return;
    }
    if (left(budgets, TIMEOUT) > 0)
      for (let place = 0; place < timers.length; place++)
        this.happen(
          world,
          actor,
          { kind: 'expired', place },
          operand + place,
          EXPIRE,
          NOBODY,
          TIMEOUT,
        );
    for (let place = 0; place < asked.length; place++)
      this.happen(world, actor, { kind: 'answered', place }, operand + place, ANSWER, NOBODY, 0);
    if (left(budgets, CRASH) > 0 && !this.byzantine.has(actor))
      this.happen(world, actor, { kind: 'crashed' }, operand, CRASHES, NOBODY, CRASH);
  }

  /** Visits what comes of a cue; `letterAt`: which message it takes out of the world. */
  private happen(
    world: World,
    actor: ActorIndex,
    cue: Cue,
    operand: number,
    kind: number,
    letterAt: number,
    spent: number,
  ): void {
    const local = world[FIRST_LOCAL + actor] as number;
    const outcomes = this.steps.outcomes(actor, local, world[MEMORY] as number, cue);
    const liesLeft = left(world[BUDGETS] as number, LIE);
    for (let branch = 0; branch < outcomes.length; branch++) {
      const outcome = outcomes[branch] as Outcome;
      if (outcome.lies > liesLeft) continue;
      const choice = operand * OPERAND_UNIT + branch * BRANCH_UNIT + kind;
      this.visit(choice, this.after(world, actor, outcome, letterAt, spent));
    }
  }

  /** The world after an actor's step, without the message that it took. */
  private after(
    world: World,
    actor: ActorIndex,
    outcome: Outcome,
    letterAt: number,
    spent: number,
  ): World {
    const { letters } = outcome;
    const first = FIRST_LOCAL + this.actorCount;
    const next = this.scratch;
    next.length = 0;
    for (let i = 0; i < first; i++) next.push(world[i] as number);
    next[HISTORY] = this.histories.extend(world[HISTORY] as number, actor, outcome.events);
    next[MEMORY] = outcome.memory;
    next[BUDGETS] = (world[BUDGETS] as number) - spent - outcome.lies * LIE;
    next[FIRST_LOCAL + actor] = outcome.local;
    let added = 0;
    for (let i = first; i < world.length; i++) {
      if (i === letterAt) continue;
      const letter = world[i] as number;
      while (added < letters.length && (letters[added] as number) < letter)
        next.push(letters[added++] as number);
      next.push(letter);
    }
    while (added < letters.length) next.push(letters[added++] as number);
    return next;
  }

  /** The world without one of its messages. */
  private without(world: World, letterAt: number, spent: number): World {
    const next = this.scratch;
    next.length = 0;
    for (let i = 0; i < world.length; i++) if (i !== letterAt) next.push(world[i] as number);
    next[BUDGETS] = (world[BUDGETS] as number) - spent;
    return next;
  }
}

function cueOf(kind: number, place: number): Cue {
  switch (kind) {
    case EXPIRE:
      return { kind: 'expired', place };
    case ANSWER:
      return { kind: 'answered', place };
    case CRASHES:
      return { kind: 'crashed' };
    default:
      return { kind: 'restarted' };
  }
}
