/** What it is: the page, composed. It holds no state. */

import { TooltipProvider } from '../widgets/Tooltip.tsx';
import { ClusterSizes, Explore, Incentives } from './features.ts';
import { Gallery } from '../gallery/Gallery.tsx';
import { Announcer } from '../problems/Announcer.tsx';
import { ProblemsDialog } from '../problems/ProblemsDialog.tsx';
import { Notices } from '../problems/Notices.tsx';
import { DropZone } from './DropZone.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { KeysSheet } from './KeysSheet.tsx';
import { Layout } from './Layout.tsx';
import { Palette } from './Palette.tsx';
import { TopBar } from './TopBar.tsx';
import './app.css';

export function App() {
  return (
    <ErrorBoundary place="The studio" isWholePage>
      <TooltipProvider>
        <DropZone>
          <TopBar />
          <Layout />
        </DropZone>
        <Palette />
        <KeysSheet />
        <Gallery />
        <Explore />
        <Incentives />
        <ClusterSizes />
        <ProblemsDialog />
        <Notices />
        <Announcer />
      </TooltipProvider>
    </ErrorBoundary>
  );
}
