/**
 * What it is: one message delivered at a time, by priorities.
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees
 * of Finding Bugs, ASPLOS 2010 (PCT); for messages: Ozkan, Majumdar, Niksic, Befrouei, Weissenbacher:
 * Randomized Testing of Distributed Systems with Probabilistic Guarantees, OOPSLA 2018 (PCTCP).
 * The messages of a run are partitioned online into chains: a message joins a chain whose last message had
 * been delivered to its sender before, so a chain is ordered by causality; else it begins one. Every chain gets
 * a random place among the priorities; of the messages that wait, that of the highest chain arrives next. At
 * depth − 1 random deliveries the chain that would be next is put below all others.
 * A depth of d is found with a chance of at least 1 / (w² n^(d−1)) for width w and n messages.
 *
 * What is not the paper's: there is time here. Each delivery takes a fixed step of virtual time, so timers
 * come due as they would; and the clock is one more chain: while it stands above all messages that wait, time
 * goes on to the next timer instead, a few times at most, and then it stands below all others. What the
 * guarantee says holds of the orders of messages, for a number of messages that is taken from a calm run.
 */

import { present } from '../../base/invariant.ts';
import type { ActorIndex, Micros } from '../../base/units.ts';
import type { HeldMessage, Passage, Scheduling } from '../../network/scheduling.ts';
import { HELD } from '../../network/scheduling.ts';
import { Dice } from '../dice.ts';
import { FaultNames, mixFaults } from '../faultMix.ts';
import type { Attempt, Circumstances } from './strategy.ts';
import { limitsOf, seedOf } from './strategy.ts';

/** How often the clock may go ahead of messages that wait. */
const CLOCK_STEPS = 4;
/** Whose turn it is when it is no chain's. */
const CLOCK = -1;

/** One run by priorities; in half of the runs with faults beside. */
export function byPriorities({ ground, settings, dice, number }: Circumstances): Attempt {
  const { calm, design } = ground;
  const mixed = dice.oneIn(2) ? [] : mixFaults(ground, settings, dice, new FaultNames());
  const options = {
    depth: settings.depth,
    messages: Math.max(1, calm.messages),
    stepMicros: Math.max(1, Math.floor(calm.end / Math.max(1, calm.messages))),
  };
  return {
    variation: {
      seed: seedOf(dice),
      network: undefined,
      faults: [...design.faults, ...mixed],
      limits: limitsOf(ground, settings),
      schedule: [],
    },
    scheduling: () => new PriorityScheduling(options, Dice.of(settings.seed, number, 'priorities')),
  };
}

export interface PriorityOptions {
  /** d: the depth that is looked for. */
  readonly depth: number;
  /** About how many messages a run has: where changes are placed. */
  readonly messages: number;
  readonly stepMicros: Micros;
}

/** A chain by the state of its last message. */
interface Chain {
  /** The actor to which it was delivered; undefined while it waits. */
  deliveredTo: ActorIndex | undefined;
}

/** Delivers by priorities of chains. */
export class PriorityScheduling implements Scheduling {
  readonly stepMicros: Micros;
  private readonly dice: Dice;
  private readonly chains: Chain[] = [];
  /** Chains, and the clock, from the highest priority to the lowest. */
  private readonly order: number[] = [CLOCK];
  /** Chains that were put below all others, from the highest to the lowest. */
  private readonly lowered: number[] = [];
  private readonly changes: ReadonlySet<number>;
  /** The messages that waited when it was last asked, and the chain of each; some have gone since, others come behind. */
  private known: HeldMessage[] = [];
  private chainOfKnown: number[] = [];
  /** By chain: its first message among those that wait; -1: none. */
  private readonly waiting: number[] = [];
  private deliveries = 0;
  private clockSteps = CLOCK_STEPS;

  constructor({ depth, messages, stepMicros }: PriorityOptions, dice: Dice) {
    this.dice = dice;
    this.stepMicros = stepMicros;
    const changes = Array.from({ length: depth - 1 }, () => 1 + dice.choices.below(messages));
    this.changes = new Set(changes);
  }

  passage(): Passage {
    return HELD;
  }

  release(held: readonly HeldMessage[], now: Micros, next: Micros): number {
    // What happens at this very moment is not yet a choice.
    if (next === now) return CLOCK;
    this.look(held);
    if (this.changes.has(this.deliveries + 1)) this.lower();
    return this.firstOf(this.order, next) ?? this.firstOf(this.lowered, next) ?? 0;
  }

  /** Which message is the highest of a list's chains; CLOCK when the clock is above it; undefined when none waits. */
  private firstOf(list: readonly number[], next: Micros): number | undefined {
    for (const chain of list) {
      if (chain === CLOCK) {
        if (next < 0 || this.clockSteps === 0) continue;
        this.clockSteps--;
        return CLOCK;
      }
      const place = this.waiting[chain] as number;
      if (place >= 0) return this.deliver(place, chain);
    }
    return undefined;
  }

  /** Finds out which chain waits where. */
  private look(held: readonly HeldMessage[]): void {
    const { known, chainOfKnown, waiting } = this;
    waiting.fill(-1);
    let from = 0;
    for (let place = 0; place < held.length; place++) {
      const message = held[place] as HeldMessage;
      while (from < known.length && known[from] !== message) from++;
      const chain = from < known.length ? (chainOfKnown[from] as number) : this.place(message);
      from++;
      known[place] = message;
      chainOfKnown[place] = chain;
      if (waiting[chain] === -1) waiting[chain] = place;
    }
    known.length = chainOfKnown.length = held.length;
  }

  /** Puts a message into a chain that it is caused by, or begins one. */
  private place(message: HeldMessage): number {
    const known = this.chains.findIndex((chain) => chain.deliveredTo === message.from);
    if (known >= 0) {
      present(this.chains[known], 'a chain').deliveredTo = undefined;
      return known;
    }
    const chain = this.chains.push({ deliveredTo: undefined }) - 1;
    this.order.splice(this.dice.upTo(this.order.length), 0, chain);
    this.waiting.push(-1);
    return chain;
  }

  /** Puts the chain that would be next below all others. */
  private lower(): void {
    const isWaiting = (chain: number): boolean => chain !== CLOCK && this.waiting[chain] !== -1;
    const list = this.order.some(isWaiting) ? this.order : this.lowered;
    const place = list.findIndex(isWaiting);
    if (place >= 0) this.lowered.push(...list.splice(place, 1));
  }

  private deliver(place: number, chain: number): number {
    this.deliveries++;
    const message = present(this.known[place], 'a message that waits');
    present(this.chains[chain], 'a chain').deliveredTo = message.to;
    return place;
  }
}

/** Delivers whichever of the messages that wait, all with one chance: what priorities are measured by. */
export class UniformScheduling implements Scheduling {
  readonly stepMicros: Micros;
  private readonly dice: Dice;

  constructor(stepMicros: Micros, dice: Dice) {
    this.stepMicros = stepMicros;
    this.dice = dice;
  }

  passage(): Passage {
    return HELD;
  }

  release(held: readonly HeldMessage[], now: Micros, next: Micros): number {
    return next === now ? CLOCK : this.dice.choices.below(held.length);
  }
}
