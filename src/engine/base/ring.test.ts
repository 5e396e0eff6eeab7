import { describe, expect, test } from 'vitest';
import { ownerOf, ringOf } from './ring.ts';

const TASKS = Array.from({ length: 20_000 }, (_, task) => task);
const ALL = (): boolean => true;

describe('the ring', () => {
  test('RING-1 a task belongs to the next node on the ring that is there', () => {
    const ring = ringOf(7, 3);
    for (const task of TASKS.slice(0, 300)) {
      const owner = ownerOf(ring, task, ALL);
      const next = ownerOf(ring, task, (node) => node !== owner);
      expect(next).not.toBe(owner);
      expect(ownerOf(ring, task, (node) => node === owner)).toBe(owner);
    }
    expect(ownerOf(ring, 1, () => false)).toBe(-1);
  });

  test('RING-2 only the tasks of a lost node move, about K/N, and they come back with it', () => {
    const ring = ringOf(50, 64);
    const before = TASKS.map((task) => ownerOf(ring, task, ALL));
    const after = TASKS.map((task) => ownerOf(ring, task, (node) => node !== 17));
    const moved = TASKS.filter((task) => before[task] !== after[task]);
    expect(moved.every((task) => before[task] === 17)).toBe(true);
    expect(moved.length).toBe(before.filter((node) => node === 17).length);
    const fair = TASKS.length / 50;
    expect(moved.length).toBeGreaterThan(fair * 0.5);
    expect(moved.length).toBeLessThan(fair * 1.6);
    // Its tasks are spread over many, not handed to one neighbour.
    expect(new Set(moved.map((task) => after[task])).size).toBeGreaterThan(20);
  });

  test('RING-3 more virtual nodes make shares more even, within what chance allows', () => {
    const spreadOf = (virtualNodes: number): number => {
      const shares = new Float64Array(40);
      const ring = ringOf(40, virtualNodes);
      for (const task of TASKS) {
        const owner = ownerOf(ring, task, ALL);
        shares[owner] = shares[owner]! + 1;
      }
      const mean = TASKS.length / 40;
      const variance = shares.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / 40;
      return Math.sqrt(variance) / mean;
    };
    // The share of a node with v places has a relative deviation of about 1/√v.
    for (const virtualNodes of [1, 16, 256]) {
      expect(spreadOf(virtualNodes) * Math.sqrt(virtualNodes)).toBeGreaterThan(0.5);
      expect(spreadOf(virtualNodes) * Math.sqrt(virtualNodes)).toBeLessThan(2);
    }
  });
});
