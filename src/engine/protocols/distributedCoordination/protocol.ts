/** What it is: distributed_coordination, whole: card, conduct and what is watched. */

import type { Protocol } from '../../contract/protocol.ts';
import { distributedCard } from './card.ts';
import type { DistributedParameters } from './card.ts';
import { conductOf } from './conduct/conduct.ts';
import type { DistributedMessage } from './conduct/messages.ts';
import { HONEST_RULES } from './conduct/rules.ts';
import type { DistributedState } from './conduct/state.ts';
import { DISTRIBUTED_PROPERTIES } from './truth/properties.ts';

export const distributedCoordination: Protocol<
  DistributedState,
  DistributedMessage,
  DistributedParameters
> = {
  card: distributedCard,
  conduct: conductOf(HONEST_RULES),
  properties: DISTRIBUTED_PROPERTIES,
};
