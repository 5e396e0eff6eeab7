import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { concord } from './concord.testing.ts';

const VOTE = fileURLToPath(new URL('../../scenarios/simple-vote.json', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'concord-history-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Selected {
  readonly protocol: string;
  readonly rows: readonly { readonly score?: { readonly runs: readonly unknown[] } }[];
}

test('run adds what its coordinations took, and select chooses by it and says why', async () => {
  const file = join(folder, 'history.ndjson');
  const ran = await concord('run', VOTE, '--history', file, '--json');
  expect(ran.code).toBe(0);
  expect(ran.json()).toMatchObject({
    coordinations: [{ forecast: [{}, { value: 15, measured: 15 }, { unit: 'µs' }] }],
    reputations: [{}, {}, {}, {}, {}],
  });
  const again = await concord('run', VOTE, '--history', file);
  expect(again.out).toContain('Messages: 15, foreseen 15');
  const asked = ['select', '--participants', '5', '--history', file];
  const chosen = (await concord(...asked, '--json')).json<Selected>();
  expect(chosen.protocol).toBe('simple_consensus');
  expect(chosen.rows[0]?.score?.runs).toHaveLength(2);
  expect((await concord(...asked)).out).toMatch(/performance 0\.\d+: 2 of 2 runs completed/);
});

test('a file that holds something else is refused and left alone', async () => {
  const file = join(folder, 'other.txt');
  writeFileSync(file, 'my notes\n');
  const refused = await concord('run', VOTE, '--history', file);
  expect(refused.code).toBe(2);
  expect(refused.asides).toContain('line 1 is no measured run');
  expect(readFileSync(file, 'utf8')).toBe('my notes\n');
});

test('validate says what a run is foreseen to take', async () => {
  const { asides } = await concord('validate', VOTE);
  expect(asides).toContain('Vote: messages 15.');
});
