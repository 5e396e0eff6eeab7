/**
 * What it is: a ring on which tasks and cluster nodes lie: a task belongs to the next node on the ring that is there.
 * Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997. Each node has several places, the virtual
 * nodes, so that shares are even and a lost node's tasks go to many.
 * Shapes: places are unsigned 32-bit words, ascending; `owners[i]` is the node at `places[i]`.
 * Cost: a look-up is a binary search and a step for every place of a node that is not there; when a node comes or
 * goes nothing is built anew.
 */

import { avalanche } from './choices.ts';

export interface Ring {
  readonly places: Float64Array;
  readonly owners: Int32Array;
}

const NODE_SALT = 0x5bd1e995 | 0;
const TASK_SALT = 0x1b873593 | 0;

function placeOfNode(node: number, copy: number): number {
  return avalanche(avalanche((node + NODE_SALT) | 0) ^ Math.imul(copy + 1, 0x9e3779b9));
}

/** Where a task lies. */
export function placeOfTask(task: number): number {
  return avalanche(Math.imul(task + 1, 0x9e3779b9) ^ TASK_SALT);
}

function makeRing(nodeCount: number, virtualNodes: number): Ring {
  // Place and node in one number each, below 2^53: numbers alone are sorted many times faster than pairs.
  const points = new Float64Array(nodeCount * virtualNodes);
  for (let node = 0; node < nodeCount; node++) {
    for (let copy = 0; copy < virtualNodes; copy++) {
      points[node * virtualNodes + copy] = placeOfNode(node, copy) * nodeCount + node;
    }
  }
  points.sort();
  const owners = new Int32Array(points.length);
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as number;
    const node = point % nodeCount;
    owners[i] = node;
    points[i] = (point - node) / nodeCount;
  }
  return { places: points, owners };
}

const MEMORY_MOST = 8;
const memory = new Map<string, Ring>();

/** The ring of so many nodes; remembered, and nobody changes it. */
export function ringOf(nodeCount: number, virtualNodes: number): Ring {
  const key = `${nodeCount}/${virtualNodes}`;
  let ring = memory.get(key);
  if (ring === undefined) {
    ring = makeRing(nodeCount, virtualNodes);
    if (memory.size === MEMORY_MOST) memory.clear();
    memory.set(key, ring);
  }
  return ring;
}

/** The node that a task belongs to among those that are there, or -1. */
export function ownerOf(ring: Ring, task: number, isThere: (node: number) => boolean): number {
  const { places, owners } = ring;
  const place = placeOfTask(task);
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  for (let i = 0; i < owners.length; i++) {
    const node = owners[(low + i) % owners.length] as number;
    if (isThere(node)) return node;
  }
  return -1;
}
