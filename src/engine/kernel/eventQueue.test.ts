import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from '../base/invariant.ts';
import { MICROS_LIMIT } from '../base/units.ts';
import { EventQueue } from './eventQueue.ts';

/** The obvious queue: an array kept in order; equal times behind those already there. */
class ModelQueue {
  now = 0;
  readonly entries: { at: number; id: number }[] = [];

  push(at: number, id: number): void {
    const behind = this.entries.findIndex((entry) => entry.at > at);
    this.entries.splice(behind === -1 ? this.entries.length : behind, 0, { at, id });
  }

  pop(): { at: number; id: number } | undefined {
    const entry = this.entries.shift();
    if (entry !== undefined) this.now = entry.at;
    return entry;
  }
}

type Action =
  | { readonly kind: 'push'; readonly delay: number }
  | { readonly kind: 'pushSame' }
  | { readonly kind: 'pop'; readonly times: number }
  | { readonly kind: 'peek' }
  | { readonly kind: 'popUntil'; readonly delay: number }
  | { readonly kind: 'restore' };

/** Delays around every boundary of the wheel's levels, so that few actions reach all of them. */
const delays = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0, max: 4096 * 2 }),
  fc
    .tuple(fc.constantFrom(12, 24, 36), fc.integer({ min: -2, max: 2 }))
    .map(([bits, off]) => 2 ** bits + off),
  fc.integer({ min: 0, max: 2 ** 26 }),
  fc.integer({ min: 0, max: 2 ** 44 }),
);

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: delays.map((delay): Action => ({ kind: 'push', delay })) },
  { weight: 3, arbitrary: fc.constant<Action>({ kind: 'pushSame' }) },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 6 }).map((times): Action => ({ kind: 'pop', times })),
  },
  { weight: 2, arbitrary: fc.constant<Action>({ kind: 'peek' }) },
  { weight: 2, arbitrary: delays.map((delay): Action => ({ kind: 'popUntil', delay })) },
  { weight: 1, arbitrary: fc.constant<Action>({ kind: 'restore' }) },
);

function popBoth(queue: EventQueue, model: ModelQueue): void {
  const expected = model.pop();
  expect(queue.pop()).toBe(expected !== undefined);
  if (expected === undefined) return;
  expect([queue.at, queue.a]).toEqual([expected.at, expected.id]);
  expect([queue.kind, queue.b, queue.c, queue.cause]).toEqual([
    expected.id & 7,
    -expected.id,
    expected.id * 3,
    expected.id - 1,
  ]);
  expect(queue.now).toBe(expected.at);
  expect(queue.size).toBe(model.entries.length);
}

function pushBoth(queue: EventQueue, model: ModelQueue, at: number, id: number): void {
  queue.push(at, id & 7, id, -id, id * 3, id - 1);
  model.push(at, id);
}

describe('EventQueue', () => {
  test('any pushes, pops, peeks and restores pop as from a sorted list', () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 80, size: 'max' }), (script) => {
        let queue = new EventQueue(2);
        const model = new ModelQueue();
        let id = 1;
        let last = 0;
        for (const action of script) {
          if (action.kind === 'push') {
            last = Math.min(model.now + action.delay, MICROS_LIMIT - 1);
            pushBoth(queue, model, last, id++);
          } else if (action.kind === 'pushSame') {
            pushBoth(queue, model, Math.max(last, model.now), id++);
          } else if (action.kind === 'pop') {
            for (let i = 0; i < action.times; i++) popBoth(queue, model);
          } else if (action.kind === 'popUntil') {
            const until = model.now + action.delay;
            if ((model.entries[0]?.at ?? Infinity) > until) {
              expect(queue.popUntil(until)).toBe(false);
              expect(queue.now).toBe(model.now);
            } else {
              expect(queue.popUntil(until)).toBe(true);
              const { at, id } = model.pop()!;
              expect([queue.at, queue.now, queue.a]).toEqual([at, at, id]);
            }
          } else if (action.kind === 'peek') {
            expect(queue.peekAt()).toBe(model.entries[0]?.at ?? -1);
            expect(queue.now).toBe(model.now);
          } else {
            const snapshot = queue.snapshot();
            expect([...snapshot.times]).toEqual(model.entries.map((entry) => entry.at));
            queue = EventQueue.restore(snapshot);
            expect(queue.snapshot()).toEqual(snapshot);
          }
        }
        while (model.entries.length > 0) popBoth(queue, model);
        expect(queue.pop()).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('a long steady run of mixed delays stays in order', () => {
    const queue = new EventQueue();
    const model = new ModelQueue();
    let word = 12345;
    const next = (bound: number): number => {
      word = (Math.imul(word, 1664525) + 1013904223) | 0;
      return (word >>> 8) % bound;
    };
    const spans = [1, 10, 4096, 20_000, 2 ** 23];
    for (let id = 1; id <= 300; id++) pushBoth(queue, model, next(20_000), id);
    for (let id = 301; id <= 12_000; id++) {
      popBoth(queue, model);
      pushBoth(queue, model, model.now + next(spans[next(spans.length)] as number), id);
    }
  });

  test('equal times leave in order of insertion, across windows and growth', () => {
    const queue = new EventQueue(1);
    const at = 2 ** 36 + 2 ** 24 + 4096 + 1;
    for (let id = 0; id < 3000; id++) {
      queue.push(at, 0, id, 0, 0, -1);
      // Filler entries bring the cursor nearer, so later ones are put straight into finer lists.
      if (id === 500) queue.push(2 ** 36, 1, 0, 0, 0, -1);
      if (id === 1000) queue.push(2 ** 36 + 2 ** 24, 1, 0, 0, 0, -1);
      if (id === 1500) queue.push(at - 1, 1, 0, 0, 0, -1);
      if (id === 700 || id === 1200 || id === 1700) expect(queue.pop() && queue.kind).toBe(1);
    }
    for (let id = 0; id < 3000; id++) {
      expect(queue.pop()).toBe(true);
      expect(queue.a).toBe(id);
    }
    expect(queue.size).toBe(0);
  });

  test('something earlier may be pushed after a peek, and is seen first', () => {
    const queue = new EventQueue();
    queue.push(2 ** 40 + 5, 1, 0, 0, 0, -1);
    queue.push(2 ** 40 + 3, 2, 0, 0, 0, -1);
    expect(queue.peekAt()).toBe(2 ** 40 + 3);
    queue.push(7, 3, 0, 0, 0, -1);
    expect(queue.peekAt()).toBe(7);
    queue.push(2 ** 40 + 4, 4, 0, 0, 0, -1);
    const kinds: number[] = [];
    while (queue.pop()) {
      kinds.push(queue.kind);
      if (queue.kind === 3) expect(queue.peekAt()).toBe(2 ** 40 + 3);
    }
    expect(kinds).toEqual([3, 2, 4, 1]);
    expect(queue.peekAt()).toBe(-1);
  });

  test('a snapshot does not change when the queue goes on', () => {
    const queue = new EventQueue();
    queue.push(10, 1, -2, 3, -4, 5);
    queue.push(5000, 6, 7, 8, 9, 10);
    const snapshot = queue.snapshot();
    queue.pop();
    queue.push(11, 0, 0, 0, 0, 0);
    expect([...snapshot.times]).toEqual([10, 5000]);
    expect([...snapshot.words]).toEqual([1, -2, 3, -4, 5, 6, 7, 8, 9, 10]);
    const again = EventQueue.restore(snapshot);
    expect(again.pop() && [again.at, again.kind, again.a, again.b, again.c, again.cause]).toEqual([
      10, 1, -2, 3, -4, 5,
    ]);
  });

  test('entries are used again: a steady queue does not grow', () => {
    const queue = new EventQueue(4);
    for (let i = 0; i < 4; i++) queue.push(i, 0, 0, 0, 0, 0);
    for (let i = 0; i < 50; i++) {
      queue.pop();
      queue.push(3, 0, 0, 0, 0, 0);
    }
    expect(queue.capacity).toBe(4);
    queue.push(3, 0, 0, 0, 0, 0);
    expect(queue.capacity).toBe(8);
  });

  test.each([-1, 0.5, MICROS_LIMIT, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (at) => {
    expect(() => new EventQueue().push(at, 0, 0, 0, 0, 0)).toThrow(InvariantError);
  });

  test('refuses the past, and takes the present and the last moment', () => {
    const queue = new EventQueue();
    queue.push(100, 0, 0, 0, 0, 0);
    queue.pop();
    expect(() => queue.push(99, 0, 0, 0, 0, 0)).toThrow(/cannot queue at 99/);
    queue.push(MICROS_LIMIT - 1, 2, 0, 0, 0, 0);
    queue.push(100, 1, 0, 0, 0, 0);
    expect(queue.pop() && queue.at).toBe(100);
    expect(queue.pop() && queue.at).toBe(MICROS_LIMIT - 1);
  });
});

test('a queue that was cleared pops as a new one does', () => {
  const used = new EventQueue();
  for (let i = 0; i < 50; i++) used.push(i * 777_777, 1, i, 0, 0, 0);
  for (let i = 0; i < 20; i++) used.pop();
  used.clear();
  const fresh = new EventQueue();
  for (const queue of [used, fresh])
    for (let i = 0; i < 50; i++) queue.push((i * 31) % 17, 2, i, 0, 0, 0);
  expect(used.peekAt()).toBe(0);
  while (fresh.pop()) {
    expect(used.pop()).toBe(true);
    expect([used.at, used.a]).toEqual([fresh.at, fresh.a]);
  }
  expect(used.pop()).toBe(false);
});
