/**
 * What it is: which coordination the views show: the selected one, or the one that the selected thing
 * belongs to, or the one shown so far, or the first.
 */

import type { Design, DesignNode } from '../../engine/document/design.ts';
import type { Selection } from './sessionStore.ts';

/** The id of the coordination in focus; undefined when the design has none. */
export function coordinationInFocus(
  design: Design,
  selection: Selection,
  shown: string | undefined,
): string | undefined {
  const ids = design.nodes.filter(isCoordination).map((node) => node.id);
  for (const id of selection.nodes) {
    if (ids.includes(id)) return id;
    const fed = design.connections.find((one) => one.source.node === id || one.target.node === id);
    const other = fed?.source.node === id ? fed.target.node : fed?.source.node;
    if (other !== undefined && ids.includes(other)) return other;
  }
  return shown !== undefined && ids.includes(shown) ? shown : ids[0];
}

function isCoordination(node: DesignNode): boolean {
  return node.kind === 'coordination';
}
