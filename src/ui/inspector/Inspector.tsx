/** What it is: the inspector: what is selected, as forms made from its schema, and how it fares at the cursor. */

import { useEffect, useRef, useState } from 'react';
import { useDocument } from '../state/documentStore.ts';
import { nodeOfAgent, numberOfAgent } from '../state/participation.ts';
import { useSession } from '../state/sessionStore.ts';
import type { Selection } from '../state/sessionStore.ts';
import { AgentPanel } from './sections/AgentPanel.tsx';
import { ConnectionPanel } from './sections/ConnectionPanel.tsx';
import { DesignPanel } from './sections/DesignPanel.tsx';
import { NodePanel } from './sections/NodePanel.tsx';
import { SeveralPanel } from './sections/SeveralPanel.tsx';
import './inspector.css';

export function Inspector() {
  const panel = useRef<HTMLDivElement | null>(null);
  useFieldRequests(panel);
  return (
    <div className="inspector" ref={panel}>
      <Selected />
    </div>
  );
}

function Selected() {
  const selection = useSettledSelection();
  const nodes = useDocument(({ design }) => design.nodes);
  const [id] = selection.nodes;
  if (selection.agent !== undefined) {
    const place = nodes.findIndex((node) => node.id === nodeOfAgent(selection.agent ?? ''));
    const node = nodes[place];
    if (node !== undefined) {
      return (
        <AgentPanel
          key={selection.agent}
          agent={selection.agent}
          node={node}
          place={place}
          number={numberOfAgent(selection.agent)}
        />
      );
    }
  }
  if (selection.nodes.length + selection.connections.length > 1) {
    return <SeveralPanel nodes={selection.nodes} connections={selection.connections} />;
  }
  const place = nodes.findIndex((node) => node.id === id);
  const node = nodes[place];
  if (node !== undefined) return <NodePanel key={node.id} node={node} place={place} />;
  const [connection] = selection.connections;
  if (connection !== undefined) return <ConnectionPanel id={connection} />;
  return <DesignPanel />;
}

/** What is selected; while nodes are dragged, what was before: to change the panel under the drag would hold it up. */
function useSettledSelection(): Selection {
  const selection = useSession((state) => state.selection);
  const isDragging = useSession((state) => state.isDragging);
  const [settled, setSettled] = useState(selection);
  if (!isDragging && settled !== selection) setSettled(selection);
  return isDragging ? settled : selection;
}

const LATE_MILLIS = 250;
const FRAMES_UNTIL_DRAWN = 3;

/** Leads to the field that somebody asked for: into view, and the focus into it. */
function useFieldRequests(panel: React.RefObject<HTMLDivElement | null>): void {
  const request = useSession((state) => state.fieldRequest);
  useEffect(() => {
    if (request === undefined) return undefined;
    // The panel of another node is drawn only after the selection has changed, and its form a frame later.
    let late: ReturnType<typeof setTimeout> | undefined;
    let handle = 0;
    const afterFrames = (count: number): void => {
      handle = requestAnimationFrame(() => {
        if (count > 0) afterFrames(count - 1);
        else show();
      });
    };
    const show = (): void => {
      const row = rowFor(panel.current, request.path);
      if (row === undefined) return;
      row.scrollIntoView({ block: 'center' });
      const control = row.querySelector('input, textarea, button[role], button.select');
      if (control instanceof HTMLElement) control.focus();
      // What the run says of an agent comes a moment later, above the row.
      late = setTimeout(() => {
        if (row.contains(document.activeElement)) row.scrollIntoView({ block: 'center' });
      }, LATE_MILLIS);
    };
    afterFrames(FRAMES_UNTIL_DRAWN);
    return () => {
      cancelAnimationFrame(handle);
      clearTimeout(late);
    };
  }, [request, panel]);
}

/** The row of a path, or of the nearest path above it that has one. */
function rowFor(panel: HTMLDivElement | null, path: string): Element | undefined {
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('.')))) {
    const row = panel?.querySelector(`[data-path="${CSS.escape(rest)}"]`);
    if (row !== null && row !== undefined) return row;
  }
  return undefined;
}
