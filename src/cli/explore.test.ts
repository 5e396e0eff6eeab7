import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { concord } from './concord.testing.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'concord-explore-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface ExploreJson {
  readonly runs: number;
  readonly violations: number;
  readonly states: number;
  readonly found: readonly { readonly run: number; readonly property: string }[];
  readonly counterexample: {
    readonly run: number;
    readonly messages: number;
    readonly agents: number;
    readonly file: string;
  };
}

describe('explore', () => {
  const collusion = join(SCENARIOS, 'byzantine-collusion.json');

  test('finds what is broken, with threads as in one, saves it small, and the file reproduces it', async () => {
    const asked = ['explore', collusion, '--runs', '66', '--strategy', 'twins', '--out', folder];
    const { code, out, json } = await concord(...asked, '--workers', '1', '--json');
    expect(code).toBe(1);
    const found = json<ExploreJson>();
    expect(found.runs).toBe(66);
    expect(found.found[0]).toMatchObject({ run: 0, property: 'agreement' });
    expect(found.counterexample).toMatchObject({ run: 0, agents: 4 });
    expect(found.counterexample.messages).toBeLessThanOrEqual(40);
    expect(readdirSync(folder)).toEqual(['counterexample-agreement.json']);
    const again = await concord('run', found.counterexample.file, '--json');
    const { expectations } = again.json<{ expectations: { met: boolean }[] }>();
    expect(again.code).toBe(0);
    expect(expectations.map(({ met }) => met)).toEqual([true, true, true]);
    const threads = await concord(...asked, '--workers', '2', '--json');
    expect([threads.code, threads.out]).toEqual([code, out]);
    // Threads load the sources, which takes its time on a busy machine.
  }, 240_000);

  test('exit 0 when nothing is found', async () => {
    const calm = join(SCENARIOS, 'byzantine-calm.json');
    const asked = ['explore', calm, '--runs', '4', '--workers', '1'];
    const { code, out } = await concord(...asked);
    expect([code, out.split('\n')[1]]).toEqual([0, '  nothing was violated']);
  });

  test('bad usage is 64, and a file that is no design 2', async () => {
    const wrong = await concord('explore', collusion, '--strategy', 'luck');
    expect(wrong.code).toBe(64);
    expect(wrong.asides).toMatch(
      /walk, priorities, twins, mutations, ambushes, or exhaustive alone, not luck/,
    );
    expect((await concord('explore', collusion, '--runs', '0')).code).toBe(64);
    expect((await concord('explore')).code).toBe(64);
    expect((await concord('explore', join(folder, 'none.json'))).code).toBe(2);
  });

  test('looks at every order of a small world, tells what goes wrong, and the file reproduces it', async () => {
    const asked = ['explore', collusion, '--strategy', 'exhaustive', '--order', 'depth'];
    const wishes = ['--set', 'nodes.order.parameters.requestIntervalMicros=0', '--out', folder];
    const { code, json } = await concord(...asked, ...wishes, '--json');
    expect(code).toBe(1);
    const found = json<{
      readonly ended: string;
      readonly states: number;
      readonly explanation: string;
      readonly story: readonly string[];
      readonly counterexample: { readonly property: string; readonly file: string };
    }>();
    expect(found).toMatchObject({ ended: 'violated', counterexample: { property: 'agreement' } });
    expect(found.explanation).toMatch(/^agreement: At sequence 1/);
    expect(found.story.length).toBeLessThan(80);
    expect(found.states).toBeLessThan(5_000);
    const again = await concord('run', found.counterexample.file, '--json');
    expect(again.code).toBe(0);
  }, 240_000);

  test('says up to how many steps a world that was not exhausted is safe', async () => {
    const calm = join(SCENARIOS, 'byzantine-calm.json');
    const asked = ['explore', calm, '--strategy', 'exhaustive', '--states', '3000'];
    const { code, out } = await concord(...asked);
    expect(code).toBe(0);
    expect(out).toMatch(/3000 distinct states/);
    expect(out).toMatch(/nothing was violated up to [1-9] steps; \d+ states were left/);
    const all = await concord('explore', collusion, ...asked.slice(2, 4), '--timeouts', '0');
    expect(all.out).toMatch(/the search is complete, up to \d+ steps/);
    const some = await concord(
      'explore',
      collusion,
      ...asked.slice(2, 4),
      '--timeouts',
      '0',
      '--reduce',
    );
    expect(some.out).toMatch(/nothing was left out: .*liars share what they know/);
  });

  test('an exhaustive search stands alone, and its flags go with it only', async () => {
    const both = ['--strategy', 'exhaustive', '--strategy', 'walk'];
    expect((await concord('explore', collusion, ...both)).asides).toMatch(/stands alone/);
    const stray = await concord('explore', collusion, '--timeouts', '1');
    expect([stray.code, stray.asides]).toEqual([
      64,
      expect.stringMatching(/--timeouts goes with --strategy exhaustive only/),
    ]);
    const market = join(SCENARIOS, 'distributed-thousand.json');
    const large = await concord('explore', market, '--strategy', 'exhaustive');
    expect([large.code, large.asides]).toEqual([64, expect.stringMatching(/small worlds/)]);
  });
});
