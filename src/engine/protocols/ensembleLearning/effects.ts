/** What it is: what every part of the aggregator is given: what it may read, and where it writes. */

import type { Context, Outbox } from '../../contract/protocol.ts';
import type { EnsembleParameters } from './card.ts';
import type { EnsembleMessage } from './messages.ts';

export type Ensemble = Context<EnsembleParameters>;
export type Effects = Outbox<EnsembleMessage>;
