/** What it is: what the watchers of a cluster share. */

import type { Micros } from '../../../base/units.ts';
import type { Property, WatchBrief } from '../../../contract/protocol.ts';
import { textOf } from '../../../contract/watching.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { DistributedParameters } from '../card.ts';

export type Brief = WatchBrief<DistributedParameters>;
export type ClusterProperty = Property<DistributedParameters>;

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
