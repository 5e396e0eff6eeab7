/**
 * What it is: the two ways in which the event stream becomes something to look at.
 * A *projection* is a state folded over the events before the cursor, with key frames to go back quickly.
 * An *index* only ever grows with the stream (points of a chart, messages, marks) and is cut at the cursor
 * when it is read, so it is fed each event once however often the cursor moves.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';

/** What every projection may know beside the stream. */
export interface ProjectionBrief {
  readonly plan: Plan;
  readonly actors: readonly ActorEntry[];
}

export interface Projection<State> {
  create(brief: ProjectionBrief): State;
  /** Applies the event at `seq`; changes `state` in place. */
  apply(state: State, events: EventReader, seq: number): void;
  copy(state: State): State;
}

/** Fed every event once, in order. */
export interface StreamIndex {
  feed(events: EventReader, seq: number): void;
}

/** One that looks only at some kinds of event: the others need not be fed to it. */
export interface KindIndex extends StreamIndex {
  wants(kind: string): boolean;
}

/** Which of some indexes look at which kind of event, resolved once to a table by kind id. */
export class KindFeeder {
  private readonly table: (readonly KindIndex[] | undefined)[] = [];
  private readonly indexes: readonly KindIndex[];

  constructor(indexes: readonly KindIndex[]) {
    this.indexes = indexes;
  }

  /** Feeds the event at `seq` to those that want its kind. */
  feed(events: EventReader, seq: number): void {
    if (this.table.length !== events.shapes.length) this.resolve(events);
    const wanting = this.table[events.kind(seq)];
    if (wanting === undefined) return;
    for (const index of wanting) index.feed(events, seq);
  }

  private resolve(events: EventReader): void {
    this.table.length = 0;
    for (const { kind } of events.shapes) {
      const wanting = this.indexes.filter((index) => index.wants(kind));
      this.table.push(wanting.length === 0 ? undefined : wanting);
    }
  }
}

const KEY_FRAME_EVERY = 16_384;

/** A projection that can be asked for at any place of the stream. */
export class ProjectionTape<State> {
  private readonly keyFrames: State[] = [];
  private state: State;
  private position = 0;
  private readonly projection: Projection<State>;
  private readonly events: EventReader;

  constructor(projection: Projection<State>, brief: ProjectionBrief, events: EventReader) {
    this.projection = projection;
    this.events = events;
    this.state = projection.create(brief);
    this.keyFrames.push(projection.copy(this.state));
  }

  /** The state after the events before `seq`. Valid until the next call. */
  at(seq: number): State {
    if (seq < this.position) {
      const frame = Math.min(Math.floor(seq / KEY_FRAME_EVERY), this.keyFrames.length - 1);
      this.state = this.projection.copy(this.keyFrames[frame] as State);
      this.position = frame * KEY_FRAME_EVERY;
    }
    while (this.position < seq) {
      this.projection.apply(this.state, this.events, this.position);
      this.position++;
      if (this.position === this.keyFrames.length * KEY_FRAME_EVERY) {
        this.keyFrames.push(this.projection.copy(this.state));
      }
    }
    return this.state;
  }
}

/** Handlers by kind of event, resolved once to a table by kind id. */
export type Handlers<State> = Readonly<
  Record<string, (state: State, events: EventReader, seq: number) => void>
>;

/** Calls the handler of an event's kind, if there is one. Made once per stream. */
export class Dispatcher<State> {
  private readonly table: (
    ((state: State, events: EventReader, seq: number) => void) | undefined
  )[] = [];
  private readonly handlers: Handlers<State>;

  constructor(handlers: Handlers<State>) {
    this.handlers = handlers;
  }

  dispatch(state: State, events: EventReader, seq: number): void {
    if (this.table.length !== events.shapes.length) this.resolve(events);
    this.table[events.kind(seq)]?.(state, events, seq);
  }

  private resolve(events: EventReader): void {
    this.table.length = 0;
    for (const shape of events.shapes) this.table.push(this.handlers[shape.kind]);
  }
}
