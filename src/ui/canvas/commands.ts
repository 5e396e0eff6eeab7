/** What it is: the commands of the canvas: clipboard, selection, view, connections, order. */

import type { Command } from '../commands/registry.ts';
import {
  copyNodes,
  moveNodes,
  pasteFragment,
  removeConnections,
  removeNodes,
} from '../state/designEdits.ts';
import type { Fragment } from '../state/designEdits.ts';
import { documentStore } from '../state/documentStore.ts';
import { GRID } from '../state/nodeGeometry.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { plural } from '../widgets/format.ts';
import { canvasStore, flowControl } from './canvasStore.ts';
import { arrange } from './flow/arrange.ts';

const PASTE_OFFSET = 4 * GRID;
const ZOOM_STEP = 1.25;

let clipboard: Fragment | undefined;
let pastes = 0;

const selectedNodes = (): readonly string[] => sessionStore.getState().selection.nodes;
const hasSelectedNodes = (): boolean => selectedNodes().length > 0;
const hasNodes = (): boolean => documentStore.getState().design.nodes.length > 0;
const hasSelection = (): boolean =>
  hasSelectedNodes() || sessionStore.getState().selection.connections.length > 0;

function copySelection(): boolean {
  const fragment = copyNodes(documentStore.getState().design, new Set(selectedNodes()));
  if (fragment.nodes.length === 0) return false;
  clipboard = fragment;
  pastes = 0;
  noticeStore.announce(`${plural(fragment.nodes.length, 'node')} copied`);
  return true;
}

function paste(fragment: Fragment, offset: number, label: string): void {
  const { design } = documentStore.getState();
  const pasted = pasteFragment(design, fragment, { x: offset, y: offset });
  documentStore.edit(label, () => pasted.design);
  sessionStore.select(pasted.ids);
  noticeStore.announce(`${plural(pasted.ids.length, 'node')} added`);
}

function removeSelection(): void {
  const { selection } = sessionStore.getState();
  const nodes = new Set(selection.nodes);
  const connections = new Set(selection.connections);
  const label =
    nodes.size === 0
      ? `Remove ${plural(connections.size, 'connection')}`
      : `Remove ${plural(nodes.size, 'node')}`;
  documentStore.edit(label, (design) => removeConnections(removeNodes(design, nodes), connections));
  sessionStore.clearSelection();
  noticeStore.announce(label);
}

async function arrangeNodes(): Promise<void> {
  const { design } = documentStore.getState();
  const selected = selectedNodes();
  const ids = selected.length > 1 ? new Set(selected) : undefined;
  const places = await arrange(design, ids);
  // What was arranged may have been changed while the library was fetched: only places are taken over.
  documentStore.edit('Arrange the nodes', (current) => moveNodes(current, places));
  if (ids === undefined) sessionStore.requestReveal([]);
  noticeStore.announce('Arranged');
}

function searchInTheMiddle(): void {
  const canvas = document.querySelector('.canvas')?.getBoundingClientRect();
  if (canvas === undefined) return;
  const at = { x: canvas.left + canvas.width / 2 - 160, y: canvas.top + 48 };
  canvasStore.setState({ search: { at, place: undefined, from: undefined } });
}

const EDIT_COMMANDS: readonly Command[] = [
  {
    id: 'selection.copy',
    group: 'Edit',
    title: 'Copy',
    keys: ['Mod+C'],
    when: hasSelectedNodes,
    run: () => void copySelection(),
  },
  {
    id: 'selection.cut',
    group: 'Edit',
    title: 'Cut',
    keys: ['Mod+X'],
    when: hasSelectedNodes,
    run: () => {
      if (copySelection()) removeSelection();
    },
  },
  {
    id: 'canvas.paste',
    group: 'Edit',
    title: 'Paste',
    keys: ['Mod+V'],
    when: () => clipboard !== undefined,
    run: () => {
      if (clipboard === undefined) return;
      pastes++;
      paste(clipboard, pastes * PASTE_OFFSET, `Paste ${plural(clipboard.nodes.length, 'node')}`);
    },
  },
  {
    id: 'selection.duplicate',
    group: 'Edit',
    title: 'Duplicate',
    keys: ['Mod+D'],
    when: hasSelectedNodes,
    run: () => {
      const fragment = copyNodes(documentStore.getState().design, new Set(selectedNodes()));
      paste(fragment, PASTE_OFFSET, `Duplicate ${plural(fragment.nodes.length, 'node')}`);
    },
  },
  {
    id: 'selection.remove',
    group: 'Edit',
    title: 'Remove what is selected',
    keys: ['Delete', 'Backspace'],
    words: 'delete erase',
    when: hasSelection,
    run: removeSelection,
  },
  {
    id: 'selection.all',
    group: 'Edit',
    title: 'Select everything',
    keys: ['Mod+A'],
    when: hasNodes,
    run: () => {
      const { nodes, connections } = documentStore.getState().design;
      sessionStore.select(
        nodes.map((node) => node.id),
        connections.map((connection) => connection.id),
      );
      noticeStore.announce(`${plural(nodes.length, 'node')} selected`);
    },
  },
  {
    id: 'selection.clear',
    group: 'Edit',
    title: 'Select nothing',
    keys: ['Escape'],
    when: () => hasSelection() || sessionStore.getState().selection.agent !== undefined,
    run: () => {
      sessionStore.clearSelection();
    },
  },
  {
    id: 'selection.connect',
    group: 'Edit',
    title: 'Connect…',
    keys: ['C'],
    words: 'link wire port edge',
    when: () => selectedNodes().length === 1,
    run: () => {
      canvasStore.setState({ connectFrom: selectedNodes()[0] });
    },
  },
  {
    id: 'canvas.addNode',
    group: 'Edit',
    title: 'Add a node…',
    keys: ['N'],
    words: 'new block search insert',
    run: searchInTheMiddle,
  },
  {
    id: 'canvas.arrange',
    group: 'Edit',
    title: 'Arrange the nodes',
    keys: ['Shift+A'],
    words: 'layout order tidy automatic',
    when: hasNodes,
    run: arrangeNodes,
  },
];

const VIEW_COMMANDS: readonly Command[] = [
  {
    id: 'canvas.fit',
    group: 'View',
    title: 'Fit the whole design',
    keys: ['1'],
    words: 'zoom all',
    when: hasNodes,
    run: () => flowControl()?.fit(),
  },
  {
    id: 'canvas.fitSelection',
    group: 'View',
    title: 'Fit what is selected',
    keys: ['2'],
    words: 'zoom',
    when: hasSelectedNodes,
    run: () => flowControl()?.fit(selectedNodes()),
  },
  {
    id: 'canvas.zoomIn',
    group: 'View',
    title: 'Zoom in',
    keys: ['+', '='],
    run: () => flowControl()?.zoomBy(ZOOM_STEP),
  },
  {
    id: 'canvas.zoomOut',
    group: 'View',
    title: 'Zoom out',
    keys: ['-'],
    run: () => flowControl()?.zoomBy(1 / ZOOM_STEP),
  },
  {
    id: 'canvas.zoomWhole',
    group: 'View',
    title: 'Zoom to 100 %',
    keys: ['0'],
    run: () => flowControl()?.zoomTo(1),
  },
  {
    id: 'canvas.minimap',
    group: 'View',
    title: () => (canvasStore.getState().hasMinimap ? 'Hide the map' : 'Show the map'),
    keys: ['Shift+M'],
    words: 'minimap overview',
    run: () => {
      canvasStore.setState({ hasMinimap: !canvasStore.getState().hasMinimap });
    },
  },
];

export const CANVAS_COMMANDS: readonly Command[] = [...EDIT_COMMANDS, ...VIEW_COMMANDS];
