import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import fixtureFile from './auctions.fixtures.json' with { type: 'json' };
import targets from './targets.fixtures.json' with { type: 'json' };
import zeroIntelligence from './exchange/zeroIntelligence.fixtures.json' with { type: 'json' };
import zip from './exchange/zip.fixtures.json' with { type: 'json' };

/** Where each sort of exact case is looked at, and how many there are. */
const SORTS: Readonly<Record<string, readonly [count: number, file: string]>> = {
  sealed_first_price: [1, './mechanism.test.ts'],
  vickrey: [2, './mechanism.test.ts'],
  vickrey_weighted: [3, './mechanism.test.ts'],
  english: [2, './mechanism.test.ts'],
  english_weighted: [1, './mechanism.test.ts'],
  english_proxy: [2, './mechanism.test.ts'],
  dutch: [3, './mechanism.test.ts'],
  rounds: [1, './mechanism.test.ts'],
  price_statistics: [1, './mechanism.test.ts'],
  combinatorial_vcg_xor: [1, './combinatorial/bundles.test.ts'],
  call_auction: [1, './exchange/exchange.test.ts'],
  shill_score: [1, '../detection/detection.test.ts'],
  eigentrust: [1, '../../../registry/trust.test.ts'],
};

const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

test('every exact case is there, and a test looks at it by its name', () => {
  const counts = new Map<string, number>();
  for (const { id, format } of fixtureFile.fixtures) {
    counts.set(format, (counts.get(format) ?? 0) + 1);
    expect(textOf(SORTS[format]?.[1] ?? './cases.test.ts'), `${format} ${id}`).toMatch(
      new RegExp(`['\\s]${id}[':\\s]`),
    );
  }
  expect(Object.fromEntries(counts)).toEqual(
    Object.fromEntries(Object.entries(SORTS).map(([sort, [count]]) => [sort, count])),
  );
});

test('every target that was reached elsewhere by chance is held against ours', () => {
  const tests = ['./targets.test.ts', './mechanism.test.ts'].map(textOf).join('\n');
  for (const name of Object.keys(targets)) expect(tests).toContain(`targets.${name}`);
  const schedules = [
    'A_symmetric',
    'B_flat_supply',
    'C_excess_demand',
    'D_excess_supply',
    'E_gs_like',
  ];
  expect(Object.keys(zeroIntelligence)).toEqual(schedules);
  expect(Object.keys(zip)).toEqual(schedules);
  const exchange = textOf('./exchange/exchange.test.ts');
  for (const all of ['targets', 'zipTargets'])
    expect(exchange).toContain(`test.each(Object.entries(${all}))`);
});
