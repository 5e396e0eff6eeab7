/**
 * What it is: how fast byzantine_consensus runs with all its parts on (properties watched, checkpoints),
 * with seals modelled, of HMACs and of Ed25519, with the stream recorded and digested and without, with
 * one request in flight and with sixteen, which need more memory at a time.
 * Steps are what the kernel takes from its queue: a message delivered, a timer expired. Rows are what it
 * records, or would: sending a message is a row and its delivery another. "recorded / not" is how many times as long
 * the same steps take with the stream recorded, the median of rounds one right after the other. Beside it, in the same rounds,
 * a bare loop that only draws numbers, to tell a slow machine from slow code. PBFT_REPLICAS=4,64 says which sizes.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { openPbft } from '../src/engine/protocols/byzantineConsensus/testing/runs.testing.ts';
import type { Subject } from './lib/measure.ts';
import { compare, slowdown } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const DRAWS = 20_000_000;
const ROUNDS = 5;
/** Replicas, and requests with each scheme: fewer where cryptography takes its time. */
const SIZES = [
  [4, { modelled: 4_000, hmac: 200, ed25519: 20 }],
  [16, { modelled: 600, hmac: 60, ed25519: 6 }],
  [64, { modelled: 60, hmac: 4, ed25519: 2 }],
  [128, { modelled: 16, hmac: 2, ed25519: 1 }],
  [256, { modelled: 5, hmac: 1, ed25519: 1 }],
] as const;
const ASKED = process.env['PBFT_REPLICAS']?.split(',').map(Number);
/** Scheme and requests in flight. */
const WAYS = [
  ['modelled', 1],
  ['modelled', 16],
  ['hmac', 1],
  ['ed25519', 1],
] as const;

interface Row {
  readonly label: string;
  readonly steps: number;
  readonly rows: number;
  readonly requests: number;
}

let sink = 0;

function pbft(
  n: number,
  requests: number,
  [authentication, inFlight]: (typeof WAYS)[number],
  recording: 'on' | 'off',
) {
  const parameters = { requests, clients: inFlight, requestIntervalMicros: 0, authentication };
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

for (const [n, counts] of SIZES) {
  if (ASKED !== undefined && !ASKED.includes(n)) continue;
  const described: Row[] = [];
  const subjects: Subject[] = [{ name: 'bare loop drawing numbers', run: bareLoop }];
  for (const way of WAYS) {
    const [authentication, inFlight] = way;
    const requests = counts[authentication];
    if (inFlight > requests) continue;
    const { steps, eventCount: rows } = pbft(n, requests, way, 'off');
    for (const recording of ['on', 'off'] as const) {
      const label = `${authentication}, ${inFlight} in flight, recording ${recording}`;
      described.push({ label, steps, rows, requests });
      subjects.push({ name: label, run: () => pbft(n, requests, way, recording).steps });
    }
  }
  const [bare, ...rates] = compare(subjects, ROUNDS);
  printTable(
    `PBFT, n = ${n}; bare loop: ${((bare?.median ?? 0) / 1e6).toFixed(0)} M draws / CPU s`,
    [
      '',
      'M steps / CPU s',
      'best',
      'M rows / CPU s',
      'ms / request',
      'draws a step',
      'recorded / not',
    ],
    rates.map((rate, i) => {
      const { median, best } = rate;
      const { label, steps, rows, requests } = described[i] as Row;
      const seconds = steps / median;
      // Each recorded way is followed by the same without.
      const unrecorded = i % 2 === 0 ? rates[i + 1] : undefined;
      return [
        label,
        median / 1e6,
        best / 1e6,
        rows / seconds / 1e6,
        (1_000 * seconds) / requests,
        (bare?.median ?? Number.NaN) / median,
        unrecorded === undefined ? '' : slowdown(rate, unrecorded).toFixed(2),
      ];
    }),
  );
}
if (sink === 0.5) console.log(sink);
