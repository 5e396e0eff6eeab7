/** What it is: what the canvas is in the middle of: a menu, a search, a connection being drawn, guides. */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Point } from '../state/designEdits.ts';
import type { FlowControl } from './flow/adapter.tsx';
import type { PortEnd } from './flow/connecting.ts';
import type { Guide } from './flow/guides.ts';

/** What a menu was opened on, and where on the screen. */
export type CanvasMenu = { readonly at: Point } & (
  | { readonly kind: 'pane' }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'edge'; readonly edge: string }
  | { readonly kind: 'agent'; readonly agent: string }
);

export interface NodeSearch {
  /** Where on the screen the list stands. */
  readonly at: Point;
  /** Where in the design the node goes; undefined: a free place. */
  readonly place: Point | undefined;
  /** The port that the new node should be connected to. */
  readonly from: PortEnd | undefined;
}

export interface Connecting {
  readonly from: PortEnd;
  /** By port: why not, or nothing where it may land. */
  readonly refusals: ReadonlyMap<string, string>;
}

export interface CanvasState {
  readonly menu: CanvasMenu | undefined;
  readonly search: NodeSearch | undefined;
  /** The node that a connection is chosen for from a list. */
  readonly connectFrom: string | undefined;
  readonly connecting: Connecting | undefined;
  readonly guides: readonly Guide[];
  /** Where the nodes are that are being dragged; the design has them where they were until they are let go. */
  readonly dragged: ReadonlyMap<string, Point> | undefined;
  /** Whether the view is being moved or zoomed. */
  readonly isViewMoving: boolean;
  readonly hasMinimap: boolean;
  /** The agent under the pointer, and where its tooltip stands. */
  readonly tip: { readonly agent: string; readonly at: Point } | undefined;
}

const NO_GUIDES: readonly Guide[] = [];

export const canvasStore = createStore<CanvasState>(() => ({
  menu: undefined,
  search: undefined,
  connectFrom: undefined,
  connecting: undefined,
  guides: NO_GUIDES,
  dragged: undefined,
  isViewMoving: false,
  hasMinimap: false,
  tip: undefined,
}));

export function clearGuides(): void {
  if (canvasStore.getState().guides.length > 0) canvasStore.setState({ guides: NO_GUIDES });
}

export function useCanvas<Part>(selector: (state: CanvasState) => Part): Part {
  return useStore(canvasStore, selector);
}

let control: FlowControl | undefined;

/** The view of the canvas on screen; undefined while there is none. */
export function flowControl(): FlowControl | undefined {
  return control;
}

export function setFlowControl(next: FlowControl | undefined): void {
  control = next;
}
