/** What it is: keys, double clicks and drops on the canvas. */

import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { BLOCK_DRAG_TYPE, addBlock, findBlock } from '../state/blocks.ts';
import type { Block } from '../state/blocks.ts';
import { moveNodes } from '../state/designEdits.ts';
import type { Point } from '../state/designEdits.ts';
import { documentStore } from '../state/documentStore.ts';
import { addFaultBlock } from '../state/faultBlocks.ts';
import { GRID, geometryOf, swarmGrid } from '../state/nodeGeometry.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { snap } from '../state/placing.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { agentAt } from './agents/swarm.ts';
import { canvasStore, flowControl } from './canvasStore.ts';
import { nextIn } from './roving.ts';

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const STEPS_WITH_ALT = 4;

/** Keys on a focused node or connection: go on to the next, select it, move what is selected, open its menu. */
export function onCanvasKey(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target instanceof Element ? event.target : undefined;
  const node = target?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
  const edge = target?.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined;
  const isOnIt = target?.matches('.react-flow__node, .react-flow__edge') === true;
  if (!isOnIt || event.ctrlKey || event.metaKey) return;
  // Alt belongs to the page, except to move a node further.
  if (event.altKey && !(event.shiftKey && ARROWS[event.key] !== undefined)) return;
  if (handleKey(event, node, edge)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function handleKey(
  event: KeyboardEvent<HTMLElement>,
  node: string | undefined,
  edge: string | undefined,
): boolean {
  const { selection } = sessionStore.getState();
  const direction = ARROWS[event.key];
  if (direction !== undefined) {
    if (node === undefined) return false;
    if (!event.shiftKey) return rove(event.currentTarget, node, direction);
    if (!selection.nodes.includes(node)) sessionStore.select([node]);
    nudge(direction, event.altKey ? STEPS_WITH_ALT : 1);
    return true;
  }
  switch (event.key) {
    case 'Enter':
    case ' ':
      if (node !== undefined && event.shiftKey) sessionStore.toggleNode(node);
      else if (node !== undefined) sessionStore.select([node]);
      else if (edge !== undefined) sessionStore.select([], [edge]);
      return true;
    case 'Escape':
      sessionStore.clearSelection();
      return true;
    case 'ContextMenu':
      return openMenu(event.currentTarget, node);
    case 'F10':
      return event.shiftKey && openMenu(event.currentTarget, node);
    default:
      return false;
  }
}

/** The focus goes to the nearest node in a direction; where there is none it stays. */
function rove(canvas: HTMLElement, node: string, direction: Point): boolean {
  const places = documentStore
    .getState()
    .design.nodes.map((one) => ({ id: one.id, ...one.position, ...geometryOf(one) }));
  const from = places.find((place) => place.id === node);
  const next = from && nextIn(direction, from, places);
  if (next === undefined) return true;
  sessionStore.requestReveal([next.id]);
  const element = canvas.querySelector(`.react-flow__node[data-id="${CSS.escape(next.id)}"]`);
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  return true;
}

function openMenu(canvas: HTMLElement, node: string | undefined): boolean {
  if (node === undefined) return false;
  const box = canvas.querySelector(`[data-id="${node}"]`)?.getBoundingClientRect();
  if (box === undefined) return false;
  if (!sessionStore.getState().selection.nodes.includes(node)) sessionStore.select([node]);
  canvasStore.setState({ menu: { kind: 'node', node, at: { x: box.left + 24, y: box.top + 24 } } });
  return true;
}

/** Moves what is selected by steps of the grid; presses one after another are one step of the history. */
function nudge(direction: Point, steps: number): void {
  const { nodes } = sessionStore.getState().selection;
  const { design } = documentStore.getState();
  const places = new Map(
    design.nodes
      .filter((node) => nodes.includes(node.id))
      .map((node): [string, Point] => [
        node.id,
        {
          x: snap(node.position.x + direction.x * steps * GRID),
          y: snap(node.position.y + direction.y * steps * GRID),
        },
      ]),
  );
  const label = places.size === 1 ? 'Move a node' : `Move ${places.size} nodes`;
  documentStore.edit(label, (current) => moveNodes(current, places), {
    gesture: `nudge:${nodes.join(' ')}`,
  });
  const first = [...places.values()][0];
  if (first !== undefined) noticeStore.announce(`at ${first.x}, ${first.y}`);
}

/** A double click on the empty canvas looks for a node to put there. */
export function onDoubleClick(event: MouseEvent<HTMLElement>): void {
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.classList.contains('react-flow__pane') !== true) return;
  const at = { x: event.clientX, y: event.clientY };
  canvasStore.setState({ search: { at, place: flowControl()?.toDesign(at), from: undefined } });
}

export function onDragOver(event: DragEvent<HTMLElement>): void {
  if (!event.dataTransfer.types.includes(BLOCK_DRAG_TYPE)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

/** A block let go on the canvas: a node stands there, a fault strikes the pool or agent under it. */
export function onDrop(event: DragEvent<HTMLElement>): void {
  const block = findBlock(event.dataTransfer.getData(BLOCK_DRAG_TYPE));
  if (block === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const at = { x: event.clientX, y: event.clientY };
  if (block.kind === 'fault') dropFault(block, event);
  else {
    const place = flowControl()?.toDesign(at);
    if (place !== undefined) placeBlock(block, place);
  }
}

/** Adds a block's node with its middle at a place of the design. */
export function placeBlock(block: Extract<Block, { kind: 'node' }>, place: Point): string {
  const { design } = documentStore.getState();
  const { width, height } = geometryOf(block.make(design, place));
  const position = { x: snap(place.x - width / 2), y: snap(place.y - height / 2) };
  const added = addBlock(design, block, position);
  documentStore.edit(`Add ${block.title}`, () => added.design);
  sessionStore.select([added.id]);
  noticeStore.announce(`${block.title} added`);
  return added.id;
}

function dropFault(block: Extract<Block, { kind: 'fault' }>, event: DragEvent<HTMLElement>): void {
  const target = event.target instanceof Element ? event.target : undefined;
  const id = target?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
  const node = documentStore.getState().design.nodes.find((one) => one.id === id);
  if (node?.kind === 'pool') {
    const agent =
      target?.matches('.swarm') === true ? agentUnder(target, node.count, event) : undefined;
    addFaultBlock(block.fault, [agent === undefined ? node.id : `${node.id}/${agent}`]);
    return;
  }
  noticeStore.notify({
    tone: 'warning',
    title: 'A fault strikes agents',
    message: 'Let it go over a pool, or select a pool or an agent and click the fault.',
    topic: 'fault',
  });
}

/** The number of the agent under the pointer, on the drawing of a pool. */
export function agentUnder(
  swarm: Element,
  count: number,
  pointer: { readonly clientX: number; readonly clientY: number },
): number | undefined {
  const grid = swarmGrid(count);
  const box = swarm.getBoundingClientRect();
  const scale = (grid.columns * grid.cell) / box.width;
  return agentAt(
    grid,
    count,
    (pointer.clientX - box.left) * scale,
    (pointer.clientY - box.top) * scale,
  );
}
