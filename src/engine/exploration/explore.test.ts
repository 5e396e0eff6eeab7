import { describe, expect, test } from 'vitest';
import { compileDesign } from '../plan/compile.ts';
import { byzantineConsensus } from '../protocols/byzantineConsensus/protocol.ts';
import type { AnyProtocol } from '../contract/protocol.ts';
import { explore, openExplorer } from './explore.ts';
import { laboratoryWith, replacing } from './laboratory.ts';
import { DEFAULT_EXPLORATION, STRATEGY_IDS } from './settings.ts';
import type { ExplorationSettings } from './settings.ts';
import { attemptOf } from './strategies/strategies.ts';
import { pbftDesign, plot } from './testing/designs.testing.ts';
import { varyDesign, varyPlan } from './variation.ts';

const settings: ExplorationSettings = { ...DEFAULT_EXPLORATION, lossPpmMost: 20_000 };

describe('an exploration', () => {
  test('finds nothing with at most f faulty, by any strategy, and sees ever more states', () => {
    const report = explore(pbftDesign(), settings, 80);
    expect(report.finds).toEqual([]);
    expect(report.violations).toBe(0);
    const { states, statesAfter } = report;
    expect(statesAfter[79]).toBe(states.length);
    expect(new Set(states).size).toBe(states.length);
    expect(statesAfter[79]).toBeGreaterThan((statesAfter[10] ?? 0) * 2);
  });

  test('all requests are answered with at most f faulty, once all is well', () => {
    const live: ExplorationSettings = { ...settings, mode: 'liveness' };
    const report = explore(pbftDesign(), live, 40);
    expect(report.finds).toEqual([]);
    expect(report.ends).toEqual({ settled: 40 });
  });

  test.each(STRATEGY_IDS)('finds what f + 1 colluding replicas break, by %s', (strategy) => {
    const design = pbftDesign({ faults: [plot(2)] });
    const report = explore(design, { ...settings, strategies: [strategy] }, 10);
    expect(report.finds.map(({ property }) => property)).toContain('agreement');
    expect(report.finds[0]?.explanation).toMatch(/^At sequence \d+ replicas\/\d executed/);
    expect(report.ends['violation']).toBe(report.violations);
  });

  test('gives the same however its range is cut', () => {
    const design = pbftDesign({ faults: [plot(2)] });
    const explorer = openExplorer(design, settings);
    const whole = explorer!.explore(0, 24);
    expect(explore(design, settings, 24)).toEqual(whole);
    const parts = [explorer!.explore(9, 24), explorer!.explore(0, 9)];
    expect(parts.reduce((sum, part) => sum + part.events, 0)).toBe(whole.events);
    const states = new Set(parts.flatMap((part) => [...part.states]));
    expect(states).toEqual(new Set(whole.states));
    const first = Math.min(...parts.flatMap(({ finds }) => finds.map(({ run }) => run)));
    expect(whole.finds[0]?.run).toBe(first);
  });

  test('a step that throws is a finding', () => {
    const honest = byzantineConsensus as unknown as AnyProtocol;
    const brittle: AnyProtocol = {
      ...honest,
      conduct: {
        ...honest.conduct,
        step(state, input, context, outbox) {
          if (input.kind === 'delivered' && input.message.kind === 'commit')
            throw new TypeError('it cannot be');
          honest.conduct.step(state, input, context, outbox);
        },
      },
    };
    const report = explore(pbftDesign(), settings, 2, 0, replacing([brittle]));
    expect(report.ends).toEqual({ threw: 2 });
    expect(report.finds).toMatchObject([
      { property: 'threw', explanation: 'A step threw: it cannot be.', times: 2 },
    ]);
  });

  test('a design with mistakes is not explored', () => {
    const design = pbftDesign({ parameters: { requests: -1 } });
    expect(openExplorer(design, settings)).toBeUndefined();
  });
});

describe('a run of an exploration', () => {
  test('is the run of a design: its plan is what the varied design is compiled to', () => {
    const explorer = openExplorer(pbftDesign({ replicas: 7 }), settings)!;
    const kinds = new Set<string>();
    for (let number = 0; number < 60; number++) {
      const { variation } = attemptOf(explorer.ground, settings, number);
      const { plan, diagnostics } = compileDesign(varyDesign(explorer.ground.design, variation));
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(plan).toEqual(varyPlan(explorer.ground.plan, variation));
      for (const { kind } of variation.faults) kinds.add(kind);
    }
    expect([...kinds].toSorted().join(' ')).toBe('behaviour crash cut partition reboot slow');
  });

  test('never has more faulty participants than the settings allow', () => {
    const { ground } = openExplorer(pbftDesign({ replicas: 7, faults: [plot(1)] }), settings)!;
    const counts = new Map<number, number>();
    for (let number = 0; number < 200; number++) {
      const { variation } = attemptOf(ground, settings, number);
      const faulty = new Set(
        variation.faults.flatMap((fault) =>
          fault.kind === 'behaviour' || (fault.kind === 'crash' && fault.until === undefined)
            ? fault.agents
            : [],
        ),
      );
      counts.set(faulty.size, (counts.get(faulty.size) ?? 0) + 1);
    }
    expect(Math.max(...counts.keys())).toBe(2);
    expect(counts.get(2)).toBeGreaterThan(50);
  });

  test('is the same in a laboratory with the protocols that ship', () => {
    const { ground } = openExplorer(pbftDesign(), settings)!;
    const run = laboratoryWith().open(ground.plan, { recording: 'off' });
    run.advance(Infinity, Infinity);
    expect(run.eventCount).toBe(ground.calm.events);
  });
});
