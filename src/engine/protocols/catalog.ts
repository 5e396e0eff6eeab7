/**
 * What it is: the cards of the protocols that run, by id: for the interface, the planner and the selector.
 * It imports no conduct, so the simulation stays out of the page.
 */

import type { ProtocolCard, ProtocolId } from '../contract/card.ts';
import { card as byzantineCard } from './byzantineConsensus/card.ts';
import { distributedCard } from './distributedCoordination/card.ts';
import { ensembleCard } from './ensembleLearning/card.ts';
import { hierarchicalCard } from './hierarchicalConsensus/card.ts';
import { tuningCard } from './hyperparameterOptimization/card.ts';
import { marketCard } from './marketCoordination/card.ts';
import { simpleCard } from './simpleConsensus/card.ts';

/** In the order of the matrix of protocols. */
export const PROTOCOL_CARDS: ReadonlyMap<ProtocolId, ProtocolCard> = new Map<
  ProtocolId,
  ProtocolCard
>([
  ['simple_consensus', simpleCard],
  ['hierarchical_consensus', hierarchicalCard],
  ['byzantine_consensus', byzantineCard],
  ['market_coordination', marketCard],
  ['ensemble_learning', ensembleCard],
  ['hyperparameter_optimization', tuningCard],
  ['distributed_coordination', distributedCard],
]);
