/** What it is: market_coordination, whole: card, conduct and what must hold. */

import type { Protocol } from '../../contract/protocol.ts';
import { marketCard } from './card.ts';
import type { MarketParameters } from './card.ts';
import { conductOf } from './conduct/conduct.ts';
import type { MarketMessage } from './conduct/messages.ts';
import { marketOutputs } from './outputs.ts';
import { HONEST_RULES } from './conduct/rules.ts';
import { MARKET_PROPERTIES } from './properties.ts';
import type { MarketState } from './conduct/state.ts';

export const marketCoordination: Protocol<MarketState, MarketMessage, MarketParameters> = {
  card: marketCard,
  conduct: conductOf(HONEST_RULES),
  properties: MARKET_PROPERTIES,
  outputs: marketOutputs,
};
