/** What it is: the drawing put in order, from the left to the right, as the connections run. */

import type { Design } from '../../../engine/document/design.ts';
import type { Point } from '../../state/designEdits.ts';
import { geometryOf } from '../../state/nodeGeometry.ts';
import { snap } from '../../state/placing.ts';

const COLUMN_GAP = 64;
const ROW_GAP = 40;

/** New places for the nodes of these ids, or for all; the upper left corner of what is arranged stays. */
export async function arrange(
  design: Design,
  ids?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Point>> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const nodes = design.nodes.filter((node) => ids === undefined || ids.has(node.id));
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: COLUMN_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(nodes.map((node) => node.id));
  for (const node of nodes) {
    const { width, height } = geometryOf(node);
    graph.setNode(node.id, { width, height });
  }
  for (const { source, target } of design.connections) {
    if (known.has(source.node) && known.has(target.node)) graph.setEdge(source.node, target.node);
  }
  layout(graph);
  const placed = nodes.map((node): readonly [string, Point] => {
    const { width, height } = geometryOf(node);
    const { x = 0, y = 0 } = graph.node(node.id) as { x?: number; y?: number };
    return [node.id, { x: x - width / 2, y: y - height / 2 }];
  });
  const shift = {
    x: least(nodes.map((node) => node.position.x)) - least(placed.map(([, at]) => at.x)),
    y: least(nodes.map((node) => node.position.y)) - least(placed.map(([, at]) => at.y)),
  };
  return new Map(
    placed.map(([id, at]) => [id, { x: snap(at.x + shift.x), y: snap(at.y + shift.y) }]),
  );
}

function least(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.min(...values);
}
