/**
 * What it is: every protocol that runs, with its conduct: what a simulation is opened with. Only the
 * façade, the worker's host and the command line import it.
 */

import type { ProtocolId } from '../contract/card.ts';
import type { AnyProtocol, Message, Protocol } from '../contract/protocol.ts';
import { byzantineConsensus } from './byzantineConsensus/protocol.ts';
import { distributedCoordination } from './distributedCoordination/protocol.ts';
import { ensembleLearning } from './ensembleLearning/protocol.ts';
import { hierarchicalConsensus } from './hierarchicalConsensus/protocol.ts';
import { hyperparameterOptimization } from './hyperparameterOptimization/protocol.ts';
import { marketCoordination } from './marketCoordination/protocol.ts';
import { simpleConsensus } from './simpleConsensus/protocol.ts';

/**
 * Forgets a protocol's own types. Sound because the kernel hands a protocol only states, messages and
 * parameters that this very protocol or its card gave.
 */
function opaque<State, Sent extends Message, Parameters>(
  protocol: Protocol<State, Sent, Parameters>,
): AnyProtocol {
  return protocol as unknown as AnyProtocol;
}

export const PROTOCOLS: ReadonlyMap<ProtocolId, AnyProtocol> = new Map(
  [
    opaque(simpleConsensus),
    opaque(hierarchicalConsensus),
    opaque(byzantineConsensus),
    opaque(marketCoordination),
    opaque(ensembleLearning),
    opaque(hyperparameterOptimization),
    opaque(distributedCoordination),
  ].map((protocol) => [protocol.card.id, protocol]),
);
