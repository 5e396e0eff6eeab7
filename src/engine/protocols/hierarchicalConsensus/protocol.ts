/** What it is: hierarchical_consensus, whole: card, conduct and what must hold. */

import type { Protocol } from '../../contract/protocol.ts';
import { hierarchicalCard } from './card.ts';
import type { HierarchicalParameters } from './card.ts';
import { hierarchicalConduct } from './conduct.ts';
import type { HierarchicalMessage } from './messages.ts';
import { HIERARCHY_PROPERTIES } from './properties.ts';
import type { HierarchicalState } from './state.ts';

export const hierarchicalConsensus: Protocol<
  HierarchicalState,
  HierarchicalMessage,
  HierarchicalParameters
> = {
  card: hierarchicalCard,
  conduct: hierarchicalConduct,
  properties: HIERARCHY_PROPERTIES,
};
