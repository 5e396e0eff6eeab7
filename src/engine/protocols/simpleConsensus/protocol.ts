/** What it is: simple_consensus, whole: card, conduct and what must hold. */

import type { Protocol } from '../../contract/protocol.ts';
import { simpleCard } from './card.ts';
import type { SimpleParameters } from './card.ts';
import { simpleConduct } from './conduct.ts';
import type { SimpleMessage } from './messages.ts';
import { SIMPLE_PROPERTIES } from './properties.ts';
import type { SimpleState } from './state.ts';

export const simpleConsensus: Protocol<SimpleState, SimpleMessage, SimpleParameters> = {
  card: simpleCard,
  conduct: simpleConduct,
  properties: SIMPLE_PROPERTIES,
};
