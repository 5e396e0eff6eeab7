/**
 * What it is: the arrangement of the panels: library, canvas and inspector side by side, the transport and
 * the stage below. Sizes are kept in pixels when the window changes, and remembered.
 */

import { Suspense, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import type { Panel as PanelName } from '../state/sessionStore.ts';
import { TransportBar } from '../transport/TransportBar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Canvas, Inspector, Library, Stage } from './features.ts';
import './layout.css';

/** Height of the transport, which stays when the stage is closed. */
const TRANSPORT_HEIGHT = 91;
/** Of the top bar. */
const BAR_HEIGHT = 44;
const NARROW = 1200;

export function Layout() {
  const isNarrow = window.innerWidth < NARROW;
  const columns = useDefaultLayout({ id: 'concord.columns' });
  const rows = useDefaultLayout({ id: 'concord.rows' });
  const library = usePanelState('library', isNarrow ? 200 : 248);
  const inspector = usePanelState('inspector', isNarrow ? 252 : 312);
  const stageHeight = window.innerHeight < 820 ? 270 : 330;
  const stage = usePanelState('stage', stageHeight);
  const drawing = usePanelState('drawing', window.innerHeight - BAR_HEIGHT - stageHeight);

  return (
    <main className="layout">
      <Group
        orientation="vertical"
        defaultLayout={rows.defaultLayout}
        onLayoutChanged={rows.onLayoutChanged}
      >
        <Panel id="upper" collapsible minSize={180} {...drawing.props}>
          <Group
            orientation="horizontal"
            defaultLayout={columns.defaultLayout}
            onLayoutChanged={columns.onLayoutChanged}
          >
            <Panel
              id="library"
              collapsible
              minSize={176}
              maxSize={420}
              groupResizeBehavior="preserve-pixel-size"
              {...library.props}
            >
              <Region name="Library" isShown={drawing.isOpen && library.isOpen}>
                <Library />
              </Region>
            </Panel>
            <Separator className="separator" aria-label="Resize the library" />
            <Panel id="canvas" minSize={280}>
              <Region name="Canvas" isShown={drawing.isOpen}>
                <Canvas />
              </Region>
            </Panel>
            <Separator className="separator" aria-label="Resize the inspector" />
            <Panel
              id="inspector"
              collapsible
              minSize={220}
              maxSize={560}
              groupResizeBehavior="preserve-pixel-size"
              {...inspector.props}
            >
              <Region name="Inspector" isShown={drawing.isOpen && inspector.isOpen}>
                <Inspector />
              </Region>
            </Panel>
          </Group>
        </Panel>
        <Separator className="separator separator-row" aria-label="Resize the stage" />
        <Panel
          id="stage"
          collapsible
          collapsedSize={TRANSPORT_HEIGHT}
          minSize={TRANSPORT_HEIGHT + 120}
          groupResizeBehavior="preserve-pixel-size"
          {...stage.props}
        >
          <div className="layout-lower">
            <TransportBar />
            <Region name="Stage" isShown={stage.isOpen}>
              <Stage />
            </Region>
          </div>
        </Panel>
      </Group>
    </main>
  );
}

/** Ties a panel to whether the session says it is open, both ways. */
function usePanelState(name: PanelName, defaultSize: number) {
  const panelRef = useRef<PanelImperativeHandle | null>(null);
  /** What to open to: the size it had last, in pixels. */
  const size = useRef(defaultSize);
  const isOpen = useSession((state) => state.panels[name]);
  useEffect(() => {
    const panel = panelRef.current;
    if (panel === null || panel.isCollapsed() !== isOpen) return;
    if (isOpen) panel.resize(size.current);
    else panel.collapse();
  }, [isOpen]);
  const onResize = (): void => {
    const panel = panelRef.current;
    if (panel === null) return;
    const isShown = !panel.isCollapsed();
    if (isShown) size.current = panel.getSize().inPixels;
    sessionStore.showPanel(name, isShown);
  };
  return { isOpen, props: { panelRef, onResize, defaultSize } };
}

interface RegionProps {
  readonly name: string;
  /** What is closed is not there: nothing in it can be focused, and nothing is asked for to fill it. */
  readonly isShown?: boolean;
  readonly children: ReactNode;
}

/** A named part of the page that may arrive late and may break without taking the others with it. */
function Region({ name, isShown = true, children }: RegionProps) {
  if (!isShown) return undefined;
  return (
    <section className="region" aria-label={name}>
      <ErrorBoundary place={`The ${name.toLowerCase()}`}>
        <Suspense fallback={<div className="pending" aria-busy="true" />}>{children}</Suspense>
      </ErrorBoundary>
    </section>
  );
}
