import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { geometryOf, swarmGrid } from '../../state/nodeGeometry.ts';
import { densityOf, smoothed } from '../traffic.ts';
import { agentAfterKey, agentAt, centreOf } from './swarm.ts';

const counts = fc.integer({ min: 1, max: 1_000 });

describe('a swarm', () => {
  test('finds every agent at its middle, and no other', () => {
    fc.assert(
      fc.property(counts, fc.nat(), (count, luck) => {
        const grid = swarmGrid(count);
        const index = luck % count;
        const { x, y } = centreOf(grid, index);
        expect(agentAt(grid, count, x, y)).toBe(index);
        expect(agentAt(grid, count, x + grid.cell * 0.49, y - grid.cell * 0.49)).toBe(index);
      }),
    );
  });

  test('finds nobody outside', () => {
    const grid = swarmGrid(30);
    expect(agentAt(grid, 30, -1, 5)).toBeUndefined();
    expect(agentAt(grid, 30, 5, -1)).toBeUndefined();
    expect(agentAt(grid, 30, grid.columns * grid.cell + 1, 5)).toBeUndefined();
    expect(agentAt(grid, 30, 5, grid.rows * grid.cell + 1)).toBeUndefined();
    // The last row is not full.
    const { x, y } = centreOf(grid, 29);
    expect(agentAt(grid, 30, x + grid.cell, y)).toBeUndefined();
  });

  test('fits into its node whatever the count', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const grid = swarmGrid(count);
        const size = geometryOf({
          kind: 'pool',
          id: 'p',
          name: 'P',
          position: { x: 0, y: 0 },
          agent: 'voter',
          count,
          template: {},
          overrides: [],
        });
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
        expect(size.width).toBeGreaterThanOrEqual(grid.columns * grid.cell);
        expect(size.height).toBeGreaterThan(grid.rows * grid.cell + 32);
        expect([size.width % 8, size.height % 8]).toEqual([0, 0]);
      }),
    );
  });

  test('keys lead to neighbours and stop at the ends', () => {
    const grid = swarmGrid(30);
    expect(agentAfterKey(grid, 30, 0, 'ArrowLeft')).toBe(0);
    expect(agentAfterKey(grid, 30, 0, 'ArrowRight')).toBe(1);
    expect(agentAfterKey(grid, 30, 0, 'ArrowDown')).toBe(grid.columns);
    expect(agentAfterKey(grid, 30, 29, 'ArrowDown')).toBe(29);
    expect(agentAfterKey(grid, 30, 5, 'End')).toBe(29);
    expect(agentAfterKey(grid, 30, 5, 'a')).toBeUndefined();
  });
});

test('traffic grows with messages and fades without', () => {
  const busy = smoothed(smoothed(0, 4), 4);
  expect(busy).toBeGreaterThan(smoothed(0, 4));
  expect(densityOf(busy)).toBeLessThan(1);
  let fading = busy;
  for (let i = 0; i < 120; i++) fading = smoothed(fading, 0);
  expect(fading).toBe(0);
});
