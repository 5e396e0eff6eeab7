/**
 * What it is: the plan: a design with nothing left open: defaults filled, references resolved, populations
 * drawn, the protocol chosen. Plain data; a recording embeds it, so that no later default can change a run.
 */

import type { AgentIndex, CoordinationIndex, Micros } from '../base/units.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { OutputId, SupplyPort } from '../contract/flow.ts';
import type { Resources } from '../contract/protocol.ts';
import type { AgentKind, Decision, Expectation, NetworkSettings } from '../document/design.ts';
import type { PlannedFault } from './plannedFault.ts';

export interface PlannedAgent {
  readonly index: AgentIndex;
  /** `pool/number`. */
  readonly id: string;
  readonly pool: string;
  readonly name: string;
  readonly kind: AgentKind;
  /** Checked against the kind's schema, distributions drawn. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reputationMilli: number;
  /** The record that earlier runs have earned it, where the design carries it over. */
  readonly earned?: EarnedRecord;
}

/** What earlier runs reported of an agent: registry/reputation.ts. */
export interface EarnedRecord {
  readonly good: number;
  readonly bad: number;
  readonly performanceMilli?: number | undefined;
  readonly deeds: number;
}

export interface PlannedCoordination {
  readonly index: CoordinationIndex;
  readonly id: string;
  readonly name: string;
  readonly protocol: ProtocolId;
  /** Checked against the card's schema, defaults filled. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of one that takes its participants from others: all who may come to take part. */
  readonly participants: readonly AgentIndex[];
  /** What it takes of others; it opens when all of them have concluded. Left out where there is nothing. */
  readonly supplies?: readonly PlannedSupply[];
  /** Of those whom others name at most so many take part, the best ranked. */
  readonly participantsMost?: number;
  readonly resources: Resources;
  readonly network: NetworkSettings;
  /** When it opens; undefined: when the run begins. */
  readonly startMicros?: Micros;
}

/** An output of another coordination, and what it is to this one. */
export interface PlannedSupply {
  readonly from: string;
  readonly output: OutputId;
  readonly port: SupplyPort;
  /** Of participants: who takes part when an agent is named: itself, or the one that it stands for. */
  readonly admits?: readonly (readonly [named: AgentIndex, participant: AgentIndex])[];
}

export interface Plan {
  readonly name: string;
  readonly seed: number;
  readonly agents: readonly PlannedAgent[];
  readonly coordinations: readonly PlannedCoordination[];
  readonly faults: readonly PlannedFault[];
  /** What is decided of single messages; left out where nothing is. */
  readonly schedule?: readonly Decision[];
  readonly limits: { readonly virtualMicrosMax: Micros; readonly eventsMax: number };
  readonly expectations: readonly Expectation[];
  /** Sum of what the agents' pools may spend; recorded, not enforced here. */
  readonly currency: { readonly symbol: string; readonly minorPerMajor: number };
}

/** A mistake in the drawing: shown in the problems panel, on the node and at the field. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'advice';
  /** camelCase word from a closed list, such as `insufficientParticipants`. */
  readonly code: string;
  /** Path into the design, such as `nodes.2.parameters.requests`. */
  readonly path: string;
  readonly node?: string;
  /** One sentence: what, what it holds, what would be right. */
  readonly message: string;
}
