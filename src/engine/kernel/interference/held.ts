/**
 * What it is: the troubles of agents and of the network's sides that are in force, by the names that they were made
 * with, so that an actor who comes later meets what its agent has met. Troubles of links keep their names themselves.
 */

import type { AgentTrouble, FaultTarget, Trouble } from '../../plan/plannedFault.ts';

type Lasting = Exclude<AgentTrouble, { readonly kind: 'reboot' }>;
type SplitTrouble = Extract<Trouble, { readonly kind: 'partition' }>;

/** A trouble in force of agents and protocols' own actors, named one by one. */
export interface HeldTrouble {
  readonly fault: string;
  readonly trouble: Lasting;
}

export interface HeldSnapshot {
  readonly troubles: readonly HeldTrouble[];
  readonly splits: readonly { readonly fault: string; readonly trouble: SplitTrouble }[];
}

/** Which troubles being restarted, or being honest again, ends. */
export const ENDED_BY = {
  restart: ['crash'],
  honest: ['behaviour', 'slow', 'clock'],
} as const satisfies Record<string, readonly Lasting['kind'][]>;

/** What is in force, by name. */
export class Held {
  private troubles: readonly HeldTrouble[] = [];
  private splits: HeldSnapshot['splits'] = [];

  /** The troubles that strike one of the names, in the order in which they began. */
  of(name: FaultTarget): readonly HeldTrouble[] {
    return this.troubles.filter(({ trouble }) => trouble.agents.includes(name));
  }

  get sides(): HeldSnapshot['splits'] {
    return this.splits;
  }

  add(fault: string, trouble: Lasting): void {
    this.troubles = [...this.troubles, { fault, trouble }];
  }

  split(fault: string, trouble: SplitTrouble, isAlone: boolean): void {
    this.splits = [...(isAlone ? [] : this.splits), { fault, trouble }];
  }

  /** What goes by a name is over. */
  end(fault: string): void {
    this.troubles = this.troubles.filter((one) => one.fault !== fault);
    this.splits = this.splits.filter((one) => one.fault !== fault);
  }

  /** The network's sides are one again. */
  heal(): void {
    this.splits = [];
  }

  /** These kinds of trouble are over for those of the names. */
  relieve(names: readonly FaultTarget[], kinds: readonly Lasting['kind'][]): void {
    this.troubles = this.troubles.map((one) => {
      if (!kinds.includes(one.trouble.kind)) return one;
      const agents = one.trouble.agents.filter((name) => !names.includes(name));
      return { ...one, trouble: { ...one.trouble, agents } };
    });
  }

  snapshot(): HeldSnapshot {
    return { troubles: this.troubles, splits: this.splits };
  }

  restore({ troubles, splits }: HeldSnapshot): void {
    this.troubles = troubles;
    this.splits = splits;
  }
}
