/**
 * What it is: what an exploration starts from: the design as a plan, who takes part and may be made faulty,
 * and how long and how many messages a run takes when nothing is done to it.
 * Errors: a design that has no plan is the caller's to refuse.
 * Cost: one run of the design.
 */

import { faultsTolerated } from '../base/quorum.ts';
import { present } from '../base/invariant.ts';
import type { Micros } from '../base/units.ts';
import type { Design } from '../document/design.ts';
import type { Fault } from '../document/fault.ts';
import { GENERAL_BEHAVIOURS } from '../faults/cards.ts';
import { compileDesign } from '../plan/compile.ts';
import type { Plan, PlannedCoordination } from '../plan/plan.ts';
import { finishTrial } from './laboratory.ts';
import type { Laboratory } from './laboratory.ts';

/** A coordination as the strategies see it. */
export interface Arena {
  readonly id: string;
  /** Ids of the participants. */
  readonly participants: readonly string[];
  /** Actors that the protocol brings, such as `order/client`. */
  readonly others: readonly string[];
  /** How many faulty participants its protocol bears. */
  readonly tolerated: number;
  /** Behaviours that its participants can be given. */
  readonly behaviours: readonly string[];
  /** Participants that the design itself makes faulty. */
  readonly drawnFaulty: readonly string[];
  /** Kinds of events and of messages that its protocol has. */
  readonly events: readonly string[];
  readonly messages: readonly string[];
  /** The times that its protocol goes by, without that of the whole run. */
  readonly intervals: readonly Micros[];
}

export interface Ground {
  readonly design: Design;
  /** For the design's own seed. */
  readonly plan: Plan;
  /** Whether agents differ from seed to seed, so that every run is compiled anew. */
  readonly isDrawn: boolean;
  readonly arenas: readonly Arena[];
  /** What a run is measured by: its messages and steps when nothing is done to it, with the drawn faults. */
  readonly calm: { readonly messages: number; readonly events: number; readonly end: Micros };
  /** How long what matters takes: the longest of the calm run and of the protocols' own intervals. */
  readonly scale: Micros;
}

/** Events of the calm run that are at most waited for; a design of which a run is longer is explored by parts of this length. */
const CALM_EVENTS_MOST = 2_000_000;
/** A run that never ends by itself (a membership that is watched) is no measure of the time that matters. */
const SCALE_MOST: Micros = 60_000_000;

/** What there is to explore; undefined when the design has mistakes. */
export function surveyDesign(design: Design, laboratory: Laboratory): Ground | undefined {
  const { plan } = compileDesign(design);
  if (plan === undefined) return undefined;
  const limits = {
    ...plan.limits,
    eventsMax: Math.min(plan.limits.eventsMax, CALM_EVENTS_MOST),
  };
  const run = laboratory.open({ ...plan, limits }, { recording: 'off' });
  // A design whose calm run breaks is one to explore all the same.
  finishTrial(run);
  const arenas = plan.coordinations.map((planned) => {
    const others = run.actors
      .filter(({ coordination, agent }) => coordination === planned.index && agent === undefined)
      .map(({ agentId }) => agentId);
    return arenaOf(design, plan, planned, others, laboratory);
  });
  const longest = plan.coordinations.flatMap(({ parameters }) => intervalsOf(parameters));
  return {
    design,
    plan,
    isDrawn: isDrawn(design, plan),
    arenas,
    calm: { messages: run.messageCount, events: run.eventCount, end: run.now },
    scale: Math.min(SCALE_MOST, Math.max(1_000, run.now, ...longest)),
  };
}

function arenaOf(
  design: Design,
  plan: Plan,
  { id, participants, protocol, parameters }: PlannedCoordination,
  others: readonly string[],
  { protocols }: Laboratory,
): Arena {
  const { card } = present(protocols.get(protocol), `the protocol ${protocol}`);
  const names = participants.map((agent) => present(plan.agents[agent], 'a participant').id);
  const drawn = new Set(design.faults.flatMap(struckForGood));
  const general = GENERAL_BEHAVIOURS.map((behaviour) => behaviour.id);
  return {
    id,
    participants: names,
    others,
    tolerated: protocol === 'byzantine_consensus' ? bornBy(parameters, names.length) : 0,
    behaviours: [...card.behaviours.map((behaviour) => behaviour.id), ...general],
    drawnFaulty: names.filter((name) => drawn.has(name)),
    events: card.events.map(({ kind }) => kind),
    messages: card.messages.map(({ kind }) => kind),
    intervals: intervalsOf(parameters).filter((interval) => interval > 0),
  };
}

function bornBy(parameters: Readonly<Record<string, unknown>>, n: number): number {
  const { faults } = parameters;
  return typeof faults === 'number' && faults > 0 ? faults : faultsTolerated(n);
}

function struckForGood(fault: Fault): readonly string[] {
  const isLasting =
    fault.kind === 'behaviour' || (fault.kind === 'crash' && fault.until === undefined);
  return isLasting ? fault.agents : [];
}

/** How long a run is to take: no interval of the protocol's. */
const DURATION = 'runMicros';

/** The timeouts and intervals among the parameters. */
function intervalsOf(parameters: Readonly<Record<string, unknown>>): readonly Micros[] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    name.endsWith('Micros') && name !== DURATION && typeof value === 'number' ? [value] : [],
  );
}

/** Whether another seed gives other agents. */
function isDrawn(design: Design, plan: Plan): boolean {
  const other = compileDesign(design, plan.seed === 0 ? 1 : plan.seed - 1).plan;
  return JSON.stringify(other?.agents) !== JSON.stringify(plan.agents);
}
