import { expect, test } from 'vitest';
import { designSchema } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import { finishRun, openRun } from '../simulation.ts';
import type { Run } from '../kernel/run.ts';
import { agentsProjection, conditionBytes } from './agents.ts';
import {
  AGENT_BYZANTINE,
  AGENT_CONDITION_MASK,
  AGENT_CRASHED,
  AGENT_CUT_OFF,
  AGENT_HEALTHY,
  AGENT_LEADS,
} from './frame.ts';
import {
  FATE_DELIVERED,
  FATE_DROPPED,
  FATE_IGNORED,
  FATE_IN_FLIGHT,
  MessageIndex,
} from './messages.ts';
import { MilestoneIndex } from './milestones.ts';
import { ProjectionTape } from './projection.ts';
import { viewOf } from './views.ts';
import { ActivityIndex, MarkIndex } from './timeline.ts';
import { sayMicros, sayMoney, sayShare, sayWhole } from './units.ts';

/** A stormy run: loss, duplicates, a silent primary, a crash, a partition. */
function stormyRun(): Run {
  const position = { x: 0, y: 0 };
  const { plan, diagnostics } = compileDesign(
    designSchema.parse({
      format: 'concord.design',
      version: 1,
      name: 'Storm',
      seed: 3,
      nodes: [
        { id: 'replicas', name: 'Replicas', kind: 'pool', agent: 'voter', count: 4, position },
        {
          id: 'order',
          name: 'Order',
          kind: 'coordination',
          protocol: 'byzantine_consensus',
          parameters: { requests: 6, requestIntervalMicros: 800_000 },
          position,
        },
        {
          id: 'net',
          name: 'Net',
          kind: 'network',
          settings: { lossPpm: 30_000, duplicationPpm: 50_000 },
          position,
        },
      ],
      connections: [
        {
          id: 'a',
          source: { node: 'replicas', port: 'agents' },
          target: { node: 'order', port: 'participants' },
        },
        {
          id: 'b',
          source: { node: 'net', port: 'network' },
          target: { node: 'order', port: 'network' },
        },
      ],
      faults: [
        {
          id: 'f1',
          kind: 'behaviour',
          behaviour: 'silent',
          at: 0,
          until: 900_000,
          agents: ['replicas/0'],
        },
        { id: 'f2', kind: 'crash', at: 2_000_000, until: 2_500_000, agents: ['replicas/2'] },
        { id: 'f3', kind: 'partition', at: 3_000_000, until: 3_500_000, groups: [['replicas/3']] },
      ],
    }),
  );
  if (plan === undefined) throw new Error(diagnostics.map((one) => one.message).join(' '));
  return finishRun(openRun(plan));
}

const run = stormyRun();
const { events } = run;

test('every journey’s fate is what the stream says, at any cursor', () => {
  const index = new MessageIndex();
  for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
  const kinds = (seq: number) => events.shapes[events.kind(seq)]?.kind;
  for (const cursor of [
    events.length,
    Math.floor(events.length / 2),
    Math.floor(events.length / 5),
  ]) {
    let delivered = 0;
    let dropped = 0;
    let ignored = 0;
    for (let seq = 0; seq < cursor; seq++) {
      if (kinds(seq) === 'message.delivered') delivered++;
      if (kinds(seq) === 'message.dropped') dropped++;
      if (kinds(seq) === 'message.ignored') ignored++;
    }
    const counts = [0, 0, 0, 0];
    for (let row = 0; row < index.length; row++) {
      if ((index.sentSeq.values[row] as number) >= cursor) continue;
      const fate = index.fateAt(row, cursor);
      counts[fate] = (counts[fate] as number) + 1;
    }
    expect(counts[FATE_DROPPED]).toBe(dropped);
    expect((counts[FATE_DELIVERED] as number) + (counts[FATE_IGNORED] as number)).toBe(delivered);
    expect(counts[FATE_IGNORED]).toBe(ignored);
    if (cursor === events.length) expect(dropped).toBeGreaterThan(0);
    expect(counts[FATE_IN_FLIGHT]).toBeGreaterThanOrEqual(0);
  }
});

test('a window holds every journey that touches it and few others', () => {
  const index = new MessageIndex();
  for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
  const from = index.sentAt.values[index.length >> 1] as number;
  const to = from + 50_000;
  const { first, last } = index.rowsIn(from, to, events.length);
  const touching: number[] = [];
  for (let row = 0; row < index.length; row++) {
    const start = index.startAt.values[row] as number;
    const end = index.endAt.values[row] as number;
    const touches = start < to && (end >= from || end === -1);
    if (touches && (index.sentAt.values[row] as number) < to) touching.push(row);
  }
  expect(touching.length).toBeGreaterThan(20);
  expect(touching.filter((row) => row < first || row >= last)).toEqual([]);
  expect(last - first).toBeLessThan(2 * touching.length);
});

test('points on the lanes are the milestones of the window, before the cursor', () => {
  const index = new MilestoneIndex(0, run.actors, viewOf('byzantine_consensus')?.milestones ?? {});
  for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
  const [from, to, cursor] = [500_000, 2_000_000, events.length - 100];
  const expected: number[] = [];
  for (let seq = 0; seq < cursor; seq++) {
    const kind = events.shapes[events.kind(seq)]?.kind ?? '';
    const isPoint =
      /^pbft\.(request\.(prePrepared|prepared|committed|executed)|reply|equivocation)/.test(kind);
    if (isPoint && events.at(seq) >= from && events.at(seq) < to) expected.push(seq);
  }
  const found = index.between(events, from, to, cursor, 10_000);
  expect(found.map((point) => point.seq)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(20);
  expect(index.between(events, from, to, cursor, 10).length).toBeLessThanOrEqual(10);
  expect(found.find((point) => point.kind === 'execute')?.label).toMatch(
    /^execute \d+ in view \d+$/,
  );
});

test('conditions follow the faults, and the leader follows the views', () => {
  const tape = new ProjectionTape(
    agentsProjection(),
    { plan: run.plan, actors: run.actors },
    events,
  );
  const seqAt = (at: number): number => {
    let seq = 0;
    while (seq < events.length && events.at(seq) <= at) seq++;
    return seq;
  };
  const conditionsAt = (at: number) =>
    Array.from(conditionBytes(tape.at(seqAt(at))), (byte) => byte & AGENT_CONDITION_MASK);
  const [H, C, B, X] = [AGENT_HEALTHY, AGENT_CRASHED, AGENT_BYZANTINE, AGENT_CUT_OFF];
  expect(conditionsAt(3_200_000)).toEqual([H, H, H, X, H]);
  expect(conditionsAt(2_200_000)).toEqual([H, H, C, H, H]);
  expect(conditionsAt(100_000)).toEqual([B, H, H, H, H]);
  expect(conditionsAt(1_500_000)).toEqual([H, H, H, H, H]);
  const leaders = Array.from(
    conditionBytes(tape.at(events.length)),
    (byte) => (byte & AGENT_LEADS) !== 0,
  );
  expect(leaders.filter(Boolean).length).toBe(1);
  expect(leaders[0]).toBe(false);
});

test('activity counts every event once, whatever the span', () => {
  const index = new ActivityIndex();
  for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
  for (const buckets of [1, 17, 200]) {
    const histogram = index.histogram(buckets, run.now);
    expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(events.length);
  }
});

test('marks name faults, views and the decision, in order', () => {
  const index = new MarkIndex();
  for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
  const labels = index.all().map((mark) => mark.label);
  expect(labels).toEqual(
    expect.arrayContaining(['silent', 'crash', 'restart', 'partition', 'network heals', 'view 1']),
  );
  expect(labels.some((label) => label.startsWith('decided: '))).toBe(true);
  const seqs = index.all().map((mark) => mark.seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
});

test('numbers are written as people read them', () => {
  expect([640, 12_400, 3_200_000, 125_000_000].map(sayMicros)).toEqual([
    '640 µs',
    '12.4 ms',
    '3.20 s',
    '2 min 05 s',
  ]);
  expect([0, 12_345, -5, 123_456_789].map(sayMoney)).toEqual([
    '0.00',
    '123.45',
    '−0.05',
    '1 234 567.89',
  ]);
  expect(sayShare(0.9333)).toBe('93.3 %');
  expect(sayWhole(1_234_567)).toBe('1 234 567');
});
