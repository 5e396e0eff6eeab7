import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { loadDataset } from '../../learning/data/bundled.ts';
import { assignmentProblems } from '../../optimisation/space/checks.ts';
import type { Assignment } from '../../optimisation/space/space.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import { crash, misbehave } from '../testing/rehearsal.testing.ts';
import { IGNORE_REASONS } from './card.ts';
import { spaceOfLearner } from './learnerSpaces.ts';
import { found, search, told, valuesFound, violated } from './testing/searches.testing.ts';

const rowsOf = (run: ReturnType<typeof search>) =>
  told(run, 'rows.assigned').map(({ fields }) => JSON.parse(String(fields['rows'])) as number[]);

describe('a search without trouble', () => {
  const run = search();

  test('TUNING-1 rows of the assessment are a share of each class and none of the search’s', () => {
    const [own = [], held = []] = rowsOf(run);
    expect([...own, ...held].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 150 }, (_, row) => row),
    );
    const { labels } = loadDataset('iris');
    const counts = [0, 1, 2].map((label) => held.filter((row) => labels[row] === label).length);
    expect(counts.toSorted((a, b) => a - b)).toEqual([12, 13, 13]);
  });

  test('TUNING-2 the faster worker carries more trials through', () => {
    const finished = found(run).workers.map((worker) => worker.finished);
    expect(finished.reduce((sum, one) => sum + one, 0)).toBe(12);
    expect(finished[0]).toBeGreaterThan(finished[3] ?? 12);
  });

  test('TUNING-3 trials lie in the space and are as many as asked for', () => {
    const created = told(run, 'trial.created');
    expect(created.map(({ fields }) => fields['trial'])).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
    for (const { fields } of created) {
      const values = JSON.parse(String(fields['values'])) as Assignment;
      expect(assignmentProblems(spaceOfLearner('decision_tree'), values)).toEqual([]);
    }
  });

  test('TUNING-12 the best is judged once by the rows held out', () => {
    const { assessed, assessedRows } = found(run);
    expect(told(run, 'best.assessed').length).toBe(1);
    expect(assessedRows).toBe(38);
    expect(assessed).toBeLessThan(0.15);
    expect(Math.abs((assessed ?? 0) * 38 - Math.round((assessed ?? 0) * 38))).toBeLessThan(1e-9);
  });

  test('TUNING-13 the outcome has the least value, and all trials are accounted for', () => {
    const { value, bestTrial, trials, why, workers } = found(run);
    const values = valuesFound(run);
    expect(value).toBe(Math.min(...values.values()));
    expect(values.get(bestTrial)).toBe(value);
    expect(trials).toEqual({ all: 12, complete: 12, pruned: 0, failed: 0, cancelled: 0 });
    expect(why).toBe('trialsDone');
    expect(workers.every(({ lost }) => lost === 0)).toBe(true);
    expect(violated(run)).toEqual([]);
  });

  test('TUNING-2 the same seed gives the same digest, another seed another', () => {
    expect(search().digest()).toBe(run.digest());
    expect(search({ seed: 2 }).digest()).not.toBe(run.digest());
  });
});

describe('workers that are lost', () => {
  const calm = search();

  test('TUNING-5 half of the workers die in mid-run: no trial is lost, none is counted twice', () => {
    const faults = [crash(0, 3_000_000), crash(2, 3_200_000)];
    const run = search({ faults });
    expect(told(run, 'trial.lost').length).toBe(2);
    expect(told(run, 'worker.lost').length).toBe(2);
    expect(found(run).trials).toMatchObject({ all: 12, complete: 12 });
    expect(violated(run)).toEqual([]);
    // Random search draws the same settings, and whoever evaluates one finds the same.
    expect(valuesFound(run)).toEqual(valuesFound(calm));
  });

  test('TUNING-5 half of the workers of ASHA die: every trial ends once, no level is counted twice', () => {
    const faults = [crash(0, 1_500_000), crash(2, 1_600_000)];
    const parameters = { scheduler: 'asha', levels: 9, resource: 'rows', maxIterations: 18 };
    const run = search({ faults, parameters });
    expect(told(run, 'worker.lost').length).toBe(2);
    const lost = told(run, 'trial.lost').map(({ fields }) => fields['trial']);
    expect(lost.length).toBe(2);
    const ends = ['finished', 'pruned'].flatMap((end) =>
      told(run, `trial.${end}`).map(({ fields }) => Number(fields['trial'])),
    );
    expect(ends.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, id) => id));
    const levels = told(run, 'trial.reported').map(
      ({ fields }) => `${fields['trial']} at ${fields['level']}`,
    );
    expect(new Set(levels).size).toBe(levels.length);
    expect(violated(run)).toEqual([]);
  });

  test('TUNING-5 a worker that crashes and returns gives its trial back at once and works on', () => {
    const run = search({ faults: [crash(1, 2_500_000, 2_900_000)] });
    const [lost] = told(run, 'trial.lost');
    expect(lost?.fields['why']).toBe('restarted');
    expect(lost?.at).toBeLessThan(3_000_000);
    expect(found(run).workers[1]?.finished).toBeGreaterThan(1);
    expect(valuesFound(run)).toEqual(valuesFound(calm));
  });

  test('TUNING-5 one that was cut off keeps its trial when nobody else has it yet', () => {
    // All are cut off from the coordinator, so nobody can take over.
    const split: PlannedFault = {
      id: 'split',
      kind: 'partition',
      at: 2_500_000,
      until: 5_000_000,
      groups: [['c/coordinator']],
    };
    const run = search({
      faults: [split],
      parameters: { leaseMicros: 1_000_000 },
      workers: [200, 260, 330].map((trainMicrosPerUnit) => ({ trainMicrosPerUnit })),
    });
    expect(told(run, 'worker.lost').length).toBe(3);
    expect(told(run, 'trial.resumed').length).toBeGreaterThan(0);
    expect(valuesFound(run)).toEqual(valuesFound(calm));
    expect(violated(run)).toEqual([]);
  });

  test('TUNING-5 any crashes and returns, loss, doubled and late messages lose no trial', () => {
    const fault = fc.record({
      worker: fc.nat(3),
      at: fc.nat(15_000_000),
      length: fc.integer({ min: 1, max: 6_000_000 }),
      isFinal: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(fault, { maxLength: 6 }),
        fc.nat(150_000),
        fc.nat(300_000),
        fc.constantFrom('full', 'asha', 'successive_halving', 'hyperband'),
        fc.nat(1_000),
        (wanted, lossPpm, duplicationPpm, scheduler, seed) => {
          const faults = wanted.map(({ worker, at, length, isFinal }, i) => ({
            ...crash(worker, at, isFinal && worker > 1 ? undefined : at + length),
            id: `f${i}`,
          }));
          const run = search({
            seed,
            faults,
            network: { lossPpm, duplicationPpm, reorderPpm: 200_000, reorderMicros: 400_000 },
            parameters: { scheduler, levels: 9, resource: 'rows', maxIterations: 8 },
          });
          const [coordination] = run.summary().coordinations;
          expect(coordination?.status).toBe('completed');
          expect(violated(run)).toEqual([]);
          const { all, complete, pruned } = found(run).trials;
          expect(all).toBe(8);
          expect(complete + pruned).toBe(8);
        },
      ),
      { numRuns: 15, seed: 20 },
    );
  });
});

describe('failures', () => {
  test('TUNING-6 a worker that hoards loses its trial to others', () => {
    const parameters = { trialTimeoutMicros: 20_000_000 };
    const run = search({ parameters, faults: [misbehave('hoarding', [0])] });
    const lost = told(run, 'trial.lost');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.every(({ fields }) => fields['why'] === 'tooLong')).toBe(true);
    expect(found(run).trials).toMatchObject({ complete: 12 });
    expect(found(run).workers[0]?.finished).toBe(0);
    expect(violated(run)).toEqual([]);
  });

  test('TUNING-7 what fails is tried by another, and given up after so many attempts', () => {
    const flaky = [0.6, 0.6, 0.6, 0].map((failure) => ({ failure, trainMicrosPerUnit: 40 }));
    const run = search({ workers: flaky });
    const declined = told(run, 'trial.declined');
    expect(declined.length).toBeGreaterThan(3);
    for (const { fields, seq } of declined) {
      const next = told(run, 'trial.assigned').find(
        (event) => event.seq > seq && event.fields['trial'] === fields['trial'],
      );
      expect(next?.fields['worker']).not.toBe(fields['worker']);
    }
    const hopeless = search({ workers: [1, 1, 1].map((failure) => ({ failure })) });
    expect(told(hopeless, 'trial.failed').every(({ fields }) => fields['failures'] === 3)).toBe(
      true,
    );
    expect(told(hopeless, 'trial.failed').length).toBe(12);
  });

  test('TUNING-7 malformed reports have no say', () => {
    const run = search({ faults: [misbehave('malformedReports', [1])] });
    const ignored = eventsOf(run, 'message.ignored').filter(
      ({ fields }) => fields['reason'] === 'malformed',
    );
    expect(ignored.length).toBeGreaterThan(0);
    expect(found(run).workers[1]?.finished).toBe(0);
    expect(found(run).trials).toMatchObject({ complete: 12 });
  });

  test('TUNING-12 a boast is found out by the rows held out', () => {
    const run = search({
      faults: [misbehave('boastfulReports', [0])],
      parameters: { maxIterations: 20 },
    });
    const { value, assessed = 0, bestTrial } = found(run);
    const honest = valuesFound(search({ parameters: { maxIterations: 20 } }));
    expect(value).toBeLessThan(honest.get(bestTrial) ?? 0);
    expect(assessed).toBeGreaterThanOrEqual(0);
  });

  test('TUNING-16 a search fails when nothing was carried through, and when nobody is left', () => {
    const hopeless = search({ workers: [1, 1, 1].map((failure) => ({ failure })) });
    expect(hopeless.summary().coordinations[0]).toMatchObject({
      status: 'failed',
      error: 'no_complete_trial',
    });
    const faults = [0, 1, 2, 3].map((worker) => crash(worker, 3_000_000));
    const alone = search({ faults });
    expect(alone.summary().coordinations[0]).toMatchObject({
      status: 'failed',
      error: 'workers_lost',
    });
    expect(violated(alone)).toEqual([]);
  });

  test('TUNING-14 the coordinator goes on after a crash, and nothing is lost', () => {
    const run = search({ faults: [crash('c/coordinator', 2_600_000, 4_000_000)] });
    expect(found(run).trials).toMatchObject({ all: 12, complete: 12 });
    expect(valuesFound(run)).toEqual(valuesFound(search()));
    expect(violated(run)).toEqual([]);
  });
});

describe('schedulers and pruners', () => {
  const by = (parameters: object) =>
    search({ parameters: { levels: 9, resource: 'rows', maxIterations: 18, ...parameters } });

  test.each(['successive_halving', 'asha', 'hyperband'] as const)(
    'TUNING-8 with %s trials wait at rungs and few are trained to the end',
    (scheduler) => {
      const run = by({ scheduler });
      const { trials, levelsTrained } = found(run);
      expect(trials.all).toBe(18);
      expect(trials.complete).toBeGreaterThan(0);
      expect(trials.pruned).toBeGreaterThan(5);
      expect(levelsTrained).toBeLessThan(18 * 9 * 0.7);
      expect(told(run, 'trial.paused').length).toBeGreaterThan(12);
      expect(violated(run)).toEqual([]);
    },
  );

  test('TUNING-8 when none is promoted to the end, the best of those that went furthest is carried through', () => {
    const run = by({ scheduler: 'successive_halving', maxIterations: 8 });
    const { trials, bestTrial } = found(run);
    expect(trials).toMatchObject({ complete: 1, pruned: 7 });
    const thirds = told(run, 'trial.reported').filter(({ fields }) => fields['level'] === 3);
    const least = Math.min(...thirds.map(({ fields }) => Number(fields['value'])));
    expect(thirds.find(({ fields }) => fields['trial'] === bestTrial)?.fields['value']).toBe(least);
    expect(violated(run)).toEqual([]);
  });

  test('TUNING-9 the median pruner stops trials that are behind, and the rest go on', () => {
    const run = by({ pruner: 'median', maxIterations: 30 });
    const pruned = told(run, 'trial.pruned');
    expect(pruned.length).toBeGreaterThan(3);
    expect(pruned.every(({ fields }) => fields['why'] === 'behind')).toBe(true);
    const complete = told(run, 'trial.finished');
    expect(complete.length).toBe(30 - pruned.length);
    const fifth = complete[4];
    expect(pruned.every(({ seq }) => seq > (fifth?.seq ?? Infinity))).toBe(true);
    expect(violated(run)).toEqual([]);
  });
});

describe('ends', () => {
  test('TUNING-11 a grid that is exhausted ends the search', () => {
    const space = [
      { kind: 'integer', name: 'depthMax', low: 1, high: 3 },
      { kind: 'integer', name: 'leafRowsMin', low: 1, high: 2 },
    ];
    const run = search({ parameters: { algorithm: 'grid', space, maxIterations: 50 } });
    expect(found(run)).toMatchObject({ why: 'spaceExhausted', trials: { all: 6, complete: 6 } });
  });

  test('TUNING-11 the time budget cancels what is under way', () => {
    const run = search({ parameters: { timeBudgetMicros: 5_000_000 } });
    const { why, trials } = found(run);
    expect(why).toBe('timeOver');
    expect(trials.cancelled).toBeGreaterThan(0);
    expect(trials.complete + trials.cancelled).toBe(trials.all);
    expect(told(run, 'trial.cancelled')[0]?.at).toBe(5_000_000);
    expect(violated(run)).toEqual([]);
  });

  test('TUNING-11 the first trial that reaches the target ends the search', () => {
    const run = search({ parameters: { stopAtTarget: true, target: 0.1, maxIterations: 60 } });
    const { why, value, trials } = found(run);
    expect(why).toBe('targetReached');
    expect(value).toBeLessThanOrEqual(0.1);
    expect(trials.all).toBeLessThan(60);
    const below = [...valuesFound(run).values()].filter((one) => one <= 0.1);
    expect(below.length).toBe(1);
  });

  test('TUNING-13 two measures give a front that nothing beats', () => {
    const run = search({
      parameters: { secondMeasure: 'answer_cost', maxIterations: 30 },
    });
    const { front = [] } = found(run);
    expect(front.length).toBeGreaterThan(1);
    const all = told(run, 'trial.finished').map(({ fields }) => [
      Number(fields['value']),
      Number(fields['second']),
    ]);
    for (const { values } of front) {
      const [error = 0, cost = 0] = values;
      const beaten = all.some(
        ([x = 0, y = 0]) => x <= error && y <= cost && (x < error || y < cost),
      );
      expect(beaten).toBe(false);
    }
  });
});

test('TUNING-10 what is lost and doubled on the way changes nothing of what the search comes to', () => {
  const network = { lossPpm: 200_000, duplicationPpm: 300_000 };
  for (const seed of [1, 2]) {
    const run = search({ seed, network });
    expect(valuesFound(run)).toEqual(valuesFound(search({ seed })));
    expect(violated(run)).toEqual([]);
  }
});

test('TUNING-4 and TUNING-15 late, doubled and stale messages are ignored with a reason', () => {
  const reasons = new Set<string>();
  for (const seed of [1, 2, 3]) {
    const run = search({
      seed,
      network: {
        duplicationPpm: 500_000,
        lossPpm: 100_000,
        reorderPpm: 500_000,
        reorderMicros: 3_000_000,
      },
      faults: [crash(0, 3_000_000, 5_000_000), misbehave('malformedReports', [3])],
      parameters: { leaseMicros: 1_000_000, stopAtTarget: true, target: -1 },
    });
    for (const { fields } of eventsOf(run, 'message.ignored'))
      reasons.add(String(fields['reason']));
    expect(violated(run)).toEqual([]);
  }
  for (const reason of ['counted', 'duplicate', 'stale', 'malformed'])
    expect([...reasons]).toContain(reason);
  for (const reason of reasons) expect(Object.keys(IGNORE_REASONS)).toContain(reason);
});

describe('algorithms', () => {
  const BRANIN = { objective: 'branin', maxIterations: 60, evaluationUnits: 20_000 };

  test.each([
    ['tpe', 0.6],
    ['cma_es', 1],
    ['halton', 3],
  ] as const)(
    'TUNING-13 %s comes near the optimum of Branin, and says how near',
    (algorithm, most) => {
      const regrets = [1, 2, 3].map((seed) => {
        const run = search({ seed, parameters: { ...BRANIN, algorithm } });
        expect(violated(run)).toEqual([]);
        const { value, regret = Infinity, optimum = 0, trials } = found(run);
        expect(regret).toBe(value - optimum);
        expect(trials.complete).toBe(60);
        return regret;
      });
      expect(regrets.toSorted((one, other) => one - other)[1]).toBeLessThan(most);
    },
  );

  test('TUNING-13 a Gaussian process comes near with few trials', () => {
    const run = search({
      parameters: { ...BRANIN, algorithm: 'gaussian_process', maxIterations: 22 },
    });
    expect(violated(run)).toEqual([]);
    expect(found(run).regret).toBeLessThan(2);
    expect(found(run).regret).toBeGreaterThanOrEqual(0);
  });

  test('TUNING-5 TPE loses no trial either when half of the workers die', () => {
    const run = search({
      parameters: { ...BRANIN, algorithm: 'tpe' },
      faults: [crash(0, 5_000_000), crash(1, 5_100_000)],
    });
    expect(found(run).trials).toMatchObject({ all: 60, complete: 60 });
    expect(told(run, 'trial.lost').length).toBe(2);
    expect(violated(run)).toEqual([]);
  });
});

test('TUNING-17 importance is measured after every ten, adds up to one, and finds what matters', () => {
  const space = [
    { kind: 'integer', name: 'depthMax', low: 1, high: 4 },
    { kind: 'integer', name: 'splitRowsMin', low: 2, high: 3 },
  ];
  const run = search({ parameters: { space, maxIterations: 24, measure: 'log_loss' } });
  const measured = told(run, 'importance.measured');
  expect(measured.map(({ fields }) => fields['trials'])).toEqual([10, 20, 24]);
  const shares = JSON.parse(String(measured.at(-1)?.fields['shares'])) as Record<string, number>;
  expect(Object.keys(shares)).toEqual(['depthMax', 'splitRowsMin', 'several together']);
  expect(Object.values(shares).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  expect(shares['depthMax']).toBeGreaterThan(0.5);
  expect(outcomeOf(run)['importance']).toEqual(shares);
});
