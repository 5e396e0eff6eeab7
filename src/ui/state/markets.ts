/** What it is: which coordinations of a design are markets, whether drawn so or chosen by the selector. */

import type { Design, NodeOf } from '../../engine/document/design.ts';
import { cardOf } from './participation.ts';

/** The markets of a design, in the order in which they were drawn. */
export function marketsOf(design: Design): readonly NodeOf<'coordination'>[] {
  return design.nodes.filter(
    (node): node is NodeOf<'coordination'> =>
      node.kind === 'coordination' && cardOf(design, node)?.id === 'market_coordination',
  );
}
