/**
 * What it is: a run: the loop that takes one entry after another from the queue and does what it says.
 * Everything that happens follows from the plan and the interventions; how the work is sliced does not show.
 * A step is one entry of the queue, also one that turns out to do nothing (a timer that was set anew).
 * The end: *settled* when every coordination is concluded and no message or consultation is on its way;
 * *quiet* when nothing is left to happen; *timeLimit*, *eventLimit* and *violation* as they say. Whatever is
 * not concluded then has failed, with the end's error. Rules: kernel/SPEC.md.
 * Errors: a step that throws is our bug, and the run is of no use after it.
 */

import { invariant } from '../base/invariant.ts';
import type { ActorIndex, Micros } from '../base/units.ts';
import { NO_ACTOR, NO_EVENT } from '../base/units.ts';
import type { AgentBehaviours } from '../agents/behaviour.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Credentials } from '../contract/credentials.ts';
import type { AnyProtocol } from '../contract/protocol.ts';
import type { EventReader } from '../events/eventReader.ts';
import { coordinationFailed, runFinished, runStarted } from '../events/kernelEvents.ts';
import type { Plan } from '../plan/plan.ts';
import { Dispatcher } from './dispatch.ts';
import { Consultations } from './effects/consultations.ts';
import { FaultControl } from './interference/faultControl.ts';
import { refuseIntervention } from './interference/refusal.ts';
import { Ledger } from './effects/ledger.ts';
import { KernelOutbox } from './effects/outbox.ts';
import { announceOpening } from './openings.ts';
import type {
  ActorEntry,
  AppliedIntervention,
  FinishReason,
  Intervention,
  InvariantSummary,
  KeyFrame,
  Run,
  RunStatus,
  RunSummary,
} from './run.ts';
import { restoreParts, snapshotParts } from './snapshot.ts';
import type { RunSnapshot } from './snapshot.ts';
import type { KernelParts } from './parts.ts';
import { upstreamsOf } from './supplying.ts';
import { Stepper } from './effects/stepper.ts';
import { summarise } from './summary.ts';
import { Timers } from './effects/timers.ts';
import { Transport } from './effects/transport.ts';
import { FAULT_END_ENTRY, FAULT_ENTRY, TIMER_ENTRY, World } from './world.ts';
import type { Opening } from './world.ts';

/** Why a coordination failed that the end of the run found unconcluded. */
const UNCONCLUDED: Readonly<Record<FinishReason, string>> = {
  settled: 'stalled',
  quiet: 'stalled',
  timeLimit: 'time_limit',
  eventLimit: 'event_limit',
  violation: 'property_violated',
};

export type RunOptions = Pick<
  Opening,
  'recording' | 'scheduling' | 'credentials' | 'spare' | 'workshop'
>;

/** Opens a run of a plan; nothing of it has happened yet but its beginning. */
export function openSimulation(
  plan: Plan,
  protocols: ReadonlyMap<ProtocolId, AnyProtocol>,
  agents: AgentBehaviours,
  options: RunOptions,
): Simulation {
  const simulation = new Simulation({ plan, protocols, agents, ...options });
  simulation.begin();
  return simulation;
}

/** A run in progress; see the head of the file. */
export class Simulation implements Run {
  readonly plan: Plan;
  status: RunStatus = { phase: 'running' };
  steps = 0;

  private readonly world: World;
  private readonly timers: Timers;
  private readonly parts: KernelParts;
  private readonly dispatcher: Dispatcher;
  private entries: readonly ActorEntry[] = [];
  private applied: readonly AppliedIntervention[] = [];

  /** A run in which nothing has happened, not even its beginning; use `openSimulation`. */
  constructor(opening: Opening, credentials?: readonly Credentials[]) {
    const world = new World(opening, credentials);
    this.plan = opening.plan;
    this.world = world;
    this.timers = new Timers(world.actorsMost, (at, record, generation) => {
      world.queue.push(at, TIMER_ENTRY, record, generation, 0, NO_EVENT);
    });
    const outboxParts = {
      world,
      transport: new Transport(world),
      timers: this.timers,
      consultations: new Consultations(world),
      ledger: new Ledger(),
    };
    const stepper = new Stepper(world, new KernelOutbox(outboxParts));
    const faults = new FaultControl(world, outboxParts.transport, this.timers, (actor, cause) => {
      stepper.revive(actor, cause);
    });
    this.parts = { ...outboxParts, faults };
    this.dispatcher = new Dispatcher(this.parts, stepper);
  }

  /** A run of its own that goes on from a snapshot exactly as the one that it was taken from. */
  static restore(snapshot: RunSnapshot): Simulation {
    const run = new Simulation(snapshot.opening, snapshot.credentials);
    restoreParts(run.parts, snapshot.parts, snapshot.credentials);
    run.steps = snapshot.steps;
    run.status = snapshot.status;
    run.applied = snapshot.interventions;
    return run;
  }

  /** The whole state now, for going on from here later; only of a recorded run. */
  snapshot(): RunSnapshot {
    const { world } = this;
    return {
      opening: world.opening,
      steps: this.steps,
      status: this.status,
      interventions: this.applied,
      credentials: this.credentials,
      parts: snapshotParts(this.parts),
    };
  }

  keyFrame(): KeyFrame {
    const snapshot = this.snapshot();
    const { now: at, steps, eventCount: events } = this;
    return { events, at, steps, resume: () => Simulation.restore(snapshot) };
  }

  /** Records the beginning and queues what the plan foresees: faults before starts, so that one at 0 holds at once. */
  begin(): void {
    const { world, plan } = this;
    const counts = { agents: plan.agents.length, actors: this.actors.length };
    const started = world.note(runStarted, NO_ACTOR, NO_EVENT, counts);
    for (const [i, { at, until, when }] of plan.faults.entries()) {
      if (when !== undefined) continue;
      world.foresee(at, FAULT_ENTRY, i, NO_EVENT);
      if (until !== undefined) world.foresee(until, FAULT_END_ENTRY, i, NO_EVENT);
    }
    for (const coordination of world.coordinations) announceOpening(world, coordination, started);
  }

  get events(): EventReader {
    return this.world.stream.log;
  }

  /** Another list when actors have come. */
  get actors(): readonly ActorEntry[] {
    if (this.entries.length !== this.world.actors.length)
      this.entries = this.world.actors.map((actor) => actor.entry);
    return this.entries;
  }

  get now(): Micros {
    return this.world.now;
  }

  get interventions(): readonly AppliedIntervention[] {
    return this.applied;
  }

  /** How many events there have been, recorded or not. */
  get eventCount(): number {
    return this.world.stream.count;
  }

  /** How many messages have been sent. */
  get messageCount(): number {
    return this.world.coordinations.reduce((sum, { standing }) => sum + standing.messages, 0);
  }

  advance(until: Micros, steps: number): number {
    const { world } = this;
    const { virtualMicrosMax, eventsMax } = this.plan.limits;
    const last = Math.min(until, virtualMicrosMax);
    const { consultations } = this.parts;
    let done = 0;
    this.finishIfOver();
    while (this.status.phase === 'running') {
      if (world.scheduling !== undefined) this.parts.transport.release(world.queue.peekAt());
      invariant(world.queue.size > 0, 'nothing is queued, and yet the run is not over');
      if (done >= steps || consultations.isOwing) {
        const next = world.queue.peekAt();
        if (next > last) this.wait(until, done < steps);
        if (next > last || done >= steps || consultations.isHeldUp(next)) break;
      }
      if (!world.queue.popUntil(last)) {
        this.wait(until, true);
        break;
      }
      world.now = world.queue.at;
      done++;
      this.steps++;
      this.dispatcher.perform();
      this.finishIfOver();
      if (world.stream.count >= eventsMax) this.finishAtEventLimit();
    }
    return done;
  }

  intervene(action: Intervention): string | undefined {
    if (this.status.phase === 'finished') return 'The run is over.';
    const { faults } = this.parts;
    const refusal = refuseIntervention(action, faults);
    if (refusal !== undefined) return refusal;
    const name = `intervention/${this.applied.length}`;
    this.applied = [...this.applied, { afterSteps: this.steps, at: this.world.now, action }];
    faults.apply(action, name);
    this.finishIfOver();
    return undefined;
  }

  recall(known: EventReader | undefined): void {
    this.world.watchers.recall(known, this.events);
  }

  appearance(actor: ActorIndex): Readonly<Record<string, string | number | boolean>> {
    const { conduct } = this.world.actor(actor).coordination.protocol;
    return conduct.appearance(this.world.states[actor]);
  }

  summary(): RunSummary {
    return summarise(this.world, this.status);
  }

  /** What another run may be opened with, once this one is over. */
  get spare(): NonNullable<Opening['spare']> {
    return { queue: this.world.queue };
  }

  /** Of all actors; they have no state, so another run of the same coordinations may share them. */
  get credentials(): readonly Credentials[] {
    return this.world.actors.map((actor) => actor.context.credentials);
  }

  /** How every property stands: the part of the summary that costs nothing to come by. */
  invariants(): readonly InvariantSummary[] {
    return this.world.watchers.summaries(this.status.phase === 'finished');
  }

  digest(): string {
    return this.world.stream.log.digest();
  }

  /** What every agent and protocol actor that paid or was paid holds; the sum is 0. */
  accounts(): ReadonlyMap<string, number> {
    return this.parts.ledger.accounts();
  }

  /**
   * Lets time pass in which nothing happens. The time limit ends the run only in an `advance` that has
   * steps left, so that one that counts steps stands exactly where the last of them left it.
   */
  private wait(until: Micros, hasStepsLeft: boolean): void {
    const { virtualMicrosMax } = this.plan.limits;
    if (until < virtualMicrosMax) {
      this.world.now = Math.max(this.world.now, until);
    } else if (hasStepsLeft) {
      this.world.now = virtualMicrosMax;
      this.finish('timeLimit');
    }
  }

  private finishAtEventLimit(): void {
    if (this.status.phase === 'running') this.finish('eventLimit');
  }

  /** Ends the run if nothing more can or may happen. */
  private finishIfOver(): void {
    if (this.status.phase === 'finished') return;
    const { world } = this;
    if (world.isHalted) this.finish('violation');
    else if (world.inFlight > 0) return;
    else if (world.running === 0) this.finish('settled');
    else if (world.faultsAhead === 0 && this.timers.setCount === 0) this.finish('quiet');
  }

  private finish(reason: FinishReason): void {
    const { world } = this;
    const cause = reason === 'violation' ? world.haltedBy : NO_EVENT;
    this.status = { phase: 'finished', reason };
    world.isEnding = true;
    for (const coordination of world.coordinations) {
      const { standing, index } = coordination;
      if (standing.status !== 'running') continue;
      const isOrphan = upstreamsOf(world, coordination).some(
        (one) => one.standing.status !== 'completed',
      );
      standing.status = 'failed';
      standing.error = isOrphan ? 'upstream_failed' : UNCONCLUDED[reason];
      standing.concludedAt = world.now;
      const values = { coordination: index, error: standing.error, outcome: '{}' };
      world.note(coordinationFailed, NO_ACTOR, cause, values);
    }
    if (reason !== 'violation')
      world.judge(world.watchers.conclude(world.now, world.stream.count), NO_EVENT);
    world.note(runFinished, NO_ACTOR, cause, { reason });
  }
}
