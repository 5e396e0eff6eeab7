import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../../document/read.ts';
import type { Run } from '../../kernel/run.ts';
import { compileDesign } from '../../plan/compile.ts';
import { finishRun, openRun } from '../../simulation.ts';
import { ChartIndex } from '../charts.ts';
import type { FaceBrief, StageMoment } from '../face.ts';
import type { RegionsStage } from '../regionsStage.ts';
import { Dispatcher } from '../projection.ts';
import { distributedCard } from '../../protocols/distributedCoordination/card.ts';
import { COMMANDS, NO_COMMAND } from '../../protocols/distributedCoordination/regions/image.ts';
import { sayCommand } from './commandWords.ts';
import { distributedView } from './distributed.ts';

/** A scenario to its end, and how it looks at a time. */
function watch(scenario: string) {
  const url = new URL(`../../../../scenarios/${scenario}.json`, import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const { plan } = compileDesign(read.value.design);
  const run: Run = finishRun(openRun(plan!));
  const { events } = run;
  const brief: FaceBrief = {
    coordination: plan!.coordinations[0]!,
    actors: run.actors,
    own: run.actors,
  };
  const at = (time: number) => {
    const state = distributedView.create(brief);
    const dispatcher = new Dispatcher(distributedView.handlers);
    for (let seq = 0; seq < events.length && events.at(seq) <= time; seq++)
      if (events.actor(seq) >= 0) dispatcher.dispatch(state, events, seq);
    const moment = { brief, events, view: {} } as StageMoment;
    const stage = distributedView.stage(state, moment) as RegionsStage;
    return { state, stage, face: distributedView.face(state, brief) };
  };
  const charts = () => {
    const index = new ChartIndex(0, run.actors, distributedCard.charts, distributedView.chartRules);
    for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
    return new Map(index.chartsAt(['all'], events.length).map((chart) => [chart.id, chart]));
  };
  return { at, charts, sent: run.summary().messages };
}

describe('a region that is cut off', () => {
  const { at, charts, sent } = watch('distributed-partition');

  test('has its leader and term on the map, and the region that presides', () => {
    const { stage, face } = at(3_500_000);
    expect(stage.regions.map(({ leader }) => leader !== undefined)).toEqual([true, true, true]);
    expect(stage.presider).toBe(0);
    expect(stage.regions.map(({ from, to }) => [from, to])).toEqual([
      [0, 10],
      [10, 20],
      [20, 30],
    ]);
    expect(face.facts[0]).toEqual(['Leaders', '3 of 3, term 1']);
    expect(face.phase).not.toBe('waiting');
  });

  test('is held dead by the others while it waits, and another region presides', () => {
    const { stage } = at(13_900_000);
    expect(stage.presider).not.toBe(0);
    // Nobody is held dead by its own side.
    const others = stage.deadBy.slice(0, 10);
    expect(Math.max(...others)).toBeLessThanOrEqual(20);
    expect(Math.max(...stage.deadBy.slice(10))).toBeLessThanOrEqual(10);
    expect(others.reduce((sum, by) => sum + by, 0)).toBeGreaterThan(100);
    expect(stage.regions[0]!.waiting).toBeGreaterThan(5);
    expect(stage.regions[0]!.learned).toBeLessThan(stage.regions[1]!.learned);
    const last = stage.decisions.filter(({ isDecided }) => isDecided).at(-1)!;
    expect(last.accepted.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  test('catches up, and every task lies on a node', () => {
    const { stage, face } = at(Infinity);
    expect(Math.max(...stage.deadBy)).toBe(0);
    expect(stage.regions.map(({ waiting }) => waiting)).toEqual([0, 0, 0]);
    const [first, ...others] = stage.regions.map(({ learned }) => learned);
    expect(others).toEqual([first, first]);
    expect(stage.tasks.length).toBe(48);
    expect(stage.tasks.every(({ holder }) => holder !== undefined)).toBe(true);
    expect(face).toMatchObject({ progress: 1, phase: 'steady' });
    expect(face.facts).toContainEqual(['Decided', '48 of 48']);
  });

  test('is seen in the charts', () => {
    const all = charts();
    expect([...all.keys()]).toEqual(distributedCard.charts.map(({ id }) => id));
    const line = (chart: string, id: string) =>
      all.get(chart)!.series.find((one) => one.id === id)!.y;
    const dead = line('membership', 'dead');
    expect(Math.max(...dead)).toBeGreaterThan(8);
    expect(Math.max(...dead)).toBeLessThan(29);
    expect(dead.at(-1)).toBe(0);
    expect(line('placement', 'held').at(-1)).toBe(48);
    const counted = line('latencies', 'latency').reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(48);
    const byPhase = all.get('messagesByPhase')!.series;
    expect(byPhase.map(({ id }) => id).toSorted()).toEqual([
      'clients',
      'membership',
      'placement',
      'raft',
      'regions',
    ]);
    expect(byPhase.reduce((sum, { y }) => sum + y.at(-1)!, 0)).toBe(sent);
    const load = line('gossip', 'load');
    expect(load[2]).toBeGreaterThan(1.5);
    expect(load[2]).toBeLessThan(2.6);
  });

  test('does not change in a copy', () => {
    const { state } = at(13_000_000);
    const copy = distributedView.copy(state);
    expect(copy).toEqual(state);
    const before = state.deadBy[0];
    state.deadBy[0] = 99;
    state.regions[0]!.term = 99;
    expect(copy.deadBy[0]).toBe(before);
    expect(copy.regions[0]!.term).not.toBe(99);
  });
});

test('a command is named by its region, as the protocol numbers it', () => {
  expect(sayCommand(2 * COMMANDS + 9)).toBe('9 of region 2');
  expect(sayCommand(4)).toBe('4 of region 0');
  expect(sayCommand(NO_COMMAND)).toBe('none');
});
