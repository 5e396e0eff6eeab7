/**
 * What it is: the faults of a plan: what goes wrong, with everybody named, and when. What a person does to
 * a run in progress is the same trouble without a time.
 * Units: virtual microseconds; shares and rates in parts per million.
 */

import type { Micros, Ppm } from '../base/units.ts';

/** An agent of the plan by its id, or a protocol's own actor by `coordination/name`. */
export type FaultTarget = string;

/** What is sent from one of `from` to one of `to`, and back unless it is one-way; without `to`: to anybody. */
export interface PlannedLink {
  readonly from: readonly FaultTarget[];
  readonly to?: readonly FaultTarget[] | undefined;
  readonly oneWay: boolean;
}

/** What goes wrong with messages on links. */
export type LinkTrouble = { readonly link: PlannedLink } & (
  | { readonly kind: 'cut' }
  | { readonly kind: 'delay'; readonly delayMicros: Micros }
  | { readonly kind: 'loss'; readonly sharePpm: Ppm }
  | { readonly kind: 'duplication'; readonly sharePpm: Ppm }
  | { readonly kind: 'reordering'; readonly sharePpm: Ppm; readonly holdMicros: Micros }
);

/** What goes wrong with agents. */
export type AgentTrouble = { readonly agents: readonly FaultTarget[] } & (
  | { readonly kind: 'crash' }
  | { readonly kind: 'reboot' }
  | { readonly kind: 'behaviour'; readonly behaviour: string }
  | { readonly kind: 'slow'; readonly delayMicros: Micros }
  | { readonly kind: 'clock'; readonly ratePpm: number; readonly offsetMicros: number }
);

export type Trouble =
  | AgentTrouble
  | LinkTrouble
  | {
      readonly kind: 'partition';
      readonly groups: readonly (readonly FaultTarget[])[];
    };

/** When a conditional fault strikes; see the document's schema. */
export interface PlannedCondition {
  readonly event: string;
  readonly message?: string | undefined;
  readonly by?: readonly FaultTarget[] | undefined;
  readonly nth: number;
  readonly delayMicros: Micros;
  readonly forMicros?: Micros | undefined;
}

export type PlannedFault = Trouble & {
  readonly id: string;
  readonly at: Micros;
  readonly until?: Micros | undefined;
  /** Without it the fault begins at `at`. */
  readonly when?: PlannedCondition | undefined;
};

/** Whom the trouble names, group by group and end by end; names may occur more than once. */
export function targetsOfTrouble(trouble: Trouble): readonly FaultTarget[] {
  if ('groups' in trouble) return trouble.groups.flat();
  if ('link' in trouble) return [...trouble.link.from, ...(trouble.link.to ?? [])];
  return trouble.agents;
}
