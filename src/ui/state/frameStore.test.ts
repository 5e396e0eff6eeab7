import { describe, expect, test } from 'vitest';
import { AGENT_BYZANTINE, AGENT_DECIDED, AGENT_LEADS } from '../../engine/projections/frame.ts';
import type { Chart, Frame } from '../../engine/projections/frame.ts';
import { aBrief, aFrame } from './fakeHost.testing.ts';
import { createFrameStore } from './frameStore.ts';
import { NOTHING_WANTED } from './viewStore.ts';

const chart: Chart = {
  id: 'latency',
  title: 'Latency',
  unit: 'ms',
  kind: 'line',
  series: [],
  hidden: 0,
};
const withCharts = { ...NOTHING_WANTED, charts: ['latency'], histogram: 10 };

describe('frames', () => {
  test('parts not asked for stay while somebody wants them, and go when nobody does', () => {
    const frames = createFrameStore();
    frames.begin(aBrief());
    const histogram = Uint32Array.of(1, 2);
    frames.show({ ...aFrame(1, 1), charts: [chart], histogram }, withCharts);
    frames.show(aFrame(2, 2), NOTHING_WANTED, withCharts);
    expect(frames.getState().charts).toEqual([chart]);
    expect(frames.getState().histogram).toBe(histogram);
    frames.show(aFrame(3, 3), NOTHING_WANTED);
    expect(frames.getState().charts).toEqual([]);
    expect(frames.getState().histogram).toBeUndefined();
  });

  test('another epoch makes what was shown void', () => {
    const frames = createFrameStore();
    frames.begin(aBrief());
    frames.show({ ...aFrame(1, 1, 1), charts: [chart] }, withCharts);
    frames.show(aFrame(0, 1, 2), NOTHING_WANTED, withCharts);
    expect(frames.getState().charts).toEqual([]);
  });

  test('agents are found by id and by pool, and actors of a protocol’s own by id', () => {
    const frames = createFrameStore();
    frames.begin(aBrief());
    expect(frames.actorsOf('replicas/1')).toEqual([1]);
    expect(frames.actorsOf('agreement/client')).toEqual([3]);
    expect(frames.actorsOfPool('replicas')).toEqual([0, 1]);
    expect(frames.actorsOf('nobody/0')).toEqual([]);
  });

  test('an agent in several coordinations shows its worst condition and all its flags', () => {
    const frames = createFrameStore();
    const brief = aBrief();
    const actors = brief.actors.map((actor) => ({ ...actor, agentId: 'replicas/0' }));
    frames.begin({ ...brief, actors });
    expect(frames.stateOf('replicas/0')).toBeUndefined();
    const frame: Frame = {
      ...aFrame(1, 1),
      agents: Uint8Array.of(AGENT_LEADS, AGENT_BYZANTINE, AGENT_DECIDED, 0),
    };
    frames.show(frame, NOTHING_WANTED);
    expect(frames.stateOf('replicas/0')).toBe(AGENT_BYZANTINE | AGENT_LEADS | AGENT_DECIDED);
    // A pool's states are those of its agents, reckoned anew for each frame.
    expect([...frames.statesOfPool('replicas', 2)!]).toEqual([frames.stateOf('replicas/0'), 0]);
    frames.show({ ...frame, agents: Uint8Array.of(0, 0, AGENT_DECIDED, 0) }, NOTHING_WANTED);
    expect([...frames.statesOfPool('replicas', 2)!]).toEqual([AGENT_DECIDED, 0]);
    expect(frames.statesOfPool('nobody', 2)).toBeUndefined();
  });

  test('listeners hear every frame until they stop', () => {
    const frames = createFrameStore();
    let heard = 0;
    const stop = frames.subscribe(() => heard++);
    frames.begin(aBrief());
    frames.show(aFrame(1, 1), NOTHING_WANTED);
    stop();
    frames.clear();
    expect(heard).toBe(2);
  });

  test('marks keep their identity while no new one comes', () => {
    const frames = createFrameStore();
    frames.begin(aBrief());
    const mark = { at: 1, seq: 1, kind: 'decision', label: 'decided' } as const;
    frames.show({ ...aFrame(1, 1), marks: [mark] }, NOTHING_WANTED);
    const { marks } = frames.getState();
    frames.show({ ...aFrame(2, 2), marks: [{ ...mark }] }, NOTHING_WANTED);
    expect(frames.getState().marks).toBe(marks);
  });
});
