import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Design } from './design.ts';
import { designSchema } from './design.ts';
import { MIGRATIONS } from './migrations.ts';
import { newDesign } from './newDesign.ts';
import { readDesign } from './read.ts';

const draft = readFileSync(new URL('fixtures/design-v0.json', import.meta.url), 'utf8');

const position = { x: 0, y: 0 };
const pool = { kind: 'pool', id: 'replicas', name: 'R', position, agent: 'voter', count: 4 };

function designWith(fields: object): unknown {
  return { ...newDesign('Test'), ...fields };
}

function problemsOf(source: unknown): readonly string[] {
  const result = readDesign(source);
  if (result.ok) return [];
  return result.problem.problems.map(({ path, message }) => `${path}: ${message}`);
}

test('an empty design has every default and reads back as itself', () => {
  const design = newDesign('Empty');
  expect(design).toMatchObject({ seed: 1, pace: 1, limits: { eventsMax: 5_000_000 }, nodes: [] });
  expect(readDesign(JSON.stringify(design))).toEqual({
    ok: true,
    value: { design, migratedFrom: undefined },
  });
  expect(readDesign(structuredClone(design))).toMatchObject({ ok: true });
});

test.each([
  [
    'a count of 0',
    { ...pool, count: 0 },
    'nodes.0.count: holds 0; write a whole number from 1 to 1000',
  ],
  [
    'a count in words',
    { ...pool, count: 'four' },
    'nodes.0.count: holds "four"; write a whole number from 1 to 1000',
  ],
  [
    'an unknown kind of agent',
    { ...pool, agent: 'robot' },
    'nodes.0.agent: holds "robot"; write one of voter, model, bidder',
  ],
  [
    'an unknown kind of node',
    { ...pool, kind: 'swarm' },
    'nodes.0.kind: holds "swarm"; write one of pool, coordination, dataset, good, proposal, network, output',
  ],
  [
    'a misspelt field',
    { ...pool, cuont: 3 },
    'nodes.0.cuont: is not a field here; did you mean count?',
  ],
  [
    'a missing field',
    { ...pool, name: undefined },
    'nodes.0.name: is missing; write a text of 1 to 120 characters',
  ],
  [
    'an impossible id',
    { ...pool, id: '7' },
    'nodes.0.id: holds "7"; an id starts with a small letter and has only letters, digits, _ and -',
  ],
  [
    'no object',
    3,
    'nodes.0: holds 3; write an object whose kind is one of pool, coordination, dataset, good, proposal, network, output',
  ],
])('a node with %s is refused with its path and what would be right', (_, node, sentence) => {
  expect(problemsOf(designWith({ nodes: [node] }))).toEqual([sentence]);
});

test('mistakes elsewhere: a list that is none, a share beyond one, a bound of no fitting type', () => {
  expect(problemsOf(designWith({ connections: 'x' }))).toEqual([
    'connections: holds "x"; write a list of at most 2000 entries',
  ]);
  expect(
    problemsOf(
      designWith({
        nodes: [{ kind: 'proposal', id: 'p', name: 'P', position, text: '', merit: 1.5 }],
        expectations: [{ kind: 'measure', measure: 'events', equals: [] }],
      }),
    ),
  ).toEqual([
    'nodes.0.merit: holds 1.5; write a number from 0 to 1',
    'expectations.0.equals: holds an empty list; write a text or a number or true or false',
  ]);
});

test('the failure names the first mistake and how many more there are', () => {
  const result = readDesign(designWith({ seed: -1, nodes: [{ ...pool, count: 0 }] }));
  expect(result).toMatchObject({ ok: false, problem: { kind: 'invalidDesign' } });
  if (!result.ok) {
    expect(result.problem.message).toContain('seed holds -1; write a whole number of at least 0');
    expect(result.problem.message).toContain('(and 1 more)');
  }
});

test.each([
  ['another program’s file', '{"format":"mermaid"}', 'notOurs'],
  ['a list', '[]', 'notOurs'],
  ['no JSON', 'hello', 'notOurs'],
  ['a newer version', JSON.stringify(designWith({ version: 2 })), 'tooNew'],
  ['a version that is no number', JSON.stringify(designWith({ version: 'x' })), 'invalidDesign'],
  ['ten million brackets', '['.repeat(10_000_000), 'corrupt'],
  ['a longer text', ' '.repeat(10_000_001), 'tooLarge'],
  [
    'a poisoned key',
    '{"format":"concord.design","version":1,"name":"x","__proto__":{}}',
    'corrupt',
  ],
])('%s is refused', (_, text, kind) => {
  expect(readDesign(text)).toMatchObject({ ok: false, problem: { kind } });
});

test('every migration runs: the frozen draft becomes a design of the newest version', () => {
  expect(MIGRATIONS.map((migration) => migration.from)).toEqual(
    MIGRATIONS.map((_, place) => place),
  );
  const result = readDesign(draft);
  expect(result).toMatchObject({ ok: true, value: { migratedFrom: 0 } });
  if (!result.ok) return;
  const { design } = result.value;
  expect(design).toMatchObject({
    name: 'Four replicas, one crash',
    description: 'A draft from before pools.',
    pace: 0.25,
    seed: 7,
  });
  expect(design.nodes).toMatchObject([
    {
      kind: 'pool',
      id: 'replicas',
      name: 'Replicas',
      agent: 'voter',
      count: 4,
      template: { competence: 0.9 },
      position: { x: 40, y: 60 },
    },
    {
      kind: 'coordination',
      id: 'order',
      protocol: 'byzantine_consensus',
      parameters: { requests: 4 },
    },
    { kind: 'output', id: 'result', name: 'Result' },
  ]);
  expect(design.connections).toEqual([
    {
      id: 'connection0',
      source: { node: 'replicas', port: 'agents' },
      target: { node: 'order', port: 'participants' },
    },
    {
      id: 'connection1',
      source: { node: 'order', port: 'outcome' },
      target: { node: 'result', port: 'outcome' },
    },
  ]);
  expect(design.faults).toEqual([
    { id: 'crash', kind: 'crash', at: 12_500, until: 80_000, agents: ['replicas/3'] },
  ]);
});

test('no value makes reading or migrating throw, whatever stands in the fields', () => {
  const anything = fc.anything({ maxDepth: 3, withNullPrototype: false });
  const fields = fc.record(
    Object.fromEntries(
      ['title', 'agents', 'nodes', 'edges', 'faults', 'name', 'connections'].map((key) => [
        key,
        fc.oneof(anything, fc.array(anything, { maxLength: 3 })),
      ]),
    ),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fields, fc.constantFrom(0, 1), (some, version) => {
      const result = readDesign({ format: 'concord.design', version, name: 'x', ...some });
      if (!result.ok) expect(result.problem.message.length).toBeGreaterThan(10);
    }),
  );
});

test('a design that was read is a fixed point of reading', () => {
  const first = readDesign(draft);
  if (!first.ok) throw new Error(first.problem.message);
  const again = readDesign(JSON.stringify(first.value.design));
  expect(again).toEqual({
    ok: true,
    value: { design: first.value.design, migratedFrom: undefined },
  });
  expect(designSchema.parse(first.value.design) satisfies Design).toEqual(first.value.design);
});
