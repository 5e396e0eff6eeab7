/**
 * What it is: what pre-vote and the check of the quorum are for: where a majority of a region's voters hear each other,
 * one that cannot hear the leader, but is heard, does not depose one leader after another.
 * Source: Ongaro, "Consensus: Bridging Theory and Practice", 2014, sections 6.2 and 9.6; that without both of them a cut
 * in one direction may keep a group from ever deciding was shown on etcd (Jensen, Howard, Mortier, HAOC 2021).
 * Nothing is promised while anything but cuts between members is in force, nor shortly after it; nor where messages are
 * lost, or take so long that a voter with a living leader may lose patience: such a group elects with good reason.
 * Shapes: cuts by fault, each as pairs `from/to` of actors.
 */

import { majority } from '../../../base/quorum.ts';
import type { ActorIndex, Micros } from '../../../base/units.ts';
import type { Watch } from '../../../contract/protocol.ts';
import { nameOf } from '../../../contract/sentences.ts';
import { isOwn, numberOf, textOf, violation } from '../../../contract/watching.ts';
import type { Verdict } from '../../../contract/watching.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Brief, ClusterProperty } from './watching.ts';
import { DISTURBANCES } from './watching.ts';

/** In election time-outs: how long the network has to be as it is, and in which time elections are counted. */
const WINDOW = 20;
/** So many elections in a window are no accident. */
const ELECTIONS_MOST = 4;

const NEITHER: readonly string[] = [];

/** What the cuts of a network leave. */
class Cuts {
  since: Micros = 0;
  private readonly byFault = new Map<string, readonly string[] | undefined>();
  private readonly others = new Set<string>();
  private isSplit = false;
  private readonly brief: Brief;
  private readonly actors: ReadonlyMap<string, ActorIndex>;

  constructor(brief: Brief) {
    this.brief = brief;
    this.actors = new Map(brief.seats.map(({ agentId, actor }) => [agentId, actor]));
  }

  follow(event: EventRecord): void {
    this.since = event.at;
    const fault = textOf(event, 'fault');
    switch (event.kind) {
      case 'network.partitioned':
        this.isSplit = true;
        return;
      case 'network.healed':
        this.isSplit = false;
        return;
      case 'link.disturbed':
        if (event.fields['trouble'] === 'cut')
          this.byFault.set(fault, this.pairsOf(textOf(event, 'links')));
        else this.others.add(fault);
        return;
      case 'link.restored':
        this.byFault.delete(fault);
        this.others.delete(fault);
        return;
      case 'agent.corrupted':
      case 'agent.slowed':
      case 'agent.clockSkewed':
        this.others.add(`${fault}/${event.actor}`);
        return;
      case 'agent.healed':
      case 'agent.clockCorrected':
        this.others.delete(`${fault}/${event.actor}`);
    }
  }

  /** Whether only cuts are in force, at least one. */
  get isOnlyCut(): boolean {
    return !this.isSplit && this.others.size === 0 && this.byFault.size > 0;
  }

  /** Whether a majority of the voters hear each other, and nobody else is cut off from anybody. */
  spareMajority(voters: readonly ActorIndex[]): boolean {
    const cut = new Set<string>();
    for (const pairs of this.byFault.values()) {
      if (pairs === undefined) return false;
      for (const pair of pairs) cut.add(pair);
    }
    const up = voters.filter((voter) => !this.brief.isCrashed(voter));
    const hears = (one: ActorIndex, other: ActorIndex): boolean =>
      !cut.has(`${one}/${other}`) && !cut.has(`${other}/${one}`);
    const isCore = (mask: number): boolean => {
      const core = up.filter((_, place) => ((mask >> place) & 1) === 1);
      return (
        core.length >= majority(voters.length) &&
        core.every((one, i) => core.slice(i + 1).every((other) => hears(one, other)))
      );
    };
    for (let mask = 0; mask < 1 << up.length; mask++) if (isCore(mask)) return true;
    return false;
  }

  /** Undefined when others than members are cut off. */
  private pairsOf(links: string): readonly string[] | undefined {
    const isOneWay = links.includes(' → ');
    const [from = NEITHER, to = NEITHER] = links
      .split(isOneWay ? ' → ' : ' ⇄ ')
      .map((end) => end.split(', '));
    const members = this.membersOf(from);
    const others = this.membersOf(to);
    if (members === undefined || others === undefined) return undefined;
    return members.flatMap((one) =>
      others.flatMap((other) =>
        isOneWay ? [`${one}/${other}`] : [`${one}/${other}`, `${other}/${one}`],
      ),
    );
  }

  private membersOf(names: readonly string[]): readonly ActorIndex[] | undefined {
    const { seats } = this.brief;
    const first = seats[0]?.actor ?? 0;
    const actors = names.map((name) => this.actors.get(name));
    const members = actors.filter(
      (actor) => actor !== undefined && seats[actor - first]?.role === 'member',
    );
    return members.length === names.length ? (members as readonly ActorIndex[]) : undefined;
  }
}

export const leaderStays: ClusterProperty = {
  name: 'leaderStays',
  title: 'A voter that cannot hear the leader does not depose one after another',
  temper: 'always',
  watches: ['raft.leader.elected', 'raft.voters.changed', ...DISTURBANCES],
  watch(brief): Watch {
    const { preVote, checkQuorum, electionMicros } = brief.parameters;
    const cuts = new Cuts(brief);
    const elections = new Map<number, Micros[]>();
    const changed = new Set<number>();
    const window = WINDOW * electionMicros;
    const judge = (event: EventRecord, region: number): Verdict => {
      const times = (elections.get(region) ?? []).filter((at) => at > event.at - window);
      times.push(event.at);
      elections.set(region, times);
      const isDue = cuts.isOnlyCut && event.at - cuts.since >= 2 * window && !changed.has(region);
      if (times.length < ELECTIONS_MOST || !isDue || !isTimely(brief)) return undefined;
      if (!cuts.spareMajority(votersOf(brief, region))) return undefined;
      return violation(
        `Region ${region} elects its leader for the ${times.length}th time within ${WINDOW} election time-outs, now ${nameOf(brief, event.actor)}, though a majority of its voters hear each other.`,
        event.actor,
      );
    };
    return {
      observe(event) {
        if (DISTURBANCES.includes(event.kind)) {
          cuts.follow(event);
          return undefined;
        }
        if (!isOwn(brief, event.actor) || !preVote || !checkQuorum) return undefined;
        const region = numberOf(event, 'region');
        if (event.kind === 'raft.leader.elected') return judge(event, region);
        changed.add(region);
        return undefined;
      },
      conclude: () => undefined,
    };
  },
};

/** Whether heartbeats come before anybody's patience ends, and answers within an election time-out. */
function isTimely({ parameters, delayMost }: Brief): boolean {
  const delay = delayMost?.() ?? 0;
  const { electionMicros, heartbeatMicros } = parameters;
  return heartbeatMicros + delay <= electionMicros && 2 * delay <= electionMicros;
}

/** Those of the beginning. */
function votersOf({ seats, parameters }: Brief, region: number): readonly ActorIndex[] {
  const members = seats.filter((seat) => seat.role === 'member' && seat.region === region);
  const most = Math.min(parameters.votersPerRegion, members.length);
  const count = most % 2 === 1 ? most : Math.max(1, most - 1);
  return members.slice(0, count).map(({ actor }) => actor);
}
