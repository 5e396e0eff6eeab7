/** What it is: the canvas: the design as nodes and connections, and everything that is done to it there. */

import { useEffect, useMemo, useRef, useState } from 'react';
import { commands } from '../commands/registry.ts';
import { moveNodes } from '../state/designEdits.ts';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { geometryOf } from '../state/nodeGeometry.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { shownArea } from '../state/placing.ts';
import { AgentTip } from './agents/AgentTip.tsx';
import { CANVAS_COMMANDS } from './commands.ts';
import { canvasStore, clearGuides, setFlowControl, useCanvas } from './canvasStore.ts';
import { ConnectList } from './menus/ConnectList.tsx';
import { CanvasMenus } from './menus/CanvasMenus.tsx';
import { NodeSearch } from './menus/NodeSearch.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import {
  FlowMinimap,
  FlowProvider,
  FlowSurface,
  InDesign,
  useFlowControl,
  useZoom,
} from './flow/adapter.tsx';
import type { FlowControl } from './flow/adapter.tsx';
import { Ground } from './flow/Ground.tsx';
import { createFlowView } from './flow/view.ts';
import { flowEvents } from './flowEvents.ts';
import { onCanvasKey, onDoubleClick, onDragOver, onDrop } from './gestures.ts';
import { CoordinationNode } from './nodes/CoordinationNode.tsx';
import { EdgeLine } from './nodes/EdgeLine.tsx';
import {
  DatasetNode,
  GoodNode,
  NetworkNode,
  OutputNode,
  ProposalNode,
} from './nodes/InputNodes.tsx';
import { PoolNode } from './nodes/PoolNode.tsx';
import './canvas.css';
import './nodes.css';

const NODE_TYPES = {
  poolNode: PoolNode,
  coordinationNode: CoordinationNode,
  datasetNode: DatasetNode,
  goodNode: GoodNode,
  proposalNode: ProposalNode,
  networkNode: NetworkNode,
  outputNode: OutputNode,
} as const;
const EDGE_TYPES = { line: EdgeLine } as const;

/** Below these zooms text gives way: it grows within its node, then the small goes, then all of it. */
const ZOOM_NEAR = 0.85;
const ZOOM_LESS = 0.4;
const ZOOM_GLYPH = 0.25;
const UNMOVED = { x: 0, y: 0, zoom: 1 };

export function Canvas() {
  return (
    <FlowProvider>
      <CanvasSurface />
    </FlowProvider>
  );
}

function CanvasSurface() {
  const saved = useDocument((state) => state.design);
  const dragged = useCanvas((state) => state.dragged);
  const design = useMemo(
    () => (dragged === undefined ? saved : moveNodes(saved, dragged)),
    [saved, dragged],
  );
  const surface = useRef<HTMLDivElement | null>(null);
  const selection = useSession((state) => state.selection);
  const hasMinimap = useCanvas((state) => state.hasMinimap);
  const isConnecting = useCanvas((state) => state.connecting !== undefined);
  const detail = useZoom((zoom) =>
    zoom < ZOOM_GLYPH ? 'glyph' : zoom < ZOOM_LESS ? 'less' : zoom < ZOOM_NEAR ? 'near' : 'full',
  );
  const [view] = useState(createFlowView);
  const nodes = useMemo(
    () => view.nodes(design, new Set(selection.nodes)),
    [view, design, selection.nodes],
  );
  const edges = useMemo(
    () => view.edges(design, new Set(selection.connections)),
    [view, design, selection.connections],
  );
  useEffect(() => commands.register(CANVAS_COMMANDS), []);
  // Told to the page alone: to draw all of this again is what a moving view cannot afford.
  useEffect(() => {
    const unsubscribe = canvasStore.subscribe(({ isViewMoving }) => {
      surface.current?.toggleAttribute('data-moving', isViewMoving);
    });
    return () => {
      unsubscribe();
      // A surface that goes away in the middle of a move does not tell the end of it.
      flowEvents.onViewMoving(false);
    };
  }, []);

  return (
    // Keys and drops come from the nodes within, which can have the focus; the surface itself cannot.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={surface}
      className="canvas"
      data-detail={detail}
      data-connecting={isConnecting || undefined}
      role="group"
      aria-label="Design"
      onKeyDown={onCanvasKey}
      onDoubleClick={onDoubleClick}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      <FlowSurface
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        events={flowEvents}
      >
        <Ground />
        <ViewKeeper />
        <Guides />
        {hasMinimap && design.nodes.length > 0 ? <FlowMinimap /> : undefined}
      </FlowSurface>
      {design.nodes.length === 0 ? <EmptyCanvas /> : undefined}
      <CanvasTools />
      <CanvasMenus />
      <NodeSearch />
      <ConnectList />
      <AgentTip />
    </div>
  );
}

/** Keeps the view: fits a design that was opened, shows what others ask to see, comes back where one was. */
function ViewKeeper() {
  const control = useFlowControl();
  const request = useSession((state) => state.revealRequest);
  useEffect(() => {
    setFlowControl(control);
    shownArea.setState(control.area(), true);
    return () => {
      setFlowControl(undefined);
      clearGuides();
    };
  }, [control]);
  useEffect(() => {
    const { viewport } = sessionStore.getState();
    if (viewport !== undefined) control.setViewport(viewport);
    // Once, when the canvas appears; later moves are the person's.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  useEffect(() => {
    // The surface knows its nodes one paint after it was given them; they are there before they are asked for.
    const handle = requestAnimationFrame(() => {
      if (request === undefined) return;
      // Fitting nothing would wait for the first node and then jump to it.
      if (documentStore.getState().design.nodes.length === 0) control.setViewport(UNMOVED);
      else if (!isInSight(request.nodes, control)) control.fit(request.nodes);
    });
    return () => {
      cancelAnimationFrame(handle);
    };
    // A change of the surface's size is no reason to move what is on it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [request]);
  return undefined;
}

/** Whether one can read these nodes where they are; to move the drawing then would only confuse. */
function isInSight(ids: readonly string[], control: FlowControl): boolean {
  const { nodes } = documentStore.getState().design;
  const wanted = nodes.filter((node) => ids.includes(node.id));
  if (wanted.length === 0 || control.viewport().zoom < ZOOM_LESS) return false;
  const area = control.area();
  return wanted.every((node) => {
    const { x, y } = node.position;
    const { width, height } = geometryOf(node);
    return (
      x >= area.x &&
      y >= area.y &&
      x + width <= area.x + area.width &&
      y + height <= area.y + area.height
    );
  });
}

/** The lines that say with what a dragged node is aligned. */
function Guides() {
  const guides = useCanvas((state) => state.guides);
  if (guides.length === 0) return undefined;
  return (
    <InDesign>
      {guides.map(({ axis, at, from, to }) => (
        <span
          key={`${axis}${at}`}
          className="guide"
          style={
            axis === 'x'
              ? { left: at, top: from, height: to - from, width: 0 }
              : { left: from, top: at, width: to - from, height: 0 }
          }
        />
      ))}
    </InDesign>
  );
}
