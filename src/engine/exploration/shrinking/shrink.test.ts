import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpectations, evidenceOf } from '../../expectations/check.ts';
import { compileDesign } from '../../plan/compile.ts';
import { finishRun, openRun } from '../../simulation.ts';
import { breachOf, designOfRun } from '../counterexample.ts';
import { openExplorer } from '../explore.ts';
import { DEFAULT_EXPLORATION, STRATEGY_IDS } from '../settings.ts';
import { pbftDesign, plot } from '../testing/designs.testing.ts';
import { reduceList } from './reduceList.ts';
import { shrinkDesign } from './shrink.ts';

const aim = { property: 'agreement', mode: 'safety' } as const;

test('a list is reduced to what the test needs, and no item of it can be left out', () => {
  const items = Array.from({ length: 40 }, (_, i) => i);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(39), { maxLength: 8 }), (needed) => {
      const kept = reduceList(items, (fewer) => needed.every((item) => fewer.includes(item)));
      expect(kept).toEqual(needed.toSorted((x, y) => x - y));
    }),
  );
});

describe('a counterexample', () => {
  const design = pbftDesign({
    parameters: { requests: 8, clients: 4 },
    faults: [
      plot(2),
      { id: 'late', kind: 'slow', at: 0, delayMicros: 3_000, agents: ['replicas/3'] },
    ],
  });

  test.each(STRATEGY_IDS)('is an ordinary design that breaks the same: %s', (strategy) => {
    const explorer = openExplorer(design, { ...DEFAULT_EXPLORATION, strategies: [strategy] })!;
    const find = explorer.explore(0, 12).finds.find(({ property }) => property === 'agreement')!;
    const found = designOfRun(explorer, find.run);
    const { messages, isOverdone, ...breach } = breachOf(found, aim, explorer.laboratory)!;
    expect([messages > 0, isOverdone]).toEqual([true, true]);
    const { run, strategy: by, times, ...told } = find;
    expect(breach).toEqual(told);
    expect([run >= 0, by, times > 0]).toEqual([true, strategy, true]);
    expect(found.schedule !== undefined).toBe(strategy === 'priorities');
  });

  test('of f + 1 colluding replicas shrinks to a diagram of a page', () => {
    const explorer = openExplorer(design, { ...DEFAULT_EXPLORATION, strategies: ['priorities'] })!;
    const find = explorer.explore(0, 12).finds.find(({ property }) => property === 'agreement')!;
    const found = designOfRun(explorer, find.run);
    expect(found.schedule?.length).toBeGreaterThan(50);
    const small = shrinkDesign(found, aim, explorer.laboratory)!;
    expect(small.size).toMatchObject({ agents: 4, faults: 1 });
    expect(small.size.messages).toBeLessThanOrEqual(33);
    // Each message that is lost spares others.
    const { schedule = [] } = small.design;
    expect(schedule.length).toBeLessThanOrEqual(3);
    for (const place of schedule.keys()) {
      const without = { ...small.design, schedule: schedule.toSpliced(place, 1) };
      const messages = breachOf(without, aim, explorer.laboratory)?.messages ?? Infinity;
      expect(messages).toBeGreaterThan(small.size.messages);
    }
    expect(small.breach.property).toBe('agreement');

    const { plan } = compileDesign(small.design);
    const run = finishRun(openRun(plan!));
    expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
    const results = checkExpectations(plan!.expectations, evidenceOf(run.summary(), run.events));
    expect(results.map(({ met }) => met)).toEqual([true, true, true]);
  });

  test('is the same every time that it is made small', () => {
    const plotted = pbftDesign({ parameters: { requests: 2, clients: 2 }, faults: [plot(2)] });
    const { laboratory } = openExplorer(plotted, DEFAULT_EXPLORATION)!;
    const small = shrinkDesign(plotted, aim, laboratory, 120)!;
    expect(shrinkDesign(plotted, aim, laboratory, 120)).toEqual(small);
    expect(small.size.faults).toBe(1);
  });

  test('never has more faulty than the protocol bears where the finding had not', () => {
    // Two of seven are borne; a broken watch finds fault with every run.
    const explorer = openExplorer(pbftDesign({ replicas: 7, faults: [plot(2)] }), {
      ...DEFAULT_EXPLORATION,
    })!;
    const { laboratory } = explorer;
    const pbft = laboratory.protocols.get('byzantine_consensus')!;
    const cry = {
      name: 'cry',
      title: 'Nobody executes',
      temper: 'always' as const,
      watches: ['pbft.requestExecuted'],
      watch: () => ({
        observe: () => ({ explanation: 'Somebody executed.', actors: [] }),
        conclude: () => undefined,
      }),
    };
    const kinds = pbft.card.events.map(({ kind }) => kind);
    const executed = kinds.find((kind) => kind.endsWith('xecuted'))!;
    const broken = { ...pbft, properties: [{ ...cry, watches: [executed] }] };
    const design7 = pbftDesign({ replicas: 7, faults: [plot(2)] });
    const crying = openExplorer(
      design7,
      DEFAULT_EXPLORATION,
      new Map(laboratory.protocols).set('byzantine_consensus', broken),
    )!;
    const small = shrinkDesign(design7, { property: 'cry', mode: 'safety' }, crying.laboratory)!;
    // The plot goes first, since nothing hangs on it, and then agents may go down to the least.
    expect(small.size).toMatchObject({ agents: 4, faults: 0 });
    expect(small.design.expectations).toMatchObject([{ property: 'cry', held: false }, {}]);
  });

  test('is not made of a run that breaks nothing', () => {
    const { laboratory } = openExplorer(pbftDesign(), DEFAULT_EXPLORATION)!;
    expect(shrinkDesign(pbftDesign(), aim, laboratory)).toBeUndefined();
  });
});
