/** What it is: the bar at the top: the design, the run, and what concerns the page. */

import { Toolbar } from 'radix-ui';
import { HistoryButtons } from './HistoryButtons.tsx';
import { DesignName } from './DesignName.tsx';
import { PageControls } from './PageControls.tsx';
import { RunControls } from './RunControls.tsx';
import { SavedMark } from './SavedMark.tsx';
import { SeedField } from './SeedField.tsx';
import { StudioMenu } from './StudioMenu.tsx';
import './topBar.css';

export function TopBar() {
  return (
    <header className="top-bar">
      <h1 className="visually-hidden">Concord</h1>
      <div className="top-bar-side">
        <StudioMenu />
        <DesignName />
        <SavedMark />
        <HistoryButtons />
      </div>
      <Toolbar.Root className="top-bar-run" aria-label="Run">
        <RunControls />
        <SeedField />
      </Toolbar.Root>
      <div className="top-bar-side top-bar-end">
        <PageControls />
      </div>
    </header>
  );
}
