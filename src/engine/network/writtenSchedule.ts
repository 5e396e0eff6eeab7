/**
 * What it is: the schedule that a design carries, looked up by transmission. A sender's message of which
 * nothing is written takes its way through the network as ever.
 * Several entries may speak of one transmission: a drop goes before a delay, the last of several delays
 * counts, and an entry for a single copy goes before one for all of them.
 * Cost: for a sender of whom nothing is written one look into an array, else one into a map.
 */

import type { ActorIndex } from '../base/units.ts';
import type { Decision } from '../document/design.ts';
import type { Passage, Scheduling } from './scheduling.ts';

/** An actor as decisions name it. */
export interface Named {
  readonly coordination: string;
  readonly name: string;
}

const ALL_COPIES = -1;

/** The decisions of a design. */
export class WrittenSchedule implements Scheduling {
  readonly stepMicros = 0;
  private readonly decisions: readonly Decision[];
  private readonly actors: Named[] = [];
  /** By sender; undefined where nothing is written of it. */
  private bySender: (Map<string, Passage> | undefined)[] = [];

  /** `actors` by index; the decisions are those of a plan, whose names are known. */
  constructor(decisions: readonly Decision[], actors: readonly Named[]) {
    this.decisions = decisions;
    this.admit(actors);
  }

  /** These come behind all that there are, and what is written of them holds too. */
  admit(actors: readonly Named[]): void {
    this.actors.push(...actors);
    const bySender: (Map<string, Passage> | undefined)[] = this.actors.map(() => undefined);
    for (const decision of this.decisions) {
      for (const [from, to] of linksOf(decision, this.actors)) {
        const passages = (bySender[from] ??= new Map<string, Passage>());
        const copy = decision.copy === undefined ? ALL_COPIES : decision.copy - 1;
        const key = keyOf(to, decision.number - 1, copy);
        passages.set(key, joined(passages.get(key), decision));
      }
    }
    this.bySender = bySender;
  }

  passage(from: ActorIndex, to: ActorIndex, number: number, copy: number): Passage | undefined {
    const passages = this.bySender[from];
    if (passages === undefined) return undefined;
    return passages.get(keyOf(to, number, copy)) ?? passages.get(keyOf(to, number, ALL_COPIES));
  }

  /** Nothing is ever held. */
  release(): number {
    return 0;
  }
}

function linksOf(
  { coordination, from, to }: Decision,
  actors: readonly Named[],
): readonly (readonly [ActorIndex, ActorIndex])[] {
  const named = (name: string): readonly ActorIndex[] =>
    actors.flatMap((actor, index) =>
      actor.name === name && (coordination ?? actor.coordination) === actor.coordination
        ? [index]
        : [],
    );
  const receivers = named(to);
  return named(from).flatMap((sender) =>
    receivers
      .filter((receiver) => actors[receiver]?.coordination === actors[sender]?.coordination)
      .map((receiver) => [sender, receiver] as const),
  );
}

function joined(before: Passage | undefined, decision: Decision): Passage {
  const known = before ?? {
    delayMicros: undefined,
    isDropped: false,
    copyMicros: undefined,
    isHeld: false,
  };
  switch (decision.kind) {
    case 'delay':
      return { ...known, delayMicros: decision.delayMicros };
    case 'drop':
      return { ...known, isDropped: true };
    case 'duplicate':
      return { ...known, copyMicros: decision.delayMicros };
  }
}

function keyOf(to: ActorIndex, number: number, copy: number): string {
  return `${to}/${number}/${copy}`;
}
