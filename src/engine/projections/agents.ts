/**
 * What it is: the condition of every actor at the cursor, one byte each, and who leads.
 * Shapes: all arrays are indexed by actor.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { AgentIndex } from '../base/units.ts';
import type { ActorEntry } from '../kernel/run.ts';
import { present } from '../base/invariant.ts';
import { evidenceBefore } from '../registry/registry.ts';
import type { Evidence } from '../registry/reputation.ts';
import { withDeed } from '../registry/reputation.ts';
import {
  AGENT_ACCUSED,
  AGENT_BYZANTINE,
  AGENT_CRASHED,
  AGENT_CUT_OFF,
  AGENT_DECIDED,
  AGENT_DISTURBED,
  AGENT_HEALTHY,
  AGENT_LEADS,
  AGENT_SKEWED,
  AGENT_SLOW,
} from './frame.ts';
import { Dispatcher } from './projection.ts';
import type { Projection, ProjectionBrief } from './projection.ts';
import type { Standing } from './standing.ts';

const CRASHED = 1;
const BYZANTINE = 2;
const SLOW = 4;
const CUT_OFF = 8;
const SKEWED = 16;
const DISTURBED = 32;

export interface AgentsState {
  readonly brief: ProjectionBrief;
  /** Bits of trouble. */
  readonly troubles: Uint8Array;
  /** The leading actor of each coordination, -1 for none. */
  readonly leaders: Int32Array;
  readonly decided: Uint8Array;
  /** Whether a violation names the actor. */
  readonly accused: Uint8Array;
  readonly sent: Uint32Array;
  readonly received: Uint32Array;
  readonly ignored: Uint32Array;
  readonly lastSeq: Int32Array;
  /** What the actor is doing wrong, by actor. */
  readonly behaviours: Map<number, string>;
  /** The ends of the links that each trouble in force strikes, by fault and trouble. */
  readonly links: Map<string, readonly string[]>;
  /** Questions that the actor's agent is thinking about for it. */
  readonly questions: Int32Array;
  /** By agent: what was reported of it; as before the run when nothing was. */
  readonly records: Map<AgentIndex, Evidence>;
}

/** The folded condition of all actors. */
export function agentsProjection(): Projection<AgentsState> {
  const dispatcher = new Dispatcher<AgentsState>(HANDLERS);
  return {
    create,
    apply: (state, events, seq) => {
      const actor = events.actor(seq);
      if (actor >= 0) state.lastSeq[actor] = seq;
      dispatcher.dispatch(state, events, seq);
    },
    copy: (state) => ({
      brief: state.brief,
      troubles: state.troubles.slice(),
      leaders: state.leaders.slice(),
      decided: state.decided.slice(),
      accused: state.accused.slice(),
      sent: state.sent.slice(),
      received: state.received.slice(),
      ignored: state.ignored.slice(),
      lastSeq: state.lastSeq.slice(),
      behaviours: new Map(state.behaviours),
      links: new Map(state.links),
      questions: state.questions.slice(),
      records: new Map(state.records),
    }),
  };
}

/** One byte per actor, as frame.ts defines it; a fresh array. */
export function conditionBytes(state: AgentsState): Uint8Array {
  const bytes = new Uint8Array(state.troubles.length);
  for (let actor = 0; actor < bytes.length; actor++) {
    bytes[actor] =
      conditionOf(state.troubles[actor] as number) |
      (state.decided[actor] === 1 ? AGENT_DECIDED : 0) |
      (state.accused[actor] === 1 ? AGENT_ACCUSED : 0);
  }
  for (const leader of state.leaders) {
    if (leader >= 0) bytes[leader] = (bytes[leader] as number) | AGENT_LEADS;
  }
  return bytes;
}

/** The word for an actor's condition. */
export function conditionWord(state: AgentsState, actor: number): string {
  const troubles = state.troubles[actor] as number;
  const words: string[] = [];
  if (troubles & CRASHED) words.push('crashed');
  if (troubles & BYZANTINE) words.push(`Byzantine (${state.behaviours.get(actor) ?? 'faulty'})`);
  if (troubles & SLOW) words.push('slow');
  if (troubles & CUT_OFF) words.push('cut off');
  if (troubles & SKEWED) words.push('clock wrong');
  if (troubles & DISTURBED) words.push('links disturbed');
  return words.length === 0 ? 'healthy' : words.join(', ');
}

/** What the registry knows of an agent now. */
export function standingOf(state: AgentsState, agent: AgentIndex): Standing {
  const { brief, records, troubles, questions } = state;
  const planned = present(brief.plan.agents[agent], `agent ${agent}`);
  const parts = brief.actors.filter((one) => one.agent === agent).map(({ actor }) => actor);
  const has = (bit: number) => (actor: number) => ((troubles[actor] as number) & bit) !== 0;
  return {
    evidence: records.get(agent) ?? evidenceBefore(planned),
    isDown: parts.every(has(CRASHED)),
    isSlow: parts.some(has(SLOW)),
    questions: parts.reduce((sum, actor) => sum + (questions[actor] as number), 0),
  };
}

function conditionOf(troubles: number): number {
  if (troubles & CRASHED) return AGENT_CRASHED;
  if (troubles & BYZANTINE) return AGENT_BYZANTINE;
  if (troubles & CUT_OFF) return AGENT_CUT_OFF;
  if (troubles & SLOW) return AGENT_SLOW;
  if (troubles & SKEWED) return AGENT_SKEWED;
  return troubles & DISTURBED ? AGENT_DISTURBED : AGENT_HEALTHY;
}

function create(brief: ProjectionBrief): AgentsState {
  const count = brief.actors.length;
  return {
    brief,
    troubles: new Uint8Array(count),
    leaders: Int32Array.from(brief.plan.coordinations, (_, place) => firstLeader(brief, place)),
    decided: new Uint8Array(count),
    accused: new Uint8Array(count),
    sent: new Uint32Array(count),
    received: new Uint32Array(count),
    ignored: new Uint32Array(count),
    lastSeq: new Int32Array(count).fill(-1),
    behaviours: new Map(),
    links: new Map(),
    questions: new Int32Array(count),
    records: new Map(),
  };
}

/** Replica 0 is the primary of view 0 before anything has happened; elsewhere nobody leads yet. */
function firstLeader({ plan, actors }: ProjectionBrief, coordination: number): number {
  if (plan.coordinations[coordination]?.protocol !== 'byzantine_consensus') return -1;
  const isReplica = (one: ActorEntry): boolean =>
    one.coordination === coordination && one.agent !== undefined;
  return actors.find(isReplica)?.actor ?? -1;
}

function setTrouble(state: AgentsState, actor: number, bit: number, isOn: boolean): void {
  const before = state.troubles[actor];
  if (before === undefined) return;
  state.troubles[actor] = isOn ? before | bit : before & ~bit;
}

function coordinationOf(state: AgentsState, actor: number): number {
  return state.brief.actors[actor]?.coordination ?? 0;
}

function lead(state: AgentsState, by: number, leader: number): void {
  state.leaders[coordinationOf(state, by)] = leader;
}

function ask(state: AgentsState, actor: number, change: number): void {
  const before = state.questions[actor];
  if (before !== undefined) state.questions[actor] = Math.max(0, before + change);
}

/** Everyone outside the largest side is cut off. */
function partition(state: AgentsState, groupsText: string): void {
  const groups = JSON.parse(groupsText) as readonly (readonly string[])[];
  const sideOf = new Map<string, number>();
  groups.forEach((group, side) => group.forEach((agent) => sideOf.set(agent, side)));
  const sizes = new Map<number, number>();
  const sides = state.brief.actors.map((actor) => sideOf.get(actor.agentId) ?? -1);
  for (const side of sides) sizes.set(side, (sizes.get(side) ?? 0) + 1);
  const largest = Math.max(...sizes.values());
  const main = sides.find((side) => sizes.get(side) === largest);
  sides.forEach((side, actor) => setTrouble(state, actor, CUT_OFF, side !== main));
}

/** Whoever the violation is laid to, and all whom its sentence names. */
function accuse(state: AgentsState, culprit: number, sentence: string): void {
  const words = new Set(sentence.split(/[^\w/-]+/));
  for (const { actor, agentId } of state.brief.actors)
    if (actor === culprit || words.has(agentId)) state.accused[actor] = 1;
}

/** Everybody who is named at an end of a link in trouble. */
function markLinks(state: AgentsState): void {
  const named = new Set([...state.links.values()].flat());
  for (const { actor, agentId } of state.brief.actors)
    setTrouble(state, actor, DISTURBED, named.has(agentId));
}

/** A trouble of links by the names in its event. */
function linkKey(events: EventReader, seq: number): string {
  return `${events.text(events.int(seq, 0))} ${events.text(events.int(seq, 1))}`;
}

/** The names in `a/0, a/1 ⇄ b/0`. */
function endsIn(links: string): readonly string[] {
  return links.split(/, | [→⇄] /);
}

const HANDLERS = {
  'message.sent': (state: AgentsState, events: EventReader, seq: number) => {
    const actor = events.actor(seq);
    state.sent[actor] = (state.sent[actor] as number) + 1;
  },
  'message.delivered': (state: AgentsState, events: EventReader, seq: number) => {
    const actor = events.actor(seq);
    state.received[actor] = (state.received[actor] as number) + 1;
  },
  'message.ignored': (state: AgentsState, events: EventReader, seq: number) => {
    const actor = events.actor(seq);
    state.ignored[actor] = (state.ignored[actor] as number) + 1;
  },
  'agent.consulted': (state: AgentsState, events: EventReader, seq: number) =>
    ask(state, events.actor(seq), 1),
  'agent.answered': (state: AgentsState, events: EventReader, seq: number) =>
    ask(state, events.actor(seq), -1),
  'registry.reputation.updated': (state: AgentsState, events: EventReader, seq: number) => {
    const agent = state.brief.actors[events.int(seq, 0)]?.agent;
    if (agent === undefined) return;
    const { evidence } = standingOf(state, agent);
    state.records.set(agent, withDeed(evidence, events.int(seq, 2)));
  },
  'agent.crashed': (state: AgentsState, events: EventReader, seq: number) => {
    // What it was asked on the way is not answered any more.
    state.questions[events.actor(seq)] = 0;
    setTrouble(state, events.actor(seq), CRASHED, true);
  },
  'agent.restarted': (state: AgentsState, events: EventReader, seq: number) =>
    setTrouble(state, events.actor(seq), CRASHED, false),
  'agent.corrupted': (state: AgentsState, events: EventReader, seq: number) => {
    const behaviour = events.text(events.int(seq, 0));
    if (behaviour.startsWith('slow')) {
      setTrouble(state, events.actor(seq), SLOW, true);
      return;
    }
    state.behaviours.set(events.actor(seq), behaviour);
    setTrouble(state, events.actor(seq), BYZANTINE, true);
  },
  'agent.slowed': (state: AgentsState, events: EventReader, seq: number) =>
    setTrouble(state, events.actor(seq), SLOW, true),
  'agent.healed': (state: AgentsState, events: EventReader, seq: number) => {
    setTrouble(state, events.actor(seq), BYZANTINE | SLOW, false);
    state.behaviours.delete(events.actor(seq));
  },
  'network.partitioned': (state: AgentsState, events: EventReader, seq: number) =>
    partition(state, events.text(events.int(seq, 0))),
  'network.healed': (state: AgentsState) => {
    for (let actor = 0; actor < state.troubles.length; actor++)
      setTrouble(state, actor, CUT_OFF, false);
  },
  'property.violated': (state: AgentsState, events: EventReader, seq: number) =>
    accuse(state, events.actor(seq), events.text(events.int(seq, 1))),
  'link.disturbed': (state: AgentsState, events: EventReader, seq: number) => {
    state.links.set(linkKey(events, seq), endsIn(events.text(events.int(seq, 2))));
    markLinks(state);
  },
  'link.restored': (state: AgentsState, events: EventReader, seq: number) => {
    state.links.delete(linkKey(events, seq));
    markLinks(state);
  },
  'agent.clockSkewed': (state: AgentsState, events: EventReader, seq: number) =>
    setTrouble(state, events.actor(seq), SKEWED, true),
  'agent.clockCorrected': (state: AgentsState, events: EventReader, seq: number) =>
    setTrouble(state, events.actor(seq), SKEWED, false),
  'pbft.view.changed': (state: AgentsState, events: EventReader, seq: number) =>
    lead(state, events.actor(seq), events.int(seq, 1)),
  'pbft.request.executed': (state: AgentsState, events: EventReader, seq: number) => {
    state.decided[events.actor(seq)] = 1;
  },
  'regions.presiding.begun': (state: AgentsState, events: EventReader, seq: number) =>
    lead(state, events.actor(seq), events.actor(seq)),
  'market.price.changed': (state: AgentsState, events: EventReader, seq: number) =>
    lead(state, events.actor(seq), events.int(seq, 0)),
  'market.auction.closed': (state: AgentsState, events: EventReader, seq: number) => {
    const winner = events.int(seq, 0);
    lead(state, events.actor(seq), winner);
    if (winner >= 0) state.decided[winner] = 1;
  },
} as const;
