/**
 * What it is: the one place that knows the canvas library. Everything else of the canvas speaks of nodes,
 * ports and places in its own words, so that another version of the library is a change of this file.
 */

import {
  Handle,
  MiniMap,
  PanOnScrollMode,
  Position,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  ViewportPortal,
  getBezierPath,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import type {
  Connection as FlowConnection,
  Edge,
  EdgeChange,
  EdgeTypes,
  FinalConnectionState,
  Node,
  NodeChange,
  NodeTypes,
  OnConnectStartParams,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { ConnectionEnds } from '../../../engine/document/ports.ts';
import type { Point } from '../../state/designEdits.ts';
import { GRID } from '../../state/nodeGeometry.ts';
import type { Area } from '../../state/placing.ts';
import { prefersStillness } from '../../theme/theme.ts';
import type { FlowEdge, FlowNode } from './view.ts';

const ZOOM_LEAST = 0.05;
const ZOOM_MOST = 3;
const GLIDE_MILLIS = 180;
/** From so many nodes on, only those in sight are in the page. */
const NODES_CULLED_FROM = 60;
const SNAP_GRID: [number, number] = [GRID, GRID];
const SEVERAL_KEYS = ['Meta', 'Control', 'Shift'];
const SILENT_CREDIT = { hideAttribution: true };

/** A port that a connection was begun at. */
export interface PortPlace {
  readonly node: string;
  readonly port: string;
  readonly side: 'source' | 'target';
}

/** What happens on the surface, in our words. */
export interface FlowEvents {
  /** Nodes are moved; `isOver` with the last of a drag. */
  readonly onMove: (positions: ReadonlyMap<string, Point>, isOver: boolean) => void;
  readonly onSelect: (change: SelectionChange) => void;
  readonly onConnectStart: (from: PortPlace) => void;
  readonly onConnect: (ends: ConnectionEnds) => void;
  /** A connection was let go: over a port that refuses it, or over nothing at a place on the screen. */
  readonly onConnectEnd: (over: PortPlace | undefined, at: Point) => void;
  readonly mayConnect: (ends: ConnectionEnds) => boolean;
  readonly onViewport: () => void;
  /** The view begins to be moved or zoomed, or has come to rest. */
  readonly onViewMoving: (isMoving: boolean) => void;
  readonly onNodeMenu: (node: string, at: Point) => void;
  readonly onEdgeMenu: (edge: string, at: Point) => void;
  readonly onPaneMenu: (at: Point) => void;
}

export interface SelectionChange {
  readonly nodes: ReadonlyMap<string, boolean>;
  readonly edges: ReadonlyMap<string, boolean>;
}

export interface FlowSurfaceProps {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  readonly nodeTypes: Readonly<Record<string, ComponentType<FlowNodeProps>>>;
  readonly edgeTypes: Readonly<Record<string, ComponentType<FlowEdgeProps>>>;
  readonly events: FlowEvents;
  readonly children?: ReactNode;
}

/** What a node's component is given. */
export interface FlowNodeProps {
  readonly id: string;
  readonly data: FlowNode['data'];
  readonly selected: boolean;
}

/** What an edge's component is given. */
export interface FlowEdgeProps extends CurveEnds {
  readonly id: string;
  readonly data?: FlowEdge['data'];
  readonly selected?: boolean;
}

interface CurveEnds {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

/** The surface: pan, zoom, selection, drags. What it shows is given; what is done to it is told. */
export function FlowSurface({
  nodes,
  edges,
  nodeTypes,
  edgeTypes,
  events,
  children,
}: FlowSurfaceProps) {
  const handlers = useMemo(() => handlersOf(events), [events]);
  return (
    <ReactFlow
      // The library writes its types without readonly; it does not change what it is given.
      nodes={nodes as unknown as Node[]}
      edges={edges as unknown as Edge[]}
      nodeTypes={nodeTypes as unknown as NodeTypes}
      edgeTypes={edgeTypes as unknown as EdgeTypes}
      {...handlers}
      minZoom={ZOOM_LEAST}
      maxZoom={ZOOM_MOST}
      snapToGrid
      snapGrid={SNAP_GRID}
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={SEVERAL_KEYS}
      selectionKeyCode="Shift"
      panActivationKeyCode={null}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      panOnScrollMode={PanOnScrollMode.Free}
      disableKeyboardA11y
      connectionRadius={28}
      nodeDragThreshold={2}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements={nodes.length > NODES_CULLED_FROM}
      proOptions={SILENT_CREDIT}
    >
      {children}
    </ReactFlow>
  );
}

/** The library's callbacks, each told on in our words. */
function handlersOf(events: FlowEvents) {
  return {
    onNodesChange: (changes: NodeChange[]) => {
      tellMoves(changes, events);
      const nodes = new Map<string, boolean>();
      for (const one of changes) if (one.type === 'select') nodes.set(one.id, one.selected);
      if (nodes.size > 0) events.onSelect({ nodes, edges: NOTHING });
    },
    onEdgesChange: (changes: EdgeChange[]) => {
      const edges = new Map<string, boolean>();
      for (const one of changes) if (one.type === 'select') edges.set(one.id, one.selected);
      if (edges.size > 0) events.onSelect({ nodes: NOTHING, edges });
    },
    onConnectStart: (_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (nodeId === null || handleId === null || handleType === null) return;
      events.onConnectStart({ node: nodeId, port: handleId, side: handleType });
    },
    onConnect: (connection: FlowConnection) => {
      const ends = endsOf(connection);
      if (ends !== undefined) events.onConnect(ends);
    },
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { toHandle, isValid } = state;
      const over =
        toHandle === null || isValid === true
          ? undefined
          : { node: toHandle.nodeId, port: toHandle.id ?? '', side: toHandle.type };
      // A connection that was made is no drop on nothing.
      events.onConnectEnd(over, isValid === true ? NOWHERE : placeOf(event));
    },
    isValidConnection: (connection: FlowConnection | Edge) => {
      const ends = endsOf(connection);
      return ends !== undefined && events.mayConnect(ends);
    },
    onMoveStart: () => {
      events.onViewMoving(true);
    },
    onMove: events.onViewport,
    onMoveEnd: () => {
      events.onViewport();
      events.onViewMoving(false);
    },
    onNodeContextMenu: (event: React.MouseEvent, node: Node) => {
      event.preventDefault();
      events.onNodeMenu(node.id, placeOf(event));
    },
    onEdgeContextMenu: (event: React.MouseEvent, edge: Edge) => {
      event.preventDefault();
      events.onEdgeMenu(edge.id, placeOf(event));
    },
    onPaneContextMenu: (event: React.MouseEvent | MouseEvent) => {
      event.preventDefault();
      events.onPaneMenu(placeOf(event));
    },
  };
}

const NOTHING: ReadonlyMap<string, boolean> = new Map();
/** Where a connection ends that was made. */
const NOWHERE: Point = { x: Number.NaN, y: Number.NaN };

function tellMoves(changes: readonly NodeChange[], events: FlowEvents): void {
  const positions = new Map<string, Point>();
  let isOver = true;
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue;
    positions.set(change.id, change.position);
    if (change.dragging === true) isOver = false;
  }
  if (positions.size > 0) events.onMove(positions, isOver);
}

function endsOf(connection: FlowConnection | Edge): ConnectionEnds | undefined {
  const { source, target, sourceHandle, targetHandle } = connection;
  if (typeof sourceHandle !== 'string' || typeof targetHandle !== 'string') return undefined;
  return {
    source: { node: source, port: sourceHandle },
    target: { node: target, port: targetHandle },
  };
}

function placeOf(event: MouseEvent | TouchEvent | React.MouseEvent): Point {
  if ('clientX' in event) return { x: event.clientX, y: event.clientY };
  const touch = event.changedTouches[0];
  return touch === undefined ? NOWHERE : { x: touch.clientX, y: touch.clientY };
}

/** Stands around everything that uses the surface. */
export function FlowProvider({ children }: { readonly children: ReactNode }) {
  return <ReactFlowProvider>{children}</ReactFlowProvider>;
}

/** What can be done to the view of the surface. */
export interface FlowControl {
  /** Shows these nodes; all of them without ids. */
  fit(ids?: readonly string[]): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  toDesign(client: Point): Point;
  viewport(): View;
  setViewport(viewport: View): void;
  /** What of the design is in sight. */
  area(): Area;
}

/** The control of the surface around; the same object while it is there. */
export function useFlowControl(): FlowControl {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return useMemo(() => {
    const glide = (): { duration: number } => ({ duration: prefersStillness() ? 0 : GLIDE_MILLIS });
    return {
      fit: (ids) => {
        const nodes =
          ids === undefined || ids.length === 0 ? {} : { nodes: ids.map((id) => ({ id })) };
        void flow.fitView({ ...glide(), ...nodes, padding: 0.06, maxZoom: 1, minZoom: ZOOM_LEAST });
      },
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, glide()),
      zoomTo: (zoom) => void flow.zoomTo(zoom, glide()),
      toDesign: (client) => flow.screenToFlowPosition(client, { snapToGrid: false }),
      viewport: () => flow.getViewport(),
      setViewport: (viewport) => void flow.setViewport(viewport),
      area: () => {
        const { x, y, zoom } = flow.getViewport();
        return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      },
    };
  }, [flow, width, height]);
}

/** Something of the zoom; renders again only when that something changes. */
export function useZoom<Part extends string | number | boolean>(
  selector: (zoom: number) => Part,
): Part {
  return useStore((state) => selector(state.transform[2]));
}

/** Where the view of the surface is. */
export interface View extends Point {
  readonly zoom: number;
}

/** Tells where the view is, now and whenever it is moved; nothing is rendered for it. */
export function useView(tell: (view: View) => void): void {
  const store = useStoreApi();
  const latest = useRef(tell);
  useLayoutEffect(() => {
    latest.current = tell;
  });
  useLayoutEffect(() => {
    let known: readonly number[] | undefined;
    const told = (): void => {
      const { transform } = store.getState();
      if (transform === known) return;
      known = transform;
      latest.current({ x: transform[0], y: transform[1], zoom: transform[2] });
    };
    told();
    return store.subscribe(told);
  }, [store]);
}

export interface PortHandleProps {
  readonly id: string;
  readonly side: 'source' | 'target';
  readonly x: number;
  readonly y: number;
  readonly className: string;
  readonly state: string;
  readonly label: string;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
  readonly children?: ReactNode;
}

/** A port that connections can be drawn from and to. */
export function PortHandle({
  id,
  side,
  x,
  y,
  className,
  state,
  label,
  onEnter,
  onLeave,
  children,
}: PortHandleProps) {
  return (
    <Handle
      id={id}
      type={side}
      position={side === 'source' ? Position.Right : Position.Left}
      className={className}
      style={{ left: x, top: y, right: 'auto', transform: 'translate(-50%, -50%)' }}
      data-state={state}
      title={label}
      onMouseEnter={onEnter}
      onMouseLeave={onLeave}
    >
      {children}
    </Handle>
  );
}

/** The curve from one port to another, for an SVG path. */
export function curveBetween({ sourceX, sourceY, targetX, targetY }: CurveEnds): string {
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
    curvature: 0.3,
  });
  return path;
}

/** Draws in the coordinates of the design, above the nodes. */
export function InDesign({ children }: { readonly children: ReactNode }) {
  return <ViewportPortal>{children}</ViewportPortal>;
}

/** The whole design in a corner. */
export function FlowMinimap() {
  return (
    <MiniMap
      className="canvas-minimap"
      ariaLabel="Map of the design"
      pannable
      zoomable
      nodeStrokeWidth={0}
      nodeColor="var(--line-strong)"
      maskColor="var(--scrim-soft)"
    />
  );
}
