/**
 * The recorded demonstrations: each shows a scenario as it is now and executes again to the same digest.
 * When an engine or a scenario has changed: `npx tsx scripts/demos.mts` writes them anew.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../engine/document/read.ts';
import { openRecording, verifyRun } from '../engine/simulation.ts';

const SCENARIOS = new URL('../../scenarios/', import.meta.url);
const FOLDER = new URL('recordings/', SCENARIOS);
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.concord'));

test('there are demonstrations of every family that has a picture of its own', () => {
  expect(names.length).toBeGreaterThanOrEqual(4);
  for (const family of ['byzantine', 'auction', 'ensemble', 'tuning'])
    expect(names.some((name) => name.includes(family))).toBe(true);
});

describe.each(names)('%s', (name) => {
  const opened = openRecording(new Uint8Array(readFileSync(new URL(name, FOLDER))));
  if (!opened.ok) throw new Error(`${name}: ${opened.problem.message}`);
  const recording = opened.value;

  test('is the scenario of its name as that is now', () => {
    const source = readFileSync(new URL(name.replace('.concord', '.json'), SCENARIOS), 'utf8');
    const read = readDesign(source);
    expect(read).toMatchObject({ ok: true, value: { design: recording.design } });
  });

  test('is finished and gives the same events when it is executed again', () => {
    expect(recording.status.phase).toBe('finished');
    expect(recording.events.length).toBeGreaterThan(50);
    expect(verifyRun(recording)).toMatchObject({
      ok: true,
      value: { isEqual: true, recorded: recording.digest, firstDifference: undefined },
    });
  });
});
