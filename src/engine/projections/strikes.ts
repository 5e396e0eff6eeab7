/**
 * What it is: when each fault struck and for how long it held, planned or made by a person, as the stream
 * tells. The timeline shows it on the fault track.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { Strike } from './frame.ts';
import type { KindIndex } from './projection.ts';

const STRIKES_MOST = 1_000;

/** Which text field of an event names the fault, and whether the event begins or ends it. */
const RULES: Readonly<
  Record<string, readonly [field: number, side: 'begin' | 'end', kind: string]>
> = {
  'agent.crashed': [0, 'begin', 'crash'],
  'agent.restarted': [0, 'end', 'crash'],
  'agent.corrupted': [1, 'begin', 'behaviour'],
  'agent.slowed': [0, 'begin', 'slow'],
  'agent.healed': [0, 'end', 'misconduct'],
  'agent.clockSkewed': [0, 'begin', 'clock'],
  'agent.clockCorrected': [0, 'end', 'clock'],
  'network.partitioned': [1, 'begin', 'partition'],
  'network.healed': [0, 'end', 'partition'],
  'link.disturbed': [0, 'begin', 'link'],
  'link.restored': [0, 'end', 'link'],
};
const MISCONDUCT = ['behaviour', 'slow'];

interface Held {
  readonly place: number;
  readonly kind: string;
  /** Whom it still holds for; one that strikes the network holds for -1. */
  readonly actors: Set<number>;
}

/** The strikes of all faults, in order. */
export class StrikeIndex implements KindIndex {
  private readonly strikes: Strike[] = [];
  /** What holds now, by fault. */
  private readonly held = new Map<string, Held>();

  wants(kind: string): boolean {
    return RULES[kind] !== undefined;
  }

  feed(events: EventReader, seq: number): void {
    const kind = events.shapes[events.kind(seq)]?.kind ?? '';
    const rule = RULES[kind];
    if (rule === undefined) return;
    const [field, side, trouble] = rule;
    const fault = events.text(events.int(seq, field));
    const actor = events.actor(seq);
    if (side === 'end') this.end(events.at(seq), fault, actor, trouble);
    else if (trouble === 'partition') this.split(events, seq, fault);
    else this.begin(events, seq, fault, trouble, actor);
  }

  /** All strikes, those beyond the cursor too. */
  all(): readonly Strike[] {
    return this.strikes;
  }

  /** A split that is told again is over; a person's split takes the place of all others. */
  private split(events: EventReader, seq: number, fault: string): void {
    const at = events.at(seq);
    if (this.held.has(fault)) {
      this.close(fault, at);
      return;
    }
    if (fault.startsWith('intervention/')) this.closeAll(at, 'partition');
    this.begin(events, seq, fault, 'partition', -1);
  }

  private begin(
    events: EventReader,
    seq: number,
    fault: string,
    kind: string,
    actor: number,
  ): void {
    const known = this.held.get(fault);
    if (known !== undefined) {
      known.actors.add(actor);
      this.strike(known.place, actor);
      return;
    }
    if (this.strikes.length >= STRIKES_MOST) return;
    this.held.set(fault, { place: this.strikes.length, kind, actors: new Set([actor]) });
    const label = kind === 'link' ? events.text(events.int(seq, 1)) : kind;
    const actors = actor < 0 ? [] : [actor];
    this.strikes.push({ fault, kind: label, at: events.at(seq), seq, until: undefined, actors });
  }

  /** One more is struck by a fault that holds already. */
  private strike(place: number, actor: number): void {
    const strike = this.strikes[place];
    if (strike === undefined || actor < 0 || strike.actors.includes(actor)) return;
    this.strikes[place] = { ...strike, actors: [...strike.actors, actor] };
  }

  private end(at: number, fault: string, actor: number, kind: string): void {
    for (const [name, held] of this.held) {
      const isMeant = kind === 'misconduct' ? MISCONDUCT.includes(held.kind) : held.kind === kind;
      // Splits are told to be healed when the last of them is over.
      if (!isMeant || (fault !== '' && kind !== 'partition' && name !== fault)) continue;
      if (kind === 'partition' || kind === 'link') held.actors.clear();
      else held.actors.delete(actor);
      if (held.actors.size === 0) this.close(name, at);
    }
  }

  private closeAll(at: number, kind: string): void {
    for (const [name, held] of this.held) if (held.kind === kind) this.close(name, at);
  }

  private close(fault: string, until: number): void {
    const held = this.held.get(fault);
    const strike = held && this.strikes[held.place];
    this.held.delete(fault);
    if (held !== undefined && strike !== undefined) this.strikes[held.place] = { ...strike, until };
  }
}
