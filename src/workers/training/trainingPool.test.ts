import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
function handsOf(tally: Tally, mortal = 0): () => TrainingHand {
  return () => {
    const host = createTrainingHost();
    const dies = tally.hired++ < mortal;
    return {
      open: (tables) => host.open(structuredClone(tables)),
      perform: async (work) => {
        tally.atOnce++;
        tally.mostAtOnce = Math.max(tally.mostAtOnce, tally.atOnce);
        await new Promise((resolve) => setTimeout(resolve, 1));
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
