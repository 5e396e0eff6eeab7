/**
 * What it is: a protocol's real machines as a system to search. A world is how every actor stands, the messages on
 * their way (each as often as it is), what is left of the budgets, and what the properties have seen. What may
 * happen: any message on its way arrives, is lost or arrives twice; any timer that is set expires; an agent
 * answers; an actor crashes or restarts. There is no time but the order in which things happen: `now` is 0, and
 * what takes long or short in a run may here come in any order.
 * Shapes: a world is a list of numbers: history, the coalition's memory, budgets, the two words of its print, one for
 * each actor, then the messages in ascending order. It goes by the name under which it is kept; a successor is only
 * described until it is kept: most are known already, and their print follows from what changes.
 * A choice is 2,048 times what it is about, plus 8 times the branch, plus its kind.
 * Cost: a successor costs a few operations and a look-up, one that is new its length, and whatever steps are met for
 * the first time.
 */

import { invariant, present } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { ActorSteps } from './actorSteps.ts';
import type { Histories } from './history.ts';
import { answeredCode, CRASHED, deliveredCode, expiredCode, RESTARTED, STARTED } from './parts.ts';
import type { Local, Outcome } from './parts.ts';
import type { Reduction } from './reduction/reduction.ts';
import {
  BUDGETS,
  FIRST_LOCAL,
  HISTORY,
  MEMORY,
  NOBODY,
  PRINT_HIGH,
  PRINT_LOW,
  putPrint,
  Successor,
} from './successor.ts';
import type { System, Visit } from './system.ts';
import { CRASH, DROP, DUPLICATE, LIE, TIMEOUT, budgetWord, left } from './worldBounds.ts';
import type { WorldBounds } from './worldBounds.ts';
import { WorldStore } from './worldStore.ts';

/** The name of a world that is kept; or the successor that is being visited. */
export type World = number;

const SUCCESSOR: World = -1;

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

const FIRST_ROOM = 256;

/** The worlds of one plan. */
export class SmallWorld implements System<World> {
  private readonly steps: ActorSteps;
  private readonly histories: Histories;
  private readonly actorCount: number;
  private readonly byzantine: ReadonlySet<ActorIndex>;
  private readonly bounds: WorldBounds;
  private readonly store = new WorldStore();
  private readonly firstLetter: number;
  /** Of the expansion in progress. */
  private visit: Visit<World> = () => undefined;
  /** The world that is being expanded. */
  private now = new Int32Array(FIRST_ROOM);
  private length = 0;
  private readonly next = new Successor();
  /** What need not be tried where nothing is left of the budgets but time-outs. */
  private readonly reduction: Reduction | undefined;
  /** A successor that is being kept. */
  private room = new Int32Array(FIRST_ROOM);

  constructor(
    steps: ActorSteps,
    histories: Histories,
    actorCount: number,
    byzantine: ReadonlySet<ActorIndex>,
    bounds: WorldBounds,
    reduction?: Reduction,
  ) {
    this.steps = steps;
    this.histories = histories;
    this.actorCount = actorCount;
    this.byzantine = byzantine;
    this.bounds = bounds;
    this.reduction = reduction;
    this.firstLetter = FIRST_LOCAL + actorCount;
  }

  initial(): readonly World[] {
    return this.beginnings().map(({ world }) => world);
  }

  /** Everybody has started, in the order of the actors, and nothing has arrived; with what came of each start. */
  beginnings(): readonly { readonly world: World; readonly outcomes: readonly Outcome[] }[] {
    let all: ReturnType<SmallWorld['beginnings']> = [{ world: this.blank(), outcomes: [] }];
    for (let actor = 0; actor < this.actorCount; actor++) {
      all = all.flatMap(({ world, outcomes }) => {
        this.open(world);
        const local = this.now[FIRST_LOCAL + actor] as number;
        return this.steps
          .outcomes(actor, local, this.now[MEMORY] as number, STARTED)
          .filter(({ lies }) => lies <= this.left(LIE))
          .map((outcome) => {
            this.step(actor, outcome, NOBODY, 0);
            return { world: this.keep(SUCCESSOR), outcomes: [...outcomes, outcome] };
          });
      });
    }
    return all;
  }

  expand(world: World, visit: Visit<World>): void {
    this.open(world);
    this.visit = visit;
    const timeouts = this.left(TIMEOUT);
    if (this.reduction !== undefined && this.now[BUDGETS] === timeouts * TIMEOUT) {
      this.expandSome(this.reduction, timeouts > 0);
      return;
    }
    this.expandLetters();
    for (let actor = 0; actor < this.actorCount; actor++) this.expandActor(actor);
  }

  fingerprint(world: World, words: Uint32Array): void {
    const isNext = world === SUCCESSOR;
    const symmetry = this.reduction?.symmetry;
    if (symmetry !== undefined) {
      const length = isNext ? this.writeNext() : this.readKept(world);
      const stretch = { from: FIRST_LOCAL, to: this.firstLetter, end: length };
      symmetry.print(this.room, stretch, this.room[HISTORY] as number, words);
      return;
    }
    words[0] = isNext ? this.next.high : this.store.at(world, PRINT_HIGH);
    words[1] = isNext ? this.next.low : this.store.at(world, PRINT_LOW);
  }

  keep(world: World): World {
    return world === SUCCESSOR ? this.keepNext() : world;
  }

  release(world: World): void {
    this.store.letGo(world);
  }

  violation(world: World): string | undefined {
    const history = world === SUCCESSOR ? this.next.history : this.store.at(world, HISTORY);
    const found = this.histories.violationOf(history);
    return found === undefined ? undefined : `${found.property}: ${found.explanation}`;
  }

  /** What a choice means in a world. */
  happening(world: World, choice: number): Happening {
    this.open(world);
    const kind = choice % BRANCH_UNIT;
    const branch = Math.trunc((choice % OPERAND_UNIT) / BRANCH_UNIT);
    const operand = Math.trunc(choice / OPERAND_UNIT);
    if (kind === DROPS) return { kind: 'drop', letter: operand };
    if (kind === DELIVER || kind === DELIVER_COPY) {
      const { to } = this.steps.letters.at(operand);
      const isUp = !this.localOf(to).isCrashed;
      return {
        kind: kind === DELIVER ? 'deliver' : 'deliverCopy',
        letter: operand,
        actor: to,
        outcome: isUp ? this.outcomeOf(to, deliveredCode(operand), branch) : undefined,
      };
    }
    const actor = Math.trunc(operand / PLACES);
    const place = operand % PLACES;
    const outcome = this.outcomeOf(actor, codeOf(kind, place), branch);
    const name = (['expire', 'answer', 'crash', 'restart'] as const)[kind - EXPIRE];
    return { kind: present(name, 'a kind of choice'), actor, place, outcome };
  }

  /** The name of the timer that a choice lets expire. */
  timerOf(world: World, actor: ActorIndex, place: number): string {
    this.open(world);
    return present(this.localOf(actor).timers[place], 'a timer');
  }

  private blank(): World {
    const { room } = this;
    room[HISTORY] = 0;
    room[MEMORY] = 0;
    room[BUDGETS] = budgetWord(this.bounds);
    for (let actor = 0; actor < this.actorCount; actor++)
      room[FIRST_LOCAL + actor] = this.steps.fresh(actor);
    putPrint(room, this.firstLetter);
    return this.store.keep(room, this.firstLetter);
  }

  private open(world: World): void {
    const length = this.store.lengthOf(world);
    if (length > this.now.length) this.now = new Int32Array(2 * length);
    this.length = this.store.read(world, this.now);
  }

  private left(unit: number): number {
    return left(this.now[BUDGETS] as number, unit);
  }

  private localOf(actor: ActorIndex): Local {
    return this.steps.locals.at(this.now[FIRST_LOCAL + actor] as number);
  }

  private outcomeOf(actor: ActorIndex, code: number, branch: number): Outcome {
    const local = this.now[FIRST_LOCAL + actor] as number;
    const outcomes = this.steps.outcomes(actor, local, this.now[MEMORY] as number, code);
    return present(outcomes[branch], 'a branch');
  }

  private expandLetters(): void {
    const { now, length } = this;
    const mayDrop = this.left(DROP) > 0;
    const mayDouble = this.left(DUPLICATE) > 0;
    let previous = -1;
    for (let i = this.firstLetter; i < length; i++) {
      const letter = now[i] as number;
      if (letter === previous) continue;
      previous = letter;
      invariant(letter < OPERANDS_MAX, 'more distinct messages than a choice can name');
      const { to } = this.steps.letters.at(letter);
      const isUp = !this.localOf(to).isCrashed;
      const code = deliveredCode(letter);
      if (isUp) this.happen(to, code, letter, DELIVER, i, 0);
      else this.lose(letter, DELIVER, i, 0);
      if (mayDrop) this.lose(letter, DROPS, i, DROP);
      if (isUp && mayDouble) this.happen(to, code, letter, DELIVER_COPY, NOBODY, DUPLICATE);
    }
  }

  private expandActor(actor: ActorIndex): void {
    const operand = actor * PLACES;
    const { isCrashed, timers, asked } = this.localOf(actor);
    if (isCrashed) {
      this.happen(actor, RESTARTED, operand, RESTART, NOBODY, 0);
      return;
    }
    if (this.left(TIMEOUT) > 0)
      for (let place = 0; place < timers.length; place++)
        this.happen(actor, expiredCode(place), operand + place, EXPIRE, NOBODY, TIMEOUT);
    for (let place = 0; place < asked.length; place++)
      this.happen(actor, answeredCode(place), operand + place, ANSWER, NOBODY, 0);
    if (this.left(CRASH) > 0 && !this.byzantine.has(actor))
      this.happen(actor, CRASHED, operand, CRASHES, NOBODY, CRASH);
  }

  /** What is enough, where nothing can go wrong any more but that timers run out. */
  private expandSome(reduction: Reduction, mayExpire: boolean): void {
    const { now, length, firstLetter } = this;
    reduction.choose(now, FIRST_LOCAL, firstLetter, length, mayExpire);
    for (let i = firstLetter; i < length; i++) {
      const letter = now[i] as number;
      if (i > firstLetter && letter === now[i - 1]) continue;
      if (!reduction.takesLetter(letter)) continue;
      const { to } = this.steps.letters.at(letter);
      if (this.localOf(to).isCrashed) this.lose(letter, DELIVER, i, 0);
      else this.happen(to, deliveredCode(letter), letter, DELIVER, i, 0);
    }
    for (let actor = 0; actor < this.actorCount; actor++) {
      const operand = actor * PLACES;
      const { isCrashed, asked, timers } = this.localOf(actor);
      if (isCrashed) {
        if (reduction.takesRestart(actor))
          this.happen(actor, RESTARTED, operand, RESTART, NOBODY, 0);
        continue;
      }
      for (let place = 0; mayExpire && place < timers.length; place++)
        if (reduction.takesExpiry(actor, place))
          this.happen(actor, expiredCode(place), operand + place, EXPIRE, NOBODY, TIMEOUT);
      for (let place = 0; place < asked.length; place++)
        if (reduction.takesAnswer(actor, place))
          this.happen(actor, answeredCode(place), operand + place, ANSWER, NOBODY, 0);
    }
  }

  /** Visits what comes of a cue; `letterAt`: which message it takes out of the world. */
  private happen(
    actor: ActorIndex,
    code: number,
    operand: number,
    kind: number,
    letterAt: number,
    spent: number,
  ): void {
    const { now } = this;
    const local = now[FIRST_LOCAL + actor] as number;
    const outcomes = this.steps.outcomes(actor, local, now[MEMORY] as number, code);
    for (let branch = 0; branch < outcomes.length; branch++) {
      const outcome = outcomes[branch] as Outcome;
      if (outcome.lies > 0 && outcome.lies > this.left(LIE)) continue;
      this.step(actor, outcome, letterAt, spent);
      this.visit(operand * OPERAND_UNIT + branch * BRANCH_UNIT + kind, SUCCESSOR);
    }
  }

  /** Visits the world without one of its messages. */
  private lose(letter: number, kind: number, letterAt: number, spent: number): void {
    this.next.afterLoss(this.now, (this.now[BUDGETS] as number) - spent, letterAt);
    this.visit(letter * OPERAND_UNIT + kind, SUCCESSOR);
  }

  private step(actor: ActorIndex, outcome: Outcome, letterAt: number, spent: number): void {
    const { now } = this;
    const history = this.histories.extend(now[HISTORY] as number, actor, outcome.events);
    const budgets = (now[BUDGETS] as number) - spent - outcome.lies * LIE;
    this.next.afterStep(now, actor, outcome, history, budgets, letterAt);
  }

  private keepNext(): World {
    const length = this.writeNext();
    return this.store.keep(this.room, length);
  }

  /** Writes the successor out; gives its length. */
  private writeNext(): number {
    const room = this.next.room(this.length);
    if (room > this.room.length) this.room = new Int32Array(2 * room);
    return this.next.write(this.now, this.length, this.firstLetter, this.room);
  }

  private readKept(world: World): number {
    const length = this.store.lengthOf(world);
    if (length > this.room.length) this.room = new Int32Array(2 * length);
    return this.store.read(world, this.room);
  }
}

function codeOf(kind: number, place: number): number {
  switch (kind) {
    case EXPIRE:
      return expiredCode(place);
    case ANSWER:
      return answeredCode(place);
    case CRASHES:
      return CRASHED;
    default:
      return RESTARTED;
  }
}
