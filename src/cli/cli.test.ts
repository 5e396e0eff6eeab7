import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { newDesign } from '../engine/document/newDesign.ts';
import { FAULT_CARDS } from '../engine/faults/cards.ts';
import { PROTOCOL_CARDS } from '../engine/protocols/catalog.ts';
import { PROTOCOLS } from '../engine/protocols/registry.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import { concord } from './concord.testing.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VOTE = join(ROOT, 'scenarios/simple-vote.json');
const folder = mkdtempSync(join(tmpdir(), 'concord-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** The vote of the scenario with other fields. */
function voteWith(fields: object): object {
  return { ...(JSON.parse(readFileSync(VOTE, 'utf8')) as object), ...fields };
}

describe('run', () => {
  interface RunJson {
    readonly design: string;
    readonly seed: number;
    readonly digest: string;
    readonly events: number;
    readonly coordinations: readonly Record<string, unknown>[];
    readonly invariants: readonly Record<string, unknown>[];
    readonly expectations: readonly Record<string, unknown>[];
  }

  test('--json has the promised fields, and the same seed gives the same digest', async () => {
    const ran = await concord('run', VOTE, '--json');
    expect(ran.code).toBe(0);
    const json = ran.json<RunJson>();
    expect(json).toMatchObject({ design: 'Simple vote', seed: 4, engine: ENGINE_VERSION });
    expect(json.digest).toMatch(/^[0-9a-f]{64}$/);
    for (const name of ['events', 'messages', 'virtualMicros'])
      expect(Reflect.get(json, name)).toBeGreaterThan(0);
    expect(json.coordinations).toHaveLength(1);
    expect(json.coordinations[0]).toMatchObject({
      id: 'vote',
      protocol: 'simple_consensus',
      status: 'completed',
      error: null,
      outcome: { decision: 'agree', voteRatio: 1 },
      participants: ['jury/0', 'jury/1', 'jury/2', 'jury/3', 'jury/4'],
      cost: 0,
    });
    expect(json.invariants.find(({ name }) => name === 'tallyAddsUp')).toMatchObject({
      held: true,
      violatedAt: null,
    });
    expect(json.expectations[0]).toEqual({
      what: 'vote is completed',
      met: true,
      found: 'completed',
    });
    const again = await concord('run', VOTE, '--json');
    expect(again.out).toBe(ran.out);
    const other = await concord('run', VOTE, '--json', '--seed', '99');
    expect(other.json<RunJson>()).toMatchObject({ seed: 99 });
    expect(other.json<RunJson>().digest).not.toBe(json.digest);
  });

  test('exit 1 when an expectation is not met', async () => {
    const expectations = [{ kind: 'measure', measure: 'messages', atMost: 1 }];
    const ran = await concord('run', file('strict.json', voteWith({ expectations })));
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('NOT MET: number of messages is at most 1 (found: 15)');
  });

  test('exit 3 when a coordination fails, unless that is expected', async () => {
    const split = ['--set', 'nodes.jury.template={"script":["abstain"]}'];
    const unexpecting = file('split.json', voteWith({ expectations: [] }));
    const ran = await concord('run', unexpecting, ...split, '--json');
    expect(ran.code).toBe(3);
    expect(ran.json<RunJson>().coordinations[0]).toMatchObject({
      status: 'failed',
      error: 'no_consensus',
    });
    const expectations = [{ kind: 'status', coordination: 'vote', status: 'failed' }];
    const expecting = file('expected.json', voteWith({ expectations }));
    expect((await concord('run', expecting, ...split)).code).toBe(0);
  });

  test('--set reaches into lists by place and by id, and refuses what is not there', async () => {
    const byId = await concord(
      'run',
      VOTE,
      '--set',
      'nodes.jury.count=3',
      '--set',
      'expectations=[]',
      '--json',
    );
    expect(byId.json<RunJson>().coordinations[0]).toMatchObject({
      participants: ['jury/0', 'jury/1', 'jury/2'],
    });
    const byPlace = await concord(
      'run',
      VOTE,
      '--set',
      'nodes.0.count=3',
      '--set',
      'expectations=[]',
      '--json',
    );
    expect(byPlace.out).toBe(byId.out);
    for (const setting of [
      'nodes.judge.count=3',
      'x.y=1',
      'seed',
      '=3',
      'nodes.__proto__.x=1',
      'nodes.9=1',
    ])
      expect({ setting, ...(await concord('run', VOTE, '--set', setting)) }).toMatchObject({
        setting,
        code: 64,
        out: '',
      });
    const wrong = await concord('run', VOTE, '--set', 'nodes.jury.count=none');
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.asides).toContain(
      'nodes.0.count holds "none"; write a whole number from 1 to 1000',
    );
  });

  test('--events writes every event on a line, with causes before effects', async () => {
    const path = join(folder, 'vote.ndjson');
    const ran = await concord('run', VOTE, '--json', '--events', path);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const events = lines.map(
      (line) => JSON.parse(line) as { seq: number; cause: number; kind: string },
    );
    expect(events).toHaveLength(ran.json<RunJson>().events);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place));
    expect(events.every(({ seq, cause }) => cause < seq)).toBe(true);
    expect(events[0]).toMatchObject({ kind: 'run.started', fields: { agents: 5 }, agent: null });
    expect(events.filter(({ kind }) => kind === 'simple.vote.counted')).toHaveLength(5);
  });
});

describe('recordings', () => {
  const path = join(folder, 'vote.concord');

  test('a recorded run replays with the same figures, and verifies', async () => {
    const ran = await concord('run', VOTE, '--json', '--record', path);
    const replayed = await concord('replay', path, '--json', '--verify');
    expect(replayed.code).toBe(0);
    expect(replayed.json()).toMatchObject(ran.json<object>());
    expect(replayed.json()).toMatchObject({ verified: { isEqual: true, firstDifference: null } });
  });

  test('--at shows the moment: nothing is decided at the start, all is at the end', async () => {
    const at = async (time: string) =>
      (await concord('replay', path, '--json', '--at', time)).json<{
        state: {
          at: number;
          events: number;
          coordinations: { status: string; decision: string | null }[];
        };
      }>().state;
    const early = await at('100ms');
    expect(early).toMatchObject({
      at: 100_000,
      coordinations: [{ status: 'running', decision: null }],
    });
    const late = await at('9s');
    expect(late).toMatchObject({ coordinations: [{ status: 'completed', decision: 'agree' }] });
    expect(late.events).toBeGreaterThan(early.events);
    expect(await at('100000')).toEqual(early);
    expect((await concord('replay', path, '--at', 'noon')).code).toBe(64);
  });

  test('export writes the events as lines or as a table', async () => {
    const csv = join(folder, 'vote.csv');
    const exported = await concord('export', path, '--format', 'csv', '--out', csv, '--json');
    const { events } = exported.json<{ events: number }>();
    const rows = readFileSync(csv, 'utf8').trimEnd().split('\n');
    expect(rows).toHaveLength(events + 1);
    expect(rows[0]).toBe('seq,at_micros,kind,agent,actor,cause,says,fields');
    expect(rows[1]).toBe(
      '0,0,run.started,,-1,-1,run started with 5 agents,"{""agents"":5,""actors"":6}"',
    );
    const ndjson = await concord('export', path, '--format', 'ndjson', '--json');
    expect(ndjson.json<unknown[]>()).toHaveLength(events);
    const refused = await concord('export', path, '--format', 'mcap');
    expect(refused).toMatchObject({ code: 64, out: '' });
    expect(refused.asides).toContain('--format is one of ndjson, csv, not mcap.');
  });

  test('a damaged recording is refused with a sentence, by every verb', async () => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 4;
    const damaged = join(folder, 'damaged.concord');
    writeFileSync(damaged, bytes);
    for (const verb of ['validate', 'replay', 'run', 'select'])
      expect({ verb, code: (await concord(verb, damaged)).code }).toEqual({ verb, code: 2 });
    expect((await concord('replay', damaged)).asides).toMatch(/The recording is damaged: .*\.$/);
    expect((await concord('replay', VOTE)).asides).toContain('is not a Concord recording');
  });
});

describe('validate', () => {
  test('a valid design and a valid recording exit 0', async () => {
    expect(await concord('validate', VOTE)).toMatchObject({ code: 0, out: '' });
    expect((await concord('validate', VOTE, '--json')).json()).toMatchObject({
      valid: true,
      kind: 'design',
      problems: [],
    });
    const path = join(folder, 'valid.concord');
    await concord('run', VOTE, '--record', path);
    expect((await concord('validate', path, '--json')).json()).toMatchObject({
      valid: true,
      kind: 'recording',
    });
  });

  test('every problem is a line with its path, and advice does not make a design invalid', async () => {
    const nodes = [
      {
        kind: 'pool',
        id: 'p',
        name: 'P',
        position: { x: 0, y: 0 },
        agent: 'voter',
        count: 0,
        color: 1,
      },
    ];
    const broken = await concord('validate', file('broken.json', { ...newDesign('B'), nodes }));
    expect(broken.code).toBe(2);
    expect(broken.out.split('\n')).toEqual([
      'nodes.0.count: holds 0; write a whole number from 1 to 1000',
      'nodes.0.color: is not a field here; remove it, or use one of id, name, position, kind, agent, count, template, overrides, reputation, record',
    ]);
    const empty = await concord('validate', file('empty.json', newDesign('Empty')), '--json');
    expect(empty.code).toBe(2);
    expect(empty.json()).toMatchObject({
      valid: false,
      problems: [{ path: 'nodes', code: 'nothingToRun', severity: 'error' }],
    });
    const good = { kind: 'good', id: 'g', name: 'Vase', position: { x: 0, y: 0 } };
    const vote = voteWith({}) as { nodes: object[] };
    const spare = await concord(
      'validate',
      file('spare.json', { ...vote, nodes: [...vote.nodes, good] }),
    );
    expect(spare.code).toBe(0);
    expect(spare.out).toBe(
      'nodes.4: advice: Vase is connected to nothing: connect it to a coordination, or remove it.',
    );
  });
});

describe('select', () => {
  test('answers with the protocol first, a reason for every row, and 3 when none fits', async () => {
    const fits = await concord('select', '--participants', '4', '--fault', 'high', '--json');
    expect(fits.code).toBe(0);
    expect(Object.keys(fits.json<object>())[0]).toBe('protocol');
    expect(fits.json()).toMatchObject({ protocol: 'byzantine_consensus', error: null });
    expect(fits.json<{ rows: { why: string }[] }>().rows.map(({ why }) => why.length > 10)).toEqual(
      Array.from({ length: 8 }, () => true),
    );
    const none = await concord('select', '--participants', '1', '--json');
    expect(none.code).toBe(3);
    expect(none.json()).toMatchObject({ protocol: null, error: 'no_suitable_protocol' });
    expect(none.json<{ flips: string[] }>().flips.length).toBeGreaterThan(0);
  });

  test('reads a design’s own requirements', async () => {
    const ran = await concord('select', VOTE, '--json');
    expect(ran.json()).toMatchObject({ protocol: 'simple_consensus' });
    expect((await concord('select', VOTE, '--fault', 'high', '--json')).json()).toMatchObject({
      protocol: 'byzantine_consensus',
    });
    expect(await concord('select', VOTE, '--coordination', 'gone')).toMatchObject({ code: 64 });
  });
});

test('list names protocols, agents, faults and scenarios, and what runs', async () => {
  const ran = await concord('list', '--json');
  expect(ran.code).toBe(0);
  const json = ran.json<{
    protocols: { id: string; implemented: boolean }[];
    agents: { id: string }[];
    faults: { id: string }[];
    scenarios: { id: string; file: string }[];
  }>();
  expect(json.protocols.find(({ id }) => id === 'simple_consensus')).toMatchObject({
    implemented: true,
  });
  expect(json.protocols.find(({ id }) => id === 'reasoning_consensus')).toMatchObject({
    implemented: false,
  });
  expect(json.protocols).toHaveLength(8);
  expect(json.agents.map(({ id }) => id)).toEqual(['voter', 'bidder', 'model']);
  expect(json.faults.map(({ id }) => id)).toEqual(FAULT_CARDS.map(({ kind }) => kind));
  expect(json.scenarios).toContainEqual(
    expect.objectContaining({ id: 'simple-vote', file: 'scenarios/simple-vote.json' }),
  );
});

test.each<[string, string[], number, RegExp]>([
  ['no verb', [], 64, /^$/],
  ['an unknown verb', ['simulate'], 64, /no verb simulate; it has validate, select, run/],
  ['a verb of Object', ['constructor'], 64, /no verb constructor/],
  [
    'an unknown flag',
    ['run', VOTE, '--fast'],
    64,
    /Unknown option '--fast'\.\nUsage: concord run FILE/,
  ],
  ['no file', ['run'], 64, /The name of a file is missing/],
  ['two files', ['run', VOTE, VOTE], 64, /one argument too many/],
  ['a seed that is none', ['run', VOTE, '--seed', '-1'], 64, /--seed/],
  [
    'a seed beyond 2^53',
    ['run', VOTE, '--seed', '9007199254740993'],
    64,
    /from 0 to 9007199254740991/,
  ],
  [
    'an unknown level',
    ['select', '--participants', '4', '--fault', 'extreme'],
    64,
    /--fault is one of low, medium, high/,
  ],
  ['nothing to select for', ['select'], 64, /how many --participants/],
  ['no such file', ['run', '/no/such.json'], 2, /cannot be read: there is no such file\.$/],
  ['a folder', ['validate', ROOT], 2, /it is a folder/],
  [
    'another program’s file',
    ['run', join(ROOT, 'package.json')],
    2,
    /not a Concord design: it has no field named format/,
  ],
  [
    'a file that cannot be written',
    ['run', VOTE, '--record', '/no/such/folder/x.concord'],
    2,
    /cannot be written/,
  ],
  ['no format', ['export', VOTE], 64, /Say which --format/],
])('bad usage and bad files: %s', async (_, args, code, words) => {
  const ran = await concord(...args);
  expect(ran.code).toBe(code);
  expect(ran.asides).toMatch(words);
  expect(ran.asides).not.toMatch(/\n\s+at /);
});

/** A process of its own translates the sources, which may take long on a busy machine. */
const SPAWN_MILLIS = 60_000;

describe('the real command', { timeout: SPAWN_MILLIS }, () => {
  const spawn = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'bin/concord.mjs'), ...args], {
      encoding: 'utf8',
      cwd: folder,
    });

  test('writes one JSON value to standard output, whatever the folder it is called from', () => {
    const { status, stdout, stderr } = spawn('run', VOTE, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ design: 'Simple vote' });
    expect(stderr).toBe('');
  });

  test('exits 64 with a sentence and no stack trace', () => {
    const { status, stdout, stderr } = spawn('replay');
    expect(status).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'The name of a file is missing.\nUsage: concord replay FILE.concord [--verify] [--at TIME] [--json]\n',
    );
  });
});

test('what is listed as implemented is what can be run', () => {
  expect([...PROTOCOL_CARDS.keys()].sort()).toEqual([...PROTOCOLS.keys()].sort());
});

test('the engine says the version of the package', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(ENGINE_VERSION).toBe(version);
});
