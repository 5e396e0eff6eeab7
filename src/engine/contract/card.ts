/**
 * What it is: what a protocol says about itself: plain data and a parameter schema, for the interface,
 * the documents and the planner. A card imports no conduct.
 */

import type { z } from 'zod';
import type { Micros } from '../base/units.ts';
import type { EventShape } from '../events/shape.ts';

/** Wire names, as documents, events and metrics carry them. */
export const PROTOCOL_IDS = [
  'simple_consensus',
  'hierarchical_consensus',
  'byzantine_consensus',
  'market_coordination',
  'ensemble_learning',
  'hyperparameter_optimization',
  'reasoning_consensus',
  'distributed_coordination',
] as const;
export type ProtocolId = (typeof PROTOCOL_IDS)[number];

export interface RoleCard {
  readonly id: string;
  readonly title: string;
  /** Whether agents of the design take this role, or the protocol brings an actor of its own. */
  readonly isParticipant: boolean;
}

/** A kind of message, for the stage and for counting. `phase` groups kinds; `hue` is a place in the palette. */
export interface MessageCard {
  readonly kind: string;
  readonly title: string;
  readonly phase: string;
  readonly hue: number;
}

export interface BehaviourCard {
  readonly id: string;
  readonly title: string;
  /** One sentence: what the faulty agent does. */
  readonly help: string;
  /** Only actors in this role, which the protocol brings, can show it; absent: whoever takes part. */
  readonly role?: string;
}

/** A chart that the protocol's events feed; the projection of the same id makes its series. */
export interface ChartCard {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** A histogram's points are durations in µs; it shows how many fall into each bin, in `unit`. */
  readonly kind: 'line' | 'step' | 'area' | 'histogram';
  /** Values that tell something: lines across, such as the bounds of a test. */
  readonly guides?: readonly number[];
  /** Where there are too many lines to show: those that end lowest, not highest. */
  readonly prefersLow?: boolean;
}

/**
 * Parameters that only some values of another one heed: a form asks for the rest of them only where they are written. What stands
 * in no list is always heeded.
 */
export interface Heeded {
  /** The parameter that decides. */
  readonly by: string;
  /** For which of its values, by parameter. */
  readonly only: Readonly<Record<string, readonly string[]>>;
}

/** Some of a coordination's members who are in one place, so that faults can strike the place. */
export interface RegionCard {
  /** Letters, digits, _ and -; no name of an actor that the protocol brings. */
  readonly id: string;
  readonly title: string;
  /** Places in the list of participants. */
  readonly participants: readonly number[];
  /** Places of those of them who vote for the region at first; a majority must be together. */
  readonly voters?: readonly number[];
  /** After so long others of the region vote in place of crashed ones, if a majority was together; without it never. */
  readonly replacedAfterMicros?: Micros;
  /** Names of the protocol's own actors there. */
  readonly actors?: readonly string[];
}

export interface ProtocolCard<Parameters = unknown> {
  readonly id: ProtocolId;
  readonly title: string;
  /** One sentence for the library. */
  readonly summary: string;
  readonly paper: {
    readonly authors: string;
    readonly title: string;
    readonly venue: string;
    readonly year: number;
  };
  /** Raised with every change of what a run records. */
  readonly version: number;
  readonly participants: { readonly least: number; readonly most: number };
  /** Kinds of agent that may take part. */
  readonly agentKinds: readonly string[];
  readonly roles: readonly RoleCard[];
  /** A zod object; every field has `.meta({ title, description, unit? })` and a default. */
  readonly parameters: z.ZodType<Parameters>;
  readonly heeded?: Heeded;
  readonly assumptions: { readonly time: string; readonly faults: string };
  readonly messages: readonly MessageCard[];
  readonly behaviours: readonly BehaviourCard[];
  readonly events: readonly EventShape[];
  /** The kinds among them with which something is decided: one can step from decision to decision. */
  readonly decisions: readonly string[];
  /** The closed list of reasons for which a message is ignored, with a sentence each. */
  readonly ignoreReasons: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly charts: readonly ChartCard[];
  /** Which picture of its own the protocol has. */
  readonly stage: 'votes' | 'spaceTime' | 'auction' | 'ensemble' | 'tree' | 'regions' | 'tuning';
  /** Input ports beside the participants. */
  readonly inputs: readonly {
    readonly port: 'dataset' | 'good' | 'proposal';
    readonly isRequired: boolean;
  }[];
  /** Which regions there are for these parameters and so many participants; without it there are none. */
  regions?(parameters: Parameters, participantCount: number): readonly RegionCard[];
  /**
   * Names of the actors that the protocol brings, in the order of their seats; without it there is one for
   * each role that no participant takes, named like its role.
   */
  actors?(parameters: Parameters, participantCount: number): readonly string[];
}

/** Names of the actors that a protocol brings itself. */
export function ownActors(
  card: ProtocolCard,
  parameters: unknown,
  participantCount: number,
): readonly string[] {
  if (card.actors !== undefined) return card.actors(parameters, participantCount);
  return card.roles.filter(({ isParticipant }) => !isParticipant).map(({ id }) => id);
}
