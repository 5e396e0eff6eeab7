/**
 * What it is: coordinations that open after the run has begun: what is known of their participants is what the
 * registry knows then, and their actors have no state before.
 */

import type { AgentIndex, EventSeq } from '../base/units.ts';
import { NO_ACTOR } from '../base/units.ts';
import { coordinationStarted } from '../events/kernelEvents.ts';
import { healthOf } from '../registry/health.ts';
import { reputationOf } from '../registry/reputation.ts';
import type { Coordination, Knowledge } from './cast.ts';
import type { Consultations } from './effects/consultations.ts';
import type { Transport } from './effects/transport.ts';
import type { World } from './world.ts';
import { OPENING_ENTRY, START_ENTRY } from './world.ts';

/** Where signs of an agent's health are seen. */
interface Senses {
  readonly transport: Pick<Transport, 'delays'>;
  readonly consultations: Consultations;
}

/** Opens a coordination now, or sees to it that it opens at its time. */
export function announceOpening(world: World, coordination: Coordination, cause: EventSeq): void {
  const { startMicros = 0 } = coordination.planned;
  if (startMicros === 0) return open(world, coordination, cause);
  // One start to come for all of them, so that the run does not end before.
  world.inFlight++;
  world.queue.push(startMicros, OPENING_ENTRY, coordination.index, 0, 0, cause);
}

/** The time of a coordination has come. */
export function openLate(
  world: World,
  parts: Senses,
  coordination: Coordination,
  cause: EventSeq,
): void {
  world.inFlight--;
  learn(
    coordination,
    coordination.seats.map(({ agent }) =>
      agent === undefined ? undefined : knowledgeOf(world, parts, agent),
    ),
  );
  for (const { actor } of coordination.seats) {
    const { context } = world.actor(actor);
    context.now = world.now;
    world.states[actor] = coordination.protocol.conduct.start(context);
  }
  open(world, coordination, cause);
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
  { transport, consultations }: Senses,
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
