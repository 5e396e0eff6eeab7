/** What it is: byzantine_consensus, whole: card, conduct and properties. */

import type { Protocol } from '../../contract/protocol.ts';
import type { Parameters } from './card.ts';
import { card } from './card.ts';
import type { State } from './conduct/conduct.ts';
import { conduct } from './conduct/conduct.ts';
import type { Wire } from './conduct/messages.ts';
import { executes, liveness } from './truth/liveness.ts';
import {
  agreement,
  exactlyOnce,
  sameState,
  totalOrder,
  validity,
  viewMonotonic,
} from './truth/safety.ts';

export const byzantineConsensus: Protocol<State, Wire, Parameters> = {
  card,
  conduct,
  properties: [
    agreement,
    sameState,
    validity,
    totalOrder,
    exactlyOnce,
    viewMonotonic,
    liveness,
    executes,
  ],
};
