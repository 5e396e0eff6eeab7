/**
 * What it is: what a member holds of all members: a status and a version for each.
 * Source: Das, Gupta, Motivala, "SWIM", DSN 2002, section 4.2. Beyond the paper, where a confirmed member is
 * out for good: a member that comes back begins a new *life*, which counts more than all of the one before.
 * Shapes: `status` and `version` are indexed by member; a version is life × 65,536 + incarnation.
 */

export const ALIVE = 0;
export const SUSPECT = 1;
export const DEAD = 2;
/** Has left, or has never joined. */
export const LEFT = 3;

export const LIFE = 65_536;

export interface MemberTable {
  readonly status: Uint8Array;
  readonly version: Int32Array;
  /** How many members have each status. */
  readonly counts: number[];
}

/** All members of the first life, but those from `absentFrom` on, who have not joined. */
export function newTable(memberCount: number, absentFrom: number): MemberTable {
  const status = new Uint8Array(memberCount);
  const version = new Int32Array(memberCount).fill(LIFE);
  status.fill(LEFT, absentFrom);
  version.fill(0, absentFrom);
  return { status, version, counts: [absentFrom, 0, 0, memberCount - absentFrom] };
}

/** The status held of a member. */
export function statusOf(table: MemberTable, member: number): number {
  return table.status[member] as number;
}

/** The version held of a member. */
export function versionOf(table: MemberTable, member: number): number {
  return table.version[member] as number;
}

/** The life of a version. */
export function lifeOf(version: number): number {
  return Math.floor(version / LIFE);
}

/** Whether tasks may lie on it: alive, or suspected and not yet given up. */
export function isThere(table: MemberTable, member: number): boolean {
  return statusOf(table, member) <= SUSPECT;
}

/** Replaces what is held of a member. */
export function setMember(
  table: MemberTable,
  member: number,
  status: number,
  version: number,
): void {
  const before = statusOf(table, member);
  table.counts[before] = (table.counts[before] as number) - 1;
  table.counts[status] = (table.counts[status] as number) + 1;
  table.status[member] = status;
  table.version[member] = version;
}
