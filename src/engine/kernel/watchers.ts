/**
 * What it is: the watchers of a run: every property of every coordination's protocol, fed with the events
 * that it wants to see.
 * Whom a watcher is told to be crashed or Byzantine follows from the events alone, so feeding the
 * recorded events again gives the same state: that is how a run is restored. A run that is executed again only
 * to be looked at need not be judged again: `recall` takes the verdicts from what it recorded.
 * Tempers: an *always* property is violated by a violation at any time. An *eventually* property is met when it
 * is observed, and violated by a violation when the run is over or when it was never observed. A
 * *sometimes* property is not held when it was never observed, which is no violation.
 */

import { invariant } from '../base/invariant.ts';
import type { ActorIndex, CoordinationIndex, EventSeq, Micros } from '../base/units.ts';
import { NO_ACTOR, NO_EVENT } from '../base/units.ts';
import type { Property, Seat, Violation, Watch, WatchBrief } from '../contract/protocol.ts';
import type { NetworkSettings } from '../document/design.ts';
import type { EventReader, EventRecord } from '../events/eventReader.ts';
import {
  agentCorrupted,
  agentCrashed,
  agentRestarted,
  messageDelivered,
  messageDropped,
  messageSent,
  propertyObserved,
  propertyViolated,
} from '../events/kernelEvents.ts';
import { readRecord } from '../events/say.ts';
import { longestDelay } from '../network/latency.ts';
import type { InvariantSummary } from './run.ts';

/** One property of one coordination, and what is known of it so far. */
export interface Watching {
  readonly property: Property<unknown>;
  readonly coordination: CoordinationIndex;
  readonly watch: Watch;
  isObserved: boolean;
  violatedAt: Micros | undefined;
  explanation: string | undefined;
}

/** What an event meant to a property: it was violated, or seen to hold for the first time. */
export interface Finding {
  readonly watching: Watching;
  readonly violation: Violation | undefined;
}

/** What the watchers need of a coordination. */
export interface WatchedCoordination {
  readonly index: CoordinationIndex;
  readonly planned: {
    readonly id: string;
    readonly parameters: unknown;
    readonly network: NetworkSettings;
  };
  readonly protocol: { readonly properties: readonly Property<unknown>[] };
  readonly seats: readonly Seat[];
}

const NOTHING: readonly Finding[] = [];
const UNWATCHABLE = new Set([messageSent.kind, messageDelivered.kind, messageDropped.kind]);
const VERDICTS = new Set([propertyObserved.kind, propertyViolated.kind]);
const ALL: CoordinationIndex = -1;

/** All properties of a run. */
export class Watchers {
  readonly watchings: Watching[] = [];
  private readonly coordinations: readonly WatchedCoordination[];
  private readonly coordinationOf: (actor: ActorIndex) => CoordinationIndex;
  private readonly byKind = new Map<string, Watching[]>();
  /** Recorded events that are still to be seen, from `missedFrom` on: after a restore, and while verdicts are recalled. */
  private missed: EventReader | undefined;
  private missedFrom = 0;
  /** The run's events as they were, whose verdicts are taken. */
  private known: EventReader | undefined;
  private readonly crashed = new Set<ActorIndex>();
  /** By actor (twins come after all seats): 1 if it has ever been Byzantine. Every property asks for every event. */
  private readonly byzantine: number[];

  constructor(
    coordinations: readonly WatchedCoordination[],
    coordinationOf: (actor: ActorIndex) => CoordinationIndex,
  ) {
    this.coordinations = coordinations;
    this.coordinationOf = coordinationOf;
    this.byzantine = coordinations.flatMap(({ seats }) => seats.map(() => 0));
    for (const { kind } of [agentCrashed, agentRestarted, agentCorrupted])
      this.byKind.set(kind, []);
    // What a coordination that waits for others is watched for is known when it has its seats.
    for (const one of coordinations) if (one.seats.length > 0) this.open(one);
  }

  /** What `events` holds now was before: it is looked at as soon as something depends on it. */
  catchUp(events: EventReader): void {
    this.missed = events;
    this.missedFrom = 0;
  }

  /**
   * The run, whose events so far are `own`, is executed again: as long as they last, verdicts are taken from those that
   * it recorded, `known`. With undefined, and behind their end, properties look for themselves again.
   */
  recall(known: EventReader | undefined, own: EventReader): void {
    this.known = known;
    if (known === undefined || this.missed !== undefined) return;
    this.missed = own;
    this.missedFrom = own.length;
  }

  /** Whether anybody wants events of this kind. */
  wants(kind: string): boolean {
    return this.byKind.has(kind);
  }

  /** Shows an event to those who want it; what follows from it is recorded from event `next` on. */
  observe(event: EventRecord, next: EventSeq): readonly Finding[] {
    const watchings = this.byKind.get(event.kind);
    if (watchings === undefined) return NOTHING;
    const { known } = this;
    if (known !== undefined && event.seq < known.length)
      return this.recalled(known, event.seq, next);
    this.seeMissed(event.seq);
    this.follow(event);
    if (watchings.length === 0) return NOTHING;
    const coordination = this.coordinationOfEvent(event);
    let findings: Finding[] | undefined;
    for (const watching of watchings) {
      if (coordination !== ALL && watching.coordination !== coordination) continue;
      const finding = noteVerdict(watching, watching.watch.observe(event), event.at);
      if (finding !== undefined) (findings ??= []).push(finding);
    }
    return findings ?? NOTHING;
  }

  /** Asks every property once more, when the run is over at `now`; what follows is recorded from event `next` on. */
  conclude(now: Micros, next: EventSeq): readonly Finding[] {
    const { known } = this;
    if (known !== undefined && next < known.length) return this.recalled(known, NO_EVENT, next);
    this.seeMissed();
    return this.watchings.flatMap((watching) => {
      if (watching.violatedAt !== undefined) return [];
      const verdict = watching.watch.conclude();
      const finding = noteVerdict(watching, verdict, now);
      if (finding !== undefined) return [finding];
      if (watching.isObserved || watching.property.temper !== 'eventually') return [];
      const violation = { explanation: 'It was not met before the run was over.', actors: [] };
      return noteVerdict(watching, violation, now) ?? [];
    });
  }

  /** How every property stands. */
  summaries(isJudged: boolean): readonly InvariantSummary[] {
    this.seeMissed();
    return this.watchings.map((watching) => {
      const { property, coordination, isObserved, violatedAt, explanation } = watching;
      const isHeld = violatedAt === undefined && (property.temper === 'always' || isObserved);
      return {
        name: property.name,
        title: property.title,
        coordination: this.coordinations[coordination]?.planned.id ?? '',
        temper: property.temper,
        held: isHeld,
        violatedAt,
        explanation: explanation ?? (isHeld ? undefined : unheld(property.temper, isJudged)),
      };
    });
  }

  /** Begins to watch a coordination. */
  open(coordination: WatchedCoordination): void {
    const { planned, seats, protocol, index } = coordination;
    const brief: WatchBrief<unknown> = {
      parameters: planned.parameters,
      seats,
      isByzantine: (actor) => this.byzantine[actor] === 1,
      isCrashed: (actor) => this.crashed.has(actor),
      delayMost: () => longestDelay(planned.network),
    };
    for (const property of protocol.properties) {
      const watching: Watching = {
        property,
        coordination: index,
        watch: property.watch(brief),
        isObserved: false,
        violatedAt: undefined,
        explanation: undefined,
      };
      for (const kind of property.watches) {
        invariant(!UNWATCHABLE.has(kind), `${property.name} may not watch ${kind}`);
        const others = this.byKind.get(kind);
        if (others === undefined) this.byKind.set(kind, [watching]);
        else others.push(watching);
      }
      this.watchings.push(watching);
    }
  }

  /** Sees what was missed before event `until`. */
  private seeMissed(until?: EventSeq): void {
    const { missed, missedFrom } = this;
    if (missed === undefined) return;
    this.missed = undefined;
    this.known = undefined;
    const isWanted = missed.shapes.map((shape) => this.wants(shape.kind));
    const isVerdict = missed.shapes.map((shape) => VERDICTS.has(shape.kind));
    const end = until ?? missed.length;
    for (let seq = missedFrom; seq < end; seq++) {
      const kind = missed.kind(seq);
      if (isVerdict[kind] === true) this.recallVerdict(readRecord(missed, seq));
      else if (isWanted[kind] === true) this.observe(readRecord(missed, seq), seq + 1);
    }
  }

  /** The verdicts from event `next` on that followed from event `cause`. */
  private recalled(known: EventReader, cause: EventSeq, next: EventSeq): readonly Finding[] {
    let findings: Finding[] | undefined;
    for (let seq = next; seq < known.length && known.cause(seq) === cause; seq++) {
      if (!VERDICTS.has(known.shapes[known.kind(seq)]?.kind ?? '')) break;
      const verdict = readRecord(known, seq);
      const watching = this.recallVerdict(verdict);
      if (watching === undefined) continue;
      const { explanation = '' } = watching;
      const actors = verdict.actor === NO_ACTOR ? [] : [verdict.actor];
      const isMet = verdict.kind === propertyObserved.kind;
      (findings ??= []).push({ watching, violation: isMet ? undefined : { explanation, actors } });
    }
    return findings ?? NOTHING;
  }

  /** Takes a verdict from the record: those at the end of a run followed from no event. */
  private recallVerdict({ at, kind, fields }: EventRecord): Watching | undefined {
    const watching = this.watchings.find(
      (one) =>
        one.property.name === fields['property'] && one.coordination === fields['coordination'],
    );
    if (watching === undefined) return undefined;
    if (kind === propertyObserved.kind) {
      watching.isObserved = true;
    } else {
      watching.violatedAt = at;
      watching.explanation = String(fields['explanation']);
    }
    return watching;
  }

  /** Keeps up with who is crashed and who has ever been Byzantine. */
  private follow(event: EventRecord): void {
    if (event.kind === agentCrashed.kind) this.crashed.add(event.actor);
    else if (event.kind === agentRestarted.kind) this.crashed.delete(event.actor);
    else if (event.kind === agentCorrupted.kind) this.byzantine[event.actor] = 1;
  }

  /** An event belongs to its actor's coordination, or to the one that it names, or to all. */
  private coordinationOfEvent(event: EventRecord): CoordinationIndex {
    if (event.actor >= 0) return this.coordinationOf(event.actor);
    const named = event.fields['coordination'];
    return typeof named === 'number' ? named : ALL;
  }
}

function noteVerdict(
  watching: Watching,
  verdict: Violation | 'observed' | undefined,
  at: Micros,
): Finding | undefined {
  if (verdict === undefined) return undefined;
  if (verdict === 'observed') {
    if (watching.isObserved) return undefined;
    watching.isObserved = true;
    return { watching, violation: undefined };
  }
  if (watching.violatedAt !== undefined) return undefined;
  watching.violatedAt = at;
  watching.explanation = verdict.explanation;
  return { watching, violation: verdict };
}

function unheld(temper: 'always' | 'eventually' | 'sometimes', isJudged: boolean): string {
  if (!isJudged) return 'It has not been observed so far.';
  return temper === 'sometimes'
    ? 'It was never observed in this run.'
    : 'It was not judged, because the run was stopped before.';
}
