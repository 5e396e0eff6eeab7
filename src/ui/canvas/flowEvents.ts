/** What it is: what is done on the surface, turned into edits of the design and into selection. */

import type { Design } from '../../engine/document/design.ts';
import { refuseConnection } from '../../engine/document/ports.ts';
import type { ConnectionEnds } from '../../engine/document/ports.ts';
import { moveNodes } from '../state/designEdits.ts';
import type { Point } from '../state/designEdits.ts';
import { documentStore } from '../state/documentStore.ts';
import { geometryOf } from '../state/nodeGeometry.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { playbackStore } from '../state/playbackStore.ts';
import { shownArea, snap } from '../state/placing.ts';
import type { Area } from '../state/placing.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { canvasStore, clearGuides, flowControl } from './canvasStore.ts';
import type { FlowEvents, SelectionChange } from './flow/adapter.tsx';
import { endsBetween, portKey, refusalsFrom, withConnection } from './flow/connecting.ts';
import type { PortEnd } from './flow/connecting.ts';
import { align, boundsOf } from './flow/guides.ts';
import type { Alignment } from './flow/guides.ts';

/** How near, on the screen, a node must come to be aligned. */
const GUIDE_REACH = 6;
/** With more nodes than this, only the grid aligns. */
const GUIDE_NODES_MOST = 200;

export const flowEvents: FlowEvents = {
  onMove: moveBy,
  onSelect: select,
  onConnectStart: (from) => {
    const { design } = documentStore.getState();
    canvasStore.setState({ connecting: { from, refusals: refusalsFrom(design, from) } });
  },
  mayConnect: ({ source, target }) => {
    const { connecting } = canvasStore.getState();
    if (connecting === undefined) return false;
    const far = connecting.from.side === 'source' ? target : source;
    return connecting.refusals.get(portKey(far.node, far.port)) === '';
  },
  onConnect: connect,
  onConnectEnd: endConnection,
  onViewport: () => {
    const control = flowControl();
    if (control === undefined) return;
    shownArea.setState(control.area(), true);
    sessionStore.setViewport(control.viewport());
    if (canvasStore.getState().tip !== undefined) canvasStore.setState({ tip: undefined });
  },
  onViewMoving: (isViewMoving) => {
    canvasStore.setState({ isViewMoving });
    playbackStore.giveWay(isViewMoving);
  },
  onNodeMenu: (node, at) => {
    if (!sessionStore.getState().selection.nodes.includes(node)) sessionStore.select([node]);
    canvasStore.setState({ menu: { kind: 'node', node, at } });
  },
  onEdgeMenu: (edge, at) => {
    sessionStore.select([], [edge]);
    canvasStore.setState({ menu: { kind: 'edge', edge, at } });
  },
  onPaneMenu: (at) => {
    canvasStore.setState({ menu: { kind: 'pane', at } });
  },
};

/**
 * Moves nodes to where the pointer has them, aligned with others where that is near. Only when they are let go is it an
 * edit: all that is made of the design would otherwise be made again for every pixel.
 */
function moveBy(positions: ReadonlyMap<string, Point>, isOver: boolean): void {
  const { design } = documentStore.getState();
  const aligned = alignmentOf(design, positions);
  const places = new Map(
    [...positions].map(([id, at]): [string, Point] => [
      id,
      {
        x: aligned.x === undefined ? snap(at.x) : at.x + aligned.x,
        y: aligned.y === undefined ? snap(at.y) : at.y + aligned.y,
      },
    ]),
  );
  if (!isOver) {
    canvasStore.setState({ dragged: places, guides: aligned.guides });
    sessionStore.setDragging(true);
    return;
  }
  const names = [...positions.keys()];
  const label =
    names.length === 1 ? `Move ${nameOf(design, names[0])}` : `Move ${names.length} nodes`;
  documentStore.edit(label, (current) => moveNodes(current, places));
  canvasStore.setState({ dragged: undefined });
  sessionStore.setDragging(false);
  clearGuides();
}

function nameOf(design: Design, id: string | undefined): string {
  return design.nodes.find((node) => node.id === id)?.name ?? 'a node';
}

const NOT_ALIGNED: Alignment = { x: undefined, y: undefined, guides: [] };

function alignmentOf(design: Design, positions: ReadonlyMap<string, Point>): Alignment {
  if (design.nodes.length > GUIDE_NODES_MOST) return NOT_ALIGNED;
  const zoom = flowControl()?.viewport().zoom ?? 1;
  const moved: Area[] = [];
  const others: Area[] = [];
  for (const node of design.nodes) {
    const { width, height } = geometryOf(node);
    const to = positions.get(node.id);
    if (to === undefined) others.push({ ...node.position, width, height });
    else moved.push({ ...to, width, height });
  }
  if (moved.length === 0) return NOT_ALIGNED;
  return align(boundsOf(moved), others, GUIDE_REACH / zoom);
}

/** Takes over what the surface says was selected or no longer is. */
function select(change: SelectionChange): void {
  const { selection } = sessionStore.getState();
  const nodes = withChange(selection.nodes, change.nodes);
  const connections = withChange(selection.connections, change.edges);
  // The surface repeats what is known; that must not take the selected agent away.
  if (nodes !== selection.nodes || connections !== selection.connections)
    sessionStore.select(nodes, connections);
}

function withChange(
  ids: readonly string[],
  change: ReadonlyMap<string, boolean>,
): readonly string[] {
  const next = new Set(ids);
  for (const [id, isSelected] of change) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  const isSame = next.size === ids.length && ids.every((id) => next.has(id));
  return isSame ? ids : [...next];
}

/** Connects, or says why not. */
export function connect(ends: ConnectionEnds): void {
  const { design } = documentStore.getState();
  const refusal = refuseConnection(design, ends);
  if (refusal !== undefined) {
    sayRefusal(refusal);
    return;
  }
  const from = nameOf(design, ends.source.node);
  const to = nameOf(design, ends.target.node);
  documentStore.edit(`Connect ${from} to ${to}`, (current) => withConnection(current, ends));
  noticeStore.announce(`${from} connected to ${to}`);
}

function sayRefusal(message: string): void {
  noticeStore.notify({ tone: 'warning', title: 'Not connected', message, topic: 'connection' });
}

/** A connection let go over a port that refuses it says why; over nothing it offers what would fit. */
function endConnection(over: PortEnd | undefined, at: Point): void {
  const { connecting } = canvasStore.getState();
  canvasStore.setState({ connecting: undefined });
  if (connecting === undefined || Number.isNaN(at.x)) return;
  const { from, refusals } = connecting;
  if (over !== undefined) {
    const isItself = over.node === from.node && over.port === from.port;
    const refusal =
      refusals.get(portKey(over.node, over.port)) ??
      refuseConnection(documentStore.getState().design, endsBetween(from, over));
    if (!isItself && refusal !== undefined && refusal !== '') sayRefusal(refusal);
    return;
  }
  const place = flowControl()?.toDesign(at);
  canvasStore.setState({ search: { at, place, from } });
}
