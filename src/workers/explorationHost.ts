/** What it is: a worker's end of exploration: one explorer, opened for a design. */

import { invariant } from '../engine/base/invariant.ts';
import type { Design } from '../engine/document/design.ts';
import { designOfRun } from '../engine/exploration/counterexample.ts';
import { openExplorer } from '../engine/exploration/explore.ts';
import type { Explorer, RangeReport } from '../engine/exploration/explore.ts';
import type { ExplorationSettings } from '../engine/exploration/settings.ts';
import { shrinkDesign } from '../engine/exploration/shrinking/shrink.ts';
import type { Counterexample } from '../engine/exploration/shrinking/shrink.ts';
import type { ExplorationBrief, ExplorationWorker } from './explorationApi.ts';

/** An exploration in this thread. */
export function createExplorationHost(): ExplorationWorker {
  let explorer: Explorer | undefined;
  const opened = (): Explorer => {
    invariant(explorer !== undefined, 'nothing is open to explore');
    return explorer;
  };
  return {
    open: (design, settings) => {
      explorer = openExplorer(design, settings);
      return Promise.resolve(briefOf(explorer));
    },
    explore: (from, to): Promise<RangeReport> => Promise.resolve(opened().explore(from, to)),
    shrink: (run, property) => Promise.resolve(shrinkRun(opened(), run, property)),
  };
}

function briefOf(explorer: Explorer | undefined): ExplorationBrief | undefined {
  if (explorer === undefined) return undefined;
  const { arenas, calm, plan } = explorer.ground;
  const { protocols } = explorer.laboratory;
  const used = new Set(plan.coordinations.map(({ protocol }) => protocol));
  return {
    arenas: arenas.map(({ id, participants, tolerated }) => ({
      id,
      participants: participants.length,
      tolerated,
    })),
    properties: [...used].flatMap((protocol) =>
      (protocols.get(protocol)?.properties ?? []).map(({ name, title, temper }) => ({
        name,
        title,
        temper,
      })),
    ),
    calmMessages: calm.messages,
  };
}

function shrinkRun(explorer: Explorer, run: number, property: string): Counterexample | undefined {
  const design: Design = designOfRun(explorer, run);
  const { mode }: ExplorationSettings = explorer.settings;
  return shrinkDesign(design, { property, mode }, explorer.laboratory);
}
