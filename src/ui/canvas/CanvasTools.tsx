/** What it is: the few buttons in the corner of the canvas: zoom, fit, order, map. */

import { LayoutDashboard, Map, Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { commands, titleOf } from '../commands/registry.ts';
import { useDocument } from '../state/documentStore.ts';
import { IconButton } from '../widgets/Button.tsx';
import { useCanvas } from './canvasStore.ts';
import { useZoom } from './flow/adapter.tsx';

const ICON = 15;

export function CanvasTools() {
  const percent = useZoom((zoom) => Math.round(zoom * 100));
  const hasMinimap = useCanvas((state) => state.hasMinimap);
  const isEmpty = useDocument(({ design }) => design.nodes.length === 0);
  if (isEmpty) return undefined;
  return (
    <div className="canvas-tools" role="group" aria-label="View of the canvas">
      <Tool id="canvas.zoomOut" title="Zoom out" shortcut="-" icon={<Minus size={ICON} />} />
      <span className="canvas-zoom numeric" aria-label={`Zoom ${percent} percent`} role="img">
        {percent} %
      </span>
      <Tool id="canvas.zoomIn" title="Zoom in" shortcut="+" icon={<Plus size={ICON} />} />
      <Tool
        id="canvas.fit"
        title="Fit the whole design"
        shortcut="1"
        icon={<Maximize size={ICON} />}
      />
      <Tool
        id="canvas.arrange"
        title="Arrange the nodes"
        shortcut="Shift+A"
        icon={<LayoutDashboard size={ICON} />}
      />
      <Tool
        id="canvas.minimap"
        title={hasMinimap ? 'Hide the map' : 'Show the map'}
        shortcut="Shift+M"
        icon={<Map size={ICON} />}
        isPressed={hasMinimap}
      />
    </div>
  );
}

interface ToolProps {
  readonly id: string;
  readonly title: string;
  readonly shortcut: string;
  readonly icon: ReactNode;
  readonly isPressed?: boolean;
}

function Tool({ id, title, shortcut, icon, isPressed }: ToolProps) {
  const command = commands.find(id);
  return (
    <IconButton
      label={command === undefined ? title : titleOf(command)}
      shortcut={shortcut}
      icon={icon}
      side="top"
      size="small"
      aria-pressed={isPressed}
      onClick={() => {
        commands.execute(id);
      }}
    />
  );
}
