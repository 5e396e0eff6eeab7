/** What it is: byzantine_consensus, whole: card, conduct and properties. */

import type { Protocol } from '../../contract/protocol.ts';
import type { Parameters } from './card.ts';
import { card } from './card.ts';
import type { State } from './conduct/conduct.ts';
import { conductWith } from './conduct/conduct.ts';
import type { Wire } from './conduct/messages.ts';
import { HONEST } from './conduct/rules.ts';
import type { Rules } from './conduct/rules.ts';
import { answers } from './truth/answers.ts';
import { executes, liveness } from './truth/liveness.ts';
import {
  committedHeld,
  preparedOnce,
  stableHeld,
  viewAsked,
  withinWindow,
} from './truth/lemmas.ts';
import {
  agreement,
  exactlyOnce,
  sameState,
  totalOrder,
  validity,
  viewMonotonic,
} from './truth/safety.ts';

/** What ships. */
export const byzantineConsensus: Protocol<State, Wire, Parameters> = protocolWith(HONEST);

/** The protocol by these rules: other than HONEST for tests only. */
export function protocolWith(rules: Rules): Protocol<State, Wire, Parameters> {
  return {
    card,
    conduct: conductWith(rules),
    properties: [
      agreement,
      sameState,
      validity,
      totalOrder,
      exactlyOnce,
      viewMonotonic,
      preparedOnce,
      committedHeld,
      viewAsked,
      stableHeld,
      withinWindow,
      answers,
      liveness,
      executes,
    ],
  };
}
