import { expect, test } from 'vitest';
import { designSchema } from '../engine/document/design.ts';
import type { Design } from '../engine/document/design.ts';
import type { ViewRequest } from '../engine/projections/frame.ts';
import { createStudioHost } from './host.ts';
import { buffersOf } from './transfer.ts';

const VIEW: ViewRequest = {
  charts: ['all'],
  coordination: 'vote',
  stage: true,
  window: undefined,
  stageRows: 100,
  log: undefined,
  inspect: undefined,
  histogram: 10,
};

function voteDesign(voters = 3): Design {
  const position = { x: 0, y: 0 };
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'A vote',
    nodes: [
      { id: 'voters', name: 'Voters', kind: 'pool', agent: 'voter', count: voters, position },
      { id: 'vote', name: 'Vote', kind: 'coordination', protocol: 'simple_consensus', position },
    ],
    connections: [
      {
        id: 'c',
        source: { node: 'voters', port: 'agents' },
        target: { node: 'vote', port: 'participants' },
      },
    ],
  });
}

/** A clock that moves one millisecond each time it is looked at. */
function countingClock(): () => number {
  let now = 0;
  return () => now++;
}

test('a design is opened, run to its end, saved, opened again and verified', async () => {
  const host = createStudioHost(countingClock());
  const opened = await host.open(voteDesign(), 4);
  expect(opened.ok && opened.value.actors.map((actor) => actor.agentId)).toEqual([
    'voters/0',
    'voters/1',
    'voters/2',
    'vote/coordinator',
  ]);
  const end = await host.seek({ to: 'end' }, VIEW);
  expect(end.status.phase).toBe('finished');
  expect(end.coordinations[0]?.status).toMatch(/completed|failed/);
  const saved = await host.save();
  if (!saved.ok) throw new Error(saved.problem.message);

  const other = createStudioHost(countingClock());
  const again = await other.openRecording(saved.value);
  expect(again.ok ? undefined : again.problem.message).toBeUndefined();
  expect(again.ok && again.value.isRecording && again.value.end?.events).toBe(end.end.seq);
  const replayed = await other.seek({ to: 'end' }, VIEW);
  expect(replayed.summary?.digest).toBe(end.summary?.digest);
  const verified = await other.verify();
  expect(verified.ok && verified.value).toMatchObject({
    isEqual: true,
    firstDifference: undefined,
  });
});

test('what is over is prepared for looks once, between questions, and no longer when something else is opened', async () => {
  const pauses: (() => void)[] = [];
  const pause = (): Promise<void> => new Promise((resolve) => pauses.push(resolve));
  const host = createStudioHost(countingClock(), undefined, pause);
  await host.open(voteDesign(), 4);
  await host.show(VIEW);
  expect(pauses).toHaveLength(0);
  const end = await host.seek({ to: 'end' }, VIEW);
  await host.show(VIEW);
  expect(pauses).toHaveLength(1);
  await host.open(voteDesign(), 5);
  pauses.pop()?.();
  await Promise.resolve();
  expect(pauses).toHaveLength(0);

  await host.open(voteDesign(), 4);
  await host.seek({ to: 'end' }, VIEW);
  const asked = { ...VIEW, inspect: 'voters/1' };
  const unprepared = await host.seek({ to: 'event', seq: end.end.seq >> 1 }, asked);
  pauses.pop()?.();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(pauses).toHaveLength(0);
  const prepared = await host.seek({ to: 'event', seq: end.end.seq >> 1 }, asked);
  expect(prepared.inspection).toEqual(unprepared.inspection);
});

test('a design with a mistake is refused in words', async () => {
  const host = createStudioHost(countingClock());
  const opened = await host.open(voteDesign(1), 4);
  expect(opened.ok).toBe(false);
  if (opened.ok) return;
  expect(opened.problem.kind).toBe('invalidDesign');
  expect(opened.problem.message).toMatch(/cannot run/);
  expect((await host.save()).ok).toBe(false);
});

test('bytes that are no recording are refused, and the open run stays', async () => {
  const host = createStudioHost(countingClock());
  await host.open(voteDesign(), 4);
  const refused = await host.openRecording(new Uint8Array([1, 2, 3]));
  expect(refused).toMatchObject({ ok: false, problem: { kind: 'notOurs' } });
  const frame = await host.show(VIEW);
  expect(frame.coordinations.map((one) => one.id)).toEqual(['vote']);
});

test('events come in batches whose texts are given once', async () => {
  const host = createStudioHost(countingClock());
  await host.open(voteDesign(), 4);
  const end = await host.seek({ to: 'end' }, VIEW);
  const texts: string[] = [];
  let count = 0;
  for (let from = 0; from < end.end.seq; from += 10) {
    const batch = await host.readEvents(from, 10);
    expect(batch.textsFrom).toBe(texts.length);
    texts.push(...batch.texts);
    count += batch.count;
  }
  expect(count).toBe(end.end.seq);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toContain('simple_consensus');
});

test('the buffers of a frame are found, each once', async () => {
  const host = createStudioHost(countingClock());
  await host.open(voteDesign(), 4);
  const frame = await host.seek({ to: 'end' }, VIEW);
  const buffers = buffersOf(frame);
  expect(new Set(buffers).size).toBe(buffers.length);
  expect(buffers).toContain(frame.agents.buffer);
  expect(buffers).toContain(frame.charts[0]?.series[0]?.x.buffer);
});
