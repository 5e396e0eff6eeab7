import { expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from '../agents/registry.ts';
import { designSchema } from '../document/design.ts';
import { openSimulation } from '../kernel/simulation.ts';
import { compileDesign } from '../plan/compile.ts';
import { PROTOCOLS } from '../protocols/registry.ts';
import { Session } from '../session/session.ts';
import { labelOf } from './face.ts';
import type { SpaceTimeStage, ViewRequest } from './frame.ts';

const position = { x: 0, y: 0 };

/** Four replicas that answer five requests, run to the end. */
function finishedSession(): Session {
  const { plan } = compileDesign(
    designSchema.parse({
      format: 'concord.design',
      version: 1,
      name: 'Five requests',
      nodes: [
        { id: 'replicas', name: 'Replicas', kind: 'pool', agent: 'voter', count: 4, position },
        {
          id: 'order',
          name: 'Order',
          kind: 'coordination',
          protocol: 'byzantine_consensus',
          parameters: { requests: 5 },
          position,
        },
      ],
      connections: [
        {
          id: 'a',
          source: { node: 'replicas', port: 'agents' },
          target: { node: 'order', port: 'participants' },
        },
      ],
    }),
  );
  if (plan === undefined) throw new Error('the design is wrong');
  const session = Session.live(plan, (one) =>
    openSimulation(one, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on' }),
  );
  session.advance(Number.MAX_SAFE_INTEGER, 1_000_000);
  return session;
}

const view = (part: Partial<ViewRequest> = {}): ViewRequest => ({
  charts: [],
  coordination: 'order',
  stage: true,
  window: undefined,
  stageRows: 10_000,
  log: undefined,
  inspect: undefined,
  histogram: 0,
  ...part,
});

function stageOf(session: Session, part: Partial<ViewRequest> = {}): SpaceTimeStage {
  const { stage } = session.frame(view(part));
  if (stage?.kind !== 'spaceTime') throw new Error('not a space–time diagram');
  return stage;
}

test('what does not fit is thinned evenly, and the whole number told', () => {
  const session = finishedSession();
  const all = stageOf(session);
  const thinned = stageOf(session, { stageRows: 20 });
  expect(all.messages.count).toBe(all.messages.total);
  expect(thinned.messages.total).toBe(all.messages.count);
  expect(thinned.messages.count).toBeGreaterThan(10);
  expect(thinned.messages.count).toBeLessThanOrEqual(20);
  const stride = Math.ceil(all.messages.count / 20);
  expect([...thinned.messages.seq]).toEqual(
    [...all.messages.seq].filter((_, place) => place % stride === 0),
  );
});

test('a window gives the messages that touch it and no others', () => {
  const session = finishedSession();
  const all = stageOf(session);
  const window = { from: 40_000, to: 60_000 };
  const { messages } = stageOf(session, { window });
  const touching = [...all.messages.seq].filter((_, row) => {
    const end = all.messages.endAt[row] ?? -1;
    return (all.messages.sentAt[row] ?? 0) < window.to && (end < 0 || end >= window.from);
  });
  expect(touching.length).toBeGreaterThan(10);
  expect([...messages.seq]).toEqual(touching);
});

test('phases of a request lie between its milestones at each replica', () => {
  const stage = stageOf(finishedSession());
  const end = (kind: string) =>
    stage.points.filter((point) => point.kind === kind).map(({ lane, at }) => `${lane}@${at}`);
  const strips = (title: string) => stage.phases.filter((phase) => phase.title === title);
  expect(strips('Preparing')).toHaveLength(5 * 4);
  expect(strips('Preparing').map(({ lane, to }) => `${lane}@${to}`)).toEqual(end('prepare'));
  expect(
    strips('Committing')
      .map(({ lane, from }) => `${lane}@${from}`)
      .toSorted(),
  ).toEqual(end('prepare').toSorted());
  expect(stage.phases.every(({ from, to }) => from <= to)).toBe(true);
});

test('causes lead from an event back to the beginning, each the cause of the next', () => {
  const session = finishedSession();
  const { events } = session;
  const kind = events.kindId('pbft.reply.accepted');
  const seq = Array.from({ length: events.length }, (_, at) => at).findLast(
    (at) => events.kind(at) === kind,
  );
  const { causes } = session.frame(view({ causes: seq }));
  expect(causes?.of).toBe(seq);
  const rows = causes?.rows ?? [];
  expect(rows.at(-1)?.seq).toBe(seq);
  rows.slice(1).forEach((row, place) => {
    expect(events.cause(row.seq)).toBe(rows[place]?.seq);
  });
  expect(rows.filter((row) => row.kind === 'message.sent').length).toBeGreaterThanOrEqual(4);
  expect(session.frame(view({ causes: events.length })).causes).toBeUndefined();
});

test('the second instance of a twin has the name of the first, with a prime', () => {
  const named = (agentId: string, agent: number | undefined) =>
    labelOf({
      actor: 0,
      coordination: 0,
      agentId,
      agent,
      role: 'replica',
      number: 0,
      reputationMilli: 500,
    });
  expect(named('replicas/0', 0)).toBe('replicas 0');
  expect(named('replicas/0-twin', 0)).toBe('replicas 0′');
  expect(named('order/client', undefined)).toBe('client');
});
