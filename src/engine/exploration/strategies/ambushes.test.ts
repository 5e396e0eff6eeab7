import { describe, expect, test } from 'vitest';
import type { AnyProtocol } from '../../contract/protocol.ts';
import { DISTRIBUTED_MUTANTS } from '../../protocols/distributedCoordination/testing/mutants.testing.ts';
import { breachOf, designOfRun } from '../counterexample.ts';
import { openExplorer } from '../explore.ts';
import { replacing } from '../laboratory.ts';
import { DEFAULT_EXPLORATION } from '../settings.ts';
import type { ExplorationSettings } from '../settings.ts';
import { clusterDesign, HASTY_CLUSTER, pbftDesign } from '../testing/designs.testing.ts';
import { attemptOf } from './strategies.ts';

const settings: ExplorationSettings = { ...DEFAULT_EXPLORATION, strategies: ['ambushes'] };

const hasty = clusterDesign({ ...HASTY_CLUSTER, regions: 1, commandsPerRegion: 12 });
const lossy = { lossPpmMost: 100_000, duplicationPpmMost: 50_000, recoveriesMost: 5 };

function faultsOfRuns(wishes: Partial<ExplorationSettings>, runs = 60) {
  const { ground } = openExplorer(pbftDesign(), settings)!;
  return Array.from(
    { length: runs },
    (_, number) => attemptOf(ground, { ...settings, ...wishes }, number).variation.faults,
  ).flat();
}

describe('ambushes', () => {
  test('wait for an event of whom they strike, each of its own, and end', () => {
    const faults = faultsOfRuns({});
    expect(faults.length).toBeGreaterThan(200);
    for (const { when, until } of faults) {
      expect(when?.by).toHaveLength(1);
      expect(when?.forMicros).toBeGreaterThan(0);
      expect(until).toBeGreaterThan(0);
    }
    const events = new Set(faults.map(({ when }) => when?.event));
    expect(events.size).toBeGreaterThan(10);
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(
      new Set(['crash', 'reboot', 'cut', 'partition', 'slow']),
    );
  });

  test('crash nobody where nobody may crash', () => {
    const kinds = faultsOfRuns({ recoveriesMost: 0 }).map(({ kind }) => kind);
    expect(kinds).not.toContain('crash');
    expect(kinds).not.toContain('reboot');
  });

  test('lie in wait at chosen turning points only, if so wished', () => {
    const turningPoints = ['pbft.view.changed', 'pbft.request.executed'];
    const events = faultsOfRuns({ turningPoints }).map(({ when }) => when?.event);
    expect(new Set(events)).toEqual(new Set(turningPoints));
  });

  test('find a leader that lacks what was committed, and the find is a design', () => {
    const { protocol } = DISTRIBUTED_MUTANTS.find(({ id }) => id === 'longestLogWins')!;
    const laboratory = replacing([protocol as AnyProtocol]);
    const explorer = openExplorer(hasty, { ...settings, ...lossy }, laboratory)!;
    const [find] = explorer.explore(90, 93).finds;
    expect(find).toMatchObject({ property: 'leaderCompleteness', strategy: 'ambushes' });
    const { property, run, explanation } = find!;
    const breach = breachOf(
      designOfRun(explorer, run),
      { property, mode: 'safety' },
      explorer.laboratory,
    );
    expect(breach?.explanation).toBe(explanation);
  });
});
