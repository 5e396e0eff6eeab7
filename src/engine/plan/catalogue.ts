/**
 * What it is: what the planner knows of protocols and agents: their cards, and the choice among protocols.
 * A value of its own so that tests can plan with cards of their own.
 */

import type { AgentCard } from '../agents/cards.ts';
import { AGENT_CARDS } from '../agents/cards.ts';
import type { BehaviourCard, ProtocolCard, ProtocolId } from '../contract/card.ts';
import type { AgentKind } from '../document/design.ts';
import { GENERAL_BEHAVIOURS } from '../faults/cards.ts';
import { PROTOCOL_CARDS } from '../protocols/catalog.ts';

export interface Catalogue {
  readonly agents: ReadonlyMap<AgentKind, Pick<AgentCard, 'title' | 'parameters'>>;
  readonly protocols: ReadonlyMap<ProtocolId, ProtocolCard>;
  /** Behaviours of faulty agents that every protocol meets. */
  readonly behaviours: readonly BehaviourCard[];
}

/** What this version of the studio can run. */
export const CATALOGUE: Catalogue = {
  agents: AGENT_CARDS,
  protocols: PROTOCOL_CARDS,
  behaviours: GENERAL_BEHAVIOURS,
};
