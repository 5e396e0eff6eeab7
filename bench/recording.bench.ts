/**
 * What it is: how large recordings are and how fast they are written and read, for runs of
 * byzantine_consensus of several sizes. Bytes for each event count everything but the header, whose size
 * does not grow with the run; beside them the same events as lines of JSON, packed.
 */

import { gzipSync } from 'node:zlib';
import calm from '../scenarios/byzantine-calm.json' with { type: 'json' };
import { readDesign } from '../src/engine/document/read.ts';
import { readRecord } from '../src/engine/events/say.ts';
import { compileDesign } from '../src/engine/plan/compile.ts';
import { readRecording } from '../src/engine/recording/read.ts';
import type { RecordedRun } from '../src/engine/recording/recording.ts';
import { writeRecording } from '../src/engine/recording/write.ts';
import { finishRun, openRun } from '../src/engine/simulation.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const ROUNDS = 3;
const SIZES = [
  [4, 1_500],
  [16, 120],
  [64, 20],
] as const;

function runOf(n: number, requests: number): RecordedRun {
  const read = readDesign(JSON.stringify(calm));
  if (!read.ok) throw new Error(read.problem.message);
  const { nodes, ...rest } = read.value.design;
  const design = {
    ...rest,
    nodes: nodes.map((node) => {
      if (node.kind === 'pool') return { ...node, count: n };
      return node.kind === 'coordination'
        ? { ...node, parameters: { requests, authentication: 'modelled' } }
        : node;
    }),
  };
  const { plan, diagnostics } = compileDesign(design);
  if (plan === undefined) throw new Error(diagnostics[0]?.message);
  const run = finishRun(openRun(plan));
  const { actors, events, interventions, status, now: end } = run;
  return { design, plan, actors, events, interventions, status, end, summary: run.summary() };
}

function packedLines({ events }: RecordedRun): number {
  const lines: string[] = [];
  for (let seq = 0; seq < events.length; seq++) lines.push(JSON.stringify(readRecord(events, seq)));
  return gzipSync(lines.join('\n')).length;
}

const rows = SIZES.map(([n, requests]) => {
  const run = runOf(n, requests);
  const { length } = run.events;
  const bytes = writeRecording(run);
  const header = writeRecording(run, { isThin: true }).length;
  const [write, read] = compare(
    [
      { name: 'write', run: () => (writeRecording(run), length) },
      { name: 'read', run: () => (readRecording(bytes), length) },
    ],
    ROUNDS,
  );
  return [
    `n = ${n}`,
    length,
    bytes.length,
    (bytes.length - header) / length,
    packedLines(run) / length,
    1e6 / (write?.median ?? Number.NaN),
    1e6 / (read?.median ?? Number.NaN),
  ];
});
printTable(
  'Recordings of PBFT runs',
  [
    '',
    'events',
    'bytes',
    'B / event',
    'B / event as packed JSON',
    'write µs / event',
    'read µs / event',
  ],
  rows,
);
