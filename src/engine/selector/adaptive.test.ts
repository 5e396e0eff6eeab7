import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectOptimalProtocol } from './adaptive.ts';
import type { RunMeasure } from './history.ts';
import { selectProtocol } from './select.ts';
import type { Requirements } from './select.ts';

const asked = (participants: number): Requirements => ({
  participants,
  faultTolerance: 'low',
  type: 'standard',
});
const run = (part: Partial<RunMeasure>): RunMeasure => ({
  protocol: 'simple_consensus',
  participants: 5,
  isCompleted: true,
  virtualMicros: 500_000,
  messages: 15,
  cost: 0,
  name: 'Vote',
  coordination: 'vote',
  seed: 1,
  digest: 'd',
  ...part,
});
const times = (count: number, part: Partial<RunMeasure>): readonly RunMeasure[] =>
  Array.from({ length: count }, () => run(part));
const scoreOf = (history: readonly RunMeasure[], protocol: string, n = 5) =>
  selectOptimalProtocol(asked(n), history).rows.find((row) => row.protocol === protocol)?.score;

describe('the adaptive choice', () => {
  test('without runs has scores of fit, prior and cost for every candidate, and for no other row', () => {
    const { protocol, error, rows } = selectOptimalProtocol(asked(5), []);
    expect([protocol, error]).toEqual(['simple_consensus', undefined]);
    expect(rows.filter(({ score }) => score !== undefined).map((row) => row.protocol)).toEqual([
      'simple_consensus',
      'byzantine_consensus',
    ]);
    // 0.75 · (1/2 + 0.5 / 4 + 0.5 / 4).
    expect(scoreOf([], 'byzantine_consensus')?.performance).toEqual({
      value: 0.5625,
      why: 'no run like this is recorded: the prior alone',
    });
    expect(rows[0]?.why).toMatch(
      /^chosen: scores 0\.\d{3}: fit 0\.75, performance 0\.56, cost 1\.00$/,
    );
  });

  test('draws few runs towards the prior and believes many', () => {
    const performance = (count: number) =>
      scoreOf(times(count, { isCompleted: false }), 'simple_consensus')?.performance.value ?? 1;
    expect(performance(1)).toBeGreaterThan(0.4);
    expect(performance(4)).toBeLessThan(performance(1));
    expect(performance(400)).toBeLessThan(0.01);
    // Success 3/8, quickness 1/4, thrift (4 · 50/53 + 2) / 8.
    expect(performance(4)).toBeCloseTo(0.375 * (0.5 + 0.0625 + (50 / 53 + 0.5) / 8), 12);
  });

  test('counts only runs with half to twice as many participants', () => {
    const history = [2, 3, 5, 10, 11].map((participants) => run({ participants }));
    expect(scoreOf(history, 'simple_consensus')?.runs.map((one) => one.participants)).toEqual([
      3, 5, 10,
    ]);
  });

  test('is moved by the record, and says how many further runs would move it, exactly', () => {
    const tree = run({ protocol: 'hierarchical_consensus', participants: 8, messages: 60 });
    const pbft = run({ protocol: 'byzantine_consensus', participants: 8, messages: 900 });
    const failed = { ...tree, isCompleted: false };
    const history = [failed, tree, ...times(3, pbft)];
    const choiceAfter = (...more: readonly RunMeasure[]) =>
      selectOptimalProtocol({ ...asked(8), faultTolerance: 'medium' }, [...history, ...more]);
    const now = choiceAfter();
    expect(now.protocol).toBe('hierarchical_consensus');
    const found = now.flips.map((flip) =>
      /^after (\d+) runs? of (\w+) that fail: (\w+)$/.exec(flip),
    );
    const [, count, of, to] = found.find((match) => match !== null) ?? [];
    expect([of, to]).toEqual(['hierarchical_consensus', 'byzantine_consensus']);
    const least = Number(count);
    expect(choiceAfter(...times(least - 1, failed)).protocol).toBe('hierarchical_consensus');
    const flipped = choiceAfter(...times(least, failed));
    expect(flipped.protocol).toBe('byzantine_consensus');
    // And back, by runs of the tree that go well.
    const back = flipped.flips
      .map((flip) => /^after (\d+) runs? more of hierarchical_consensus like its last/.exec(flip))
      .find((match) => match !== null);
    const again = Number(back?.[1]);
    expect(choiceAfter(...times(least, failed), ...times(again, tree)).protocol).toBe(
      'hierarchical_consensus',
    );
    expect(choiceAfter(...times(least, failed), ...times(again - 1, tree)).protocol).toBe(
      'byzantine_consensus',
    );
  });

  test('names the nearest counts that change it, and refuses as the static choice does', () => {
    const { flips } = selectOptimalProtocol(asked(5), []);
    expect(flips).toContain('with 6 participants: hierarchical_consensus');
    for (const requirements of [asked(1), { ...asked(6), faults: 2 }])
      expect(selectOptimalProtocol(requirements, []).error).toBe(
        selectProtocol(requirements).error,
      );
  });

  test('a further success never lowers a score, a further failure never raises it', () => {
    const any = fc.record({
      isCompleted: fc.boolean(),
      virtualMicros: fc.nat(5_000_000),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (parts) => {
        const history = parts.map((part) => run(part));
        const total = (more: readonly RunMeasure[]) =>
          scoreOf([...history, ...more], 'simple_consensus')?.performance.value ?? 0;
        // As quick and as cheap as can be, and as slow and as dear.
        expect(total([run({ virtualMicros: 0, messages: 0 })])).toBeGreaterThanOrEqual(
          total([]) - 1e-12,
        );
        const worst = run({ isCompleted: false, messages: 1e9 });
        expect(total([worst])).toBeLessThanOrEqual(total([]) + 1e-12);
      }),
      { numRuns: 40 },
    );
  });
});
