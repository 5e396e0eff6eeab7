/**
 * How soon the detectors of drift find a rise of errors, and how often they cry wolf: streams of errors with known
 * shares, over seeds. A member errs 10 % of the time, and after row 1,000 more often.
 *
 *   npm run bench -- drift
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { enterError, newMonitor } from '../src/engine/learning/drift/monitor.ts';
import type { DetectorSettings } from '../src/engine/learning/drift/monitor.ts';
import { printTable } from './lib/table.ts';

const SEEDS = 200;
const ROWS_BEFORE = 1_000;
const ROWS_AFTER = 1_000;
const USUAL = 0.1;

const DETECTORS: readonly (readonly [name: string, settings: DetectorSettings])[] = [
  ['ADWIN, δ 0.002', { kind: 'adwin', delta: 0.002 }],
  ['ADWIN, δ 0.05', { kind: 'adwin', delta: 0.05 }],
  ['Page–Hinkley, λ 20', { kind: 'page_hinkley', threshold: 20, tolerance: 0.005 }],
  ['Page–Hinkley, λ 50', { kind: 'page_hinkley', threshold: 50, tolerance: 0.005 }],
];
const RISES = [0.1, 0.15, 0.2, 0.3, 0.5];

/** The row of the first drift; undefined when none was found. */
function firstDrift(settings: DetectorSettings, seed: number, after: number): number | undefined {
  const choices = SeededChoices.named(seed, 'bench/drift');
  const monitor = newMonitor(settings);
  for (let row = 0; row < ROWS_BEFORE + ROWS_AFTER; row++) {
    const share = row < ROWS_BEFORE ? USUAL : after;
    const error = choices.fraction() < share ? 1 : 0;
    if (enterError(monitor, error, settings)?.kind === 'drift') return row;
  }
  return undefined;
}

const median = (values: readonly number[]): string => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted.length === 0 ? '–' : String(sorted[Math.floor(sorted.length / 2)]);
};
const share = (part: number): string => `${((100 * part) / SEEDS).toFixed(1)} %`;

for (const [name, settings] of DETECTORS) {
  const began = process.cpuUsage();
  const rows = RISES.map((after) => {
    const found = Array.from({ length: SEEDS }, (_, seed) => firstDrift(settings, seed, after));
    const early = found.filter((row) => row !== undefined && row < ROWS_BEFORE).length;
    const rightly = found.filter((row) => row !== undefined && row >= ROWS_BEFORE);
    const delays = rightly.map((row) => (row ?? 0) - ROWS_BEFORE);
    return [
      after === USUAL ? 'none' : `to ${100 * after} %`,
      share(early),
      after === USUAL ? share(rightly.length) : '',
      after === USUAL ? '' : share(rightly.length),
      after === USUAL ? '' : median(delays),
    ];
  });
  const { user, system } = process.cpuUsage(began);
  const entered = RISES.length * SEEDS * (ROWS_BEFORE + ROWS_AFTER);
  const header = ['errors rise', 'alarms before', 'alarms later', 'found', 'median rows later'];
  printTable(name, header, rows);
  console.log(`${((user + system) / entered).toFixed(2)} µs of CPU a row, at most\n`);
}
