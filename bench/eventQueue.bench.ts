/**
 * What it is: the hold model. A queue holds a fixed number of pending events; each step takes the
 * earliest and adds one that is due 1 to 16,384 µs later. Rates are steps (one pop and one push) for
 * each CPU second, beside a heap of objects, a ring without any order (the most a loop around typed
 * arrays can do) and the bare loop that only draws delays.
 */

import { EventQueue } from '../src/engine/kernel/eventQueue.ts';
import { SeededChoices } from '../src/engine/base/choices.ts';
import { compare } from './lib/measure.ts';
import type { HeapEvent } from './lib/objectHeap.ts';
import { ObjectHeap } from './lib/objectHeap.ts';
import { printTable } from './lib/table.ts';

const STEPS = 1_000_000;
const DELAY_MASK = 16_383;

let sink = 0;

function holdWheel(pending: number): () => number {
  const choices = SeededChoices.named(1, 'hold');
  const queue = new EventQueue();
  for (let i = 0; i < pending; i++) queue.push(1 + (choices.word() & DELAY_MASK), 0, i, 0, 0, i);
  return () => {
    for (let i = 0; i < STEPS; i++) {
      queue.pop();
      queue.push(queue.at + 1 + (choices.word() & DELAY_MASK), 0, queue.a, i, 0, i);
    }
    sink ^= queue.b;
    return STEPS;
  };
}

function holdHeap(pending: number): () => number {
  const choices = SeededChoices.named(1, 'hold');
  const isBefore = (x: HeapEvent, y: HeapEvent): boolean =>
    x.at !== y.at ? x.at < y.at : x.seq < y.seq;
  const heap = new ObjectHeap(isBefore);
  let seq = 0;
  for (; seq < pending; seq++) heap.push({ at: 1 + (choices.word() & DELAY_MASK), seq, kind: 0 });
  return () => {
    for (let i = 0; i < STEPS; i++) {
      const event = heap.pop();
      if (event === undefined) throw new Error('the heap ran dry');
      heap.push({ at: event.at + 1 + (choices.word() & DELAY_MASK), seq: seq++, kind: 0 });
      sink ^= event.seq;
    }
    return STEPS;
  };
}

function holdRing(pending: number): () => number {
  const choices = SeededChoices.named(1, 'hold');
  const ring = new Int32Array(pending * 8);
  let head = 0;
  return () => {
    for (let i = 0; i < STEPS; i++) {
      const at = (ring[head] as number) + 1 + (choices.word() & DELAY_MASK);
      const a = ring[head + 4] as number;
      ring[head] = at;
      ring[head + 1] = 0;
      ring[head + 2] = 0;
      ring[head + 3] = 0;
      ring[head + 4] = a;
      ring[head + 5] = i;
      ring[head + 6] = 0;
      ring[head + 7] = i;
      head += 8;
      if (head === ring.length) head = 0;
    }
    sink ^= ring[0] as number;
    return STEPS;
  };
}

function bareLoop(): () => number {
  const choices = SeededChoices.named(1, 'hold');
  return () => {
    for (let i = 0; i < STEPS; i++) sink ^= choices.word() & DELAY_MASK;
    return STEPS;
  };
}

for (const pending of [1_000, 100_000]) {
  const rates = compare([
    { name: 'event queue (timing wheel)', run: holdWheel(pending) },
    { name: 'binary heap of objects', run: holdHeap(pending) },
    { name: 'ring without order (ceiling)', run: holdRing(pending) },
    { name: 'bare loop drawing delays', run: bareLoop() },
  ]);
  const ceiling = rates[2]?.median ?? Number.NaN;
  printTable(
    `Hold model, ${pending.toLocaleString('en-GB')} pending, delays 1..16384 µs`,
    ['queue', 'M events / CPU s', 'best', 'share of ceiling'],
    rates.map((rate) => [rate.name, rate.median / 1e6, rate.best / 1e6, rate.median / ceiling]),
  );
}
if (sink === 0.5) console.log(sink);
