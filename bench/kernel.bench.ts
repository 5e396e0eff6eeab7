/**
 * What it is: what the kernel costs by itself: a protocol that only floods, with the stream recorded and
 * digested and without, beside the bare loop that a simulator cannot be faster than.
 * Figures are deliveries for each CPU second; with recording on each is two events (sent, delivered).
 */

import { floodPlan, floodProtocol } from '../src/engine/kernel/testing/floodProtocol.testing.ts';
import { EventQueue } from '../src/engine/kernel/eventQueue.ts';
import { openSimulation } from '../src/engine/kernel/simulation.ts';
import type { Subject } from './lib/measure.ts';
import { compare } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const PROTOCOLS = new Map([['simple_consensus', floodProtocol]] as const);
/** Members and rounds: about 400,000 deliveries each. */
const SIZES = [
  [4, 25_000],
  [16, 1_600],
  [64, 100],
] as const;

function flood(members: number, rounds: number, recording: 'on' | 'off'): Subject {
  return {
    name: `${members} members, recording ${recording}`,
    run: () => {
      const run = openSimulation(floodPlan(members, rounds), PROTOCOLS, new Map(), { recording });
      run.advance(Infinity, Infinity);
      run.digest();
      return run.summary().messages;
    },
  };
}

/** The queue alone with 4,096 entries that wait, each pushed again when it comes. */
const bareLoop: Subject = {
  name: 'bare queue, no protocol',
  run: () => {
    const queue = new EventQueue(8_192);
    for (let i = 0; i < 4_096; i++) queue.push(5_000 + i, 1, i, 0, 0, -1);
    for (let i = 0; i < 400_000; i++) {
      queue.pop();
      queue.push(queue.at + 5_000 + ((queue.a * 7_919 + i) % 10_000), 1, queue.a, 0, 0, -1);
    }
    return 400_000;
  },
};

const subjects = SIZES.flatMap(([members, rounds]) => [
  flood(members, rounds, 'off'),
  flood(members, rounds, 'on'),
]);
const rows = compare([bareLoop, ...subjects], 7).map(({ name, median, best }) => [
  name,
  median / 1e6,
  best / 1e6,
]);
printTable('Kernel: M deliveries per CPU second', ['subject', 'median', 'best'], rows);
