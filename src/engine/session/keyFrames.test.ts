import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileDesign } from '../plan/compile.ts';
import { designSchema } from '../document/design.ts';
import { readDesign } from '../document/read.ts';
import type { KeyFrame, Run } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';
import { openRun } from '../simulation.ts';
import { KeyFrames } from './keyFrames.ts';
import { Reexecution } from './reexecution.ts';

const position = { x: 0, y: 0 };

/** Seven replicas and a few requests. */
function aPlan(): Plan {
  const { plan } = compileDesign(
    designSchema.parse({
      format: 'concord.design',
      version: 1,
      name: 'Seven replicas',
      nodes: [
        { id: 'replicas', name: 'R', kind: 'pool', agent: 'voter', count: 7, position },
        {
          id: 'order',
          name: 'Order',
          kind: 'coordination',
          protocol: 'byzantine_consensus',
          parameters: { requests: 5 },
          position,
        },
      ],
      connections: [
        {
          id: 'c',
          source: { node: 'replicas', port: 'agents' },
          target: { node: 'order', port: 'participants' },
        },
      ],
    }),
  );
  if (plan === undefined) throw new Error('the design does not compile');
  return plan;
}

/** The whole of a run with what people did to it, and its key frames. */
function executed(plan: Plan, every: number, most?: number) {
  const run = openRun(plan);
  const frames = new KeyFrames(every, most);
  const advance = (steps: number): void => {
    for (let done = 0; done < steps; done += 10) {
      run.advance(Infinity, 10);
      frames.refine(run);
    }
  };
  advance(200);
  run.intervene({ kind: 'crash', agents: ['replicas/2'] });
  advance(300);
  run.intervene({ kind: 'behaviour', behaviour: 'equivocate', agents: ['replicas/0'] });
  while (run.status.phase === 'running') advance(100);
  return { run, frames };
}

function statesOf(run: Run): object {
  return {
    now: run.now,
    steps: run.steps,
    digest: run.digest(),
    agents: run.actors.map(({ actor }) => run.appearance(actor)),
  };
}

test('at any moment a run that goes on from a key frame is the one that was not disturbed', () => {
  const plan = aPlan();
  const { run, frames } = executed(plan, 120);
  expect(frames.count).toBeGreaterThan(5);
  const near = new Reexecution(openRun, plan, run.interventions, run.events, frames);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: run.events.length }), (events) => {
      const at = run.events.at(events - 1);
      const far = new Reexecution(
        openRun,
        plan,
        run.interventions,
        run.events,
        new KeyFrames(Infinity),
      );
      const wanted = statesOf(far.at(events, at));
      expect(statesOf(near.at(events, at))).toEqual(wanted);
      expect(statesOf(near.fork(events, at))).toEqual(wanted);
    }),
    { numRuns: 8 },
  );
});

test('a run that goes on from any key frame ends as the undisturbed one did', () => {
  const plan = aPlan();
  const { run, frames } = executed(plan, 200);
  for (let events = run.events.length; events >= 300; events -= 400) {
    frames.cut(events, run.now);
    expect(frames.before(run.events.length, run.now)?.events).toBeGreaterThan(events - 300);
    const again = new Reexecution(openRun, plan, run.interventions, run.events, frames);
    const ended = again.fork(run.events.length, run.now);
    expect(ended.digest()).toBe(run.digest());
    expect(ended.summary()).toEqual(run.summary());
  }
});

test('going back executes again only from the last key frame before', () => {
  const plan = aPlan();
  const { run, frames } = executed(plan, 120);
  let opened = 0;
  const counted = (one: Plan): Run => {
    opened++;
    return openRun(one);
  };
  const again = new Reexecution(counted, plan, run.interventions, run.events, frames);
  const late = run.events.length - 10;
  again.at(late, run.events.at(late - 1));
  again.at(late - 200, run.events.at(late - 201));
  expect(opened).toBe(0);
  again.at(20, run.events.at(19));
  expect(opened).toBe(1);
});

test('verdicts are taken from the record while a run is executed again, and found again where it goes on by itself', () => {
  const url = new URL('../../../scenarios/byzantine-collusion.json', import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  const plan = read.ok ? compileDesign(read.value.design).plan : undefined;
  if (plan === undefined) throw new Error('the scenario has no plan');
  const run = openRun(plan);
  run.advance(Infinity, Infinity);
  expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
  for (const events of [2, run.events.length >> 1, run.events.length]) {
    const again = new Reexecution(openRun, plan, [], run.events).fork(
      events,
      run.events.at(events - 1),
    );
    again.advance(Infinity, Infinity);
    expect(again.digest()).toBe(run.digest());
    expect(again.summary()).toEqual(run.summary());
  }
});

test('a run that was prepared is never begun again for a look', () => {
  const plan = aPlan();
  const { run } = executed(plan, Infinity);
  let opened = 0;
  const counted = (one: Plan): Run => {
    opened++;
    return openRun(one);
  };
  const frames = new KeyFrames(120);
  const again = new Reexecution(counted, plan, run.interventions, run.events, frames);
  let slices = 1;
  while (!again.prepare(60)) slices++;
  expect(slices).toBeGreaterThan(run.events.length / 200);
  expect(frames.count).toBeGreaterThan(5);
  expect(frames.count).toBeLessThan(33);
  for (const events of [run.events.length - 5, 700, 300])
    expect(again.at(events, run.events.at(events - 1)).events.length).toBeGreaterThanOrEqual(
      events,
    );
  expect(opened).toBe(1);
});

/** Something with a number of events, and nothing else that matters. */
function aRun(events: number): Run {
  const frame: KeyFrame = { events, at: events * 10, steps: events, resume: () => aRun(events) };
  return {
    events: { length: events },
    status: { phase: 'running' },
    keyFrame: () => frame,
  } as unknown as Run;
}

test('there are never more than so many, and they stay evenly apart', () => {
  const frames = new KeyFrames(10, 8);
  for (let events = 1; events <= 1_000; events++) {
    frames.refine(aRun(events));
    expect(frames.count).toBeLessThanOrEqual(8);
  }
  expect(frames.count).toBeGreaterThanOrEqual(4);
  const kept = Array.from({ length: 1_000 }, (_, i) => frames.before(i, Infinity)?.events);
  const places = [...new Set(kept)].filter((place) => place !== undefined);
  const gaps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps));
});

test('a run that is made leaves few, and a look fills a stretch between them', () => {
  const frames = new KeyFrames(10, 100);
  for (let events = 1; events <= 200; events++) frames.leave(aRun(events));
  expect([frames.before(200, Infinity)?.events, frames.before(159, Infinity)?.events]).toEqual([
    160, 80,
  ]);
  for (let events = 81; events <= 130; events++) frames.refine(aRun(events));
  expect(frames.before(99, Infinity)?.events).toBe(90);
  expect(frames.before(159, Infinity)?.events).toBe(130);
  expect(frames.before(79, Infinity)).toBeUndefined();
});

test('what came after a moment is forgotten, and a frame never lies after the asked time', () => {
  const frames = new KeyFrames(10, 8);
  for (let events = 1; events <= 50; events++) frames.refine(aRun(events));
  expect(frames.before(45, Infinity)?.events).toBe(40);
  expect(frames.before(45, 350)?.events).toBe(30);
  frames.cut(25, 1_000);
  expect(frames.before(45, Infinity)?.events).toBe(20);
  expect(frames.before(5, Infinity)).toBeUndefined();
});
