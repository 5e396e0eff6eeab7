/**
 * What it is: how fast byzantine_consensus runs with all its parts on (properties watched, what must
 * survive a crash kept, checkpoints, modelled seals), with the stream recorded and digested and without,
 * with one request in flight and with sixteen, which need more memory at a time.
 * Steps are what the kernel takes from its queue: a message delivered, a timer expired. Rows are what it
 * records, or would: sending a message is a row and its delivery another. Beside it, in the same rounds,
 * a bare loop that only draws numbers, to tell a slow machine from slow code.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { openPbft } from '../src/engine/protocols/byzantineConsensus/testing/runs.testing.ts';
import type { Subject } from './lib/measure.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const DRAWS = 20_000_000;
const ROUNDS = 5;
/** Replicas, and as many requests as take about a second. */
const SIZES = [
  [4, 4_000],
  [16, 600],
  [64, 80],
] as const;

interface Row {
  readonly label: string;
  readonly steps: number;
  readonly rows: number;
  readonly requests: number;
}

let sink = 0;

function pbft(n: number, requests: number, inFlight: number, recording: 'on' | 'off') {
  const parameters = { requests, clients: inFlight, requestIntervalMicros: 0 };
  const limits = { virtualMicrosMax: 2 ** 40, eventsMax: 50_000_000 };
  const run = openPbft({ n, parameters, limits }, recording);
  run.advance(Infinity, Infinity);
  if (recording === 'on') sink ^= run.digest().length;
  return run;
}

function bareLoop(): number {
  const choices = SeededChoices.named(1, 'bare');
  for (let i = 0; i < DRAWS; i++) sink ^= choices.word();
  return DRAWS;
}

for (const [n, requests] of SIZES) {
  const described: Row[] = [];
  const subjects: Subject[] = [{ name: 'bare loop drawing numbers', run: bareLoop }];
  for (const inFlight of [1, 16]) {
    const { steps, eventCount: rows } = pbft(n, requests, inFlight, 'off');
    for (const recording of ['on', 'off'] as const) {
      const label = `${inFlight} in flight, recording ${recording}`;
      described.push({ label, steps, rows, requests });
      subjects.push({ name: label, run: () => pbft(n, requests, inFlight, recording).steps });
    }
  }
  const [bare, ...rates] = compare(subjects, ROUNDS);
  printTable(
    `PBFT, n = ${n}, ${requests} requests; bare loop: ${((bare?.median ?? 0) / 1e6).toFixed(0)} M draws / CPU s`,
    ['', 'M steps / CPU s', 'best', 'M rows / CPU s', 'ms / request', 'draws a step'],
    rates.map(({ median, best }, i) => {
      const { label, steps, rows } = described[i] as Row;
      const seconds = steps / median;
      return [
        label,
        median / 1e6,
        best / 1e6,
        rows / seconds / 1e6,
        (1_000 * seconds) / requests,
        (bare?.median ?? Number.NaN) / median,
      ];
    }),
  );
}
if (sink === 0.5) console.log(sink);
