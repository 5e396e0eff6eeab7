/** What it is: the library: building blocks, ready scenarios, and the runs of this browser. */

import { Tabs } from 'radix-ui';
import { useSession, sessionStore } from '../state/sessionStore.ts';
import { useRuns } from '../state/runsStore.ts';
import { BlockList } from './BlockList.tsx';
import { RunList } from './RunList.tsx';
import { ScenarioList } from './ScenarioList.tsx';
import '../widgets/tabs.css';
import './library.css';

export function Library() {
  const tab = useSession((state) => state.libraryTab);
  const runCount = useRuns((state) => state.runs.length);
  return (
    <Tabs.Root
      className="library"
      value={tab}
      onValueChange={(value) => {
        if (value === 'blocks' || value === 'scenarios' || value === 'runs')
          sessionStore.showLibraryTab(value);
      }}
    >
      <Tabs.List className="library-tabs" aria-label="Library">
        <Tabs.Trigger className="tab" value="blocks">
          Blocks
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="scenarios">
          Scenarios
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="runs">
          Runs
          {runCount === 0 ? undefined : <span className="library-count numeric">{runCount}</span>}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className="library-page" value="blocks">
        <BlockList />
      </Tabs.Content>
      <Tabs.Content className="library-page" value="scenarios">
        <ScenarioList />
      </Tabs.Content>
      <Tabs.Content className="library-page" value="runs">
        <RunList />
      </Tabs.Content>
    </Tabs.Root>
  );
}
