import { expect, test } from 'vitest';
import { failure, success } from '../../engine/base/result.ts';
import type { Failure } from '../../engine/base/result.ts';
import type { RunSummary } from '../../engine/kernel/run.ts';
import { A_SUMMARY, aBrief } from './fakeHost.testing.ts';
import { memoryDatabase } from './memoryDatabase.testing.ts';
import type { FinishedRun } from './playback.ts';
import { RUNS_MOST, createRunsStore, outcomeOf, toneOf } from './runsStore.ts';
import { aDesign } from './designs.testing.ts';

let runs = 0;
const aRun = (events = 10, digest = `digest ${++runs}`): FinishedRun => ({
  brief: aBrief(),
  source: { kind: 'design', design: aDesign(), seed: 42 },
  summary: { ...A_SUMMARY, events, digest },
  wallMillis: 1_234,
  interventions: 2,
});

const coordination = (part: object) => ({
  id: 'agreement',
  name: 'Agreement',
  protocol: 'simple_consensus',
  status: 'completed' as const,
  error: undefined,
  outcome: { decision: 'agree' },
  confidence: 1,
  participants: [],
  virtualMicros: 1,
  messages: 1,
  bytes: 1,
  cost: 0,
  ...part,
});

const invariant = (part: object) => ({
  name: 'agreement',
  title: 'Agreement',
  coordination: 'agreement',
  temper: 'always' as const,
  held: true,
  violatedAt: undefined,
  explanation: undefined,
  ...part,
});

const summary = (part: Partial<RunSummary>): RunSummary => ({ ...A_SUMMARY, ...part });

function history() {
  const database = memoryDatabase();
  const failures: Failure[] = [];
  let time = 0;
  const store = createRunsStore();
  const connect = () =>
    store.connect({
      database,
      now: () => ++time,
      record: () => Promise.resolve(success(Uint8Array.of(1, 2, 3))),
      onFailure: (problem) => failures.push(problem),
    });
  return { database, failures, store, connect };
}

test('a run is kept with its recording and is there at the next visit', async () => {
  const { database, store, connect } = history();
  await connect();
  await store.add(aRun());
  const [run] = store.getState().runs;
  expect(run).toMatchObject({
    name: 'Example',
    seed: 42,
    recordingBytes: 3,
    wallMillis: 1_234,
    interventionCount: 2,
  });
  const next = createRunsStore();
  await next.connect({
    database,
    now: () => 1,
    record: () => Promise.resolve(success(Uint8Array.of())),
    onFailure: () => undefined,
  });
  expect(next.getState().runs).toEqual([run]);
  expect(await next.recordingOf(run!.id)).toEqual(Uint8Array.of(1, 2, 3));
});

test('the same run again moves up and is not kept twice', async () => {
  const { store, connect } = history();
  await connect();
  await store.add(aRun(10, 'same'));
  await store.add(aRun(10, 'other'));
  const [, first] = store.getState().runs;
  await store.rename(first!.id, 'my favourite');
  await store.add(aRun(10, 'same'));
  expect(store.getState().runs.map((run) => [run.digest, run.name])).toEqual([
    ['same', 'my favourite'],
    ['other', 'Example'],
  ]);
});

test('a very large run keeps no recording by itself', async () => {
  const { store, connect } = history();
  await connect();
  await store.add(aRun(2_000_000));
  expect(store.getState().runs[0]?.recordingBytes).toBeUndefined();
});

test('the newest come first and the oldest go', async () => {
  const { database, store, connect } = history();
  await connect();
  for (let i = 0; i < RUNS_MOST + 3; i++) await store.add(aRun());
  const times = store.getState().runs.map((run) => run.finishedAt);
  expect(times.length).toBe(RUNS_MOST);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  const listed = await database.listRuns();
  expect(listed.ok && listed.value.length).toBe(RUNS_MOST);
});

test('a run can be renamed and removed, recording and all', async () => {
  const { database, store, connect } = history();
  await connect();
  await store.add(aRun());
  const { id } = store.getState().runs[0]!;
  await store.rename(id, 'the one that broke');
  expect(store.getState().runs[0]?.name).toBe('the one that broke');
  await store.remove(id);
  expect(store.getState().runs).toEqual([]);
  expect(await database.loadRecording(id)).toEqual(success(undefined));
});

test('a storage that refuses is said, and the run stays in this visit’s history', async () => {
  const { database, store, failures } = history();
  const full: Failure = { kind: 'storageFull', message: 'full' };
  await store.connect({
    database: { ...database, saveRun: () => Promise.resolve(failure(full)) },
    now: () => 1,
    record: () => Promise.resolve(success(Uint8Array.of(1))),
    onFailure: (problem) => failures.push(problem),
  });
  await store.add(aRun());
  expect(failures).toEqual([full]);
  expect(store.getState().runs.length).toBe(1);
});

test('the outcome is the decision, the failure or the promise that broke', () => {
  const agreed = summary({ coordinations: [coordination({})] });
  const failed = summary({ coordinations: [coordination({ status: 'failed', error: 'timeout' })] });
  const broken = summary({
    coordinations: [coordination({})],
    invariants: [invariant({ held: false })],
  });
  const unmet = summary({
    coordinations: [coordination({})],
    invariants: [invariant({ held: false, temper: 'sometimes' })],
  });
  expect([agreed, failed, broken].map(outcomeOf)).toEqual([
    'agree',
    'failed: timeout',
    'Agreement violated',
  ]);
  expect([agreed, failed, broken, unmet].map(toneOf)).toEqual([
    'good',
    'warning',
    'bad',
    'warning',
  ]);
});
