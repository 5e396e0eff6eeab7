import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from './main.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'concord-explore-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function concord(...args: readonly string[]) {
  const out: string[] = [];
  const asides: string[] = [];
  const code = await main(args, {
    say: (line) => out.push(line),
    aside: (line) => asides.push(line),
    progress: () => undefined,
  });
  return { code, out: out.join('\n'), asides: asides.join('\n') };
}

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

  test('finds what is broken, saves it small, and the file reproduces it', async () => {
    const asked = ['explore', collusion, '--runs', '4', '--workers', '1', '--out', folder];
    const { code, out } = await concord(...asked, '--json');
    expect(code).toBe(1);
    const found = JSON.parse(out) as ExploreJson;
    expect(found.runs).toBe(4);
    expect(found.found[0]).toMatchObject({ run: 0, property: 'agreement' });
    expect(found.counterexample).toMatchObject({ run: 0, agents: 4 });
    expect(found.counterexample.messages).toBeLessThanOrEqual(40);
    expect(readdirSync(folder)).toEqual(['counterexample-agreement.json']);
    const again = await concord('run', found.counterexample.file, '--json');
    const { expectations } = JSON.parse(again.out) as { expectations: { met: boolean }[] };
    expect(again.code).toBe(0);
    expect(expectations.map(({ met }) => met)).toEqual([true, true, true]);
  }, 240_000);

  test('gives the same with threads as in one', async () => {
    const asked = ['explore', collusion, '--runs', '66', '--strategy', 'twins', '--out', folder];
    const one = await concord(...asked, '--workers', '1', '--json');
    const two = await concord(...asked, '--workers', '2', '--json');
    expect(two).toEqual(one);
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
    expect(wrong.asides).toMatch(/walk, priorities, twins, mutations, ambushes, not luck/);
    expect((await concord('explore', collusion, '--runs', '0')).code).toBe(64);
    expect((await concord('explore')).code).toBe(64);
    expect((await concord('explore', join(folder, 'none.json'))).code).toBe(2);
  });
});
