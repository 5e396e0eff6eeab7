/**
 * Every scenario of the project to its end: its expectations are met, its stream is what it was, the page of its protocol
 * tells what the fields of its outcome mean, and the run restored in the middle goes on as the undisturbed one: the state
 * of every protocol and every kind of agent must survive being copied.
 * `CONCORD_GOLDEN=update npx vitest run src/cli/scenarios.test.ts` writes the digests, which the browser's
 * tests hold against their own.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from '../engine/agents/registry.ts';
import { readDesign } from '../engine/document/read.ts';
import { checkExpectations, evidenceOf } from '../engine/expectations/check.ts';
import { openSimulation, Simulation } from '../engine/kernel/simulation.ts';
import type { RunSnapshot } from '../engine/kernel/snapshot.ts';
import { compileDesign } from '../engine/plan/compile.ts';
import { PROTOCOLS } from '../engine/protocols/registry.ts';
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

/** Runs to its end, and gives the state of about the middle, which nobody knows before. */
function runKeepingTheMiddle(run: Simulation): RunSnapshot {
  const kept: { readonly steps: number; readonly snapshot: RunSnapshot }[] = [];
  for (let goal = 1; run.status.phase === 'running'; goal = Math.ceil(goal * 1.5)) {
    kept.push({ steps: run.steps, snapshot: run.snapshot() });
    run.advance(Infinity, goal - run.steps);
  }
  const distance = (steps: number): number => Math.abs(steps - run.steps / 2);
  const [middle] = kept.sort((one, other) => distance(one.steps) - distance(other.steps));
  if (middle === undefined) throw new Error('the run was over before it began');
  return middle.snapshot;
}

describe.each(scenarios)('$id', ({ id, file }) => {
  const read = readDesign(readFileSync(new URL(file, ROOT), 'utf8'));
  if (!read.ok) throw new Error(`${file}: ${read.problem.message}`);
  const { design, migratedFrom } = read.value;
  const { plan, diagnostics } = compileDesign(design);
  if (plan === undefined) throw new Error(`${file} has no plan`);
  const run = openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on' });
  let middle: RunSnapshot;
  beforeAll(() => {
    middle = runKeepingTheMiddle(run);
  });

  test('runs as it should, in a time that can be watched, with the pinned digest', () => {
    expect(migratedFrom).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity !== 'advice')).toEqual([]);
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

  test('goes on from the middle as if nothing had happened', () => {
    const twin = Simulation.restore(middle);
    expect(twin.steps).toBeLessThan(run.steps);
    twin.advance(Infinity, Infinity);
    expect(twin.steps).toBe(run.steps);
    expect(twin.digest()).toBe(run.digest());
    expect(twin.summary()).toEqual(run.summary());
    const appearances = (one: Simulation): unknown[] =>
      one.actors.map(({ actor }) => one.appearance(actor));
    expect(appearances(twin)).toEqual(appearances(run));
  });
});

test('all scenarios are pinned, and none that is gone', () => {
  if (isUpdate) writeFileSync(DIGESTS, `${JSON.stringify(found, undefined, 2)}\n`);
  else expect(Object.keys(known)).toEqual(scenarios.map(({ id }) => id));
});
