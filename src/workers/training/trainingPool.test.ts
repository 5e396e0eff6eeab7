import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { designSchema } from '../../engine/document/design.ts';
import type { Design } from '../../engine/document/design.ts';
import type { ViewRequest } from '../../engine/projections/frame.ts';
import { createStudioHost } from '../host.ts';
import type { TrainingHand } from './trainingApi.ts';
import { createTrainingHost } from './trainingHost.ts';
import { TrainingPool } from './trainingPool.ts';

const VIEW: ViewRequest = {
  charts: [],
  coordination: undefined,
  stage: false,
  window: undefined,
  stageRows: 0,
  log: undefined,
  inspect: undefined,
  histogram: 0,
};

function scenario(name: string): Design {
  const path = new URL(`../../../scenarios/${name}.json`, import.meta.url);
  return designSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** What hands did, and how many were at it at once. */
interface Tally {
  pieces: number;
  atOnce: number;
  mostAtOnce: number;
  hired: number;
}

const nothing = (): Tally => ({ pieces: 0, atOnce: 0, mostAtOnce: 0, hired: 0 });

/** Hands in this thread that answer a moment later, copying as messages are copied; the first `mortal` of them die at work. */
function handsOf(tally: Tally, mortal = 0, millis = 1): () => TrainingHand {
  return () => {
    const host = createTrainingHost();
    const dies = tally.hired++ < mortal;
    return {
      open: (tables) => host.open(structuredClone(tables)),
      perform: async (work) => {
        tally.atOnce++;
        tally.mostAtOnce = Math.max(tally.mostAtOnce, tally.atOnce);
        await new Promise((resolve) => setTimeout(resolve, millis));
        tally.atOnce--;
        if (dies) throw new Error('it ran out of memory');
        tally.pieces++;
        return structuredClone(await host.perform(structuredClone(work)));
      },
      dispose: () => undefined,
    };
  };
}

async function digestOf(design: Design, pool: TrainingPool): Promise<string | undefined> {
  const host = createStudioHost(() => performance.now(), pool);
  const opened = await host.open(design, 1);
  if (!opened.ok) throw new Error(opened.problem.message);
  const end = await host.seek({ to: 'end' }, VIEW);
  expect(end.status.phase).toBe('finished');
  return end.summary?.digest;
}

test.each(['tuning-half-lost', 'ensemble-stacking'])(
  'KERNEL-37 %s is the same to the last bit with no hand, one, and two, and when hands die',
  async (name) => {
    const design = scenario(name);
    const poolOf = (hands: number, tally: Tally, mortal = 0): TrainingPool =>
      new TrainingPool({ hands, spawn: handsOf(tally, mortal), unitsLeast: 0 });
    const alone = await digestOf(design, new TrainingPool({ hands: 0 }));
    expect(alone).toMatch(/^[0-9a-f]{64}$/);
    for (const hands of [1, 2]) {
      const tally = nothing();
      expect(await digestOf(design, poolOf(hands, tally))).toBe(alone);
      expect(tally.pieces).toBeGreaterThan(3);
      expect(tally.mostAtOnce).toBe(hands);
      expect(tally.hired).toBe(hands);
    }
    const wounded = nothing();
    expect(await digestOf(design, poolOf(2, wounded, 2))).toBe(alone);
    expect(wounded.hired).toBeGreaterThan(2);
    expect(wounded.pieces).toBeGreaterThan(0);
    const lost = nothing();
    expect(await digestOf(design, poolOf(2, lost, Infinity))).toBe(alone);
    expect(lost.pieces).toBe(0);
  },
);

test('a look at the past asks nobody to train again, and another run ends what is not done', async () => {
  const tally = nothing();
  const pool = new TrainingPool({ hands: 2, spawn: handsOf(tally), unitsLeast: 0 });
  const host = createStudioHost(() => performance.now(), pool);
  const design = scenario('ensemble-stacking');
  const opened = await host.open(design, 1);
  if (!opened.ok) throw new Error(opened.problem.message);
  const end = await host.seek({ to: 'end' }, VIEW);
  const { pieces } = tally;
  const looking = { ...VIEW, inspect: opened.value.actors[0]?.agentId };
  await host.seek({ to: 'event', seq: Math.floor(end.end.seq / 2) }, looking);
  expect(tally.pieces).toBe(pieces);
  await host.open(design, 2);
  await host.advance(1_000, 0, VIEW);
  await host.open(scenario('simple-vote'), 1);
  expect((await host.seek({ to: 'end' }, VIEW)).status.phase).toBe('finished');
});

test.each(['ensemble-stacking', 'ensemble-boosting', 'tuning-half-lost'])(
  '%s can be driven in small budgets: it says what trains, moves on, and comes to the same end',
  async (name) => {
    const design = scenario(name);
    const alone = await digestOf(design, new TrainingPool({ hands: 0 }));
    const spawn = handsOf(nothing(), 0, 5);
    const pool = new TrainingPool({ hands: 2, spawn, unitsLeast: 0 });
    const host = createStudioHost(() => performance.now(), pool);
    expect((await host.open(design, 1)).ok).toBe(true);
    let [training, progress] = [0, 0];
    let frame = await host.advance(Number.MAX_SAFE_INTEGER, 0, VIEW);
    while (frame.status.phase === 'running') {
      if (frame.training !== undefined) training++;
      const now = frame.coordinations[0]?.progress ?? 0;
      expect(now).toBeGreaterThanOrEqual(progress);
      progress = now;
      // As when somebody pauses and goes on: nothing is lost in between.
      if (training % 5 === 1) frame = await host.show(VIEW);
      frame = await host.advance(Number.MAX_SAFE_INTEGER, 1, VIEW);
    }
    expect(training).toBeGreaterThan(2);
    expect(frame.training).toBeUndefined();
    expect(frame.summary?.digest).toBe(alone);
  },
);

/** Wines of two kinds, some measures missing, as a person's own file. */
function ownTable(): string {
  const rows = Array.from({ length: 90 }, (_, i) => {
    const acid = ((i * 37) % 100) / 10;
    const sugar = i % 9 === 0 ? '' : ((i * 53) % 90) / 10;
    return `${acid},${sugar},${['oak', 'steel'][i % 2]},${acid + ((i * 53) % 90) / 10 > 9 ? 'red' : 'white'}`;
  });
  return `acid,sugar,vat,kind\n${rows.join('\n')}\n`;
}

test('a hand that knows nothing but what it was given trains on a person’s own table, also when the run is made again', async () => {
  const table = {
    file: 'own.csv',
    text: ownTable(),
    target: 'kind',
    missing: 'mean' as const,
    asCategories: [],
    ignored: [],
  };
  const given = scenario('tuning-any');
  const design: Design = {
    ...given,
    nodes: given.nodes.map((node) => {
      if (node.kind === 'dataset') return { ...node, dataset: 'table' as const, table };
      if (node.kind !== 'coordination') return node;
      const parameters = { ...node.parameters, measure: 'error', algorithm: 'random' };
      return { ...node, parameters: { ...parameters, maxIterations: 8, folds: 2 } };
    }),
  };
  // Modules of its own, as a worker has them: what the run has read is not there.
  vi.resetModules();
  const { createTrainingHost: createStranger } = await import('./trainingHost.ts');
  const tally = nothing();
  const spawn = (): TrainingHand => {
    const host = createStranger();
    return {
      open: (tables) => host.open(structuredClone(tables)),
      perform: async (work) => {
        const done = await host.perform(structuredClone(work));
        tally.pieces++;
        return structuredClone(done);
      },
      dispose: () => undefined,
    };
  };
  const alone = await digestOf(design, new TrainingPool({ hands: 0 }));
  const pool = new TrainingPool({ hands: 2, spawn, unitsLeast: 0 });
  const host = createStudioHost(() => performance.now(), pool);
  expect((await host.open(design, 1)).ok).toBe(true);
  const end = await host.seek({ to: 'end' }, VIEW);
  expect(end.summary?.digest).toBe(alone);
  expect(end.summary?.coordinations[0]?.outcome['trials']).toMatchObject({ all: 8, failed: 0 });
  expect(tally.pieces).toBeGreaterThanOrEqual(8);

  await host.seek({ to: 'event', seq: 60 }, VIEW);
  const acted = await host.intervene({ kind: 'crash', agents: ['workers/1'] }, VIEW);
  expect(acted.ok).toBe(true);
  const again = await host.seek({ to: 'end' }, VIEW);
  expect(again.summary?.coordinations[0]?.outcome['trials']).toMatchObject({ all: 8, failed: 0 });
});
