import { expect, test } from 'vitest';
import { WorldStore } from './worldStore.ts';

const LENGTH = 1_000;
const worldOf = (i: number): Int32Array => new Int32Array(LENGTH).fill(i);

test('worlds are found again under their names, and their room is used again once they were let go', () => {
  const store = new WorldStore();
  const waiting: { readonly name: number; readonly i: number }[] = [];
  const room = new Int32Array(LENGTH);
  let largest = 0;
  // As a search does: what comes first goes first, never more than three hundred at a time.
  for (let i = 0; i < 2_000; i++) {
    const name = store.keep(worldOf(i), LENGTH - (i % 7));
    largest = Math.max(largest, name);
    waiting.push({ name, i });
    if (waiting.length < 300) continue;
    const first = waiting.shift()!;
    expect(store.lengthOf(first.name)).toBe(LENGTH - (first.i % 7));
    expect(store.at(first.name, 3)).toBe(first.i);
    const length = store.read(first.name, room);
    expect(room.subarray(0, length).every((number) => number === first.i)).toBe(true);
    store.letGo(first.name);
  }
  expect(largest).toBeLessThan(3 * 2 ** 18);
});
