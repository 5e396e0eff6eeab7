/**
 * What it is: the events that the stage draws as points on a lane, gathered once from the stream and cut at the
 * cursor and the window when they are read. A rule names the point of a kind of event.
 */

import { IntColumn, RealColumn, countBelow } from '../base/growable.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { KindIndex } from './projection.ts';

/** A point on an actor's lane. */
export interface Milestone {
  readonly actor: number;
  readonly at: number;
  readonly seq: number;
  readonly kind: string;
  readonly label: string;
  /** What ends here, of which request: the stretch since the actor's milestone before of the same `slot`. */
  readonly ends?: MilestonePhase;
  /** Of which request this is one step; undefined for what stands alone. */
  readonly slot?: number;
}

export interface MilestonePhase {
  readonly title: string;
  readonly hue: number;
}

export type MilestoneRules = Readonly<
  Record<string, (events: EventReader, seq: number) => Omit<Milestone, 'actor' | 'at' | 'seq'>>
>;

/** The milestones of one coordination. */
export class MilestoneIndex implements KindIndex {
  private readonly seq = new IntColumn();
  private readonly at = new RealColumn();
  private readonly coordination: number;
  private readonly actors: readonly ActorEntry[];
  private readonly rules: MilestoneRules;

  constructor(coordination: number, actors: readonly ActorEntry[], rules: MilestoneRules) {
    this.coordination = coordination;
    this.actors = actors;
    this.rules = rules;
  }

  wants(kind: string): boolean {
    return this.rules[kind] !== undefined;
  }

  feed(events: EventReader, seq: number): void {
    if (!this.wants((events.shapes[events.kind(seq)] as { kind: string }).kind)) return;
    if (this.actors[events.actor(seq)]?.coordination !== this.coordination) return;
    this.seq.push(seq);
    this.at.push(events.at(seq));
  }

  /** Those in [from, to) before the event `cursor`, in order; evenly thinned to at most about `most`. */
  between(
    events: EventReader,
    from: number,
    to: number,
    cursor: number,
    most: number,
  ): readonly Milestone[] {
    const known = countBelow(this.seq.values, this.seq.length, cursor);
    const first = countBelow(this.at.values, known, from);
    const last = countBelow(this.at.values, known, to);
    const stride = Math.max(1, Math.ceil((last - first) / most));
    const found: Milestone[] = [];
    for (let row = first; row < last; row += stride) {
      found.push(this.milestone(events, this.seq.values[row] as number));
    }
    return found;
  }

  private milestone(events: EventReader, seq: number): Milestone {
    const shape = events.shapes[events.kind(seq)];
    const rule = shape === undefined ? undefined : this.rules[shape.kind];
    const named = rule?.(events, seq) ?? { kind: '', label: '' };
    return { actor: events.actor(seq), at: events.at(seq), seq, ...named };
  }
}
