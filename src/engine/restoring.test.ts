import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from './agents/registry.ts';
import { readDesign } from './document/read.ts';
import { reexecute } from './kernel/reexecute.ts';
import { openSimulation, Simulation } from './kernel/simulation.ts';
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

/** The state of every protocol and every kind of agent must survive being copied in the middle of a run. */
describe('a run restored in the middle goes on as the undisturbed one', () => {
  test('there are scenarios', () => expect(NAMES.length).toBeGreaterThan(5));

  test.each(NAMES)('%s', (name) => {
    const plan = planOf(name);
    const options = { recording: 'on' as const };
    const run = openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, options);
    run.advance(Infinity, Infinity);
    const half = run.steps >> 1;
    const opened = openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, options);
    const again = reexecute(opened, [], { steps: half });
    if (!again.ok) throw new Error(again.problem);
    const twin = Simulation.restore(again.value.snapshot());
    // Were anything shared, going on with the source would show in the twin.
    again.value.advance(Infinity, Infinity);
    expect(again.value.digest()).toBe(run.digest());
    twin.advance(Infinity, Infinity);
    expect(twin.steps).toBe(run.steps);
    expect(twin.digest()).toBe(run.digest());
    expect(twin.summary()).toEqual(run.summary());
    const appearances = (one: Simulation): unknown[] =>
      one.actors.map(({ actor }) => one.appearance(actor));
    expect(appearances(twin)).toEqual(appearances(run));
  });
});
