import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from './agents/registry.ts';
import { readDesign } from './document/read.ts';
import { openSimulation, Simulation } from './kernel/simulation.ts';
import type { RunSnapshot } from './kernel/snapshot.ts';
import { compileDesign } from './plan/compile.ts';
import type { Plan } from './plan/plan.ts';
import { PROTOCOLS } from './protocols/registry.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter(
  (name) => name.endsWith('.json') && name !== 'digests.json',
);

function planOf(name: string): Plan {
  const read = readDesign(readFileSync(new URL(name, FOLDER), 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const { plan } = compileDesign(read.value.design);
  if (plan === undefined) throw new Error(`${name} has no plan`);
  return plan;
}

const DIGESTS = JSON.parse(readFileSync(new URL('digests.json', FOLDER), 'utf8')) as Readonly<
  Record<string, { readonly seed: number; readonly digest: string }>
>;

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

/** The state of every protocol and every kind of agent must survive being copied in the middle of a run. */
describe('a run restored in the middle goes on as the undisturbed one', () => {
  test('there are scenarios', () => expect(NAMES.length).toBeGreaterThan(5));

  test.each(NAMES)('%s', (name) => {
    const plan = planOf(name);
    const pinned = DIGESTS[name.replace('.json', '')];
    expect(plan.seed).toBe(pinned?.seed);
    const run = openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on' });
    const middle = runKeepingTheMiddle(run);
    // Were anything shared, the source that went on would have spoilt the snapshot, or it the source.
    expect(run.digest()).toBe(pinned?.digest);
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
