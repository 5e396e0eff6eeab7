/**
 * What it is: the whole state of a run at one moment, and its way back.
 * A snapshot shares with the run only what is never changed: messages, the plan, keys, the rows and texts
 * that were there. A run that is restored from it goes on exactly as the undisturbed one would; several
 * may be restored from one snapshot, and none notices the others.
 * What properties have seen is not copied: the recorded events are shown to them again when it matters.
 * Cost: linear in the states, the queue and what is on its way; not in the length of the stream.
 */

import type { ChoicesState } from '../base/choices.ts';
import { deepCopy } from '../base/copy.ts';
import { invariant, present } from '../base/invariant.ts';
import type { EventSeq, Micros } from '../base/units.ts';
import type { Credentials } from '../contract/credentials.ts';
import type { LogMark } from '../events/eventLog.ts';
import type { Coordination, CoordinationStanding } from './cast.ts';
import type { Evidence } from '../registry/reputation.ts';
import type { ConsultationsSnapshot } from './effects/consultations.ts';
import { EventQueue } from './eventQueue.ts';
import type { EventQueueSnapshot } from './eventQueue.ts';
import type { FaultsSnapshot } from './interference/faultControl.ts';
import type { MessageSlotsSnapshot } from './effects/messageSlots.ts';
import { admit, learn } from './openings.ts';
import type { KernelParts } from './parts.ts';
import type { AppliedIntervention, RunStatus } from './run.ts';
import type { TimersSnapshot } from './effects/timers.ts';
import type { Opening, World } from './world.ts';

/** The counters of a run. */
interface Counters {
  readonly now: Micros;
  readonly inFlight: number;
  readonly faultsAhead: number;
  readonly running: number;
  readonly isHalted: boolean;
  readonly haltedBy: EventSeq;
}

export interface PartsSnapshot {
  readonly log: LogMark;
  readonly counters: Counters;
  readonly queue: EventQueueSnapshot;
  readonly slots: MessageSlotsSnapshot;
  readonly timers: TimersSnapshot;
  readonly consultations: ConsultationsSnapshot;
  readonly balances: ReadonlyMap<string, number>;
  readonly faults: FaultsSnapshot;
  readonly sendings: Int32Array;
  readonly states: readonly unknown[];
  readonly persisted: readonly unknown[];
  readonly choices: readonly ChoicesState[];
  readonly incarnations: Int32Array;
  readonly isStarted: Uint8Array;
  readonly isCrashed: Uint8Array;
  readonly standings: readonly CoordinationStanding[];
  readonly openings: readonly Pick<Coordination, 'isOpen' | 'isSummoned' | 'knowledge'>[];
  readonly admissions: World['admissions'];
  readonly records: readonly Evidence[];
}

/** A run at one moment. */
export interface RunSnapshot {
  readonly opening: Opening;
  readonly steps: number;
  readonly status: RunStatus;
  readonly interventions: readonly AppliedIntervention[];
  /** Of all actors: keys have no state, and seals made with them must still be good. */
  readonly credentials: readonly Credentials[];
  readonly parts: PartsSnapshot;
}

/** The state of all parts now. */
export function snapshotParts(parts: KernelParts): PartsSnapshot {
  const { world, transport, timers, consultations, ledger, faults } = parts;
  const { opening, stream } = world;
  invariant(opening.recording === 'on', 'only a recorded run can be restored');
  const { now, inFlight, faultsAhead, running, isHalted, haltedBy } = world;
  return {
    log: stream.log.mark(),
    counters: { now, inFlight, faultsAhead, running, isHalted, haltedBy },
    queue: world.queue.snapshot(),
    slots: world.slots.snapshot(),
    timers: timers.snapshot(),
    consultations: consultations.snapshot(),
    balances: ledger.snapshot(),
    faults: faults.snapshot(),
    sendings: transport.sendings.slice(),
    states: deepCopy(world.states, Object.isFrozen),
    persisted: deepCopy(world.persisted, Object.isFrozen),
    choices: world.actors.map((actor) => actor.context.choices.snapshot()),
    incarnations: world.incarnations.slice(),
    isStarted: world.isStarted.slice(),
    isCrashed: world.isCrashed.slice(),
    standings: world.coordinations.map((one) => ({ ...one.standing })),
    openings: world.coordinations.map(({ isOpen, isSummoned, knowledge }) => ({
      isOpen,
      isSummoned,
      knowledge,
    })),
    admissions: [...world.admissions],
    records: world.registry.snapshot(),
  };
}

/** Puts the parts of a new run of the same opening into the state of a snapshot. */
export function restoreParts(
  parts: KernelParts,
  snapshot: PartsSnapshot,
  credentials: readonly Credentials[],
): void {
  const { world, transport, timers, consultations, ledger, faults } = parts;
  for (const { coordination, ...admission } of snapshot.admissions) {
    const waiting = present(world.coordinations[coordination], 'a coordination');
    faults.targets.admit(admit(parts, waiting, admission, credentials));
  }
  world.stream.goOn(snapshot.log);
  world.watchers.catchUp(world.stream.log);
  Object.assign(world, snapshot.counters);
  world.queue = EventQueue.restore(snapshot.queue);
  world.slots.restore(snapshot.slots);
  timers.restore(snapshot.timers);
  consultations.restore(snapshot.consultations);
  ledger.restore(snapshot.balances);
  faults.restore(snapshot.faults);
  transport.sendings.set(snapshot.sendings);
  restoreActors(world, snapshot);
  world.registry.restore(snapshot.records);
  for (const [i, { isOpen, isSummoned, knowledge }] of snapshot.openings.entries()) {
    const coordination = world.coordinations[i];
    if (coordination === undefined) continue;
    coordination.isOpen = isOpen;
    coordination.isSummoned = isSummoned;
    learn(coordination, knowledge);
  }
  for (const [i, standing] of snapshot.standings.entries()) {
    const coordination = world.coordinations[i];
    if (coordination !== undefined) coordination.standing = { ...standing };
  }
}

function restoreActors(world: World, snapshot: PartsSnapshot): void {
  const states = deepCopy(snapshot.states, Object.isFrozen);
  const persisted = deepCopy(snapshot.persisted, Object.isFrozen);
  for (const [i, actor] of world.actors.entries()) {
    world.states[i] = states[i];
    world.persisted[i] = persisted[i];
    const choices = snapshot.choices[i];
    if (choices !== undefined) actor.context.choices.restore(choices);
  }
  world.incarnations.set(snapshot.incarnations);
  world.isStarted.set(snapshot.isStarted);
  world.isCrashed.set(snapshot.isCrashed);
}
