/**
 * What it is: the stage: the run at the cursor as the protocol's own picture, as charts, messages, numbers
 * and log. Only the tab on screen is drawn and asked for.
 */

import {
  ChartLine,
  Maximize2,
  MessagesSquare,
  Minimize2,
  ScrollText,
  Sigma,
  Waypoints,
} from 'lucide-react';
import { Tabs } from 'radix-ui';
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { commands } from '../commands/registry.ts';
import { useFrame } from '../state/frameStore.ts';
import { STAGE_TABS, sessionStore, useSession } from '../state/sessionStore.ts';
import type { StageTab } from '../state/sessionStore.ts';
import { Button, IconButton } from '../widgets/Button.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { CoordinationSwitcher } from './CoordinationSwitcher.tsx';
import { Handover } from './Handover.tsx';
import { Metrics } from './metrics/Metrics.tsx';
import { Picture } from './Picture.tsx';
import { LogTab } from './rows/LogTab.tsx';
import { MessagesTab } from './rows/MessagesTab.tsx';
import { useStageWishes } from './useStageWishes.ts';
import './stage.css';

const Charts = lazy(async () => ({ default: (await import('../charts/Charts.tsx')).Charts }));

interface TabLook {
  readonly title: string;
  readonly icon: ReactNode;
  readonly view: ReactNode;
}

const TABS: Readonly<Record<StageTab, TabLook>> = {
  protocol: {
    title: 'Protocol',
    icon: <Waypoints size={14} />,
    view: (
      <Handover>
        <Picture />
      </Handover>
    ),
  },
  charts: { title: 'Charts', icon: <ChartLine size={14} />, view: <Charts /> },
  messages: { title: 'Messages', icon: <MessagesSquare size={14} />, view: <MessagesTab /> },
  metrics: { title: 'Metrics', icon: <Sigma size={14} />, view: <Metrics /> },
  log: { title: 'Log', icon: <ScrollText size={14} />, view: <LogTab /> },
};

export function Stage() {
  const tab = useSession((state) => state.stageTab);
  const isOpen = useSession((state) => state.panels.stage);
  useStageWishes(tab, isOpen);
  return (
    <Tabs.Root
      className="stage"
      value={tab}
      onValueChange={(next) => {
        const known = STAGE_TABS.find((one) => one === next);
        if (known !== undefined) sessionStore.showStageTab(known);
      }}
    >
      <div className="stage-head">
        <Tabs.List className="stage-tabs" aria-label="Views of the run">
          {STAGE_TABS.map((name) => (
            <Tabs.Trigger key={name} value={name} className="stage-tab">
              <span aria-hidden="true">{TABS[name].icon}</span>
              {TABS[name].title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <CoordinationSwitcher />
        <SizeButton />
      </div>
      {STAGE_TABS.map((name) => (
        <Tabs.Content key={name} value={name} className="stage-body" tabIndex={-1}>
          <View tab={name} isOpen={isOpen} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

interface ViewProps {
  readonly tab: StageTab;
  readonly isOpen: boolean;
}

function View({ tab, isOpen }: ViewProps) {
  const hasRun = useFrame((state) => state.frame !== undefined);
  if (!hasRun) return <NoRun tab={tab} />;
  return (
    <Suspense fallback={<div className="pending" aria-busy="true" />}>
      {isOpen ? TABS[tab].view : undefined}
    </Suspense>
  );
}

/** Gives the stage the whole page, and takes it back. */
function SizeButton() {
  const isLarge = useSession((state) => !state.panels.drawing);
  const command = commands.find('view.stageLarge');
  return (
    <IconButton
      className="stage-size"
      size="small"
      side="left"
      label={isLarge ? 'Restore the stage' : 'Enlarge the stage'}
      shortcut={command?.keys?.[0]}
      icon={isLarge ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
      onClick={() => commands.execute('view.stageLarge')}
    />
  );
}

const TEACHING: Readonly<Record<StageTab, string>> = {
  protocol: 'Run the design to see its protocol at work, message by message.',
  charts: 'Run the design to see how its numbers develop over virtual time.',
  messages: 'Run the design to list every message with what became of it.',
  metrics: 'Run the design to count its messages and to test its properties.',
  log: 'Run the design to read what each agent did, and because of what.',
};

function NoRun({ tab }: { readonly tab: StageTab }) {
  return (
    <EmptyState
      action={
        <Button look="plain" onClick={() => commands.execute('run.start')}>
          Run
        </Button>
      }
    >
      {TEACHING[tab]}
    </EmptyState>
  );
}
