/** What it is: small space–time stages for tests: rows as [from, to, sentAt, endAt, fate, kind]. */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';

export type MessageSketch = readonly [
  from: number,
  to: number,
  sentAt: number,
  endAt: number,
  fate?: number,
  kind?: number,
];

export function aStage(
  rows: readonly MessageSketch[],
  part: Partial<SpaceTimeStage> = {},
): SpaceTimeStage {
  const column = (place: number): number[] => rows.map((row) => row[place] ?? 0);
  return {
    kind: 'spaceTime',
    lanes: ['client', 'replicas 0', 'replicas 1', 'replicas 2'].map((label, actor) => ({
      actor,
      label,
      role: actor === 0 ? 'client' : 'replica',
    })),
    messages: {
      count: rows.length,
      total: rows.length,
      seq: Int32Array.from(rows.map((_, i) => i * 10)),
      from: Int16Array.from(column(0)),
      to: Int16Array.from(column(1)),
      sentAt: Float64Array.from(column(2)),
      endAt: Float64Array.from(column(3)),
      fate: Uint8Array.from(rows.map((row) => row[4] ?? (row[3] < 0 ? 0 : 1))),
      kind: Uint8Array.from(column(5)),
    },
    kinds: [
      { kind: 'prepare', title: 'Prepare', phase: 'prepare', hue: 1 },
      { kind: 'commit', title: 'Commit', phase: 'commit', hue: 2 },
    ],
    bands: [],
    phases: [],
    points: [],
    ...part,
  };
}
