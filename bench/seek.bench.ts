/**
 * What it is: how long it takes to look at an agent, and at everything else, at a past moment of a run of a
 * million events: in a live run with the key frames that it leaves, the same again with those that looks have left, and
 * in a recording that was prepared for looks, as the studio does while nobody asks for anything.
 * Beside it what the key frames cost while the run is made, and what preparing takes.
 */

import { designSchema } from '../src/engine/document/design.ts';
import type { Design } from '../src/engine/document/design.ts';
import { compileDesign } from '../src/engine/plan/compile.ts';
import type { Plan } from '../src/engine/plan/plan.ts';
import type { ViewRequest } from '../src/engine/projections/frame.ts';
import { KeyFrames } from '../src/engine/session/keyFrames.ts';
import { Reexecution } from '../src/engine/session/reexecution.ts';
import { Session } from '../src/engine/session/session.ts';
import { openRun } from '../src/engine/simulation.ts';
import { cpuSeconds, median } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

/** Replicas, and requests that make about a million events. */
const SIZES = [
  [4, 9_000],
  [16, 1_000],
  [64, 60],
] as const;
const PLACES = 24;
const STEPS = 2_000;
/** Events prepared at a time. */
const SLICE = 4_096;
const FOREVER = Number.MAX_SAFE_INTEGER;
const position = { x: 0, y: 0 };

function designOf(n: number, requests: number): Design {
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Long',
    nodes: [
      { id: 'replicas', name: 'R', kind: 'pool', agent: 'voter', count: n, position },
      {
        id: 'order',
        name: 'Order',
        kind: 'coordination',
        protocol: 'byzantine_consensus',
        parameters: { requests, clients: 16, authentication: 'modelled' },
        position,
      },
    ],
    connections: [
      {
        id: 'c',
        source: { node: 'replicas', port: 'agents' },
        target: { node: 'order', port: 'participants' },
      },
    ],
  });
}

function planOf(design: Design): Plan {
  const { plan, diagnostics } = compileDesign(design);
  if (plan === undefined) throw new Error(diagnostics[0]?.message);
  return plan;
}

const VIEW: ViewRequest = {
  charts: [],
  coordination: 'order',
  stage: false,
  window: undefined,
  stageRows: 0,
  log: undefined,
  inspect: 'replicas/1',
  histogram: 0,
};

function millis(work: () => void): number {
  const before = cpuSeconds();
  work();
  return (cpuSeconds() - before) * 1_000;
}

/** Places all over a stream, in an order that goes back and forth. */
function placesIn(length: number): readonly number[] {
  return Array.from({ length: PLACES }, (_, i) =>
    Math.floor((((i * 7) % PLACES) + 0.9) * (length / PLACES)),
  );
}

function finish(plan: Plan): Session {
  const session = Session.live(plan, openRun);
  while (!session.advance(FOREVER, STEPS)) session.digestEvents(FOREVER);
  return session;
}

const rows = SIZES.map(([n, requests]) => {
  const design = designOf(n, requests);
  const plan = planOf(design);
  const bare = millis(() => {
    const run = openRun(plan);
    while (run.status.phase === 'running') run.advance(FOREVER, STEPS);
  });
  const frames = new KeyFrames();
  const kept = millis(() => {
    const run = openRun(plan);
    while (run.status.phase === 'running') {
      run.advance(FOREVER, STEPS);
      frames.leave(run);
    }
  });
  const session = finish(plan);
  const { length } = session.events;
  const looks = (shown: Session, before: number): number[] =>
    placesIn(length).map((seq) =>
      millis(() => {
        shown.placeAtEvent(seq - before);
        shown.frame(VIEW);
      }),
    );
  const firstLooks = looks(session, 0);
  const laterLooks = looks(session, 1_000);
  const recorded = Session.recorded(session.recordedRun(design), openRun);
  while (!recorded.digestEvents(FOREVER));
  const preparing = millis(() => {
    while (!recorded.prepare(SLICE));
  });
  const preparedLooks = looks(recorded, 0);
  const last = Math.floor(length * 0.9);
  const fromStart = millis(() => {
    new Reexecution(openRun, plan, [], session.events, new KeyFrames(Infinity)).at(
      last,
      session.events.at(last - 1),
    );
  });
  return [
    `n = ${n}`,
    length,
    frames.count,
    bare / 1_000,
    kept / 1_000,
    median(firstLooks),
    Math.max(...firstLooks),
    median(laterLooks),
    Math.max(...laterLooks),
    preparing / 1_000,
    median(preparedLooks),
    Math.max(...preparedLooks),
    fromStart,
  ];
});
printTable(
  'An agent at a past moment of a long run of PBFT, in CPU time',
  [
    '',
    'events',
    'key frames',
    'run s',
    'with key frames s',
    'first look ms, median',
    'longest',
    'later look ms, median',
    'longest',
    'preparing s',
    'prepared look ms, median',
    'longest',
    'from the start ms',
  ],
  rows,
);
