/** What it is: problems, gallery, recording, panels, theme and keys: the right end of the top bar. */

import {
  CircleHelp,
  Disc,
  LayoutGrid,
  Monitor,
  Moon,
  PanelBottom,
  PanelBottomDashed,
  PanelLeft,
  PanelLeftDashed,
  PanelRight,
  PanelRightDashed,
  Search,
  Sun,
} from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { ProblemCount } from '../problems/ProblemCount.tsx';
import { useFrame } from '../state/frameStore.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { IconButton } from '../widgets/Button.tsx';
import { Menu, MenuChoice } from '../widgets/Menu.tsx';
import { CommandButton } from './CommandButton.tsx';

export function PageControls() {
  const panels = useSession((state) => state.panels);
  return (
    <Toolbar.Root className="top-bar-run" aria-label="Page">
      <ProblemCount />
      <SaveRecording />
      <CommandButton
        command="view.gallery"
        leavesWhen="narrow"
        icon={<LayoutGrid size={16} />}
        label="Gallery"
      />
      <CommandButton command="help.palette" icon={<Search size={16} />} />
      <span className="top-bar-line" />
      <CommandButton
        command="view.library"
        icon={panels.library ? <PanelLeft size={16} /> : <PanelLeftDashed size={16} />}
        isPressed={panels.library}
        label="Library panel"
      />
      <CommandButton
        command="view.stage"
        icon={panels.stage ? <PanelBottom size={16} /> : <PanelBottomDashed size={16} />}
        isPressed={panels.stage}
        label="Stage panel"
      />
      <CommandButton
        command="view.inspector"
        icon={panels.inspector ? <PanelRight size={16} /> : <PanelRightDashed size={16} />}
        isPressed={panels.inspector}
        label="Inspector panel"
      />
      <span className="top-bar-line" />
      <ThemeMenu />
      <CommandButton command="help.keys" icon={<CircleHelp size={16} />} label="Keys" />
    </Toolbar.Root>
  );
}

function SaveRecording() {
  const hasRun = useFrame((state) => state.frame !== undefined);
  return (
    <CommandButton
      command="recording.export"
      icon={<Disc size={16} />}
      isEnabled={hasRun}
      label="Save recording"
      leavesWhen="tight"
    />
  );
}

const THEMES = [
  { value: 'system', label: 'Like the system', icon: <Monitor size={14} aria-hidden="true" /> },
  { value: 'light', label: 'Light', icon: <Sun size={14} aria-hidden="true" /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={14} aria-hidden="true" /> },
] as const;

function ThemeMenu() {
  const theme = useSession((state) => state.theme);
  const Icon = theme === 'light' ? Sun : theme === 'dark' ? Moon : Monitor;
  return (
    <Menu
      label="Theme"
      align="end"
      trigger={
        <Toolbar.Button asChild>
          <IconButton label="Theme" icon={<Icon size={16} />} />
        </Toolbar.Button>
      }
    >
      <MenuChoice
        value={theme}
        choices={THEMES}
        onChange={(choice) => {
          sessionStore.setTheme(choice);
        }}
      />
    </Menu>
  );
}
