/** What it is: the commands that show and hide: panels, tabs, dialogs, the theme. */

import type { Command } from '../commands/registry.ts';
import { documentStore } from '../state/documentStore.ts';
import { LIBRARY_TABS, STAGE_TABS, sessionStore } from '../state/sessionStore.ts';
import type { Dialog, Panel, StageTab } from '../state/sessionStore.ts';
import { noticeStore } from '../state/noticeStore.ts';

function panelCommand(panel: Panel, title: string, key: string): Command {
  return {
    id: `view.${panel}`,
    group: 'View',
    title: () => `${sessionStore.getState().panels[panel] ? 'Hide' : 'Show'} ${title}`,
    keys: [key],
    words: 'panel toggle',
    run: () => {
      sessionStore.showPanel(panel, !sessionStore.getState().panels[panel]);
    },
  };
}

function dialogCommand(
  id: string,
  dialog: Dialog,
  title: string,
  keys: readonly string[],
  isForTyping = false,
): Command {
  return {
    id,
    group: dialog === 'keys' || dialog === 'palette' ? 'Help' : 'View',
    title,
    keys,
    isForTyping,
    run: () => {
      const isShown = sessionStore.getState().dialog === dialog;
      sessionStore.showDialog(isShown ? undefined : dialog);
    },
  };
}

const TAB_TITLES: Readonly<Record<StageTab, string>> = {
  protocol: 'the protocol’s picture',
  charts: 'charts',
  messages: 'messages',
  metrics: 'metrics',
  log: 'the log',
};

const TAB_COMMANDS = STAGE_TABS.map((tab, i): Command => ({
  id: `view.stage.${tab}`,
  group: 'View',
  title: `Stage: show ${TAB_TITLES[tab]}`,
  keys: [`Shift+${i + 1}`],
  words: 'tab',
  run: () => {
    sessionStore.showStageTab(tab);
  },
}));

const LIBRARY_COMMANDS = LIBRARY_TABS.map((tab, i): Command => ({
  id: `view.library.${tab}`,
  group: 'View',
  title: `Library: show ${tab === 'blocks' ? 'building blocks' : tab}`,
  keys: [`Alt+Shift+${i + 1}`],
  words: 'tab',
  run: () => {
    sessionStore.showLibraryTab(tab);
  },
}));

export const VIEW_COMMANDS: readonly Command[] = [
  dialogCommand('help.palette', 'palette', 'Find anything…', ['Mod+K', '/'], true),
  dialogCommand('help.keys', 'keys', 'Keys', ['?']),
  dialogCommand('view.gallery', 'gallery', 'Gallery of scenarios', ['G']),
  dialogCommand('run.explore', 'explore', 'Explore schedules…', ['X']),
  dialogCommand('run.incentives', 'incentives', 'What lying gains…', ['L']),
  dialogCommand('run.clusterSizes', 'clusterSizes', 'What cluster sizes cost…', ['Shift+L']),
  dialogCommand('view.problems', 'problems', 'Problems of the design', ['P']),
  {
    id: 'view.form',
    group: 'View',
    title: 'Go to the form of what is selected',
    keys: ['I'],
    words: 'inspector field edit parameters focus',
    run: () => {
      const [node] = sessionStore.getState().selection.nodes;
      const { nodes } = documentStore.getState().design;
      const place = nodes.findIndex(({ id }) => id === node);
      sessionStore.requestField(undefined, place < 0 ? 'name' : `nodes.${place}.name`);
    },
  },
  panelCommand('library', 'the library', 'Alt+1'),
  panelCommand('inspector', 'the inspector', 'Alt+2'),
  panelCommand('stage', 'the stage', 'Alt+3'),
  {
    id: 'view.stageLarge',
    group: 'View',
    title: () =>
      sessionStore.getState().panels.drawing ? 'Enlarge the stage' : 'Restore the stage',
    keys: ['Alt+4'],
    words: 'maximise full panel toggle',
    run: () => {
      const isLarge = !sessionStore.getState().panels.drawing;
      sessionStore.showPanel('drawing', isLarge);
      if (!isLarge) sessionStore.showPanel('stage', true);
      noticeStore.announce(isLarge ? 'Stage restored' : 'Stage enlarged');
    },
  },
  ...TAB_COMMANDS,
  ...LIBRARY_COMMANDS,
  {
    id: 'view.theme',
    group: 'View',
    title: 'Switch between light and dark',
    keys: ['T'],
    words: 'theme appearance',
    run: () => {
      const isDark = document.documentElement.dataset['theme'] === 'dark';
      sessionStore.setTheme(isDark ? 'light' : 'dark');
      noticeStore.announce(isDark ? 'Light theme' : 'Dark theme');
    },
  },
];
