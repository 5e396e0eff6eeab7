/**
 * Every scenario of the project to its end: its expectations are met, its stream is what it was, and the page of its
 * protocol tells what the fields of its outcome mean.
 * `CONCORD_GOLDEN=update npx vitest run src/cli/scenarios.test.ts` writes the digests, which the browser's
 * tests hold against their own.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../engine/document/read.ts';
import { checkExpectations, evidenceOf } from '../engine/expectations/check.ts';
import { compileDesign } from '../engine/plan/compile.ts';
import { finishRun, openRun } from '../engine/simulation.ts';
import { codeWords, documentAt, sectionOf } from '../tidy/documents.testing.ts';
import { scenariosOf } from './verbs/list.ts';

interface Pinned {
  readonly seed: number;
  readonly events: number;
  readonly digest: string;
}

const ROOT = new URL('../../', import.meta.url);
const DIGESTS = fileURLToPath(new URL('scenarios/digests.json', ROOT));
const isUpdate = process.env['CONCORD_GOLDEN'] === 'update';
const known = existsSync(DIGESTS)
  ? (JSON.parse(readFileSync(DIGESTS, 'utf8')) as Record<string, Pinned>)
  : {};
const scenarios = scenariosOf();
const found: Record<string, Pinned> = {};

/** A scenario should be worth watching: not over at once, and not for ever. */
const SECONDS_TO_WATCH = { least: 10, most: 60 };

/** The words in which the page of a protocol tells what it comes to. */
function toldOutcome(protocol: string): readonly string[] {
  const page = documentAt(`docs/protocols/${protocol.replaceAll('_', '-')}.md`);
  return codeWords(sectionOf(page, 'Outcome'));
}

describe.each(scenarios)('$id', ({ id, file }) => {
  const read = readDesign(readFileSync(new URL(file, ROOT), 'utf8'));
  if (!read.ok) throw new Error(`${file}: ${read.problem.message}`);
  const { design, migratedFrom } = read.value;

  test('runs as it should, in a time that can be watched, with the pinned digest', () => {
    expect(migratedFrom).toBeUndefined();
    const { plan, diagnostics } = compileDesign(design);
    expect(diagnostics.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    const run = finishRun(openRun(plan!));
    const summary = run.summary();
    const results = checkExpectations(design.expectations, evidenceOf(summary, run.events));
    expect(results.length, 'a scenario expects something').toBeGreaterThan(1);
    expect(results.filter(({ met }) => !met)).toEqual([]);
    const seconds = summary.virtualMicros / 1e6 / design.pace;
    expect(seconds).toBeGreaterThan(SECONDS_TO_WATCH.least);
    expect(seconds).toBeLessThan(SECONDS_TO_WATCH.most);
    found[id] = { seed: design.seed, events: summary.events, digest: summary.digest };
    if (!isUpdate) expect(found[id]).toEqual(known[id]);
    for (const { protocol, outcome } of summary.coordinations) {
      const told = toldOutcome(protocol);
      expect(Object.keys(outcome).filter((field) => !told.includes(field))).toEqual([]);
    }
  });
});

test('all scenarios are pinned, and none that is gone', () => {
  if (isUpdate) writeFileSync(DIGESTS, `${JSON.stringify(found, undefined, 2)}\n`);
  else expect(Object.keys(known)).toEqual(scenarios.map(({ id }) => id));
});
