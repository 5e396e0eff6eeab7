import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { SeededChoices } from '../../base/choices.ts';
import known from '../fixtures/hyperbandAsha.json' with { type: 'json' };
import { hyperbandPlans } from './hyperband.ts';
import type { Job } from './scheduler.ts';
import { rungBudgets } from './scheduler.ts';
import type { SchedulerSetting } from './schedulers.ts';
import {
  beginScheduler,
  endOfTrials,
  nextJob,
  reportJob,
  schedulerProblems,
} from './schedulers.ts';

/** Runs a scheduler with so many workers that end in an order of chance; all jobs in the order of handing out. */
function run(
  setting: SchedulerSetting,
  lossAt: (trialId: number, budget: number) => number,
  { workers = 1, seed = 1, trials = Infinity } = {},
): Job[] {
  const state = beginScheduler(setting);
  const choices = SeededChoices.named(seed, 'workers');
  const jobs: Job[] = [];
  const busy: Job[] = [];
  for (let turn = 0; turn < 10_000; turn++) {
    const next = busy.length < workers ? nextJob(state) : { kind: 'wait' as const };
    if (next.kind === 'finished') {
      expect(busy).toEqual([]);
      return jobs;
    }
    if (next.kind === 'job' && next.job.isNew && next.job.trialId >= trials) {
      endOfTrials(state, next.job);
    } else if (next.kind === 'job') {
      jobs.push(next.job);
      busy.push(next.job);
      if (choices.below(2) === 0) continue;
    }
    const [done] = busy.splice(choices.below(Math.max(1, busy.length)), 1);
    if (done !== undefined) reportJob(state, done, lossAt(done.trialId, done.budget));
  }
  throw new Error('the scheduler does not end');
}

/** How many jobs each rung of each bracket had. */
function sizes(jobs: readonly Job[]): string[] {
  const counts = new Map<string, number>();
  for (const { bracket, rung, budget } of jobs) {
    const key = `${bracket}.${rung} at ${budget}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${key}: ${count}`).sort((x, y) => (x < y ? -1 : 1));
}

test('OPT-7 the brackets of R = 81, η = 3 are those of the paper', () => {
  const plans = hyperbandPlans(1, 81, 3);
  expect(plans).toEqual(
    known.hyperband.map(({ rungs }) => rungs.map(({ n, r }) => ({ trials: n, budget: r }))),
  );
  expect(
    plans.map((plan) => plan.reduce((sum, { budget, trials }) => sum + budget * trials, 0)),
  ).toEqual(known.total_resource_per_bracket);
  expect(hyperbandPlans(1, 1, 3)).toEqual([[{ trials: 1, budget: 1 }]]);
  expect(hyperbandPlans(3, 81, 3)).toHaveLength(4);
  expect(hyperbandPlans(1, 80, 3)).toHaveLength(4);
});

test('OPT-7 Hyperband hands out each bracket in full, in the order of the paper when one worker works', () => {
  const setting = {
    kind: 'hyperband',
    budgetMin: 1,
    budgetMax: 9,
    reduction: 3,
    rounds: 2,
  } as const;
  const jobs = run(setting, (trialId, budget) => ((trialId * 7) % 13) + 1 / budget);
  const round = (first: number): string[] => [
    `${first}.0 at 1: 9`,
    `${first}.1 at 3: 3`,
    `${first}.2 at 9: 1`,
    `${first + 1}.0 at 3: 5`,
    `${first + 1}.1 at 9: 1`,
    `${first + 2}.0 at 9: 3`,
  ];
  expect(sizes(jobs)).toEqual([...round(0), ...round(3)]);
});

test('OPT-8 ASHA acts as worked out by hand', () => {
  const setting = { kind: 'asha', trials: 9, budgetMin: 1, budgetMax: 9, reduction: 3 } as const;
  const state = beginScheduler(setting);
  const base: Readonly<Record<string, number>> = known.asha_base_loss;
  const actions: [number, number][] = [];
  for (let turn = nextJob(state); turn.kind === 'job'; turn = nextJob(state)) {
    const { job } = turn;
    actions.push([job.trialId, job.rung]);
    reportJob(state, job, base[job.trialId]! / (job.rung + 1));
  }
  expect(actions).toEqual(known.asha_actions);
  expect(nextJob(state)).toEqual({ kind: 'finished' });
});

describe('successive halving', () => {
  const setting = {
    kind: 'successiveHalving',
    trials: 9,
    budgetMin: 2,
    budgetMax: 18,
    reduction: 3,
  } as const;

  test('OPT-6 the best third of each rung goes on, the first of equals', () => {
    const jobs = run(setting, (trialId) => [5, 1, 1, 7, 1, 1, 9, 8, 1][trialId]!);
    expect(sizes(jobs)).toEqual(['0.0 at 2: 9', '0.1 at 6: 3', '0.2 at 18: 1']);
    expect(jobs.filter(({ rung }) => rung === 1).map(({ trialId }) => trialId)).toEqual([1, 2, 4]);
    expect(jobs.at(-1)).toEqual({
      trialId: 1,
      isNew: false,
      bracket: 0,
      rung: 2,
      spent: 6,
      budget: 18,
    });
  });

  test('OPT-6 a rung waits for the last of it, and no failed trial goes on', () => {
    const state = beginScheduler({ ...setting, trials: 3, budgetMax: 6 });
    const jobs = [nextJob(state), nextJob(state), nextJob(state)].map((turn) => {
      if (turn.kind !== 'job') throw new Error(turn.kind);
      return turn.job;
    });
    reportJob(state, jobs[1]!, Infinity);
    reportJob(state, jobs[0]!, NaN);
    expect(nextJob(state)).toEqual({ kind: 'wait' });
    reportJob(state, jobs[2]!, Infinity);
    expect(nextJob(state)).toEqual({ kind: 'finished' });
    expect(() => reportJob(state, jobs[2]!, 1)).toThrow('reported twice');
  });
});

const anySetting: fc.Arbitrary<SchedulerSetting> = fc
  .record({
    kind: fc.constantFrom('full', 'successiveHalving', 'hyperband', 'asha'),
    trials: fc.integer({ min: 1, max: 40 }),
    budgetMin: fc.integer({ min: 1, max: 5 }),
    reach: fc.integer({ min: 0, max: 60 }),
    reduction: fc.constantFrom(2, 2.5, 3, 4),
    rounds: fc.integer({ min: 1, max: 2 }),
  })
  .map(
    ({ reach, ...rest }) => ({ ...rest, budgetMax: rest.budgetMin + reach }) as SchedulerSetting,
  );

test('OPT-9 whatever the order of reports, every trial climbs rung by rung, once, from what it has spent', () => {
  fc.assert(
    fc.property(
      anySetting,
      fc.integer({ min: 1, max: 8 }),
      fc.nat(10_000),
      fc.option(fc.integer({ min: 0, max: 20 }), { nil: Infinity }),
      (setting, workers, seed, trials) => {
        expect(schedulerProblems(setting)).toEqual([]);
        const luck = SeededChoices.named(seed, 'losses');
        const losses = Array.from({ length: 1_000 }, () => luck.fraction());
        const lossAt = (trialId: number, budget: number): number =>
          losses[trialId]! < 0.1 ? Infinity : losses[trialId]! + 1 / budget;
        const jobs = run(setting, lossAt, { workers, seed, trials });
        const spent = new Map<number, { budget: number; rung: number }>();
        for (const job of jobs) {
          const before = spent.get(job.trialId);
          expect(job.isNew).toBe(before === undefined);
          expect(job.rung).toBe(before === undefined ? 0 : before.rung + 1);
          expect(job.spent).toBe(before?.budget ?? 0);
          expect(job.budget).toBeGreaterThan(job.spent);
          spent.set(job.trialId, { budget: job.budget, rung: job.rung });
        }
        const begun = jobs.filter(({ isNew }) => isNew).map(({ trialId }) => trialId);
        expect(begun).toEqual(begun.map((_, i) => i));
        expect(begun.length).toBeLessThanOrEqual(trials);
        if (trials === Infinity && setting.kind !== 'hyperband')
          expect(begun).toHaveLength(setting.trials);
      },
    ),
    { numRuns: 80 },
  );
});

test('rungs are whole budgets, each once, up to the largest', () => {
  expect(rungBudgets(1, 81, 3)).toEqual([1, 3, 9, 27, 81]);
  expect(rungBudgets(1, 10, 1.5)).toEqual([1, 2, 3, 5, 8, 10]);
  expect(rungBudgets(4, 4, 3)).toEqual([4]);
});

test('OPT-1 senseless settings of schedulers are named', () => {
  const right = { kind: 'asha', trials: 9, budgetMin: 1, budgetMax: 9, reduction: 3 } as const;
  const codes = (change: object): string[] =>
    schedulerProblems({ ...right, ...change }).map(({ code, path }) => `${path} ${code}`);
  expect(codes({})).toEqual([]);
  expect(codes({ trials: 0, reduction: 1 })).toEqual(['trials notWhole', 'reduction notWithin']);
  expect(codes({ budgetMin: 10 })).toEqual(['budgetMin emptyRange']);
  expect(codes({ budgetMax: 2.5 })).toEqual(['budgetMax notWhole']);
});
