import { describe, expect, test } from 'vitest';
import type { ReplyMessage, RequestMessage } from './messages.ts';
import { Stage, recorded, refusal } from '../testing/stage.testing.ts';

const CLIENT = 4;
const reply = (
  stage: Stage,
  replica: number,
  timestamp: number,
  result = `${timestamp} 0 abc`,
  view = 0,
): ReplyMessage => {
  const client = (timestamp - 1) % stage.client().askers.length;
  const body = { kind: 'reply' as const, view, client, timestamp, result, replica };
  return { kind: 'reply', body, seal: stage.credentials[replica]!.seal(body, [CLIENT]) };
};
const start = (stage: Stage) => stage.step(stage.n, { kind: 'started' });

describe('asking', () => {
  test('PBFT-1 timestamps increase, one request is open for each logical client', () => {
    const stage = new Stage(4, { clients: 2, requestIntervalMicros: 0, requests: 5 });
    const requests = (effects: ReturnType<typeof start>) =>
      effects.sent.map(({ message }) => (message as RequestMessage).body);
    expect(requests(start(stage)).map(({ client, timestamp }) => [client, timestamp])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    stage.deliver(CLIENT, reply(stage, 0, 1));
    const next = stage.deliver(CLIENT, reply(stage, 1, 1));
    expect(requests(next).map(({ client, timestamp }) => [client, timestamp])).toEqual([[0, 3]]);
  });

  test('PBFT-1 requests keep their interval', () => {
    const stage = new Stage(4, { clients: 3, requestIntervalMicros: 7_000 });
    const first = start(stage);
    expect([first.sent.length, first.timers.get('submit')]).toEqual([1, 7_000]);
    expect(stage.expire(CLIENT, 'submit').sent).toHaveLength(1);
  });

  test('PBFT-2 it asks the believed primary, and after its timeout all replicas', () => {
    const stage = new Stage();
    const first = start(stage);
    expect(first.sent.map(({ to }) => to)).toEqual([0]);
    expect(first.timers.get('retry/0')).toBe(200_000);
    const spans = Array.from({ length: 4 }, () => {
      const again = stage.expire(CLIENT, 'retry/0');
      expect(again.sent.map(({ to }) => to)).toEqual([0, 1, 2, 3]);
      return again.timers.get('retry/0');
    });
    expect(spans).toEqual([400_000, 800_000, 1_600_000, 1_600_000]);
  });

  test('PBFT-2 one liar does not make it believe in another primary, two replicas do', () => {
    const stage = new Stage(4, { clients: 1, requestIntervalMicros: 0 });
    start(stage);
    stage.deliver(CLIENT, reply(stage, 3, 1, 'x', 6));
    stage.deliver(CLIENT, reply(stage, 0, 1, '1 0 abc', 0));
    const next = stage.deliver(CLIENT, reply(stage, 1, 1, '1 0 abc', 0));
    expect(next.sent.map(({ to }) => to)).toEqual([0]);
    stage.deliver(CLIENT, reply(stage, 0, 2, '2 0 abc', 1));
    const after = stage.deliver(CLIENT, reply(stage, 1, 2, '2 0 abc', 1));
    expect(after.sent.map(({ to }) => to)).toEqual([1]);
  });
});

describe('answers', () => {
  test('PBFT-3 f + 1 equal results of distinct replicas are accepted', () => {
    const stage = new Stage();
    start(stage);
    expect(recorded(stage.deliver(CLIENT, reply(stage, 0, 1)))).toEqual([]);
    expect(refusal(stage.deliver(CLIENT, reply(stage, 0, 1)))).toBe('duplicate');
    expect(refusal(stage.deliver(CLIENT, reply(stage, 0, 1, 'other')))).toBe('conflictingDigest');
    expect(recorded(stage.deliver(CLIENT, reply(stage, 1, 1, 'a lie')))).toEqual([]);
    const done = stage.deliver(CLIENT, reply(stage, 2, 1));
    expect(recorded(done)).toEqual(['reply.accepted']);
    expect(done.timers.has('retry/0') && done.timers.get('retry/0') === undefined).toBe(true);
    expect(recorded(stage.deliver(CLIENT, reply(stage, 3, 1)))).toEqual([]);
  });

  test('PBFT-3 a reply in another’s name, or of a time that is over, is refused', () => {
    const stage = new Stage(4, { clients: 1, requestIntervalMicros: 0 });
    start(stage);
    const honest = reply(stage, 0, 1);
    expect(
      refusal(stage.deliver(CLIENT, { ...honest, body: { ...honest.body, replica: 1 } })),
    ).toBe('badSeal');
    stage.deliver(CLIENT, honest);
    stage.deliver(CLIENT, reply(stage, 1, 1));
    expect(refusal(stage.deliver(CLIENT, reply(stage, 2, 1)))).toBe('tooLate');
    expect(refusal(stage.deliver(CLIENT, stage.request()))).toBe('misdirected');
    expect(refusal(stage.deliver(1, honest))).toBe('misdirected');
  });

  test('the last answer concludes the coordination', () => {
    const stage = new Stage(4, { requests: 1 });
    start(stage);
    stage.contexts[CLIENT]!.now = 40_000;
    stage.deliver(CLIENT, reply(stage, 0, 1, '1 1 3fa29b1c0d11'));
    const done = stage.deliver(CLIENT, reply(stage, 1, 1, '1 1 3fa29b1c0d11'));
    const [, concluded] = done.records;
    expect(concluded).toMatchObject({
      kind: 'coordination.completed',
      fields: { decision: 'executed 1 requests as 3fa29b1c0d11', confidence: 1 },
    });
    expect(JSON.parse(String(concluded?.fields['outcome']))).toEqual({
      decision: 'executed 1 requests as 3fa29b1c0d11',
      requests: 1,
      executed: 1,
      order: '3fa29b1c0d11',
      view: 0,
      n: 4,
      f: 1,
      quorum: 3,
      retries: 0,
      meanLatencyMicros: 40_000,
      maxLatencyMicros: 40_000,
    });
  });

  test('PBFT-46 more faults than 3f + 1 replicas allow are refused', () => {
    const refused = start(new Stage(6, { faults: 2 }));
    expect(refused.sent).toEqual([]);
    expect(refused.records[0]).toMatchObject({
      kind: 'coordination.failed',
      fields: { error: 'insufficient_nodes' },
    });
    expect(String(refused.records[0]?.fields['outcome'])).toContain(
      '3f+1 = 7 needed for f = 2, has 6',
    );
    expect(start(new Stage(7, { faults: 2 })).sent).toHaveLength(1);
  });

  test('PBFT-45 a restarted client asks everybody again for what is open', () => {
    const stage = new Stage();
    const asked = start(stage);
    const back = stage.restart(CLIENT, asked.persisted.at(-1));
    expect(back.sent.slice(0, 4).map(({ to, message }) => [to, message.kind])).toEqual(
      [0, 1, 2, 3].map((to) => [to, 'request']),
    );
    expect(back.sent[0]?.message).toEqual(asked.sent[0]?.message);
    expect(stage.client().submitted).toBe(2);
  });
});
