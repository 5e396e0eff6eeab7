/**
 * What it is: the named timers of all actors.
 * Setting a timer that is set replaces it. A timer that is set later than it was keeps its place in the
 * queue and is put in again when that comes; so a timer that is set over and over costs one entry, not
 * one for each time. `setCount` says how many are set: entries of timers that are not set any more stay
 * in the queue and do nothing.
 * Shapes: a timer has a record while it is set or has an entry in the queue, and afterwards until another timer takes
 * the record over, so that one that is set again and again finds its own. A record's generation tells an old entry
 * from a new one.
 */

import { deepCopy } from '../../base/copy.ts';
import { invariant, present } from '../../base/invariant.ts';
import { MICROS_LIMIT, NO_EVENT } from '../../base/units.ts';
import type { ActorIndex, EventSeq, Micros } from '../../base/units.ts';

interface TimerRecord {
  actor: ActorIndex;
  name: string;
  isSet: boolean;
  deadline: Micros;
  /** When its entry in the queue comes, or -1 when it has none. */
  queuedAt: Micros;
  generation: number;
  /** The event that led to its being set. */
  cause: EventSeq;
  /** Whether it is among the free records, though it may be in use again: it is not put there twice. */
  isListed: boolean;
}

export interface TimersSnapshot {
  readonly records: readonly TimerRecord[];
  readonly free: readonly number[];
}

/** Puts an entry for a timer's record into the queue. */
export type QueueTimer = (at: Micros, record: number, generation: number) => void;

const NOT_QUEUED = -1;

/** The timers of a run. */
export class Timers {
  /** How many timers are set. */
  setCount = 0;
  private records: TimerRecord[] = [];
  private free: number[] = [];
  /** Each actor's records by name. */
  private readonly named: Map<string, number>[] = [];
  private readonly queue: QueueTimer;

  constructor(actorCount: number, queue: QueueTimer) {
    for (let i = 0; i < actorCount; i++) this.named.push(new Map());
    this.queue = queue;
  }

  /** Sets a timer to expire `after` from `now`; `cause` is the event that led to it. */
  set(actor: ActorIndex, name: string, now: Micros, after: Micros, cause: EventSeq): void {
    if (!(Number.isInteger(after) && after >= 0)) refuseTimer(name, after);
    const place = this.placeOf(actor, name);
    const record = this.records[place] as TimerRecord;
    if (!record.isSet) this.setCount++;
    record.isSet = true;
    record.cause = cause;
    record.deadline = Math.min(now + after, MICROS_LIMIT - 1);
    if (record.queuedAt === NOT_QUEUED || record.queuedAt > record.deadline) {
      this.enqueue(place, record);
    }
  }

  /** Cancels a timer, if it is set. */
  cancel(actor: ActorIndex, name: string): void {
    const place = this.named[actor]?.get(name);
    if (place !== undefined) this.unset(this.records[place] as TimerRecord);
  }

  /** Cancels all timers of an actor. */
  clear(actor: ActorIndex): void {
    for (const place of present(this.named[actor], 'an actor').values()) {
      this.unset(this.records[place] as TimerRecord);
    }
  }

  /** Takes an entry that came up in the queue; gives the timer's actor and name if it expires now. */
  take(place: number, generation: number, now: Micros): TimerRecord | undefined {
    const record = present(this.records[place], 'a timer');
    if (record.generation !== generation) return undefined;
    record.queuedAt = NOT_QUEUED;
    if (record.isSet && record.deadline > now) {
      this.enqueue(place, record);
      return undefined;
    }
    const hasExpired = record.isSet;
    this.unset(record);
    this.release(place, record);
    return hasExpired ? record : undefined;
  }

  snapshot(): TimersSnapshot {
    return deepCopy({ records: this.records, free: this.free });
  }

  restore(snapshot: TimersSnapshot): void {
    const { records, free } = deepCopy(snapshot);
    this.records = [...records];
    this.free = [...free];
    this.setCount = 0;
    for (const names of this.named) names.clear();
    for (const [place, record] of records.entries()) {
      if (record.isSet) this.setCount++;
      this.named[record.actor]?.set(record.name, place);
    }
  }

  private enqueue(place: number, record: TimerRecord): void {
    record.generation = (record.generation + 1) | 0;
    record.queuedAt = record.deadline;
    this.queue(record.deadline, place, record.generation);
  }

  private unset(record: TimerRecord): void {
    if (record.isSet) this.setCount--;
    record.isSet = false;
  }

  private placeOf(actor: ActorIndex, name: string): number {
    const names = present(this.named[actor], 'an actor');
    const known = names.get(name);
    if (known !== undefined) return known;
    const place = this.takeFree() ?? this.records.length;
    const generation = this.records[place]?.generation ?? 0;
    this.records[place] = {
      actor,
      name,
      isSet: false,
      deadline: 0,
      queuedAt: NOT_QUEUED,
      generation,
      cause: NO_EVENT,
      isListed: false,
    };
    names.set(name, place);
    return place;
  }

  /** A record that nobody uses, taken from the timer that had it. */
  private takeFree(): number | undefined {
    for (;;) {
      const place = this.free.pop();
      if (place === undefined) return undefined;
      const record = this.records[place] as TimerRecord;
      record.isListed = false;
      if (record.isSet || record.queuedAt !== NOT_QUEUED) continue;
      this.named[record.actor]?.delete(record.name);
      return place;
    }
  }

  private release(place: number, record: TimerRecord): void {
    if (record.isListed) return;
    record.isListed = true;
    this.free.push(place);
  }
}

function refuseTimer(name: string, after: Micros): never {
  invariant(false, `timer ${name} after ${after}`);
}
