/**
 * What it is: which protocol suits how many participants, which faults and which kind of task, as data.
 * Ranges are inclusive. A row tolerates its level and those below it.
 */

import type { ProtocolId } from '../contract/card.ts';
import type { COORDINATION_TYPES, FAULT_LEVELS } from '../document/design.ts';

export type FaultLevel = (typeof FAULT_LEVELS)[number];
export type CoordinationType = (typeof COORDINATION_TYPES)[number];

export interface MatrixRow {
  readonly protocol: ProtocolId;
  readonly least: number;
  readonly most: number;
  readonly tolerates: FaultLevel;
  readonly type: CoordinationType;
}

/** From the least to the most. */
export const LEVELS: readonly FaultLevel[] = ['low', 'medium', 'high'];

export const TYPES: readonly CoordinationType[] = [
  'standard',
  'economic',
  'ml_ensemble',
  'ml_optimization',
  'ml_reasoning',
  'distributed',
];

const row = (
  protocol: ProtocolId,
  least: number,
  most: number,
  tolerates: FaultLevel,
  type: CoordinationType,
): MatrixRow => ({ protocol, least, most, tolerates, type });

/** The order is the last tie-break of the choice. */
export const MATRIX: readonly MatrixRow[] = [
  row('simple_consensus', 2, 5, 'low', 'standard'),
  row('hierarchical_consensus', 6, 50, 'medium', 'standard'),
  row('byzantine_consensus', 4, 20, 'high', 'standard'),
  row('market_coordination', 2, 100, 'high', 'economic'),
  row('ensemble_learning', 2, 50, 'high', 'ml_ensemble'),
  row('hyperparameter_optimization', 3, 20, 'high', 'ml_optimization'),
  row('reasoning_consensus', 2, 10, 'high', 'ml_reasoning'),
  row('distributed_coordination', 10, 1000, 'high', 'distributed'),
];
