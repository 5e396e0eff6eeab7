import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from '../agents/registry.ts';
import { designSchema } from '../document/design.ts';
import type { Design } from '../document/design.ts';
import { readDesign } from '../document/read.ts';
import { reexecute } from '../kernel/reexecute.ts';
import { openSimulation } from '../kernel/simulation.ts';
import { compileDesign } from '../plan/compile.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedFault } from '../plan/plannedFault.ts';
import { AGENT_CRASHED, AGENT_CONDITION_MASK } from '../projections/frame.ts';
import type { Frame, ViewRequest } from '../projections/frame.ts';
import { PROTOCOLS } from '../protocols/registry.ts';
import { readRecording } from '../recording/read.ts';
import { writeRecording } from '../recording/write.ts';
import type { OpenRun } from './reexecution.ts';
import { Session } from './session.ts';

const openRun: OpenRun = (plan) =>
  openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on' });
const LEARNERS = [
  'decision_tree',
  'gaussian_naive_bayes',
  'nearest_neighbours',
  'logistic_regression',
];
const FOREVER = Number.MAX_SAFE_INTEGER;

const VIEW: ViewRequest = {
  charts: ['all'],
  coordination: 'ensemble',
  stage: true,
  window: undefined,
  stageRows: 1_000,
  log: { rows: 20, until: undefined, filter: { kinds: [], agent: '', text: '' } },
  inspect: 'models/1',
  histogram: 40,
};

function ensembleDesign(): Design {
  const position = { x: 0, y: 0 };
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Four learners on iris',
    nodes: [
      {
        id: 'models',
        name: 'Models',
        kind: 'pool',
        agent: 'model',
        count: 4,
        position,
        overrides: LEARNERS.map((learner, index) => ({ index, parameters: { learner } })),
      },
      { id: 'data', name: 'Iris', kind: 'dataset', dataset: 'iris', position },
      {
        id: 'ensemble',
        name: 'Ensemble',
        kind: 'coordination',
        protocol: 'ensemble_learning',
        parameters: { batches: 6 },
        position,
      },
    ],
    connections: [
      {
        id: 'c1',
        source: { node: 'models', port: 'agents' },
        target: { node: 'ensemble', port: 'participants' },
      },
      {
        id: 'c2',
        source: { node: 'data', port: 'data' },
        target: { node: 'ensemble', port: 'dataset' },
      },
    ],
  });
}

function openSession(): Session {
  const { plan, diagnostics } = compileDesign(ensembleDesign());
  if (plan === undefined) throw new Error(diagnostics.map((one) => one.message).join(' '));
  return Session.live(plan, openRun);
}

function finish(session: Session): void {
  while (!session.advance(FOREVER, 500));
}

/** What is shown, without what says how it came to be shown. */
function shown(frame: Frame): object {
  const {
    epoch: _epoch,
    end: _end,
    traffic: _traffic,
    histogram: _histogram,
    marks: _marks,
    strikes: _strikes,
    status: _status,
    ...rest
  } = frame;
  return { ...rest, isRecording: false, summary: undefined, counts: undefined };
}

test('a finished run shows its outcome, its weights and its confusion', () => {
  const session = openSession();
  finish(session);
  const frame = session.frame(VIEW);
  expect(frame.status).toEqual({ phase: 'finished', reason: 'settled' });
  expect(frame.coordinations[0]?.status).toBe('completed');
  expect(frame.coordinations[0]?.decision).toMatch(/^accuracy 0\.9/);
  const weights = frame.charts.find((chart) => chart.id === 'weights');
  expect(weights?.series.map((line) => line.x.length)).toEqual([6, 6, 6, 6]);
  const { stage } = frame;
  if (stage?.kind !== 'ensemble') throw new Error('no ensemble stage');
  expect(stage.confusion.reduce((sum, count) => sum + count, 0)).toBe(90);
  expect(stage.members.map((member) => member.learner)).toEqual(LEARNERS);
  expect(frame.inspection?.state).toContainEqual(['batches answered', '6']);
  expect(frame.summary?.invariants.every((one) => one.held)).toBe(true);
  const counts = Object.values(frame.counts ?? {});
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(frame.end.seq);
  expect(frame.counts?.['ensemble.member.trained']).toBe(LEARNERS.length);
});

test('a run is shown although the page asks for a coordination of another design', () => {
  const session = openSession();
  for (const coordination of [undefined, 'gone']) {
    const before = session.frame({ ...VIEW, coordination });
    expect(before.stage?.kind).toBe('ensemble');
    expect(before.charts).toEqual(session.frame(VIEW).charts);
  }
  finish(session);
  expect(session.frame({ ...VIEW, coordination: 'gone' }).stage).toEqual(session.frame(VIEW).stage);
});

test('a moment shows the same going forward, going back and in a recording', () => {
  const forward = openSession();
  forward.advance(4_000_000, FOREVER);
  const live = forward.frame(VIEW);
  expect(live.cursor.seq).toBeGreaterThan(20);
  finish(forward);
  const endSeq = forward.frame(VIEW).cursor.seq;
  expect(endSeq).toBeGreaterThan(live.cursor.seq);
  forward.placeAtTime(4_000_000);
  const back = forward.frame(VIEW);
  expect(shown(back)).toEqual(shown(live));

  const read = readRecording(writeRecording(forward.recordedRun(ensembleDesign())));
  if (!read.ok || read.value.events === undefined) throw new Error('unreadable');
  const recorded = Session.recorded({ ...read.value, events: read.value.events }, openRun);
  recorded.advance(4_000_000, 1);
  expect(shown(recorded.frame(VIEW))).toEqual(shown(live));
});

test('an intervention in the past goes on from there, as if it had been made at the time', () => {
  const crash = { kind: 'crash', agents: ['models/2'] } as const;
  const present = openSession();
  present.advance(4_000_000, FOREVER);
  expect(present.intervene(crash)).toBeUndefined();
  finish(present);

  const past = openSession();
  finish(past);
  const undisturbed = past.summary()?.digest;
  past.placeAtTime(4_000_000);
  const epoch = past.frame(VIEW).epoch;
  expect(past.intervene(crash)).toBeUndefined();
  expect(past.frame(VIEW).epoch).toBeGreaterThan(epoch);
  const crashed = past.frame(VIEW).agents[2] ?? 0;
  expect(crashed & AGENT_CONDITION_MASK).toBe(AGENT_CRASHED);
  finish(past);
  expect(past.summary()?.digest).toBe(present.summary()?.digest);
  expect(past.summary()?.digest).not.toBe(undisturbed);
});

test('an intervention on an unknown agent is refused in words', () => {
  const session = openSession();
  session.advance(1_000_000, FOREVER);
  expect(session.intervene({ kind: 'crash', agents: ['models/99'] })).toMatch(/models\/99/);
});

test('stepping by decisions stops at each decided batch', () => {
  const session = openSession();
  const stops: number[] = [];
  while (session.step('decision')) stops.push(session.position.seq);
  expect(stops.length).toBe(7);
  expect(session.isAtEnd).toBe(true);
});

test('stepping by decisions stops where the protocol decides, not only at the end', () => {
  const url = new URL('../../../scenarios/hierarchy-crash.json', import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const session = Session.live(compileDesign(read.value.design).plan!, openRun);
  const stops: string[] = [];
  while (session.step('decision')) {
    const { events, position } = session;
    stops.push(events.shapes[events.kind(position.seq - 1)]!.kind);
  }
  const clusters = stops.filter((kind) => kind === 'hierarchy.cluster.decided');
  expect(clusters.length).toBeGreaterThan(4);
  expect(stops.slice(-2)).toEqual(['hierarchy.level.decided', 'coordination.completed']);
});

test('the log is read in pages and filtered', () => {
  const session = openSession();
  finish(session);
  const log = (filter: { kinds?: string[]; agent?: string; text?: string }) =>
    session.frame({
      ...VIEW,
      log: { rows: 5, until: undefined, filter: { kinds: [], agent: '', text: '', ...filter } },
    }).log;
  expect(log({})?.rows.length).toBe(5);
  expect(log({ kinds: ['ensemble.batch.decided'] })?.total).toBe(6);
  expect(
    log({ kinds: ['message.'], agent: 'models/0' })?.rows.every((row) => row.agent === 'models/0'),
  ).toBe(true);
  expect(log({ text: 'DECIDES BATCH 3' })?.total).toBe(1);
});

describe('another plan', () => {
  const faults: readonly PlannedFault[] = [
    { id: 'late', kind: 'crash', at: 400_000, agents: ['models/1'] },
  ];
  const planOf = (session: Session, some: readonly PlannedFault[]): Plan => ({
    ...session.plan,
    faults: some,
  });

  test('a fault ahead of the cursor leaves what was, and strikes when its time comes', () => {
    const session = openSession();
    session.advance(200_000, FOREVER);
    session.intervene({ kind: 'slow', delayMicros: 1_000, agents: ['models/0'] });
    session.advance(300_000, FOREVER);
    const before = shown(session.frame(VIEW));
    session.revise(planOf(session, faults));
    expect(shown(session.frame(VIEW))).toEqual(before);
    expect(session.interventions).toHaveLength(1);
    expect(session.position.at).toBe(300_000);
    finish(session);
    expect(session.frame(VIEW).strikes.map(({ fault, at }) => [fault, at])).toEqual([
      ['intervention/0', 200_000],
      ['late', 400_000],
    ]);
    const again = reexecute(openRun(session.plan), session.interventions, { steps: Infinity });
    expect(again.ok && again.value.digest()).toBe(session.run?.digest());
  });

  test('a fault in the past makes another past, and what people did is done at its time again', () => {
    const session = openSession();
    session.advance(200_000, FOREVER);
    session.intervene({ kind: 'slow', delayMicros: 1_000, agents: ['models/0'] });
    session.advance(300_000, FOREVER);
    session.revise(planOf(session, [{ ...faults[0]!, at: 100_000 }]));
    expect(session.frame(VIEW).strikes.map(({ fault, at }) => [fault, at])).toEqual([
      ['late', 100_000],
      ['intervention/0', 200_000],
    ]);
    expect(session.position.at).toBe(300_000);
  });
});
