/** What it is: what the watchers of a cluster share. */

import type { ActorIndex, Micros } from '../../../base/units.ts';
import type { Property, Violation, Watch, WatchBrief } from '../../../contract/protocol.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { DistributedParameters } from '../card.ts';

export type Brief = WatchBrief<DistributedParameters>;
export type ClusterProperty = Property<DistributedParameters>;
export type Verdict = Violation | 'observed' | undefined;

export const numberOf = (event: EventRecord, field: string): number => Number(event.fields[field]);
export const textOf = (event: EventRecord, field: string): string => String(event.fields[field]);

/** A violation by these actors. */
export function violation(explanation: string, ...actors: ActorIndex[]): Violation {
  return { explanation, actors };
}

/** The name by which sentences call an actor. */
export function nameOf(brief: Brief, actor: ActorIndex): string {
  const first = brief.seats[0]?.actor ?? 0;
  return brief.seats[actor - first]?.agentId ?? `actor ${actor}`;
}

/** Whether the actor belongs to the coordination that is watched. */
export function isOwn(brief: Brief, actor: ActorIndex): boolean {
  const first = brief.seats[0]?.actor ?? 0;
  return actor >= first && actor < first + brief.seats.length;
}

/** Asks about this coordination's events only; nothing more at the end. */
export function watching(brief: Brief, observe: (event: EventRecord) => Verdict): Watch {
  const first = brief.seats[0]?.actor ?? 0;
  const end = first + brief.seats.length;
  return {
    observe: (event) => (event.actor >= first && event.actor < end ? observe(event) : undefined),
    conclude: () => undefined,
  };
}

/** Kinds of event after which the cluster needs time. */
export const DISTURBANCES = [
  'agent.crashed',
  'agent.restarted',
  'agent.corrupted',
  'agent.slowed',
  'agent.healed',
  'network.partitioned',
  'network.healed',
  'link.disturbed',
  'link.restored',
  'agent.clockSkewed',
  'agent.clockCorrected',
];
/** Those that last until they are taken back. */
const LASTING = ['agent.corrupted', 'agent.slowed', 'link.disturbed', 'agent.clockSkewed'];
const ENDING = ['agent.healed', 'link.restored', 'agent.clockCorrected'];

/** When the cluster was disturbed last, and what still disturbs it. */
export interface Quiet {
  since: Micros;
  isSplit: boolean;
  /** Troubles in force, by fault and whom they strike. */
  readonly lasting: Set<string>;
}

/** A cluster that nothing has disturbed. */
export function atQuiet(): Quiet {
  return { since: 0, isSplit: false, lasting: new Set() };
}

/** Whether nothing disturbs the cluster any more. */
export function isWhole({ isSplit, lasting }: Quiet): boolean {
  return !isSplit && lasting.size === 0;
}

/** Takes down a disturbance; false for other events. */
export function noteDisturbance(quiet: Quiet, event: EventRecord): boolean {
  if (!DISTURBANCES.includes(event.kind)) return false;
  quiet.since = event.at;
  if (event.kind === 'network.partitioned') quiet.isSplit = true;
  if (event.kind === 'network.healed') quiet.isSplit = false;
  const trouble = `${textOf(event, 'fault')}/${event.actor}`;
  if (LASTING.includes(event.kind)) quiet.lasting.add(trouble);
  if (ENDING.includes(event.kind)) quiet.lasting.delete(trouble);
  return true;
}
