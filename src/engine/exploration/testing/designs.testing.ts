/** What it is: designs to explore, small enough that many runs of them fit into a test. */

import type { Design } from '../../document/design.ts';
import type { Fault } from '../../document/fault.ts';
import { designSchema } from '../../document/design.ts';

export interface DesignWishes {
  readonly replicas?: number;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly faults?: readonly Fault[];
  readonly lossPpm?: number;
}

const position = { x: 0, y: 0 };

/** Byzantine consensus over one pool. */
export function pbftDesign(wishes: DesignWishes = {}): Design {
  const { replicas = 4, parameters = {}, faults = [], lossPpm = 0 } = wishes;
  const wire = (id: string, node: string, port: string, to: string): object => ({
    id,
    source: { node, port },
    target: { node: 'order', port: to },
  });
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Explored',
    nodes: [
      { kind: 'pool', id: 'replicas', name: 'Replicas', position, agent: 'voter', count: replicas },
      { kind: 'network', id: 'lan', name: 'Network', position, settings: { lossPpm } },
      {
        kind: 'coordination',
        id: 'order',
        name: 'Order',
        position,
        protocol: 'byzantine_consensus',
        parameters: { requests: 2, clients: 2, authentication: 'modelled', ...parameters },
      },
    ],
    connections: [
      wire('c0', 'replicas', 'agents', 'participants'),
      wire('c1', 'lan', 'network', 'network'),
    ],
    faults,
  });
}

/** Parameters of a cluster that is quick to elect, to decide and to be over, and guards no leader. */
export const HASTY_CLUSTER = {
  votersPerRegion: 3,
  runMicros: 1_000_000,
  commandMicros: 20_000,
  electionMicros: 40_000,
  heartbeatMicros: 12_000,
  periodMicros: 100_000,
  probeTimeoutMicros: 30_000,
  suspicionPeriods: 1,
  regionTimeoutMicros: 25_000,
  interRegionMicros: 2_000,
  batchEntries: 1,
  snapshotEntries: 40,
  preVote: false,
  checkQuorum: false,
} as const;

export interface ClusterWishes {
  /** Of the latency. */
  readonly meanMicros?: number;
  readonly faults?: readonly Fault[];
}

/** A cluster of ten nodes. */
export function clusterDesign(
  parameters: Readonly<Record<string, string | number | boolean>>,
  { meanMicros = 6_000, faults = [] }: ClusterWishes = {},
): Design {
  const wire = (id: string, node: string, port: string, to: string): object => ({
    id,
    source: { node, port },
    target: { node: 'c', port: to },
  });
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Explored cluster',
    nodes: [
      { kind: 'pool', id: 'p', name: 'Nodes', position, agent: 'voter', count: 10 },
      {
        kind: 'network',
        id: 'lan',
        name: 'Network',
        position,
        settings: {
          latency: { distribution: 'exponential', leastMicros: 500, meanMicros },
        },
      },
      {
        kind: 'coordination',
        id: 'c',
        name: 'Cluster',
        position,
        protocol: 'distributed_coordination',
        parameters,
      },
    ],
    connections: [
      wire('c0', 'p', 'agents', 'participants'),
      wire('c1', 'lan', 'network', 'network'),
    ],
    faults,
  });
}

/** So many replicas in one plot, from the primary on. */
export function plot(colluders: number): Fault {
  const agents = Array.from({ length: colluders }, (_, i) => `replicas/${i}`);
  return { id: 'plot', kind: 'behaviour', behaviour: 'collude', at: 0, agents };
}
