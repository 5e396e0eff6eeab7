/**
 * What it is: whether enough participants of each coordination can work together at every time, as far as the
 * planned faults let one foresee: crashes, silence, partitions. What depends on conditions, or strikes single
 * messages, is left out: this is advice and no proof.
 * Cost: participants × moments at which a fault begins or ends.
 */

import { faultsTolerated, meetsThreshold } from '../base/quorum.ts';
import type { Micros } from '../base/units.ts';
import { sayTime } from '../events/say.ts';
import type { Surroundings } from './coordinations.ts';
import type { PlannedCoordination } from './plan.ts';
import type { FaultTarget, PlannedFault } from './plannedFault.ts';

/** How many must work together, and what does not happen otherwise. */
interface Need {
  readonly count: number;
  readonly otherwise: string;
  /** The protocol's own actor that they must reach. */
  readonly withWhom: string;
}

interface Gap {
  readonly from: Micros;
  readonly until: Micros | undefined;
  /** The most that can work together in it. */
  readonly most: number;
}

/** Says of every coordination when too few of its participants can work together. */
export function adviseOnQuorums(
  around: Surroundings,
  coordinations: readonly PlannedCoordination[],
  faults: readonly PlannedFault[],
): void {
  for (const coordination of coordinations) {
    const need = needOf(coordination);
    const place = around.design.nodes.findIndex(({ id }) => id === coordination.id);
    if (need === undefined) continue;
    const ids = coordination.participants.flatMap((index) => around.agents[index]?.id ?? []);
    const { id, name } = coordination;
    for (const gap of gapsOf(coordination, ids, faults, need.count))
      around.findings.add({
        severity: 'advice',
        code: 'quorumOutOfReach',
        path: `nodes.${place}`,
        node: id,
        message: `${name}: ${when(gap)} only ${gap.most} of ${ids.length} participants can work together${need.withWhom}, and ${need.count} are needed: ${need.otherwise}.`,
      });
  }
}

function when({ from, until }: Gap): string {
  const start = from === 0 ? 'from the start' : `from ${sayTime(from)}`;
  return until === undefined ? `${start} on` : `${start} to ${sayTime(until)}`;
}

/** What each protocol needs; undefined for one that goes on with any number. */
function needOf({ protocol, parameters, participants }: PlannedCoordination): Need | undefined {
  const n = participants.length;
  switch (protocol) {
    case 'byzantine_consensus': {
      const asked = Number(parameters['faults'] ?? 0);
      const f = asked > 0 ? asked : faultsTolerated(n);
      return {
        count: Math.min(n, 2 * f + 1),
        otherwise: 'nothing is executed meanwhile',
        withWhom: ' and with the client',
      };
    }
    case 'simple_consensus':
    case 'hierarchical_consensus':
      return {
        count: leastToCarry(n, parameters),
        otherwise: 'a vote then ends without consensus',
        withWhom: ' and with the coordinator',
      };
    default:
      return undefined;
  }
}

/** The least number of equal votes that carries. */
function leastToCarry(n: number, { mode, threshold }: PlannedCoordination['parameters']): number {
  if (mode === 'unanimity') return n;
  if (mode === 'majority') return Math.floor(n / 2) + 1;
  let count = 1;
  while (count < n && typeof threshold === 'number' && !meetsThreshold(count, n, threshold))
    count++;
  return count;
}

/** The times at which fewer than `needed` can work together, one after another. */
function gapsOf(
  { startMicros = 0, id }: PlannedCoordination,
  ids: readonly string[],
  faults: readonly PlannedFault[],
  needed: number,
): readonly Gap[] {
  const moments = new Set([startMicros]);
  for (const { at, until } of faults)
    for (const moment of [at, until])
      if (moment !== undefined && moment > startMicros) moments.add(moment);
  const order = [...moments].toSorted((one, other) => one - other);
  const gaps: Gap[] = [];
  order.forEach((from, i) => {
    const most = mostTogether(
      ids,
      `${id}/`,
      faults.filter((fault) => isInForce(fault, from)),
    );
    if (most >= needed) return;
    const until = order[i + 1];
    const before = gaps.at(-1);
    if (before?.until === from)
      gaps[gaps.length - 1] = { from: before.from, until, most: Math.min(before.most, most) };
    else gaps.push({ from, until, most });
  });
  return gaps;
}

function isInForce({ at, until, when: condition }: PlannedFault, moment: Micros): boolean {
  return condition === undefined && at <= moment && (until === undefined || until > moment);
}

/**
 * How many participants are up, speak, and reach one another and the protocol's own actors: whoever is cut off
 * from a coordinator or a client achieves nothing.
 */
function mostTogether(
  ids: readonly string[],
  own: string,
  faults: readonly PlannedFault[],
): number {
  const mute = new Set(faults.flatMap(mutedBy));
  let side = ids.filter((id) => !mute.has(id));
  for (const fault of faults) {
    if (fault.kind !== 'partition') continue;
    const named = new Set(fault.groups.flat());
    const ownGroup = fault.groups.find((group) => group.some((target) => target.startsWith(own)));
    side = side.filter((id) => (ownGroup === undefined ? !named.has(id) : ownGroup.includes(id)));
  }
  return side.length;
}

function mutedBy(fault: PlannedFault): readonly FaultTarget[] {
  if (fault.kind === 'crash') return fault.agents;
  return fault.kind === 'behaviour' && fault.behaviour === 'silent' ? fault.agents : [];
}
