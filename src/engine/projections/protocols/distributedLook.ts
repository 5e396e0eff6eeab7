/**
 * What it is: what distributed_coordination looks like at the cursor, folded from its events: regions and their leaders, who holds whom
 * dead, decisions, tasks.
 * Shapes: members are numbered from 0, in the order of their seats.
 */

import type { EventReader } from '../../events/eventReader.ts';
import type { FaceBrief } from '../face.ts';
import type { Handlers } from '../projection.ts';

const ALIVE = 0;
const SUSPECTED = 1;
const DEAD = 2;
const ABSENT = 3;

interface RegionLook {
  leader: number | undefined;
  term: number;
  isElecting: boolean;
  learned: number;
  waiting: number;
  voters: readonly number[];
}

interface Band {
  readonly actor: number;
  readonly from: number;
  to: number;
  readonly label: string;
  readonly kind: 'view' | 'viewChange' | 'crashed';
}

interface DecisionLook {
  readonly slot: number;
  readonly command: number;
  readonly accepted: number[];
  isDecided: boolean;
}

export interface DistributedLook {
  readonly first: number;
  readonly members: number;
  readonly regionOf: readonly number[];
  readonly regions: RegionLook[];
  /** What each member holds of others, where it is not alive. */
  readonly views: Map<number, Map<number, number>>;
  readonly suspectedBy: Uint16Array;
  readonly deadBy: Uint16Array;
  readonly isAbsent: Uint8Array;
  presider: number | undefined;
  ballot: number;
  /** By slot, the newest few. */
  readonly decisions: Map<number, DecisionLook>;
  decided: number;
  submitted: number;
  settled: number;
  latencySum: number;
  elections: number;
  /** What the lanes of voters say: terms, elections, crashes. */
  readonly bands: Band[];
  /** Holders by task: member and number of the assignment. */
  readonly holders: Map<number, Map<number, number>>;
}

/** How many decisions are shown. */
const DECISIONS_SHOWN = 24;

/** As it is before anything has happened. */
export function createLook({ own, coordination }: FaceBrief): DistributedLook {
  const seats = own.filter(({ role }) => role === 'member');
  const regionOf = seats.map(({ region }) => region ?? 0);
  const count = regionOf.reduce((most, region) => Math.max(most, region), 0) + 1;
  const wanted = Number(coordination.parameters['votersPerRegion'] ?? 5);
  const joiners = Number(coordination.parameters['joiners'] ?? 0);
  const isAbsent = new Uint8Array(seats.length);
  if (joiners > 0) isAbsent.fill(1, seats.length - joiners);
  return {
    first: own[0]?.actor ?? 0,
    members: seats.length,
    regionOf,
    regions: Array.from({ length: count }, (_, region): RegionLook => {
      const members = regionOf.flatMap((one, member) => (one === region ? [member] : []));
      const most = Math.min(wanted, members.length);
      const voters = members.slice(0, most % 2 === 1 ? most : Math.max(1, most - 1));
      return { leader: undefined, term: 0, isElecting: false, learned: 0, waiting: 0, voters };
    }),
    views: new Map(),
    suspectedBy: new Uint16Array(seats.length),
    deadBy: new Uint16Array(seats.length),
    isAbsent,
    presider: undefined,
    ballot: -1,
    decisions: new Map(),
    decided: 0,
    submitted: 0,
    settled: 0,
    latencySum: 0,
    elections: 0,
    bands: [],
    holders: new Map(),
  };
}

function setView(look: DistributedLook, holder: number, member: number, status: number): void {
  let views = look.views.get(holder);
  if (views === undefined) look.views.set(holder, (views = new Map()));
  count(look, member, views.get(member) ?? ALIVE, -1);
  count(look, member, status, 1);
  if (status === ALIVE) views.delete(member);
  else views.set(member, status);
}

function count(look: DistributedLook, member: number, status: number, by: number): void {
  const column = status === SUSPECTED ? look.suspectedBy : look.deadBy;
  if (status !== ALIVE) column[member] = (column[member] ?? 0) + by;
}

/** One who is down or begins anew holds nothing of anybody. */
function forgetViews(look: DistributedLook, holder: number): void {
  for (const [member, status] of look.views.get(holder) ?? []) count(look, member, status, -1);
  look.views.delete(holder);
}

function seen(status: number) {
  return (look: DistributedLook, events: EventReader, seq: number): void =>
    setView(look, events.actor(seq) - look.first, events.int(seq, 0) - look.first, status);
}

/** The look of a region that an event's first column names. */
function regionAt(look: DistributedLook, events: EventReader, seq: number): RegionLook | undefined {
  return look.regions[events.int(seq, 0)];
}

function dropHolder(look: DistributedLook, member: number): void {
  for (const holders of look.holders.values()) holders.delete(member);
}

const OPEN_END = -1;

/** Ends what an actor's lane says, and begins something else. */
function band(
  look: DistributedLook,
  actor: number,
  at: number,
  kind: Band['kind'] | undefined,
  label = '',
): void {
  for (const one of look.bands) if (one.actor === actor && one.to === OPEN_END) one.to = at;
  if (kind !== undefined) look.bands.push({ actor, from: at, to: OPEN_END, label, kind });
}

export const lookHandlers: Handlers<DistributedLook> = {
  'swim.member.suspected': seen(SUSPECTED),
  'swim.member.confirmed': seen(DEAD),
  'swim.member.departed': seen(ABSENT),
  'swim.member.revived': seen(ALIVE),
  'swim.life.started': (look, events, seq) => {
    look.isAbsent[events.actor(seq) - look.first] = 0;
  },
  'swim.member.left': (look, events, seq) => {
    look.isAbsent[events.actor(seq) - look.first] = 1;
  },
  'agent.crashed': (look, events, seq) => {
    const member = events.actor(seq) - look.first;
    band(look, events.actor(seq), events.at(seq), 'crashed', 'crashed');
    forgetViews(look, member);
    dropHolder(look, member);
    for (const region of look.regions) if (region.leader === member) region.leader = undefined;
  },
  'agent.restarted': (look, events, seq) => {
    band(look, events.actor(seq), events.at(seq), undefined);
  },
  'raft.election.started': (look, events, seq) => {
    const region = regionAt(look, events, seq);
    const term = events.int(seq, 1);
    band(look, events.actor(seq), events.at(seq), 'viewChange', `term ${term}?`);
    if (region === undefined || region.leader !== undefined) return;
    region.isElecting = true;
  },
  'raft.leader.elected': (look, events, seq) => {
    const region = regionAt(look, events, seq);
    look.elections++;
    if (region === undefined || events.int(seq, 1) < region.term) return;
    region.leader = events.actor(seq) - look.first;
    region.term = events.int(seq, 1);
    region.isElecting = false;
    for (const voter of region.voters) {
      const leads = voter === region.leader ? 'leads, ' : '';
      band(look, voter + look.first, events.at(seq), 'view', `${leads}term ${region.term}`);
    }
  },
  'raft.leader.deposed': (look, events, seq) => {
    const region = regionAt(look, events, seq);
    if (region?.leader === events.actor(seq) - look.first) region.leader = undefined;
  },
  'raft.voters.changed': (look, events, seq) => {
    const region = regionAt(look, events, seq);
    const actors = JSON.parse(events.text(events.int(seq, 2))) as readonly number[];
    if (region !== undefined) region.voters = actors.map((actor) => actor - look.first);
  },
  'regions.presiding.begun': (look, events, seq) => {
    if (events.int(seq, 1) < look.ballot) return;
    look.presider = events.int(seq, 0);
    look.ballot = events.int(seq, 1);
  },
  'regions.value.accepted': (look, events, seq) => {
    const slot = events.int(seq, 2);
    const command = events.int(seq, 3);
    let decision = look.decisions.get(slot);
    if (decision === undefined || (decision.command !== command && !decision.isDecided)) {
      decision = { slot, command, accepted: [], isDecided: false };
      look.decisions.set(slot, decision);
      const oldest = slot - DECISIONS_SHOWN;
      look.decisions.delete(oldest);
    }
    const region = events.int(seq, 0);
    if (!decision.accepted.includes(region)) decision.accepted.push(region);
  },
  'regions.value.decided': (look, events, seq) => {
    const decision = look.decisions.get(events.int(seq, 1));
    if (decision?.isDecided === true) return;
    look.decided++;
    if (decision !== undefined) decision.isDecided = true;
  },
  'regions.value.learned': (look, events, seq) => {
    const region = regionAt(look, events, seq);
    if (region !== undefined) region.learned = Math.max(region.learned, events.int(seq, 1) + 1);
  },
  'ring.task.held': (look, events, seq) => {
    const task = events.int(seq, 0);
    const holders = look.holders.get(task) ?? new Map<number, number>();
    look.holders.set(task, holders);
    holders.set(events.actor(seq) - look.first, events.int(seq, 1));
  },
  'ring.task.released': (look, events, seq) => {
    look.holders.get(events.int(seq, 0))?.delete(events.actor(seq) - look.first);
  },
  'client.command.submitted': (look, events, seq) => {
    look.submitted++;
    const region = look.regions[events.int(seq, 1)];
    if (region !== undefined) region.waiting++;
  },
  'client.command.settled': (look, events, seq) => {
    look.settled++;
    look.latencySum += events.real(seq, 0);
    const region = look.regions[events.actor(seq) - look.first - look.members];
    if (region !== undefined) region.waiting--;
  },
};

const copyMaps = (maps: ReadonlyMap<number, ReadonlyMap<number, number>>) =>
  new Map(Array.from(maps, ([key, map]) => [key, new Map(map)] as const));

/** The same once more: nothing of it is shared that changes. */
export function copyLook(look: DistributedLook): DistributedLook {
  return {
    ...look,
    regions: look.regions.map((region) => ({ ...region })),
    views: copyMaps(look.views),
    suspectedBy: look.suspectedBy.slice(),
    deadBy: look.deadBy.slice(),
    isAbsent: look.isAbsent.slice(),
    decisions: new Map(
      Array.from(look.decisions, ([slot, one]) => [slot, { ...one, accepted: [...one.accepted] }]),
    ),
    bands: look.bands.map((one) => ({ ...one })),
    holders: copyMaps(look.holders),
  };
}
