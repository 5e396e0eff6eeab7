/**
 * Given a scenario and its seed, when it runs in this browser, then its events are, to the last bit, those
 * that Node computes: the digest over the whole stream is the pinned one. So are the elementary functions
 * under it.
 */

import golden from '../../src/engine/base/maths.golden.json' with { type: 'json' };
import { bundled } from '../fixtures/bundled.ts';
import { bitsOfCases } from '../fixtures/mathsInBrowser.ts';
import { pinnedRuns, scenario } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/test.ts';

test('every scenario has the same digest as in Node, another seed another, and the maths the same bits @full', async ({
  studio,
  page,
}) => {
  test.slow();
  await studio.open();
  const digestOf = (design: object) =>
    page.evaluate(async (given) => {
      await window.__studio?.loadDesign(given);
      return window.__studio?.runToEnd();
    }, design);
  const runs = Object.entries(pinnedRuns());
  expect(runs.length).toBeGreaterThanOrEqual(9);
  for (const [id, { digest, events }] of runs) {
    await test.step(id, async () => {
      expect(await digestOf(scenario(id))).toMatchObject({ digest, events });
    });
  }

  const id = 'simple-vote';
  const other = await digestOf({ ...scenario(id), seed: 99 });
  expect(other?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(other?.digest).not.toBe(pinnedRuns()[id]?.digest);

  const sweep = golden.cases.flatMap(({ name }) =>
    Array.from({ length: 50 }, (_, i) => ({ name, args: [0.0131 + i * 0.0197, 1.5 + i / 7] })),
  );
  const cases = [...golden.cases, ...sweep];
  const script = await bundled('mathsInBrowser.ts', 'maths');
  const found = await page.evaluate(
    `(() => { ${script}; return maths.bitsOfCases(${JSON.stringify(cases)}); })()`,
  );
  expect(golden.cases.length).toBeGreaterThan(20);
  expect(found).toEqual([...golden.cases.map(({ bits }) => bits), ...bitsOfCases(sweep)]);
});
