import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check_spec_with_cfg as checkSpecification, initSync } from 'tla-checker';
import { beforeAll, describe, expect, test } from 'vitest';
import { FingerprintTable, NO_PARENT } from './fingerprints.ts';
import { Search } from './search.ts';
import type { SearchBounds, SearchProgress } from './search.ts';
import type { System } from './system.ts';
import { twoPhaseCommit } from './testing/twoPhaseCommit.testing.ts';

/** A token on a grid, which may go right (1) or up (2), up to `side` squares; it must not stand on (3, 4). */
function grid(side: number, isMined = true): System<readonly [number, number]> {
  return {
    initial: () => [[0, 0]],
    expand([x, y], visit) {
      if (x < side) visit(1, [x + 1, y]);
      if (y < side) visit(2, [x, y + 1]);
    },
    fingerprint([x, y], words) {
      words[0] = x;
      words[1] = y;
    },
    keep: (state) => state,
    violation: ([x, y]) => (isMined && x === 3 && y === 4 ? 'it stands on the mine' : undefined),
  };
}

function searched<State>(
  system: System<State>,
  bounds: Partial<SearchBounds> = {},
  slice = 1_000,
): Search<State> {
  const search = new Search(system, bounds);
  while (search.advance(slice).phase === 'searching');
  return search;
}

const counted = (search: { readonly progress: SearchProgress }): number[] => {
  const { states, generated, depth, terminal, frontier } = search.progress;
  return [states, generated, depth, terminal, frontier];
};

describe('a table of fingerprints', () => {
  test('knows what was added, however much it grew, and where it came from', () => {
    const table = new FingerprintTable();
    const high = (i: number): number => (Math.imul(i, 0x9e3779b1) >>> 0) & 0xff;
    const numbers = Array.from({ length: 50_000 }, (_, i) => i);
    expect(numbers.filter((i) => !table.add(high(i), i, i - 1, i % 7))).toEqual([]);
    expect(numbers.filter((i) => table.add(high(i), i, 0, 0))).toEqual([]);
    expect(table.count).toBe(50_000);
    expect([table.parentOf(0), table.parentOf(49_999)]).toEqual([NO_PARENT, 49_998]);
    expect(table.choiceOf(40_000)).toBe(40_000 % 7);
    expect(table.bytes).toBeGreaterThan(20 * 50_000);
  });

  test('tells states apart that differ in one word only', () => {
    const table = new FingerprintTable();
    const pairs = [0, 1, 2 ** 31, 2 ** 32 - 1].flatMap((high) =>
      [0, 1, 2 ** 31, 2 ** 32 - 1].map((low) => [high, low] as const),
    );
    expect(pairs.map(([high, low]) => table.add(high, low, NO_PARENT, 0))).not.toContain(false);
    expect(table.count).toBe(16);
  });
});

describe('a search', () => {
  test('sees every state once, breadth or depth first, however it is sliced', () => {
    const all = [36, 60, 10, 1, 0];
    expect(counted(searched(grid(5, false)))).toEqual(all);
    expect(counted(searched(grid(5, false), {}, 1))).toEqual(all);
    expect(counted(searched(grid(5, false), { order: 'depth' }))).toEqual(all);
  });

  test('finds a shortest way to a violation when it goes breadth first', () => {
    const { status } = searched(grid(9));
    expect(status.phase).toBe('violated');
    if (status.phase !== 'violated') return;
    const { initial, choices, explanation } = status.counterexample;
    expect([initial, explanation]).toEqual([0, 'it stands on the mine']);
    expect(choices.toSorted((x, y) => x - y)).toEqual([1, 1, 1, 2, 2, 2, 2]);
  });

  test('looks no deeper, and at no more, than it may, and says so', () => {
    const shallow = searched(grid(9), { depthMax: 6 });
    expect(shallow.status).toEqual({ phase: 'exhausted', isCut: true });
    expect(shallow.progress.states).toBe(28);
    const few = searched(grid(9, false), { statesMax: 20 });
    expect(few.status).toEqual({ phase: 'full', bound: 'states' });
    expect(few.progress.states).toBe(20);
    const { status } = searched(grid(200, false), { bytesMax: 300_000 });
    expect(status).toEqual({ phase: 'full', bound: 'memory' });
  });

  test.each(['breadth', 'depth'] as const)(
    'goes on to a larger bound as if it had been there from the beginning, %s first',
    (order) => {
      const whole = searched(grid(9, false), { order });
      const raised = searched(grid(9, false), { order, statesMax: 7 });
      for (const statesMax of [8, 30, 1_000]) {
        expect(raised.status).toEqual({ phase: 'full', bound: 'states' });
        raised.raise({ statesMax });
        while (raised.advance(3).phase === 'searching');
      }
      expect(raised.status).toEqual(whole.status);
      expect(counted(raised)).toEqual(counted(whole));
    },
  );

  test('goes on to a greater depth, and finds what lies there', () => {
    const search = searched(grid(9), { depthMax: 6 });
    expect(search.raise({ depthMax: 6 }).phase).toBe('exhausted');
    expect(search.raise({ depthMax: 20 }).phase).toBe('searching');
    while (search.advance(100).phase === 'searching');
    const { status } = search;
    expect(status.phase === 'violated' && status.counterexample.choices.length).toBe(7);
    expect(search.raise({ statesMax: 1e9 })).toBe(status);
  });

  test('the chance of taking two states for one grows with the square of their number', () => {
    const { states, omission } = searched(grid(200, false)).progress;
    expect(states).toBe(201 * 201);
    expect(omission).toBeCloseTo(states ** 2 / 2 ** 65, 20);
    expect(omission).toBeLessThan(1e-9);
  });
});

describe('two-phase commit', () => {
  test.each([
    [3, 288],
    [4, 1_568],
    [5, 8_832],
  ])('of %i managers has %i states, as the literature and other checkers count', (n, states) => {
    const breadth = searched(twoPhaseCommit(n));
    expect([breadth.status, breadth.progress.states]).toEqual([
      { phase: 'exhausted', isCut: false },
      states,
    ]);
    expect(searched(twoPhaseCommit(n), { order: 'depth' }).progress.states).toBe(states);
  });

  test('of 3 managers makes 1,146 states on the way, the first among them', () => {
    expect(searched(twoPhaseCommit(3)).progress.generated + 1).toBe(1_146);
  });

  test('needs few states when the managers are alike, with the same verdicts', () => {
    const counts = [3, 4, 5, 6, 7].map(
      (n) => searched(twoPhaseCommit(n, { isSymmetric: true })).progress.states,
    );
    expect(counts).toEqual([80, 166, 314, 553, 920]);
    const hasty = searched(twoPhaseCommit(4, { isSymmetric: true, isHasty: true }));
    expect(hasty.status.phase).toBe('violated');
  });
});

describe('beside tla-checker, which reads twoPhaseCommit.tla', () => {
  beforeAll(() => {
    const path = createRequire(import.meta.url).resolve('tla-checker/tla_checker_bg.wasm');
    initSync({ module: readFileSync(path) });
  });

  interface Report {
    readonly success: boolean;
    readonly states_explored: number;
    /** One text that has all states from the first on. */
    readonly trace: readonly string[];
  }

  function check(n: number, isHasty: boolean): Report {
    const url = new URL('./testing/twoPhaseCommit.tla', import.meta.url);
    const managers = Array.from({ length: n }, (_, i) => `r${i}`).join(', ');
    const settings = [
      'INIT Init',
      'NEXT Next',
      'INVARIANT Consistent',
      `CONSTANT RM = {${managers}}`,
      `CONSTANT Enough = ${isHasty ? 'TRUE' : 'FALSE'}`,
    ].join('\n');
    const text = readFileSync(url, 'utf8');
    return JSON.parse(
      checkSpecification(text, settings, '{}', 100_000, 1_000, true, false),
    ) as Report;
  }

  test.each([2, 3])('%i managers: as many states', (n) => {
    const report = check(n, false);
    expect(report.success).toBe(true);
    expect(searched(twoPhaseCommit(n)).progress.states).toBe(report.states_explored);
  });

  test('a hasty coordinator: both find that it is wrong, after as many steps', () => {
    const report = check(3, true);
    expect(report.success).toBe(false);
    const { status } = searched(twoPhaseCommit(3, { isHasty: true }));
    expect(status.phase).toBe('violated');
    if (status.phase !== 'violated') return;
    expect(status.counterexample.choices.length).toBe(
      report.trace.join('').match(/^State /gm)!.length - 1,
    );
  });
});
