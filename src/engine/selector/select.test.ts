import { describe, expect, test } from 'vitest';
import { COORDINATION_TYPES, FAULT_LEVELS } from '../document/design.ts';
import { LEVELS, MATRIX, TYPES } from './matrix.ts';
import { selectProtocol } from './select.ts';
import type { Requirements } from './select.ts';

const asked = (
  participants: number,
  faultTolerance: Requirements['faultTolerance'] = 'low',
  type: Requirements['type'] = 'standard',
): Requirements => ({ participants, faultTolerance, type });

/** The page of the specification again, as plain conditions instead of a table. */
function restated(n: number, fault: string, type: string): string | undefined {
  const within = (least: number, most: number): boolean => n >= least && n <= most;
  switch (type) {
    case 'standard':
      if (fault === 'low' && within(2, 5)) return 'simple_consensus';
      if (fault !== 'high' && within(6, 50)) return 'hierarchical_consensus';
      return within(4, 20) ? 'byzantine_consensus' : undefined;
    case 'economic':
      return within(2, 100) ? 'market_coordination' : undefined;
    case 'ml_ensemble':
      return within(2, 50) ? 'ensemble_learning' : undefined;
    case 'ml_optimization':
      return within(3, 20) ? 'hyperparameter_optimization' : undefined;
    case 'ml_reasoning':
      return within(2, 10) ? 'reasoning_consensus' : undefined;
    default:
      return within(10, 1000) ? 'distributed_coordination' : undefined;
  }
}

describe('the choice of a protocol', () => {
  test('knows the levels and types that a document may hold', () => {
    expect(LEVELS).toEqual(FAULT_LEVELS);
    expect(TYPES).toEqual(COORDINATION_TYPES);
  });

  test('equals an independent restatement for every count, level and type', () => {
    let chosen = 0;
    // No range of the matrix begins or ends between 101 and 999.
    const counts = Array.from({ length: 120 }, (_, i) => (i < 110 ? i : 890 + i));
    for (const n of counts)
      for (const fault of FAULT_LEVELS)
        for (const type of COORDINATION_TYPES) {
          const selection = selectProtocol(asked(n, fault, type));
          const expected = restated(n, fault, type);
          if (selection.protocol !== expected)
            expect.fail(`${n} ${fault} ${type}: ${selection.protocol}, expected ${expected}`);
          if (expected !== undefined) chosen++;
        }
    expect(chosen).toBeGreaterThan(800);
  });

  test('explains every row, and a chosen row fits', () => {
    for (const n of [0, 1, 2, 4, 5, 6, 10, 20, 21, 50, 51, 100, 1000, 1001])
      for (const fault of FAULT_LEVELS)
        for (const type of COORDINATION_TYPES) {
          const { protocol, error, rows, flips } = selectProtocol(asked(n, fault, type));
          expect(rows.map((row) => row.protocol)).toEqual(MATRIX.map((row) => row.protocol));
          expect(rows.every((row) => row.why.length > 10)).toBe(true);
          expect(rows.some((row) => row.fits)).toBe(protocol !== undefined);
          expect(
            rows.filter((row) => row.why.startsWith('chosen')).map((row) => row.protocol),
          ).toEqual(protocol === undefined ? [] : [protocol]);
          expect(error).toBe(protocol === undefined ? 'no_suitable_protocol' : undefined);
          if (protocol === undefined) expect(flips.length).toBeGreaterThan(0);
        }
  });

  test('says why not with the numbers', () => {
    const why = (selection: ReturnType<typeof selectProtocol>, protocol: string): string =>
      selection.rows.find((row) => row.protocol === protocol)!.why;
    expect(why(selectProtocol(asked(4)), 'hierarchical_consensus')).toBe(
      'needs at least 6 participants, has 4',
    );
    expect(why(selectProtocol(asked(4, 'high')), 'simple_consensus')).toBe(
      'tolerates up to low faults, asked is high',
    );
    expect(why(selectProtocol(asked(7, 'high')), 'simple_consensus')).toBe(
      'takes at most 5 participants, has 7; tolerates up to low faults, asked is high',
    );
    expect(why(selectProtocol(asked(7)), 'market_coordination')).toBe(
      'is for economic tasks, asked is standard',
    );
    expect(why(selectProtocol(asked(4)), 'byzantine_consensus')).toBe(
      'fits, but simple_consensus suffices, which tolerates low and not high faults',
    );
  });

  test('states how many faults Byzantine consensus bears', () => {
    const { rows } = selectProtocol(asked(7, 'high'));
    expect(rows[2]!.why).toContain('bears f = 2');
  });

  test('refuses more Byzantine faults than n bears, with the numbers', () => {
    const selection = selectProtocol({ ...asked(6, 'high'), faults: 2 });
    expect(selection).toMatchObject({ protocol: undefined, error: 'insufficient_nodes' });
    expect(selection.rows[2]!.why).toBe('3f+1 = 7 needed for f = 2, has 6');
    expect(selection.flips).toContain('with 7 participants: byzantine_consensus');
    expect(selection.flips).toContain('with f = 1 faults: byzantine_consensus');
    expect(selectProtocol({ ...asked(7, 'high'), faults: 2 }).protocol).toBe('byzantine_consensus');
    for (let n = 4; n <= 20; n++)
      for (let faults = 1; faults <= 8; faults++)
        expect(selectProtocol({ ...asked(n, 'low'), faults }).protocol).toBe(
          n >= 3 * faults + 1 ? 'byzantine_consensus' : undefined,
        );
  });

  test('without a candidate, names the smallest changes that give one', () => {
    expect(selectProtocol(asked(3, 'high')).flips).toEqual([
      'with 4 participants: byzantine_consensus',
      'tolerating low faults: simple_consensus',
      'with type economic: market_coordination',
      'with type ml_ensemble: ensemble_learning',
      'with type ml_optimization: hyperparameter_optimization',
      'with type ml_reasoning: reasoning_consensus',
    ]);
    expect(selectProtocol(asked(60)).flips.slice(0, 1)).toEqual([
      'with 50 participants: hierarchical_consensus',
    ]);
  });

  test('flips that name a count are the nearest: every count between keeps the choice', () => {
    for (const n of [1, 3, 5, 6, 21, 60])
      for (const fault of FAULT_LEVELS) {
        const start = selectProtocol(asked(n, fault));
        for (const flip of start.flips) {
          const match = /^with (\d+) participants: (\w+)$/.exec(flip);
          if (match === null) continue;
          const to = Number(match[1]);
          expect(selectProtocol(asked(to, fault)).protocol).toBe(match[2]);
          for (let between = Math.min(n, to) + 1; between < Math.max(n, to); between++)
            expect([start.protocol, undefined]).toContain(
              selectProtocol(asked(between, fault)).protocol,
            );
        }
      }
  });
});
