import { describe, expect, test } from 'vitest';
import { compileDesign } from '../plan/compile.ts';
import { breachOf } from './counterexample.ts';
import { laboratoryWith } from './laboratory.ts';
import { DEFAULT_SEARCH } from './settings.ts';
import type { SearchSettings } from './settings.ts';
import { searchDesign } from './smallWorlds.ts';
import type { SearchReport } from './smallWorlds.ts';
import { clusterDesign, HASTY_CLUSTER, pbftDesign, plot } from './testing/designs.testing.ts';

const lone = { requests: 1, clients: 1 };

function searched(design = pbftDesign({ parameters: lone }), wishes: Partial<SearchSettings> = {}) {
  const opened = searchDesign(design, { ...DEFAULT_SEARCH, statesMax: 3_000, ...wishes });
  if (!opened.ok) throw new Error(opened.problem);
  const search = opened.value;
  let report: SearchReport = search.report();
  while (report.phase === 'searching') report = search.advance(400);
  return { search, report };
}

describe('a search of a design', () => {
  test('that is stopped at its bound says up to how many steps it is complete', () => {
    const { report } = searched();
    expect(report).toMatchObject({ phase: 'full', states: 3_000, sentences: [] });
    expect(report.completeTo).toBeGreaterThan(4);
    expect(report.frontier).toBeGreaterThan(0);
    const deep = searched(undefined, { order: 'depth' }).report;
    expect(deep).toMatchObject({ phase: 'full', completeTo: 0 });
  });

  test('that is cut by depth has seen all states so far from the beginning', () => {
    const { report } = searched(undefined, { depthMax: 3 });
    expect(report).toMatchObject({ phase: 'cut', completeTo: 3, frontier: 0 });
  });

  test('takes its budgets from the design, unless they are given', () => {
    const lossy = pbftDesign({ parameters: lone, lossPpm: 10_000 });
    expect(searched(lossy, { statesMax: 10 }).report.budgets).toEqual({
      drops: 1,
      duplicates: 0,
      crashes: 0,
      timeouts: 1,
    });
    const given = searched(lossy, { statesMax: 10, budgets: { drops: 0, crashes: 2 } });
    expect(given.report.budgets).toMatchObject({ drops: 0, crashes: 2, timeouts: 1 });
  });

  test('comes to a group of Raft too: elections by time-outs, in any order', () => {
    const cluster = clusterDesign({ ...HASTY_CLUSTER, regions: 1, commandsPerRegion: 1 });
    const { report } = searched(cluster, { budgets: { timeouts: 2 }, statesMax: 1_500 });
    expect(report.phase).toBe('full');
    expect(report.completeTo).toBeGreaterThan(1);
  });

  test('finds what two colluders do, as a design that does it again', () => {
    const parameters = { requests: 2, clients: 2, requestIntervalMicros: 0 };
    const { search, report } = searched(pbftDesign({ parameters, faults: [plot(2)] }), {
      order: 'depth',
    });
    expect(report.phase).toBe('violated');
    expect(report.violated).toMatchObject({
      property: 'agreement',
      title: 'Correct replicas execute the same request at each sequence',
      explanation: expect.stringMatching(/^At sequence \d+ replicas/) as string,
    });
    expect(report.sentences.length).toBeGreaterThan(10);
    const found = search.counterexample();
    if (!found.ok) throw new Error(found.problem);
    const { design } = found.value;
    expect(compileDesign(design).plan).toBeDefined();
    const breach = breachOf(design, { property: 'agreement', mode: 'safety' }, laboratoryWith());
    expect(breach?.explanation).toMatch(/^At sequence \d+ replicas/);
  });

  test('is refused with a sentence for a design with mistakes', () => {
    const design = { ...pbftDesign(), connections: [] };
    expect(searchDesign(design, DEFAULT_SEARCH)).toMatchObject({ ok: false });
  });
});
