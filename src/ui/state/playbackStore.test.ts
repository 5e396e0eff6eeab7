import { describe, expect, test } from 'vitest';
import { aDesign } from './designs.testing.ts';
import { END, FakeClock, FakeHost, settle } from './fakeHost.testing.ts';
import { createFrameStore } from './frameStore.ts';
import { createPlaybackStore } from './playbackStore.ts';
import type { FinishedRun } from './playback.ts';
import { createViewStore } from './viewStore.ts';

function studio() {
  const host = new FakeHost();
  const clock = new FakeClock();
  const frames = createFrameStore();
  const views = createViewStore();
  const playback = createPlaybackStore({ connect: host.connect, clock, frames, views });
  const phase = () => playback.getState().transport.phase;
  const cursor = () => frames.getState().frame?.cursor.at;
  return { host, clock, frames, views, playback, phase, cursor };
}

describe('playing', () => {
  test('the cursor moves with the wall clock times the speed', async () => {
    const { host, clock, playback, phase, cursor } = studio();
    playback.setSpeed(0.5);
    expect(await playback.run(aDesign(), 7)).toBeUndefined();
    expect(phase()).toBe('playing');
    expect(host.calls).toEqual(['open 7', 'seek start']);
    expect(cursor()).toBe(0);
    await clock.paint(4, 10);
    // Four frames, ten milliseconds apart, at half speed.
    expect(cursor()).toBe(20_000);
    playback.setSpeed(0.1);
    await clock.paint(1, 10);
    expect(cursor()).toBe(21_000);
  });

  test('after a stall the cursor does not leap further than a tenth of a second', async () => {
    const { clock, playback, cursor } = studio();
    playback.setSpeed(0.1);
    await playback.run(aDesign(), 1);
    await clock.paint(1, 5_000);
    expect(cursor()).toBe(10_000);
  });

  test('never more than one call is in flight, however slow the answers', async () => {
    const { host, clock, playback } = studio();
    await playback.run(aDesign(), 1);
    host.hold();
    await clock.paint(5);
    void playback.step('message');
    void playback.intervene({ kind: 'heal' });
    await clock.paint(5);
    expect(host.inFlight).toBe(1);
    host.letGo();
    await clock.paint(2);
    expect(host.inFlightMost).toBe(1);
    expect(host.calls).toContain('step message');
    expect(host.calls).toContain('intervene heal');
  });

  test('while playing, charts, log and histogram are asked for eight times a second', async () => {
    const { host, clock, views, playback } = studio();
    views.want({ charts: ['latency'], histogram: 100 });
    playback.setSpeed(0.001);
    await playback.run(aDesign(), 1);
    host.views.length = 0;
    await clock.paint(60, 16);
    const full = host.views.filter((view) => view.charts.length > 0 && view.histogram === 100);
    expect(host.views.length).toBe(60);
    expect(full.length).toBeGreaterThanOrEqual(7);
    expect(full.length).toBeLessThanOrEqual(9);
  });

  test('as fast as possible, the next frame is asked for before the last is shown, one at a time', async () => {
    const { host, frames, playback, phase, cursor, clock } = studio();
    host.slice = 1_000;
    playback.setSpeed('max');
    const asked: number[] = [];
    frames.subscribe(() => {
      const count = host.calls.filter((call) => call.startsWith('advance')).length;
      if (count > 0) asked.push(count);
    });
    await playback.run(aDesign(), 1);
    await clock.paint(1);
    expect(asked.slice(0, 3)).toEqual([2, 3, 4]);
    playback.pause();
    await clock.paint(3);
    const at = cursor();
    expect(at).toBe(host.at);
    await clock.paint(3);
    expect(cursor()).toBe(at);
    await playback.play();
    await clock.paint(40);
    expect(phase()).toBe('finished');
    expect(cursor()).toBe(END);
    expect(host.inFlightMost).toBe(1);
  });

  test('while something is moved by hand, the next frame is asked for at the next paint', async () => {
    const { host, playback, clock } = studio();
    const asked = (): number => host.calls.filter((call) => call.startsWith('advance')).length;
    host.slice = 100;
    playback.setSpeed('max');
    playback.giveWay(true);
    await playback.run(aDesign(), 1);
    await clock.paint(3);
    expect(asked()).toBe(3);
    playback.giveWay(false);
    await clock.paint(1);
    expect(asked()).toBeGreaterThan(4);
  });

  test('what a person asks for goes between two frames of a run as fast as possible', async () => {
    const { host, playback, clock } = studio();
    host.slice = 1_000;
    playback.setSpeed('max');
    await playback.run(aDesign(), 1);
    await clock.paint(1);
    await playback.intervene({ kind: 'heal' });
    await clock.paint(1);
    const place = host.calls.indexOf('intervene heal');
    expect(place).toBeGreaterThan(0);
    expect(host.calls.slice(place + 1)).toContain(`advance ${END}`);
    expect(host.inFlightMost).toBe(1);
  });

  test('it finishes at the end, tells once, and plays again from the start', async () => {
    const { host, clock, playback, phase, cursor } = studio();
    const told: FinishedRun[] = [];
    playback.onFinished((run) => told.push(run));
    playback.setSpeed('max');
    await playback.run(aDesign(), 3);
    await clock.paint(3);
    expect(phase()).toBe('finished');
    expect(cursor()).toBe(END);
    expect(told.length).toBe(1);
    expect(told[0]?.summary.digest).toBe('d1g3st');
    expect(playback.isSettled()).toBe(true);
    playback.setSpeed(0.1);
    await playback.play();
    expect(host.calls.at(-1)).toBe('seek start');
    expect(phase()).toBe('playing');
    await clock.paint(1, 10);
    expect(cursor()).toBe(1_000);
  });

  test('pausing stops the clock and shows the frame in full', async () => {
    const { host, clock, playback, phase, cursor } = studio();
    playback.setSpeed(0.1);
    await playback.run(aDesign(), 1);
    await clock.paint(3);
    playback.pause();
    expect(phase()).toBe('paused');
    const at = cursor();
    await clock.paint(10);
    expect(cursor()).toBe(at);
    expect(host.calls.at(-1)).toBe('show');
    expect(playback.isSettled()).toBe(true);
  });
});

describe('moving the cursor', () => {
  test('dragging the scrubber leaves no queue of old places behind', async () => {
    const { host, playback, cursor } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    await playback.seek({ to: 'end' });
    host.calls.length = 0;
    host.hold();
    void playback.seek({ to: 'time', at: 1_000 });
    await settle();
    for (let at = 2_000; at <= 50_000; at += 1_000) void playback.seek({ to: 'time', at });
    await settle();
    host.letGo();
    await settle();
    expect(host.calls).toEqual(['seek time 1000', 'seek time 50000']);
    expect(cursor()).toBe(50_000);
  });

  test('seeking back from the end pauses, and a step pauses too', async () => {
    const { host, playback, phase, cursor } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    expect(phase()).toBe('paused');
    await playback.seek({ to: 'end' });
    expect(phase()).toBe('finished');
    expect(cursor()).toBe(END);
    expect(host.calls.at(-1)).toContain('advance');
    await playback.seek({ to: 'time', at: 4_000 });
    expect(phase()).toBe('paused');
    await playback.step('event');
    expect(cursor()).toBe(5_000);
    await playback.reset();
    expect(cursor()).toBe(0);
    expect(phase()).toBe('paused');
  });

  test('a way into what is not simulated yet goes in slices and can be stopped', async () => {
    const { host, clock, playback, phase, cursor } = studio();
    host.slice = 10_000;
    await playback.run(aDesign(), 1, { plays: false });
    const way = playback.seek({ to: 'end' });
    await settle();
    expect(playback.getState().isChasing || phase() === 'finished').toBe(true);
    await way;
    expect(phase()).toBe('finished');
    expect(host.calls.filter((call) => call.startsWith('advance')).length).toBe(10);

    await playback.run(aDesign(), 2, { plays: false });
    host.hold();
    const stopped = playback.seek({ to: 'end' });
    await settle();
    expect(playback.getState().isChasing).toBe(true);
    expect(playback.isSettled()).toBe(false);
    playback.pause();
    host.letGo();
    await stopped;
    expect(cursor()).toBe(10_000);
    expect(playback.getState().isChasing).toBe(false);
    await clock.paint(1);
    expect(host.calls.at(-1)).toBe('show');
    expect(playback.isSettled()).toBe(true);
  });

  test('clicking ahead while it plays goes there and plays on', async () => {
    const { clock, playback, phase, cursor } = studio();
    playback.setSpeed(0.1);
    await playback.run(aDesign(), 1);
    await playback.seek({ to: 'time', at: 50_000 });
    expect(cursor()).toBe(50_000);
    expect(phase()).toBe('playing');
    await clock.paint(2, 10);
    expect(cursor()).toBeGreaterThan(50_000);
  });

  test('coming back to the same end is no news', async () => {
    const { playback } = studio();
    let told = 0;
    playback.onFinished(() => told++);
    await playback.run(aDesign(), 1, { plays: false });
    await playback.seek({ to: 'end' });
    await playback.seek({ to: 'start' });
    await playback.seek({ to: 'end' });
    expect(told).toBe(1);
  });

  test('acting at the cursor discards what lay beyond', async () => {
    const { frames, playback, phase } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    await playback.seek({ to: 'end' });
    await playback.seek({ to: 'time', at: 10_000 });
    expect(await playback.intervene({ kind: 'crash', agents: ['replicas/0'] })).toBeUndefined();
    expect(frames.getState().frame?.end.at).toBe(10_000);
    expect(phase()).toBe('paused');
  });
});

describe('what the views want', () => {
  test('a run that took over other faults is of the very design that was given, not of a copy', async () => {
    const { playback } = studio();
    const design = aDesign();
    await playback.run(design, 1, { plays: false });
    const changed = { ...design, faults: [] };
    expect(await playback.revise(changed)).toBeUndefined();
    expect(playback.getState().source).toMatchObject({ kind: 'design' });
    expect((playback.getState().source as { design: unknown }).design).toBe(changed);
    const kept = await playback.keepDeeds(design);
    expect(kept.ok && kept.value.nodes).toBe(design.nodes);
  });

  test('a change of the views while paused asks once for the frame again', async () => {
    const { host, clock, views, playback } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    host.calls.length = 0;
    views.want({ stage: true });
    views.want({ charts: ['latency'] });
    views.want({ charts: ['latency'] });
    await clock.paint(1);
    expect(host.calls).toEqual(['show']);
    expect(host.views.at(-1)).toMatchObject({ stage: true, charts: ['latency'] });
  });

  test('finding events leaves the views alone', async () => {
    const { host, frames, playback } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    const before = frames.getState();
    expect(await playback.findEvents({ kinds: [], agent: '', text: 'x' }, 5)).toEqual([]);
    expect(host.views.at(-1)?.log?.filter.text).toBe('x');
    expect(frames.getState()).toBe(before);
  });
});

describe('trouble', () => {
  test('a refused run leaves the one before as it was, paused', async () => {
    const { host, playback, frames, phase } = studio();
    await playback.run(aDesign(), 1);
    const { brief } = frames.getState();
    host.refuses = { kind: 'invalidDesign', message: 'no' };
    expect(await playback.run(aDesign(), 2)).toEqual(host.refuses);
    expect(phase()).toBe('paused');
    expect(frames.getState().brief).toBe(brief);
    expect(playback.getState().source).toMatchObject({ seed: 1 });
  });

  test('a worker that dies in a call is a failure, and restarting opens the same run anew', async () => {
    const { host, clock, playback, phase } = studio();
    await playback.run(aDesign(), 5);
    host.breaks = true;
    await clock.paint(1);
    expect(playback.getState().transport).toMatchObject({
      phase: 'failed',
      failure: { kind: 'workerDied', message: expect.stringContaining('out of memory') },
    });
    expect(host.disposed).toBe(1);
    await playback.restart();
    expect(phase()).toBe('playing');
    expect(host.calls.filter((call) => call === 'open 5').length).toBe(2);
  });

  test('a worker that dies in silence is a failure too', async () => {
    const { host, playback, phase } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    host.onDeath('it ran out of memory');
    expect(phase()).toBe('failed');
  });

  test('an answer to a run that was closed is dropped', async () => {
    const { host, playback, frames, phase } = studio();
    await playback.run(aDesign(), 1, { plays: false });
    host.hold();
    const seek = playback.step('event');
    await settle();
    const stop = playback.stop();
    host.letGo();
    await Promise.all([seek, stop]);
    expect(phase()).toBe('idle');
    expect(frames.getState().frame).toBeUndefined();
  });

  test('without a run nothing can be done to one, and that is said', async () => {
    const { playback } = studio();
    expect(await playback.intervene({ kind: 'heal' })).toMatchObject({ kind: 'unavailable' });
    expect(await playback.save()).toMatchObject({ ok: false });
  });
});
