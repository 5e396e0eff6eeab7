/** What it is: which coordinations of a design run a protocol, whether drawn so or chosen by the selector. */

import type { ProtocolId } from '../../engine/contract/card.ts';
import type { Design, NodeOf } from '../../engine/document/design.ts';
import { cardOf } from './participation.ts';

/** The coordinations that run a protocol, in the order in which they were drawn. */
export function coordinationsBy(
  design: Design,
  protocol: ProtocolId,
): readonly NodeOf<'coordination'>[] {
  return design.nodes.filter(
    (node): node is NodeOf<'coordination'> =>
      node.kind === 'coordination' && cardOf(design, node)?.id === protocol,
  );
}
