/** What it is: the view of each protocol, by its wire name. Add a protocol's line here. */

import type { ProtocolView } from './face.ts';
import { distributedView } from './protocols/distributed.ts';
import { ensembleView } from './protocols/ensemble.ts';
import { hierarchicalView } from './protocols/hierarchical.ts';
import { marketView } from './protocols/market/view.ts';
import { pbftView } from './protocols/pbft.ts';
import { tuningView } from './protocols/tuning.ts';
import { simpleView } from './protocols/simple.ts';

/** A view whose state only the view itself looks into. */
export type AnyProtocolView = ProtocolView<unknown>;

const VIEWS = {
  byzantine_consensus: pbftView,
  distributed_coordination: distributedView,
  ensemble_learning: ensembleView,
  hierarchical_consensus: hierarchicalView,
  hyperparameter_optimization: tuningView,
  market_coordination: marketView,
  simple_consensus: simpleView,
} as const;

/** The view of a protocol; undefined for one that this version does not draw. */
export function viewOf(protocol: string): AnyProtocolView | undefined {
  // Each view is only ever handed the state that it made itself.
  return (VIEWS as Readonly<Record<string, unknown>>)[protocol] as AnyProtocolView | undefined;
}
