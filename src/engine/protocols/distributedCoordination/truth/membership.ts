/**
 * What it is: what must hold of the membership, watched from outside.
 * Source: SWIM, section 4.2: only a member raises its own incarnation; a confirmed life is over; who is dead is found
 * out by all who live (completeness), and in the end all agree.
 * Shapes: views by who holds them and of whom, only where they are not what they were at the beginning.
 * Cost: constant for each change of a view.
 */

import type { ActorIndex, Micros } from '../../../base/units.ts';
import type { Violation, Watch } from '../../../contract/protocol.ts';
import { nameOf } from '../../../contract/sentences.ts';
import { isOwn, numberOf, violation, watching } from '../../../contract/watching.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Brief, ClusterProperty, Quiet } from './watching.ts';
import { atQuiet, DISTURBANCES, isWhole, noteDisturbance } from './watching.ts';

const VIEWS = [
  'swim.member.suspected',
  'swim.member.confirmed',
  'swim.member.revived',
  'swim.member.departed',
];
const OWN = ['swim.suspicion.refuted', 'swim.life.started'];
/** Lives come before incarnations. */
const LIFE = 65_536;

const versionOf = (event: EventRecord): number =>
  numberOf(event, 'life') * LIFE + (Number(event.fields['incarnation']) || 0);

const ownIncarnation: ClusterProperty = {
  name: 'ownIncarnation',
  title: 'Nobody but a member itself raises its incarnation or its life',
  temper: 'always',
  watches: [...VIEWS, ...OWN],
  watch(brief): Watch {
    const own = new Map<ActorIndex, number>();
    return watching(brief, (event) => {
      if (OWN.includes(event.kind)) {
        own.set(event.actor, versionOf(event));
        return undefined;
      }
      const member = numberOf(event, 'member');
      if (versionOf(event) <= (own.get(member) ?? LIFE)) return undefined;
      return violation(
        `${nameOf(brief, event.actor)} holds ${nameOf(brief, member)} in incarnation ${numberOf(event, 'incarnation')} of life ${numberOf(event, 'life')}, which it never was in.`,
        event.actor,
        member,
      );
    });
  },
};

const confirmIsFinal: ClusterProperty = {
  name: 'confirmIsFinal',
  title: 'Who holds a life of a member dead never holds it alive again',
  temper: 'always',
  watches: [...VIEWS, 'agent.restarted'],
  watch(brief): Watch {
    const dead = new Map<string, number>();
    return watching(brief, (event) => {
      if (event.kind === 'agent.restarted') {
        for (const key of dead.keys()) if (key.startsWith(`${event.actor}/`)) dead.delete(key);
        return undefined;
      }
      const member = numberOf(event, 'member');
      const key = `${event.actor}/${member}`;
      const life = numberOf(event, 'life');
      if (event.kind === 'swim.member.confirmed' || event.kind === 'swim.member.departed') {
        dead.set(key, life);
        return undefined;
      }
      if (life > (dead.get(key) ?? -1)) return undefined;
      return violation(
        `${nameOf(brief, event.actor)} takes back that life ${life} of ${nameOf(brief, member)} is over.`,
        event.actor,
        member,
      );
    });
  },
};

const noStaleNews: ClusterProperty = {
  name: 'noStaleNews',
  title: 'Old news of a member never replaces newer news',
  temper: 'always',
  watches: [...VIEWS, 'agent.restarted'],
  watch(brief): Watch {
    const newest = new Map<string, number>();
    return watching(brief, (event) => {
      if (event.kind === 'agent.restarted') {
        for (const key of newest.keys()) if (key.startsWith(`${event.actor}/`)) newest.delete(key);
        return undefined;
      }
      const member = numberOf(event, 'member');
      const key = `${event.actor}/${member}`;
      const version = versionOf(event);
      const before = newest.get(key) ?? 0;
      // The end of a life may be told of any of its incarnations.
      const isEnd = event.kind === 'swim.member.confirmed' || event.kind === 'swim.member.departed';
      if (!isEnd || version > before) newest.set(key, version);
      if (version >= before || (isEnd && numberOf(event, 'life') >= Math.floor(before / LIFE)))
        return undefined;
      return violation(
        `${nameOf(brief, event.actor)} takes incarnation ${version % LIFE} of ${nameOf(brief, member)} for news after ${before % LIFE}.`,
        event.actor,
        member,
      );
    });
  },
};

/** How long the membership needs at most to agree: to find out, to suspect, to tell all, to come back. */
export function membershipMicros(brief: Brief): number {
  const { periodMicros, suspicionPeriods, reconnectPeriods } = brief.parameters;
  const { length } = brief.seats;
  const tell = 4 * (32 - Math.clz32(length));
  const find = brief.parameters.probing === 'random' ? tell : Math.min(2 * length, tell);
  return periodMicros * (find + suspicionPeriods + 3 * reconnectPeriods + tell);
}

const VIEW_STATUS: Readonly<Record<string, View['status']>> = {
  'swim.member.suspected': 'suspected',
  'swim.member.confirmed': 'dead',
  'swim.member.revived': 'alive',
  'swim.member.departed': 'left',
};

interface View {
  readonly status: 'alive' | 'suspected' | 'dead' | 'left';
  readonly at: Micros;
}

/** Whose views are to agree with what is so: all that are up, and have joined and not left. */
class Convergence {
  readonly quiet: Quiet = atQuiet();
  private readonly views = new Map<ActorIndex, Map<ActorIndex, View>>();
  private readonly gone = new Set<ActorIndex>();
  private readonly brief: Brief;
  private lastAt = 0;

  constructor(brief: Brief) {
    this.brief = brief;
    const { joiners } = brief.parameters;
    const members = brief.seats.filter(({ role }) => role === 'member');
    for (const { actor } of members.slice(members.length - joiners)) this.gone.add(actor);
  }

  observe(event: EventRecord): void {
    this.lastAt = event.at;
    if (noteDisturbance(this.quiet, event)) {
      if (event.kind === 'agent.restarted') this.views.delete(event.actor);
      return;
    }
    if (!isOwn(this.brief, event.actor)) return;
    if (event.kind === 'swim.member.left') this.gone.add(event.actor);
    if (event.kind === 'swim.life.started') this.gone.delete(event.actor);
    if (event.kind === 'swim.member.left' || event.kind === 'swim.life.started') {
      this.quiet.since = event.at;
      return;
    }
    const status = VIEW_STATUS[event.kind];
    if (status === undefined) return;
    let views = this.views.get(event.actor);
    if (views === undefined) this.views.set(event.actor, (views = new Map()));
    views.set(numberOf(event, 'member'), { status, at: event.at });
  }

  private get end(): Micros {
    return Math.max(this.lastAt, this.brief.parameters.runMicros);
  }

  /** Whether there was time enough since the last disturbance, in a network that is whole. */
  get isDue(): boolean {
    return isWhole(this.quiet) && this.end - this.quiet.since >= membershipMicros(this.brief);
  }

  /** Who holds what is not so. */
  mistake(): Violation | undefined {
    const members = this.brief.seats.filter(({ role }) => role === 'member');
    const isUp = (actor: ActorIndex) => !this.brief.isCrashed(actor) && !this.gone.has(actor);
    const lost = members.filter(({ actor }) => !isUp(actor)).map(({ actor }) => actor);
    for (const { actor } of members) {
      if (!isUp(actor)) continue;
      const views = this.views.get(actor);
      for (const [member, { status, at }] of views ?? []) {
        // Lost messages may bring anybody under suspicion at any time, and at worst cost it its life.
        const isLasting = this.end - at >= membershipMicros(this.brief);
        if (status !== 'alive' && isLasting && isUp(member))
          return violation(
            `${nameOf(this.brief, actor)} holds ${nameOf(this.brief, member)} ${status}, who is there.`,
            actor,
            member,
          );
      }
      const blind = lost.find((one) => this.brief.isCrashed(one) && !isOver(views?.get(one)));
      if (blind !== undefined)
        return violation(
          `${nameOf(this.brief, actor)} has not noticed that ${nameOf(this.brief, blind)} crashed.`,
          actor,
          blind,
        );
    }
    return undefined;
  }
}

const isOver = (view: View | undefined): boolean =>
  view?.status === 'dead' || view?.status === 'left';

const membershipConvergence: ClusterProperty = {
  name: 'membershipConvergence',
  title: 'Once nothing changes, all members agree on who is there',
  temper: 'eventually',
  watches: [...VIEWS, 'swim.member.left', 'swim.life.started', ...DISTURBANCES],
  watch(brief): Watch {
    const state = new Convergence(brief);
    return {
      observe(event) {
        state.observe(event);
        return undefined;
      },
      conclude() {
        const mistake = state.isDue ? state.mistake() : undefined;
        return mistake ?? 'observed';
      },
    };
  },
};

export const MEMBERSHIP_PROPERTIES: readonly ClusterProperty[] = [
  ownIncarnation,
  confirmIsFinal,
  noStaleNews,
  membershipConvergence,
];
