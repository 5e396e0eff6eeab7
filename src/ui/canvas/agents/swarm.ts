/**
 * What it is: a pool's agents as dots: where each lies, which one is under the pointer, which one an arrow
 * key leads to. Pure arithmetic; painting is in paint.ts.
 */

import type { SwarmGrid } from '../../state/nodeGeometry.ts';

/** The agent at a place within the grid, in its own pixels; undefined between and outside. */
export function agentAt(grid: SwarmGrid, count: number, x: number, y: number): number | undefined {
  const column = Math.floor(x / grid.cell);
  const row = Math.floor(y / grid.cell);
  if (column < 0 || column >= grid.columns || row < 0) return undefined;
  const index = row * grid.columns + column;
  return index < count ? index : undefined;
}

/** The middle of an agent's cell. */
export function centreOf(
  grid: SwarmGrid,
  index: number,
): { readonly x: number; readonly y: number } {
  const row = Math.floor(index / grid.columns);
  return {
    x: (index - row * grid.columns + 0.5) * grid.cell,
    y: (row + 0.5) * grid.cell,
  };
}

/** Where a key leads from an agent; undefined for keys that do not move. */
export function agentAfterKey(
  grid: SwarmGrid,
  count: number,
  from: number,
  key: string,
): number | undefined {
  const within = (index: number): number => (index < 0 || index >= count ? from : index);
  switch (key) {
    case 'ArrowLeft':
      return within(from - 1);
    case 'ArrowRight':
      return within(from + 1);
    case 'ArrowUp':
      return within(from - grid.columns);
    case 'ArrowDown':
      return within(from + grid.columns);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
