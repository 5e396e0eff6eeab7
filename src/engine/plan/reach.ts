/**
 * What it is: who is up, speaks, and exchanges messages with whom while certain faults hold together: crashes,
 * silence, partitions, links that are cut or lose everything. What only slows or loses a share is no obstacle.
 * Cost: a question about two is in the number of faults; how many are together in the cube of their number at most, while
 * links are cut.
 */

import type { FaultTarget, PlannedFault } from './plannedFault.ts';

const ALL_PPM = 1_000_000;

interface Cut {
  readonly from: ReadonlySet<FaultTarget>;
  /** Undefined: anybody. */
  readonly to: ReadonlySet<FaultTarget> | undefined;
}

/** How the participants and actors of a run stand to one another under some faults. */
export class Reach {
  private readonly mute: ReadonlySet<FaultTarget>;
  /** For each partition the side of everybody whom it names. */
  private readonly sides: readonly ReadonlyMap<FaultTarget, number>[];
  private readonly cuts: readonly Cut[];

  constructor(faults: readonly PlannedFault[]) {
    this.mute = new Set(faults.flatMap(mutedBy));
    this.sides = faults.flatMap((fault) =>
      fault.kind === 'partition'
        ? new Map(fault.groups.flatMap((group, side) => group.map((one) => [one, side] as const)))
        : [],
    );
    this.cuts = faults.flatMap((fault) =>
      fault.kind === 'cut' || (fault.kind === 'loss' && fault.sharePpm === ALL_PPM)
        ? { from: new Set(fault.link.from), to: fault.link.to && new Set(fault.link.to) }
        : [],
    );
  }

  /** Whether this one is up and speaks. */
  isUp(one: FaultTarget): boolean {
    return !this.mute.has(one);
  }

  /** Whether messages pass between these two, both ways: who is heard and does not hear is no help. */
  meet(one: FaultTarget, other: FaultTarget): boolean {
    return (
      this.sides.every((side) => side.get(one) === side.get(other)) &&
      !this.cuts.some((cut) => parts(cut, one, other) || parts(cut, other, one))
    );
  }

  /** How many of these can work together when so many are wanted: up, and each meeting the others. */
  togetherOf(members: readonly FaultTarget[], wanted: number): number {
    const up = members.filter((one) => this.isUp(one));
    if (this.sides.length === 0 && this.cuts.length === 0) return up.length;
    return togetherOf(up, wanted, (one, other) => this.meet(one, other));
  }
}

/**
 * How many of these can work together when so many are wanted: the largest part of which every member meets that
 * many, itself among them, and each is reached from each; or as near to it as there is one.
 */
export function togetherOf<Member>(
  members: readonly Member[],
  wanted: number,
  meet: (one: Member, other: Member) => boolean,
): number {
  for (let least = Math.min(wanted, members.length); least > 0; least--) {
    const core = coreOf(members, least, meet);
    const most = sidesOf(core, meet).reduce((sum, side) => Math.max(sum, side.length), 0);
    if (most >= least) return most;
  }
  return 0;
}

/** The parts between which nobody meets anybody. */
function sidesOf<Member>(
  members: readonly Member[],
  meet: (one: Member, other: Member) => boolean,
): readonly (readonly Member[])[] {
  const left = new Set(members);
  const sides: Member[][] = [];
  for (const first of members) {
    if (!left.delete(first)) continue;
    const side = [first];
    for (const one of side)
      for (const other of left)
        if (meet(one, other)) {
          left.delete(other);
          side.push(other);
        }
    sides.push(side);
  }
  return sides;
}

/** The largest part of which every member meets at least `least` of it, itself among them; maybe nobody. */
function coreOf<Member>(
  members: readonly Member[],
  least: number,
  meet: (one: Member, other: Member) => boolean,
): readonly Member[] {
  for (let core = members; ;) {
    const kept = core.filter(
      (one) => core.filter((other) => one === other || meet(one, other)).length >= least,
    );
    if (kept.length === core.length) return core;
    core = kept;
  }
}

function parts({ from, to }: Cut, sender: FaultTarget, receiver: FaultTarget): boolean {
  return from.has(sender) && (to === undefined || to.has(receiver));
}

function mutedBy(fault: PlannedFault): readonly FaultTarget[] {
  if (fault.kind === 'crash') return fault.agents;
  return fault.kind === 'behaviour' && fault.behaviour === 'silent' ? fault.agents : [];
}
