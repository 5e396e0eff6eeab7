/**
 * What it is: how fast byzantine_consensus runs with all its parts on (properties watched, what must
 * survive a crash kept, checkpoints, modelled seals), with the stream recorded and digested and without.
 * Steps are what the kernel takes from its queue: a message delivered, a timer expired. Rows are
 * what it records, or would: a message sent is a row and its delivery another. Beside it a bare loop that
 * only draws numbers, to tell a slow machine from slow code.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { openPbft } from '../src/engine/protocols/byzantineConsensus/testing/runs.testing.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const DRAWS = 20_000_000;
const ROUNDS = 3;
/** Replicas, and as many requests as take about a second. */
const SIZES = [
  [4, 3_000],
  [16, 600],
  [64, 80],
] as const;

let sink = 0;

/** What a run of this size is, without measuring it. */
function measureOf(n: number, requests: number): { steps: number; rows: number } {
  const run = pbft(n, requests, 'off');
  return { steps: run.steps, rows: run.eventCount };
}

function pbft(n: number, requests: number, recording: 'on' | 'off') {
  const parameters = { requests, clients: 16, requestIntervalMicros: 1_000 };
  const run = openPbft({ n, parameters, limits: { eventsMax: 50_000_000 } }, recording);
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
  const { steps, rows } = measureOf(n, requests);
  const rates = compare(
    [
      { name: 'stream and digest on', run: () => pbft(n, requests, 'on').steps },
      { name: 'recording off', run: () => pbft(n, requests, 'off').steps },
      { name: 'bare loop drawing numbers', run: bareLoop },
    ],
    ROUNDS,
  );
  const bare = rates[2]?.median ?? Number.NaN;
  printTable(
    `PBFT, n = ${n}: ${steps} steps, ${rows} rows for ${requests} requests`,
    [
      '',
      'M steps / CPU s',
      'best',
      'M rows / CPU s',
      'ms / request',
      'draws of the bare loop a step',
    ],
    rates.map(({ name, median, best }, i) =>
      i === 2
        ? [name, median / 1e6, best / 1e6, 0, 0, 1]
        : [
            name,
            median / 1e6,
            best / 1e6,
            (median * rows) / steps / 1e6,
            (1_000 * steps) / requests / median,
            bare / median,
          ],
    ),
  );
}
if (sink === 0.5) console.log(sink);
