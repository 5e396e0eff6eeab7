/**
 * What it is: what belongs to the person at the screen and not to the design: the selection, which panels
 * are open, the tab of the stage, the theme, the viewport. Never on the undo tape; the lasting part is kept
 * as a preference.
 */

import { z } from 'zod';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { THEME_CHOICES } from '../theme/theme.ts';
import { browserStorage, readPreference, writePreference } from './storage.ts';
import type { KeyValueStorage } from './storage.ts';

export const STAGE_TABS = ['protocol', 'charts', 'messages', 'metrics', 'log'] as const;
export type StageTab = (typeof STAGE_TABS)[number];
export const LIBRARY_TABS = ['blocks', 'scenarios', 'runs'] as const;
export type LibraryTab = (typeof LIBRARY_TABS)[number];
/** `drawing` is all that lies above the stage: library, canvas and inspector. */
export const PANELS = ['library', 'inspector', 'stage', 'drawing'] as const;
export type Panel = (typeof PANELS)[number];
export type Dialog =
  'palette' | 'keys' | 'gallery' | 'problems' | 'explore' | 'incentives' | 'clusterSizes';

const PREFERENCE_KEY = 'concord.session';
const EMPTY: readonly string[] = [];

const lastingSchema = z.object({
  theme: z.enum(THEME_CHOICES).default('system'),
  stageTab: z.enum(STAGE_TABS).default('protocol'),
  libraryTab: z.enum(LIBRARY_TABS).default('blocks'),
  panels: z
    .object({
      library: z.boolean().default(true),
      inspector: z.boolean().default(true),
      stage: z.boolean().default(true),
      drawing: z.boolean().default(true),
    })
    .prefault({}),
  hasVisited: z.boolean().default(false),
});
type Lasting = z.infer<typeof lastingSchema>;

/** What is selected: nodes and connections by id, and at most one agent (`replicas/0`, `consensus/client`). */
export interface Selection {
  readonly nodes: readonly string[];
  readonly connections: readonly string[];
  readonly agent: string | undefined;
}

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface SessionState extends Readonly<Lasting> {
  readonly selection: Selection;
  /** Of the canvas; undefined until the canvas has fitted the design. */
  readonly viewport: Viewport | undefined;
  readonly dialog: Dialog | undefined;
  /** Whether nodes are being dragged about: what is shown of the selection can wait. */
  readonly isDragging: boolean;
  /** A field the inspector should show and focus, as a path into the design; raised count, same path again. */
  readonly fieldRequest: { readonly path: string; readonly count: number } | undefined;
  /** Nodes the canvas should bring into view; empty ids: everything. */
  readonly revealRequest: { readonly nodes: readonly string[]; readonly count: number } | undefined;
}

export interface SessionActions {
  /** Selects nodes (and connections) and nothing else. */
  select(nodes: readonly string[], connections?: readonly string[]): void;
  /** Adds a node to the selection or takes it out. */
  toggleNode(id: string): void;
  /** Selects an agent together with its pool or coordination. */
  selectAgent(agent: string | undefined): void;
  clearSelection(): void;
  /** Drops from the selection what no longer exists. */
  keepSelected(exists: (id: string) => boolean): void;
  showPanel(panel: Panel, isOpen: boolean): void;
  showStageTab(tab: StageTab): void;
  showLibraryTab(tab: LibraryTab): void;
  setTheme(theme: SessionState['theme']): void;
  setViewport(viewport: Viewport): void;
  showDialog(dialog: Dialog | undefined): void;
  setDragging(isDragging: boolean): void;
  /** Opens the inspector at a field: selects its node and asks for the focus. */
  requestField(node: string | undefined, path: string): void;
  requestReveal(nodes: readonly string[]): void;
  markVisited(): void;
}

export type SessionStore = StoreApi<SessionState> & SessionActions;

const NOTHING: Selection = { nodes: EMPTY, connections: EMPTY, agent: undefined };

/** A store of its own, which remembers its lasting part in `storage`. */
export function createSessionStore(storage?: KeyValueStorage): SessionStore {
  const lasting = readPreference(storage, PREFERENCE_KEY, lastingSchema) ?? lastingSchema.parse({});
  const store = createStore<SessionState>(() => ({
    ...lasting,
    selection: NOTHING,
    viewport: undefined,
    dialog: undefined,
    isDragging: false,
    fieldRequest: undefined,
    revealRequest: undefined,
  }));
  const { getState, setState } = store;

  /** Changes the lasting part and writes it down. */
  const remember = (part: Partial<Lasting>): void => {
    setState(part);
    writePreference(storage, PREFERENCE_KEY, lastingSchema.parse(getState()));
  };

  return Object.assign(store, selectionActions(store), {
    showPanel: (panel: Panel, isOpen: boolean) => {
      if (getState().panels[panel] === isOpen) return;
      const panels = { ...getState().panels, [panel]: isOpen };
      // One of the two fills the page: without both nothing would be left.
      if (!panels.stage && !panels.drawing)
        remember({ panels: { ...panels, [panel === 'stage' ? 'drawing' : 'stage']: true } });
      else remember({ panels });
    },
    showStageTab: (stageTab: StageTab) => {
      remember({ stageTab, panels: { ...getState().panels, stage: true } });
    },
    showLibraryTab: (libraryTab: LibraryTab) => {
      remember({ libraryTab, panels: { ...getState().panels, library: true, drawing: true } });
    },
    setTheme: (theme: SessionState['theme']) => {
      remember({ theme });
    },
    setViewport: (viewport: Viewport) => {
      setState({ viewport });
    },
    showDialog: (dialog: Dialog | undefined) => {
      setState({ dialog });
    },
    setDragging: (isDragging: boolean) => {
      if (getState().isDragging !== isDragging) setState({ isDragging });
    },
    requestField: (node: string | undefined, path: string) => {
      remember({ panels: { ...getState().panels, inspector: true, drawing: true } });
      const count = (getState().fieldRequest?.count ?? 0) + 1;
      if (node !== undefined) setState({ selection: { ...NOTHING, nodes: [node] } });
      setState({ fieldRequest: { path, count } });
    },
    requestReveal: (nodes: readonly string[]) => {
      const count = (getState().revealRequest?.count ?? 0) + 1;
      if (!getState().panels.drawing) remember({ panels: { ...getState().panels, drawing: true } });
      setState({ revealRequest: { nodes, count } });
    },
    markVisited: () => {
      remember({ hasVisited: true });
    },
  });
}

type SelectionActions = Pick<
  SessionActions,
  'select' | 'toggleNode' | 'selectAgent' | 'clearSelection' | 'keepSelected'
>;

function selectionActions({ getState, setState }: StoreApi<SessionState>): SelectionActions {
  return {
    select: (nodes, connections = EMPTY) => {
      const { selection } = getState();
      const isSame =
        selection.agent === undefined &&
        isSameList(selection.nodes, nodes) &&
        isSameList(selection.connections, connections);
      if (!isSame) setState({ selection: { nodes, connections, agent: undefined } });
    },
    toggleNode: (id) => {
      const { selection } = getState();
      const nodes = selection.nodes.includes(id)
        ? selection.nodes.filter((other) => other !== id)
        : [...selection.nodes, id];
      setState({ selection: { ...selection, nodes, agent: undefined } });
    },
    selectAgent: (agent) => {
      const { selection } = getState();
      if (agent === undefined) setState({ selection: { ...selection, agent } });
      else {
        const node = agent.slice(0, agent.indexOf('/'));
        setState({ selection: { nodes: [node], connections: EMPTY, agent } });
      }
    },
    clearSelection: () => {
      setState({ selection: NOTHING });
    },
    keepSelected: (exists) => {
      const { selection } = getState();
      const nodes = selection.nodes.filter(exists);
      const connections = selection.connections.filter(exists);
      const isSame =
        nodes.length === selection.nodes.length &&
        connections.length === selection.connections.length;
      if (isSame) return;
      const agent = nodes.length === 0 ? undefined : selection.agent;
      setState({ selection: { nodes, connections, agent } });
    },
  };
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, i) => id === other[i]);
}

/** The page's session. */
export const sessionStore = createSessionStore(browserStorage());

/** A part of the session; the selector must not build a new object each time. */
export function useSession<Part>(selector: (state: SessionState) => Part): Part {
  return useStore(sessionStore, selector);
}
