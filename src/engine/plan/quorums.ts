/**
 * What it is: whether enough participants of each coordination can work together at every time, as far as the
 * planned faults let one foresee: crashes, silence, partitions and links that are cut, of agents and of regions.
 * A fault that waits for something is taken to strike at its worst. Voters of a region that crash are replaced after a
 * while where the protocol does that. This is advice and no proof: what only slows or loses a share is left out.
 * Cost: moments at which a fault begins or ends × participants, squared while links are cut.
 */

import { faultsTolerated, neededFor } from '../base/quorum.ts';
import type { Micros } from '../base/units.ts';
import { sayTime } from '../events/say.ts';
import type { Surroundings } from './surroundings.ts';
import { enumerate } from './diagnostics.ts';
import type { PlannedCoordination } from './plan.ts';
import type { FaultTarget, PlannedFault } from './plannedFault.ts';
import { Reach, togetherOf } from './reach.ts';

/** How many must work together, and what does not happen otherwise. */
interface Need {
  readonly count: number;
  readonly otherwise: string;
  /** Of how many, and of what, such as "4 participants". */
  readonly all: string;
  /** The protocol's own actor that they must reach. */
  readonly withWhom: string;
  /** Asked about one span after another, each with how it is in it and how long it lasts: the most that can work together. */
  begin(): (reach: Reach, lasts: Micros) => number;
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
    const need = needOf(around, coordination);
    // How many take part of those that others name is not known before.
    if (need === undefined || coordination.supplies !== undefined) continue;
    const { id, name, startMicros = 0 } = coordination;
    const place = around.design.nodes.findIndex((node) => node.id === id);
    const add = (span: string, most: number): void => {
      around.findings.add({
        severity: 'advice',
        code: 'quorumOutOfReach',
        path: `nodes.${place}`,
        node: id,
        message: `${name}: ${span} only ${most} of ${need.all} can work together${need.withWhom}, and ${need.count} are needed: ${need.otherwise}.`,
      });
    };
    const certain = faults.filter(({ when: condition }) => condition === undefined);
    const gaps = gapsOf(startMicros, certain, need);
    for (const gap of gaps) add(sayGap(gap), gap.most);
    for (const { names, most } of worstOf(startMicros, faults, gaps, need))
      add(`while ${enumerate(names)} ${names.length === 1 ? 'holds' : 'hold'}`, most);
  }
}

function sayGap({ from, until }: Gap): string {
  const start = from === 0 ? 'from the start' : `from ${sayTime(from)}`;
  return until === undefined ? `${start} on` : `${start} to ${sayTime(until)}`;
}

/** What each protocol needs; undefined for one that goes on with any number. */
function needOf(around: Surroundings, coordination: PlannedCoordination): Need | undefined {
  const { protocol, parameters, participants } = coordination;
  const n = participants.length;
  switch (protocol) {
    case 'byzantine_consensus': {
      const asked = Number(parameters['faults'] ?? 0);
      const f = asked > 0 ? asked : faultsTolerated(n);
      return needOfAll(around, coordination, 'client', {
        count: Math.min(n, 2 * f + 1),
        isEachWithEach: true,
        otherwise: 'nothing is executed meanwhile',
      });
    }
    case 'simple_consensus':
    case 'hierarchical_consensus':
      return needOfAll(around, coordination, 'coordinator', {
        count: leastToCarry(n, parameters),
        isEachWithEach: false,
        otherwise: 'a vote then ends without consensus',
      });
    case 'distributed_coordination':
      return needOfRegions(around, coordination);
    default:
      return undefined;
  }
}

interface Quorum {
  readonly count: number;
  readonly otherwise: string;
  /** Whether they must reach one another too, and not only the protocol's own actor. */
  readonly isEachWithEach: boolean;
}

/** So many of all participants, who reach an actor of the protocol's own. */
function needOfAll(
  { agents }: Surroundings,
  { id, participants }: PlannedCoordination,
  own: string,
  { count, otherwise, isEachWithEach }: Quorum,
): Need {
  const ids = participants.flatMap((index) => agents[index]?.id ?? []);
  const hub = `${id}/${own}`;
  return {
    count,
    otherwise,
    all: `${ids.length} participants`,
    withWhom: ` and with the ${own}`,
    begin: () => (reach) => {
      if (!reach.isUp(hub)) return 0;
      const heard = ids.filter((one) => reach.isUp(one) && reach.meet(one, hub));
      return isEachWithEach ? reach.togetherOf(heard, count) : heard.length;
    },
  };
}

/** A region as far as it votes. */
interface Electorate {
  readonly voters: readonly FaultTarget[];
  readonly members: readonly FaultTarget[];
  readonly replacedAfter: Micros;
}

/** A majority of regions, in each of which a majority of its voters are together. */
function needOfRegions(
  { agents, catalogue }: Surroundings,
  { protocol, parameters, participants }: PlannedCoordination,
): Need | undefined {
  const card = catalogue.protocols.get(protocol);
  const regions = card?.regions?.(parameters, participants.length) ?? [];
  const idsOf = (places: readonly number[]): readonly FaultTarget[] =>
    places.flatMap((place) => agents[participants[place] ?? -1]?.id ?? []);
  const first = regions.map((region): Electorate => ({
    voters: idsOf(region.voters ?? []),
    members: idsOf(region.participants),
    replacedAfter: region.replacedAfterMicros ?? Infinity,
  }));
  const count = majorityOf(first.length);
  return {
    count,
    otherwise: 'nothing is decided meanwhile',
    all: `${first.length} regions with a majority of their voters`,
    withWhom: '',
    begin() {
      let now = first;
      return (reach, lasts) => {
        const able = now.filter((one) => isAble(one, reach));
        const meet = (one: Electorate, other: Electorate): boolean =>
          one.voters.some((voter) => other.voters.some((peer) => reach.meet(voter, peer)));
        now = now.map((one) => (able.includes(one) ? replaced(one, reach, lasts) : one));
        return togetherOf(able, count, meet);
      };
    },
  };
}

/** Whether a majority of a region's voters are together. */
function isAble({ voters }: Electorate, reach: Reach): boolean {
  const majority = majorityOf(voters.length);
  return reach.togetherOf(voters, majority) >= majority;
}

/** The region after a span in which some of its voters were down: if it was long enough, others have their places. */
function replaced(region: Electorate, reach: Reach, lasts: Micros): Electorate {
  const { voters, members, replacedAfter } = region;
  if (lasts < replacedAfter) return region;
  const up = voters.filter((one) => reach.isUp(one));
  if (up.length === voters.length) return region;
  const spare = members.filter((one) => reach.isUp(one) && !voters.includes(one));
  return { ...region, voters: [...up, ...spare.slice(0, voters.length - up.length)] };
}

function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** The least number of equal votes that carries. */
function leastToCarry(n: number, { mode, threshold }: PlannedCoordination['parameters']): number {
  if (mode === 'unanimity') return n;
  if (mode === 'majority') return majorityOf(n);
  return typeof threshold === 'number' ? Math.max(1, Math.min(n, neededFor(n, threshold))) : 1;
}

/** The times at which fewer than are needed can work together, one after another. */
function gapsOf(opening: Micros, faults: readonly PlannedFault[], need: Need): readonly Gap[] {
  const moments = new Set([opening]);
  for (const { at, until } of faults)
    for (const moment of [at, until])
      if (moment !== undefined && moment > opening) moments.add(moment);
  const order = [...moments].toSorted((one, other) => one - other);
  const gaps: Gap[] = [];
  const mostIn = need.begin();
  order.forEach((from, i) => {
    const until = order[i + 1];
    const reach = new Reach(faults.filter((fault) => isInForce(fault, from)));
    const most = mostIn(reach, (until ?? Infinity) - from);
    if (most >= need.count) return;
    const before = gaps.at(-1);
    if (before?.until === from)
      gaps[gaps.length - 1] = { from: before.from, until, most: Math.min(before.most, most) };
    else gaps.push({ from, until, most });
  });
  return gaps;
}

function isInForce({ at, until }: PlannedFault, moment: Micros): boolean {
  return at <= moment && (until === undefined || until > moment);
}

/**
 * Faults that wait for something and, once they hold, leave too few: each that does so alone, with all that holds
 * anyway, or all of them together. What is short of a quorum without them says nothing of them.
 */
function worstOf(
  opening: Micros,
  faults: readonly PlannedFault[],
  known: readonly Gap[],
  need: Need,
): readonly { readonly names: readonly string[]; readonly most: number }[] {
  const certain = faults.filter(({ when }) => when === undefined);
  const waiting = faults.filter(({ when }) => when !== undefined);
  const worst = (some: readonly PlannedFault[]): readonly number[] =>
    gapsOf(opening, [...certain, ...some], need)
      .filter(({ from, until, most }) => !known.some((gap) => covers(gap, from, until, most)))
      .map(({ most }) => most);
  const told = (some: readonly PlannedFault[]) => {
    const found = worst(some);
    return found.length === 0
      ? []
      : [{ names: some.map(({ id }) => id), most: Math.min(...found) }];
  };
  const alone = waiting.flatMap((fault) => told([fault]));
  return alone.length > 0 || waiting.length < 2 ? alone : told(waiting);
}

/** Whether a known gap is as long and as deep. */
function covers(gap: Gap, from: Micros, until: Micros | undefined, most: number): boolean {
  const isLong = gap.until === undefined || (until !== undefined && gap.until >= until);
  return gap.from <= from && isLong && gap.most <= most;
}
