/**
 * What it is: coordinations that open after the run has begun: at their time, or when others have concluded whose
 * outputs they take. What is known of their participants is what the registry knows then, and their actors have no
 * state before; those of one that waits for others are not even seated, and come behind all that there are.
 */

import type { AgentIndex, EventSeq, Micros } from '../base/units.ts';
import { NO_ACTOR } from '../base/units.ts';
import type { Credentials } from '../contract/credentials.ts';
import {
  coordinationFailed,
  coordinationStarted,
  coordinationSupplied,
} from '../events/kernelEvents.ts';
import { healthOf } from '../registry/health.ts';
import { reputationOf } from '../registry/reputation.ts';
import type { Admission } from './admission.ts';
import type { Actor, Coordination, Knowledge } from './cast.ts';
import type { KernelParts } from './parts.ts';
import { takeSupplies, upstreamsOf } from './supplying.ts';
import type { Refusal } from './supplying.ts';
import type { World } from './world.ts';
import { OPENING_ENTRY, START_ENTRY } from './world.ts';

/** Opens a coordination now, or sees to it that it opens at its time; one that takes of others waits for them. */
export function announceOpening(world: World, coordination: Coordination, cause: EventSeq): void {
  const { startMicros = 0, supplies } = coordination.planned;
  if (supplies !== undefined) return;
  if (startMicros === 0) return open(world, coordination, cause);
  // One start to come for all of them, so that the run does not end before.
  queueOpening(world, coordination, startMicros, cause);
}

/** A coordination has concluded by the event `cause`: those that waited for it alone open now, or at their time. */
export function summonDependents(world: World, source: Coordination, cause: EventSeq): void {
  for (const coordination of world.coordinations) {
    const { supplies = [], startMicros = 0 } = coordination.planned;
    if (coordination.isSummoned || supplies.every(({ from }) => from !== source.planned.id))
      continue;
    const upstreams = upstreamsOf(world, coordination);
    const isOver = upstreams.every(({ standing }) => standing.status !== 'running');
    const isLost = upstreams.some(({ standing }) => standing.status === 'failed');
    if (!isOver && !isLost) continue;
    coordination.isSummoned = true;
    queueOpening(world, coordination, isLost ? world.now : Math.max(world.now, startMicros), cause);
  }
}

function queueOpening(world: World, { index }: Coordination, at: Micros, cause: EventSeq): void {
  world.inFlight++;
  world.queue.push(at, OPENING_ENTRY, index, 0, 0, cause);
}

/** The time of a coordination has come. */
export function openLate(
  world: World,
  parts: KernelParts,
  coordination: Coordination,
  cause: EventSeq,
): void {
  world.inFlight--;
  const isSupplied = coordination.planned.supplies !== undefined;
  const newcomers = isSupplied ? supplied(world, parts, coordination, cause) : [];
  if (newcomers === undefined) return;
  learn(
    coordination,
    coordination.seats.map(({ agent }) =>
      agent === undefined ? undefined : knowledgeOf(world, parts, agent),
    ),
  );
  const own = isSupplied ? newcomers : coordination.seats.map(({ actor }) => world.actor(actor));
  for (const { entry, context } of own) {
    context.now = world.now;
    world.states[entry.actor] = coordination.protocol.conduct.start(context);
  }
  open(world, coordination, cause);
  if (newcomers.length > 0) parts.faults.admit(newcomers);
}

/** Takes what is handed on and brings in the actors; undefined when the coordination fails for it. */
function supplied(
  world: World,
  parts: KernelParts,
  coordination: Coordination,
  cause: EventSeq,
): readonly Actor[] | undefined {
  const supplies = takeSupplies(world, coordination);
  if (!supplies.ok) {
    refuse(world, coordination, supplies.problem, cause);
    return undefined;
  }
  const { planned, taken } = supplies.value;
  for (const { source, words, supply } of taken)
    world.note(coordinationSupplied, NO_ACTOR, cause, {
      coordination: coordination.index,
      source: source.index,
      words,
      supply: JSON.stringify(supply),
    });
  const handovers = taken.map(({ words, supply: { from, output, port } }) => ({
    from,
    output,
    port,
    words,
  }));
  return admit(parts, coordination, { planned, taken: handovers, opensAt: world.now });
}

/** Seats a coordination that has waited; `known` are the credentials of all actors, if issued before. */
export function admit(
  { world, transport }: KernelParts,
  coordination: Coordination,
  admission: Admission,
  known?: readonly Credentials[],
): readonly Actor[] {
  coordination.planned = admission.planned;
  coordination.opensAt = admission.opensAt;
  world.admissions.push({ ...admission, coordination: coordination.index });
  const newcomers = world.seat(coordination, known);
  transport.admit(newcomers);
  return newcomers;
}

function refuse(
  world: World,
  coordination: Coordination,
  { error, reason }: Refusal,
  cause: EventSeq,
): void {
  const { standing, index } = coordination;
  const outcome = JSON.stringify({ decision: error, reason });
  standing.status = 'failed';
  standing.error = error;
  standing.outcome = outcome;
  standing.concludedAt = world.now;
  world.running--;
  const values = { coordination: index, error, outcome };
  const failed = world.note(coordinationFailed, NO_ACTOR, cause, values);
  summonDependents(world, coordination, failed);
}

/** Gives the seats what is known of their agents. */
export function learn(
  coordination: Coordination,
  knowledge: readonly (Knowledge | undefined)[],
): void {
  coordination.knowledge = knowledge;
  coordination.seats.forEach((seat, place) => Object.assign(seat, knowledge[place]));
}

function open(world: World, coordination: Coordination, cause: EventSeq): void {
  const { index, planned, seats } = coordination;
  coordination.isOpen = true;
  const opened = world.note(coordinationStarted, NO_ACTOR, cause, {
    coordination: index,
    protocol: planned.protocol,
    participants: planned.participants.length,
  });
  world.inFlight += seats.length;
  for (const { actor } of seats) world.queue.push(world.now, START_ENTRY, actor, 0, 0, opened);
}

function knowledgeOf(
  world: World,
  { transport, consultations }: KernelParts,
  agent: AgentIndex,
): Knowledge {
  const evidence = world.registry.evidence(agent);
  const parts = world.actors.filter(({ entry }) => entry.agent === agent);
  const health = healthOf({
    isDown: parts.every(({ entry }) => world.isCrashed[entry.actor] === 1),
    isSlow: parts.some(({ entry }) => (transport.delays[entry.actor] ?? 0) > 0),
    questions: consultations.questionsOf(agent),
  });
  const { performanceMilli } = evidence;
  return {
    reputationMilli: reputationOf(evidence),
    ...(performanceMilli !== undefined && { performanceMilli }),
    health,
  };
}
