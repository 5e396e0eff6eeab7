/**
 * What it is: everything the palette can find, and how well it fits what was typed. Few of each kind are
 * shown, so that one kind never hides the others.
 */

import { commands, titleOf } from '../commands/registry.ts';
import type { Command } from '../commands/registry.ts';
import { documentStore } from '../state/documentStore.ts';
import { frameStore } from '../state/frameStore.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { playbackStore } from '../state/playbackStore.ts';
import { runsStore } from '../state/runsStore.ts';
import { SCENARIOS } from '../state/scenarios.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { openRun, openScenario } from '../state/studio.ts';
import { formatAgo, formatMicros } from '../widgets/format.ts';
import type { LogRow } from '../../engine/projections/frame.ts';
import { bestOf, fit } from './matching.ts';

export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** Other words it is found by; not shown. */
  readonly words: string;
  readonly note?: string;
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly heading: string;
  readonly items: readonly PaletteItem[];
}

const MOST_OF_A_KIND = 8;
const ACTIONS_MOST = 40;

/**
 * What fits the query, by kind; without a query the actions, and some of the rest. `found` are the rows of
 * the log that the simulation found for it.
 */
export function findEverything(query: string, found: readonly LogRow[]): readonly PaletteGroup[] {
  const groups: readonly (readonly [string, readonly PaletteItem[], number])[] = [
    ['Actions', actions(), query === '' ? ACTIONS_MOST : 12],
    ['Nodes', nodes(), MOST_OF_A_KIND],
    ['Agents', agents(), MOST_OF_A_KIND],
    ['Scenarios', scenarios(), MOST_OF_A_KIND],
    ['Runs', runs(), MOST_OF_A_KIND],
    ['Timeline', marks(), MOST_OF_A_KIND],
  ];
  // The first row is what Enter takes, so the kind with the best fit comes first.
  const bestFit = ({ items }: PaletteGroup): number =>
    query === '' || items[0] === undefined ? 0 : fit(items[0], query);
  return groups
    .map(([heading, items, most]): PaletteGroup => ({ heading, items: bestOf(items, query, most) }))
    .toSorted((one, other) => bestFit(other) - bestFit(one))
    .concat({ heading: 'Events', items: found.map(eventItem) })
    .filter(({ items }) => items.length > 0);
}

function actions(): readonly PaletteItem[] {
  return commands
    .all()
    .filter((command) => command.id !== 'help.palette' && commands.isEnabled(command.id))
    .map(actionItem);
}

function actionItem(command: Command): PaletteItem {
  const key = command.keys?.[0];
  return {
    id: `action ${command.id}`,
    title: titleOf(command),
    words: `${command.words ?? ''} ${command.group}`,
    ...(key === undefined ? {} : { keys: key }),
    run: () => commands.execute(command.id),
  };
}

function nodes(): readonly PaletteItem[] {
  return documentStore.getState().design.nodes.map((node) => ({
    id: `node ${node.id}`,
    title: node.name,
    words: `${node.id} ${node.kind}`,
    note: node.kind,
    run: () => {
      sessionStore.select([node.id]);
      sessionStore.requestReveal([node.id]);
      noticeStore.announce(`${node.name} selected`);
    },
  }));
}

/** The agents of the open run, and without one those that the design's pools will have. */
function agents(): readonly PaletteItem[] {
  const { brief } = frameStore.getState();
  const ids =
    brief === undefined
      ? documentStore
          .getState()
          .design.nodes.flatMap((node) =>
            node.kind === 'pool'
              ? Array.from({ length: node.count }, (_, i) => `${node.id}/${i}`)
              : [],
          )
      : [...new Set(brief.actors.map((actor) => actor.agentId))];
  return ids.map((id) => ({
    id: `agent ${id}`,
    title: id,
    words: 'agent',
    run: () => {
      sessionStore.selectAgent(id);
      sessionStore.requestReveal([id.slice(0, id.indexOf('/'))]);
      noticeStore.announce(`${id} selected`);
    },
  }));
}

function scenarios(): readonly PaletteItem[] {
  return SCENARIOS.map((scenario) => ({
    id: `scenario ${scenario.id}`,
    title: scenario.name,
    words: `${scenario.description} ${scenario.protocol ?? ''}`,
    note: scenario.description,
    run: () => void openScenario(scenario),
  }));
}

function runs(): readonly PaletteItem[] {
  return runsStore.getState().runs.map((run) => ({
    id: `run ${run.id}`,
    title: `${run.name}: ${run.outcome}`,
    words: `${run.designName} seed ${run.seed}`,
    note: formatAgo(run.finishedAt, Date.now()),
    run: () => void openRun(run),
  }));
}

function marks(): readonly PaletteItem[] {
  return frameStore.getState().marks.map((mark, i) => ({
    id: `mark ${mark.seq} ${i}`,
    title: mark.label,
    words: mark.kind,
    note: formatMicros(mark.at),
    run: () => void playbackStore.seek({ to: 'event', seq: mark.seq + 1 }),
  }));
}

function eventItem(row: LogRow): PaletteItem {
  return {
    id: `event ${row.seq}`,
    title: `${row.agent} ${row.says}`,
    words: row.kind,
    note: formatMicros(row.at),
    run: () => {
      sessionStore.showStageTab('log');
      void playbackStore.seek({ to: 'event', seq: row.seq + 1 });
    },
  };
}
