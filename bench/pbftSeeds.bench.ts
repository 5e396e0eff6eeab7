/**
 * What it is: many random worlds for byzantine_consensus, each with at most f faulty replicas, a bad
 * network, crashes and partitions. Prints how many there were and what went wrong, which must be nothing.
 * How many worlds, and from which seed on, may be said: PBFT_SEEDS=10000 PBFT_FROM=0.
 */

import { troubles } from '../src/engine/protocols/byzantineConsensus/testing/randomRuns.testing.ts';
import { cpuSeconds } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const count = Number(process.env['PBFT_SEEDS'] ?? 2_000);
const from = Number(process.env['PBFT_FROM'] ?? 100_000);

const before = cpuSeconds();
const found = Array.from({ length: count }, (_, i) => troubles(from + i)).filter(
  (list) => list.length > 0,
);
const seconds = cpuSeconds() - before;
for (const list of found) console.log(list.join('\n'));
printTable(
  'Random worlds of PBFT with at most f faulty replicas',
  ['worlds', 'with a violation or an unanswered request', 'worlds / CPU s'],
  [[count, found.length, count / seconds]],
);
if (found.length > 0) process.exitCode = 1;
