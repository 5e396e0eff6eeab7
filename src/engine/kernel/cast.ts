/**
 * What it is: who takes part: a plan's coordinations with their seats, what each actor knows of them, and
 * the numbers that the kernel keeps for each coordination.
 * Shapes: actors are dense over the run; those of one coordination follow one another in cast order.
 * Errors: a plan whose protocol, participants or data do not exist is our bug: the planner refuses it.
 */

import { issueCredentials } from './credentials/issueCredentials.ts';
import { SeededChoices } from '../base/choices.ts';
import { invariant, present } from '../base/invariant.ts';
import type { ActorIndex, CoordinationIndex, Micros } from '../base/units.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Credentials } from '../contract/credentials.ts';
import type { AnyProtocol, CastSeat, Context, Resources, Seat } from '../contract/protocol.ts';
import { isTwinning, twinOf } from '../faults/cards.ts';
import { linkBases, Links } from '../network/link.ts';
import type { LinkBases } from '../network/link.ts';
import { regionDelays } from '../network/regions.ts';
import type { RegionDelays } from '../network/regions.ts';
import type { Plan, PlannedAgent, PlannedCoordination } from '../plan/plan.ts';
import type { ActorEntry } from './run.ts';

/** How a coordination stands, and what it has cost so far. */
export interface CoordinationStanding {
  status: 'running' | 'completed' | 'failed';
  concludedAt: Micros;
  decision: string;
  error: string | undefined;
  /** JSON, as the protocol recorded it. */
  outcome: string;
  confidence: number;
  messages: number;
  bytes: number;
  cost: number;
}

/** What of an agent is known when a coordination opens. */
export type Knowledge = Pick<Seat, 'reputationMilli' | 'performanceMilli' | 'health'>;

/** A coordination of the run. */
export interface Coordination {
  readonly index: CoordinationIndex;
  /** With what it has taken of others, once it has opened. */
  planned: PlannedCoordination;
  readonly protocol: AnyProtocol;
  /** None before the opening where it takes its participants, or anything else, of others. */
  seats: readonly Seat[];
  readonly links: Links;
  /** Undefined when its actors are not spread over regions. */
  regions: RegionDelays | undefined;
  standing: CoordinationStanding;
  /** When it opens, as far as that is known. */
  opensAt: Micros;
  /** Whether its opening is queued: of one that waits for others. */
  isSummoned: boolean;
  /** Whether its time has come. */
  isOpen: boolean;
  /** What its seats have learned when it opened late, by place. */
  knowledge: readonly (Knowledge | undefined)[];
}

/** What the kernel knows of an actor beside its state. */
export interface Actor {
  readonly entry: ActorEntry;
  readonly coordination: Coordination;
  /** Distinct in its coordination: the agent's id, with a number for its second seat and on. */
  readonly name: string;
  /** Its place among the seats of its coordination. */
  readonly place: number;
  readonly context: ActorContext;
  readonly bases: LinkBases;
  /** Of an agent that runs twice, the other instance's actor: of the first the second, and of the second the first. */
  readonly twin: ActorIndex | undefined;
  /** Whether it is the second instance; its context is that of the first, as is what others know it by. */
  readonly isTwin: boolean;
}

/** A coordination that nothing has happened in. */
function freshStanding(): CoordinationStanding {
  return {
    status: 'running',
    concludedAt: 0,
    decision: '',
    error: undefined,
    outcome: '{}',
    confidence: 0,
    messages: 0,
    bytes: 0,
    cost: 0,
  };
}

/** What an actor may know; `now` is set before each of its steps. */
export class ActorContext implements Context<unknown> {
  readonly self: Seat;
  now: Micros = 0;
  readonly openedAt: Micros;
  readonly parameters: unknown;
  readonly seats: readonly Seat[];
  readonly coordination: number;
  readonly choices: SeededChoices;
  readonly credentials: Credentials;
  readonly resources: Resources;
  /** A field and not a method, so that a step may take it out of the context. */
  readonly role: (role: string) => readonly ActorIndex[];
  readonly #source: Coordination;
  readonly #roles: ReadonlyMap<string, readonly ActorIndex[]>;

  constructor(
    self: Seat,
    coordination: Coordination,
    roles: ReadonlyMap<string, readonly ActorIndex[]>,
    choices: SeededChoices,
    credentials: Credentials,
  ) {
    this.self = self;
    this.openedAt = coordination.opensAt;
    this.parameters = coordination.planned.parameters;
    this.seats = coordination.seats;
    this.coordination = coordination.index;
    this.choices = choices;
    this.credentials = credentials;
    this.resources = coordination.planned.resources;
    this.#source = coordination;
    this.#roles = roles;
    this.role = (role) => roles.get(role) ?? NOBODY;
  }

  /** What a second instance of the actor may know: the same, with choices of its own. */
  twin(choices: SeededChoices): ActorContext {
    return new ActorContext(this.self, this.#source, this.#roles, choices, this.credentials);
  }
}

const NOBODY: readonly ActorIndex[] = [];

/**
 * Gives every coordination of the plan its actors, but those that wait for others; `known` are the actors' credentials,
 * if issued before.
 */
export function castPlan(
  plan: Plan,
  protocols: ReadonlyMap<ProtocolId, AnyProtocol>,
  known?: readonly Credentials[],
): { coordinations: Coordination[]; actors: Actor[] } {
  const coordinations: Coordination[] = [];
  const actors: Actor[] = [];
  for (const planned of plan.coordinations) {
    invariant(planned.index === coordinations.length, `${planned.id} is out of order`);
    const coordination: Coordination = {
      index: planned.index,
      planned,
      protocol: present(protocols.get(planned.protocol), `the protocol ${planned.protocol}`),
      seats: [],
      links: new Links(planned.network),
      regions: undefined,
      standing: freshStanding(),
      opensAt: planned.startMicros ?? 0,
      isSummoned: false,
      isOpen: false,
      knowledge: [],
    };
    coordinations.push(coordination);
    if (planned.supplies === undefined)
      actors.push(...castCoordination(plan, coordination, actors.length, known));
  }
  actors.push(...castTwins(plan, actors, actors.length));
  return { coordinations, actors };
}

/** Seats the participants of a coordination; gives its actors, the first of which has the number `first`. */
export function castCoordination(
  plan: Plan,
  coordination: Coordination,
  first: ActorIndex,
  known?: readonly Credentials[],
): readonly Actor[] {
  const { planned, protocol } = coordination;
  const { conduct } = protocol;
  const cast = conduct.cast(planned.parameters, planned.participants.length);
  coordination.seats = seatCast(plan, planned, cast, first);
  coordination.regions = regionDelays(cast, (from, to) =>
    conduct.regionLatency?.(planned.parameters, from, to),
  );
  const credentials =
    known?.slice(first, first + cast.length) ??
    issueCredentials(plan.seed, planned, coordination.seats);
  return actorsOf(plan.seed, coordination, credentials);
}

/** How many actors a run may come to have: those that there are, and what coordinations that wait may bring. */
export function actorsMost(
  plan: Plan,
  coordinations: readonly Coordination[],
  castAlready: number,
): number {
  const twins = twinned(plan).size;
  return coordinations.reduce((sum, { planned, protocol }) => {
    if (planned.supplies === undefined) return sum;
    const { participants, parameters } = planned;
    const seats = participants.map((_, i) => protocol.conduct.cast(parameters, i + 1).length);
    return sum + Math.max(0, ...seats) + twins;
  }, castAlready);
}

/** Who runs twice by the faults of the plan. */
function twinned(plan: Plan): ReadonlySet<string> {
  return new Set(
    plan.faults.flatMap((fault) =>
      fault.kind === 'behaviour' && isTwinning(fault.behaviour) ? fault.agents : [],
    ),
  );
}

/** The second instances of those of the actors that run twice, from the number `next` on; the first ones learn of them. */
export function castTwins(plan: Plan, actors: Actor[], next: ActorIndex): readonly Actor[] {
  const names = twinned(plan);
  if (names.size === 0) return [];
  const twins: Actor[] = [];
  for (const [place, first] of actors.entries()) {
    if (!names.has(first.entry.agentId) || first.entry.agent === undefined) continue;
    const twin = secondOf(plan.seed, first, next + twins.length);
    actors[place] = { ...first, twin: twin.entry.actor };
    twins.push(twin);
  }
  return twins;
}

/** It shares seat and credentials with the first instance, and has state and luck of its own. */
function secondOf(seed: number, first: Actor, actor: ActorIndex): Actor {
  const { coordination, entry, place, context } = first;
  const { id } = coordination.planned;
  const name = twinOf(first.name);
  return {
    entry: { ...entry, actor, agentId: twinOf(entry.agentId) },
    coordination,
    name,
    // So that its actor less its place is the first actor of the coordination, as for all others.
    place: actor - (entry.actor - place),
    context: context.twin(SeededChoices.named(seed, `actor/${id}/${name}`)),
    bases: linkBases(seed, id, name),
    twin: entry.actor,
    isTwin: true,
  };
}

/** The seats of a coordination whose first actor is `first`. */
function seatCast(
  plan: Plan,
  planned: PlannedCoordination,
  cast: readonly CastSeat[],
  first: ActorIndex,
): readonly Seat[] {
  const counts = new Map<string, number>();
  return cast.map(({ role, participant, name, region }, i) => {
    const number = counts.get(role) ?? 0;
    counts.set(role, number + 1);
    const agent = participant === undefined ? undefined : planned.participants[participant];
    invariant((participant === undefined) === (agent === undefined), `${planned.id}: cast ${i}`);
    const known = agent === undefined ? undefined : present(plan.agents[agent], `agent ${agent}`);
    return {
      actor: first + i,
      role,
      number,
      agent,
      agentId: known?.id ?? `${planned.id}/${name}`,
      reputationMilli: known?.reputationMilli ?? 500,
      ...competenceOf(known),
      ...(region !== undefined && { region }),
      ...performanceOf(known),
    };
  });
}

/** What a kind of agent that has a competence (a voter) states of it. */
function competenceOf(agent: PlannedAgent | undefined): Pick<Seat, 'competenceMilli'> {
  const competence = agent?.parameters['competence'];
  return typeof competence === 'number' ? { competenceMilli: Math.round(competence * 1_000) } : {};
}

/** What earlier runs have told of its latest deeds. */
function performanceOf(agent: PlannedAgent | undefined): Pick<Seat, 'performanceMilli'> {
  const performanceMilli = agent?.earned?.performanceMilli;
  return performanceMilli === undefined ? {} : { performanceMilli };
}

function actorsOf(
  seed: number,
  coordination: Coordination,
  credentials: readonly Credentials[],
): readonly Actor[] {
  const { planned, seats } = coordination;
  const roles = new Map<string, ActorIndex[]>();
  for (const seat of seats) {
    const members = roles.get(seat.role);
    if (members === undefined) roles.set(seat.role, [seat.actor]);
    else members.push(seat.actor);
  }
  const times = new Map<string, number>();
  return seats.map((seat, i) => {
    // An agent may have several seats, and each of them has its own luck.
    const time = (times.get(seat.agentId) ?? 0) + 1;
    times.set(seat.agentId, time);
    const name = time === 1 ? seat.agentId : `${seat.agentId}#${time}`;
    const choices = SeededChoices.named(seed, `actor/${planned.id}/${name}`);
    const keys = present(credentials[i], 'the credentials of an actor');
    return {
      entry: { ...seat, coordination: coordination.index },
      coordination,
      name,
      place: i,
      context: new ActorContext(seat, coordination, roles, choices, keys),
      bases: linkBases(seed, planned.id, name),
      twin: undefined,
      isTwin: false,
    };
  });
}
