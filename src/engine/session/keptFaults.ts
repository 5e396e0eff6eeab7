/**
 * What it is: what a person did to a run, as faults of its design: what was made by hand gets the time at which it was
 * made and the time at which it was over; a planned fault that was ended by hand ends then. A run of the changed
 * design goes as the run did, but for the order of what happens in one and the same microsecond.
 * Shapes: whom a fault of agents strikes and until when is told by agent, since each may be helped alone.
 * Cost: linear in the events before the cursor.
 */

import type { Micros } from '../base/units.ts';
import type { Fault } from '../document/fault.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { ActorEntry, AppliedIntervention, Intervention } from '../kernel/run.ts';
import type { AgentTrouble, Trouble } from '../plan/plannedFault.ts';
import type { Strike } from '../projections/frame.ts';
import { StrikeIndex } from '../projections/strikes.ts';

export interface Deeds {
  readonly actors: readonly ActorEntry[];
  readonly events: EventReader;
  readonly interventions: readonly AppliedIntervention[];
  /** Only what happened before counts. */
  readonly cursor: { readonly at: Micros; readonly seq: number };
}

interface Span {
  readonly from: Micros;
  readonly until: Micros | undefined;
}

/** Kinds of event that begin and end what strikes agents; where their texts name the fault. */
const BEGINS: Readonly<Record<string, readonly [trouble: Intervention['kind'], field: number]>> = {
  'agent.crashed': ['crash', 0],
  'agent.corrupted': ['behaviour', 1],
  'agent.slowed': ['slow', 0],
  'agent.clockSkewed': ['clock', 0],
};
const ENDS: Readonly<Record<string, readonly Intervention['kind'][]>> = {
  'agent.restarted': ['crash'],
  'agent.healed': ['behaviour', 'slow'],
  'agent.clockCorrected': ['clock'],
};

/** The design's faults with what was done by hand among them. */
export function keptFaults(planned: readonly Fault[], deeds: Deeds): readonly Fault[] {
  const { interventions, cursor } = deeds;
  const before = interventions.filter(({ at }) => at <= cursor.at);
  const { spans, restarts } = spansByFault(deeds);
  // One that was ended by name may show no end: another fault keeps the agents in the same trouble.
  for (const { action, at } of before)
    if (action.kind === 'end') endOpen(spans.get(action.fault), at);
  const strikes = strikesOf(deeds);
  const ids = new Set(planned.map(({ id }) => id));
  const faults = planned.map((fault) => endedByHand(fault, spans.get(fault.id), strikes));
  before.forEach(({ action, at }, place) => {
    const trouble = troubleOf(action);
    if (trouble === undefined) return;
    const name = `intervention/${place}`;
    const made =
      'agents' in trouble
        ? bySpan(trouble, spans.get(name) ?? unseen(trouble, restarts, at), at).map(
            ({ agents, span }) => ({
              ...trouble,
              agents,
              ...timesOf(trouble, span),
            }),
          )
        : [
            {
              ...trouble,
              ...timesOf(trouble, strikes.get(name) ?? { from: at, until: undefined }),
            },
          ];
    for (const one of made) faults.push({ ...one, id: freshId(ids, trouble.kind) } as Fault);
  });
  return faults;
}

function endOpen(spans: Map<string, Span> | undefined, at: Micros): void {
  for (const [agent, span] of spans ?? [])
    if (span.until === undefined) spans?.set(agent, { ...span, until: at });
}

function troubleOf(action: Intervention): Trouble | undefined {
  switch (action.kind) {
    case 'restart':
    case 'honest':
    case 'heal':
    case 'end':
      return undefined;
    default:
      return action;
  }
}

function timesOf(
  { kind }: Trouble,
  { from, until }: Span,
): { readonly at: Micros; readonly until?: Micros } {
  // What began and ended in one microsecond has to last for one.
  return kind === 'reboot' || until === undefined
    ? { at: from }
    : { at: from, until: Math.max(until, from + 1) };
}

function freshId(ids: Set<string>, stem: string): string {
  let id = stem;
  for (let i = 2; ids.has(id); i++) id = `${stem}${i}`;
  ids.add(id);
  return id;
}

/** Those whom a deed struck in parts of one end each; all in one part under the names that they were given. */
function bySpan(
  { agents: names }: AgentTrouble,
  spans: ReadonlyMap<string, Span>,
  from: Micros,
): readonly { readonly agents: string[]; readonly span: Span }[] {
  const parts = new Map<Micros | undefined, string[]>();
  for (const [agent, { until }] of spans) parts.set(until, [...(parts.get(until) ?? []), agent]);
  return [...parts].map(([until, agents]) => ({
    agents: parts.size === 1 ? [...names] : agents,
    span: { from, until },
  }));
}

/** A deed that no event tells of: they were in that trouble already. Who was down is down until it is restarted. */
function unseen(
  { kind, agents }: AgentTrouble,
  restarts: readonly (readonly [agent: string, at: Micros])[],
  from: Micros,
): ReadonlyMap<string, Span> {
  const isNamed = (agent: string): boolean =>
    agents.some((name) => agent === name || agent.startsWith(`${name}/`));
  const back = restarts.find(([agent, at]) => at > from && isNamed(agent));
  return new Map([['', { from, until: kind === 'crash' ? back?.[1] : undefined }]]);
}

/** A planned fault that was over before it would have been by itself. */
function endedByHand(
  fault: Fault,
  spans: ReadonlyMap<string, Span> | undefined,
  strikes: ReadonlyMap<string, Strike & Span>,
): Fault {
  const found = spans === undefined ? [strikes.get(fault.id)] : [...spans.values()];
  const ends = found.map((span) => span?.until);
  const until = ends.every((end) => end !== undefined) ? Math.max(...ends) : undefined;
  const from = found[0]?.from;
  if (fault.kind === 'reboot' || until === undefined || from === undefined) return fault;
  const length = Math.max(1, until - from);
  if (fault.when !== undefined) {
    const most = Math.min(fault.when.forMicros ?? Infinity, (fault.until ?? Infinity) - from);
    return length >= most ? fault : { ...fault, when: { ...fault.when, forMicros: length } };
  }
  return until >= (fault.until ?? Infinity) ? fault : { ...fault, until: fault.at + length };
}

/** When each fault of agents began and ended, by its name and by agent, and who was restarted when. */
function spansByFault({ actors, events, cursor }: Deeds): {
  readonly spans: Map<string, Map<string, Span>>;
  readonly restarts: readonly (readonly [agent: string, at: Micros])[];
} {
  const restarts: [string, Micros][] = [];
  const spans = new Map<string, Map<string, Span>>();
  const kinds = new Map<string, Intervention['kind']>();
  for (let seq = 0; seq < cursor.seq; seq++) {
    const kind = events.shapes[events.kind(seq)]?.kind ?? '';
    const agent = actors[events.actor(seq)]?.agentId ?? '';
    const at = events.at(seq);
    const begins = BEGINS[kind];
    if (begins !== undefined) {
      const [trouble, field] = begins;
      const name = events.text(events.int(seq, field));
      const own = spans.get(name) ?? new Map<string, Span>();
      kinds.set(name, trouble);
      // What still holds is told again after an end: it goes on.
      own.set(agent, { from: own.get(agent)?.from ?? at, until: undefined });
      spans.set(name, own);
      continue;
    }
    const ends = ENDS[kind];
    if (ends === undefined) continue;
    // Who comes back is up, whatever kept it down.
    const isRestart = kind === 'agent.restarted';
    if (isRestart) restarts.push([agent, at]);
    const named = isRestart ? '' : events.text(events.int(seq, 0));
    for (const [name, own] of spans) {
      const span = own.get(agent);
      const isMeant = ends.includes(kinds.get(name) ?? 'end') && (named === '' || named === name);
      if (isMeant && span !== undefined && span.until === undefined)
        own.set(agent, { ...span, until: at });
    }
  }
  return { spans, restarts };
}

/** What struck links and split the network, by the fault's name. */
function strikesOf({ events, cursor }: Deeds): ReadonlyMap<string, Strike & Span> {
  const index = new StrikeIndex();
  for (let seq = 0; seq < cursor.seq; seq++)
    if (index.wants(events.shapes[events.kind(seq)]?.kind ?? '')) index.feed(events, seq);
  return new Map(index.all().map((strike) => [strike.fault, { ...strike, from: strike.at }]));
}
