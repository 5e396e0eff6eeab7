/**
 * What it is: the steps of the protocol's real machines, each taken once: how an actor stands, what happens to it
 * and what its coalition remembers decide what comes of it, so the same question is not asked again. In
 * interleavings of many actors the same few steps occur over and over.
 * Shapes: locals, letters, memories are numbered in the order in which they were first met.
 * Errors: a step that throws, and more than 256 branches of one step, are our bugs.
 * Cost: a step that is new copies the actor's state and writes its text; a known one is a look-up.
 */

import { deepCopy } from '../../base/copy.ts';
import { invariant, present } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Answer, Question } from '../../contract/consultation.ts';
import type { Input, Message } from '../../contract/protocol.ts';
import { agentCrashed, agentRestarted } from '../../events/kernelEvents.ts';
import type { Cast, Player } from './cast.ts';
import type { Histories, SaidEvent } from './history.ts';
import { Numbered } from './numbered.ts';
import { cueOf } from './parts.ts';
import type { Asked, Cue, Letter, Local, Outcome, Posting } from './parts.ts';
import { lettersPrint } from './worldPrint.ts';
import { StatePrints } from './statePrint.ts';
import { StepOutbox } from './stepOutbox.ts';
import type { Memory } from './stepOutbox.ts';
import type { WorldBounds } from './worldBounds.ts';

/** Branches of one step. */
const BRANCHES_MAX = 256;
const MEMORY_UNIT = 2 ** 24;
const FULL_CONFIDENCE_PPM = 1_000_000;
const DECISIONS = ['agree', 'disagree', 'abstain'] as const;

/** A crash is no step of the machine. */
type StepCue = Exclude<Cue, { readonly kind: 'crashed' }>;

/** What is not changed by its own step may be shared by all copies. */
const isValue = Object.isFrozen;

/** The steps of one search. */
export class ActorSteps {
  readonly locals: Numbered<Local>;
  readonly letters: Numbered<Letter>;
  private readonly cast: Cast;
  private readonly bounds: WorldBounds;
  private readonly histories: Histories;
  private readonly memories: Numbered<Memory>;
  /** Outcomes by cue and memory, for each local of each actor. */
  private readonly known: Map<number, readonly Outcome[]>[][];

  constructor(cast: Cast, bounds: WorldBounds, histories: Histories) {
    const prints = new StatePrints();
    this.cast = cast;
    this.bounds = bounds;
    this.histories = histories;
    this.locals = new Numbered((local) => prints.of(local));
    this.letters = new Numbered(({ from, to, message }) => `${from} ${to} ${prints.of(message)}`);
    this.memories = new Numbered((memory) => prints.of(memory));
    const faults = cast.players.flatMap(({ lies }) => lies.map(({ fault }) => fault));
    this.memories.numberOf(new Map(faults.map((fault) => [fault, new Map<string, unknown>()])));
    this.known = cast.players.map(() => []);
  }

  /** The number of how an actor stands before anything happened. */
  fresh(actor: ActorIndex): number {
    const { context, choices } = this.player(actor);
    choices.reset();
    const state = this.cast.protocol.conduct.start(context);
    const blank = { isCrashed: false, persisted: undefined, timers: [], asked: [] };
    return this.locals.numberOf({ ...blank, state, mind: undefined });
  }

  /** What comes of a cue, given as its number: at least one outcome; the same list every time. */
  outcomes(actor: ActorIndex, local: number, memory: number, code: number): readonly Outcome[] {
    const known = this.known[actor] as Map<number, readonly Outcome[]>[];
    const byCue = (known[local] ??= new Map<number, readonly Outcome[]>());
    // An honest actor has no memory but its own, and its keys stay small.
    const key = memory === 0 ? code : -(code * MEMORY_UNIT + memory);
    let outcomes = byCue.get(key);
    if (outcomes === undefined)
      byCue.set(key, (outcomes = this.tryOut(actor, local, memory, cueOf(code))));
    return outcomes;
  }

  private player(actor: ActorIndex): Player {
    return present(this.cast.players[actor], 'an actor');
  }

  private tryOut(actor: ActorIndex, local: number, memory: number, cue: Cue): Outcome[] {
    const player = this.player(actor);
    const before = this.locals.at(local);
    if (cue.kind === 'crashed') return [this.crash(before, memory)];
    const outcomes: Outcome[] = [];
    player.choices.reset();
    do {
      invariant(outcomes.length < BRANCHES_MAX, `a step of ${player.name} has too many branches`);
      outcomes.push(this.take(actor, before, memory, cue));
    } while (player.choices.advance());
    return outcomes;
  }

  /** State, timers and questions are lost. */
  private crash({ state, persisted, mind }: Local, memory: number): Outcome {
    const { conduct } = this.cast.protocol;
    const local = this.locals.numberOf({
      isCrashed: true,
      state: undefined,
      persisted:
        conduct.durable === undefined ? persisted : deepCopy(conduct.durable(state), isValue),
      timers: [],
      asked: [],
      mind,
    });
    const events = this.histories.listOf([{ kind: agentCrashed.kind, fields: { fault: '' } }]);
    const nothing = {
      letters: [],
      lettersPrint: lettersPrint([]),
      postings: [],
      sendings: 0,
      timersSet: [],
      lies: 0,
    };
    return { ...nothing, local, memory, events };
  }

  private take(actor: ActorIndex, before: Local, memory: number, cue: StepCue): Outcome {
    const player = this.player(actor);
    const { conduct } = this.cast.protocol;
    const { context, lies } = player;
    const isLiar = lies.length > 0;
    const shared = isLiar ? deepCopy(this.memories.at(memory), isValue) : new Map();
    const outbox = new StepOutbox(player, shared, this.bounds.lies);
    const state =
      cue.kind === 'restarted' ? conduct.start(context) : deepCopy(before.state, isValue);
    conduct.step(state, this.inputOf(before, cue), context, outbox);
    const postings = outbox.sent.map(({ to, message, sending, copy }): Posting => {
      return { letter: this.letters.numberOf({ from: actor, to, message }), sending, copy };
    });
    const letters = postings.map(({ letter }) => letter).sort((x, y) => x - y);
    return {
      local: this.localAfter(player, before, cue, state, outbox),
      memory: isLiar ? this.memories.numberOf(shared) : memory,
      events: this.histories.listOf(this.wantedOf(cue, outbox)),
      letters,
      lettersPrint: lettersPrint(letters),
      postings,
      sendings: outbox.sendings,
      timersSet: [...outbox.timers].flatMap(([timer, after]) =>
        after === undefined ? [] : [{ timer, after }],
      ),
      lies: outbox.lies,
    };
  }

  private inputOf(before: Local, cue: StepCue): Input<Message> {
    switch (cue.kind) {
      case 'started':
        return { kind: 'started' };
      case 'restarted':
        return { kind: 'restarted', persisted: deepCopy(before.persisted, isValue) };
      case 'delivered':
        return { kind: 'delivered', ...this.letters.at(cue.letter) };
      case 'expired':
        return { kind: 'expired', timer: present(before.timers[cue.place], 'a timer') };
      case 'answered':
        return { kind: 'answered', ...present(before.asked[cue.place], 'a question') };
    }
  }

  private localAfter(
    player: Player,
    before: Local,
    cue: Cue,
    state: unknown,
    outbox: StepOutbox,
  ): number {
    const timers = new Set(before.timers);
    if (cue.kind === 'expired') timers.delete(present(before.timers[cue.place], 'a timer'));
    for (const [timer, after] of outbox.timers) {
      if (after === undefined) timers.delete(timer);
      else timers.add(timer);
    }
    const asked = before.asked.filter((_, i) => cue.kind !== 'answered' || i !== cue.place);
    let { mind } = before;
    for (const question of outbox.questions) {
      const given = this.answer(player, mind, question);
      ({ mind } = given);
      asked.push({ question, answer: given.answer });
    }
    return this.locals.numberOf({
      isCrashed: false,
      state,
      persisted: outbox.persisted === undefined ? before.persisted : outbox.persisted.value,
      timers: [...timers].sort(),
      asked,
      mind,
    });
  }

  /** A vote may go any way, if so wished; else the agent answers as in a run. */
  private answer(
    player: Player,
    before: unknown,
    question: Question,
  ): Asked & { readonly mind: unknown } {
    if (question.kind === 'vote' && this.bounds.votes === 'any') {
      const decision = present(DECISIONS[player.choices.branch(DECISIONS.length)], 'a decision');
      const answer: Answer = {
        kind: 'vote',
        decision,
        confidencePpm: FULL_CONFIDENCE_PPM,
        rationale: '',
      };
      return { question, answer, mind: before };
    }
    const agent = present(player.agent, `the agent of ${player.name}`);
    const behaviour = present(this.cast.agents.get(agent.kind), `agents: ${agent.kind}`);
    const mind =
      before === undefined ? behaviour.open(agent, player.choices) : deepCopy(before, isValue);
    const { answer } = behaviour.answer(mind, question, player.choices, 0);
    return { question, answer, mind };
  }

  private wantedOf(cue: Cue, { events }: StepOutbox): readonly SaidEvent[] {
    const wanted = events.filter(({ kind }) => this.histories.wants(kind));
    if (cue.kind !== 'restarted') return wanted;
    return [{ kind: agentRestarted.kind, fields: { fault: '' } }, ...wanted];
  }
}
