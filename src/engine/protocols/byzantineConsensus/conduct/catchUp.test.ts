import { describe, expect, test } from 'vitest';
import { digestOf } from './digests.ts';
import type { FillMessage, RequestBody, StatusBody, StatusMessage } from './messages.ts';
import { NULL_DIGEST } from './messages.ts';
import { Stage, recorded, refusal, sentKinds } from '../testing/stage.testing.ts';

const fill = (
  stage: Stage,
  by: number,
  to: number,
  sequence: number,
  request: RequestBody | undefined,
): FillMessage => {
  const digest = request === undefined ? NULL_DIGEST : digestOf(request);
  const body = { kind: 'fill' as const, sequence, digest, request, replica: by };
  return { kind: 'fill', body, seal: stage.credentials[by]!.seal(body, [to]) };
};

const status = (stage: Stage, by: number, parts: Partial<StatusBody> = {}): StatusMessage => {
  const body: StatusBody = {
    kind: 'status',
    view: 0,
    isChanging: false,
    stable: 0,
    executed: 0,
    settled: parts.executed ?? 0,
    wants: 0,
    replica: by,
    ...parts,
  };
  const others = [0, 1, 2, 3].filter((actor) => actor !== by);
  return { kind: 'status', body, seal: stage.credentials[by]!.seal(body, others) };
};

describe('status', () => {
  test('PBFT-37 is told when nothing moves, slower and slower, and not while there is progress', () => {
    const stage = new Stage();
    const set = stage.deliver(1, stage.prePrepare(1, stage.request()));
    expect(set.timers.get('status')).toBe(100_000);
    const spans = Array.from({ length: 5 }, () => {
      const done = stage.expire(1, 'status');
      expect(sentKinds(done)).toEqual(['status', 'status', 'status']);
      return done.timers.get('status');
    });
    expect(spans).toEqual([200_000, 400_000, 800_000, 800_000, 800_000]);
    stage.deliver(1, stage.prePrepare(2, stage.request(2)));
    stage.commitAt(1, 1);
    expect(sentKinds(stage.expire(1, 'status'))).toEqual([]);
    const rest = stage.commitAt(1, 2);
    expect(stage.replica(1).executed).toBe(2);
    expect(
      rest.some(({ timers }) => timers.has('status') && timers.get('status') === undefined),
    ).toBe(true);
  });

  test('PBFT-37 in a common view the other gets this replica’s own messages again', () => {
    const stage = new Stage();
    const request = stage.request();
    const digest = digestOf(request.body);
    stage.deliver(0, request);
    expect(sentKinds(stage.deliver(0, status(stage, 2)))).toEqual(['prePrepare']);
    stage.deliver(1, stage.prePrepare(1, request));
    expect(sentKinds(stage.deliver(1, status(stage, 2)))).toEqual(['prepare']);
    stage.deliver(1, stage.prepare(2, 1, digest));
    expect(sentKinds(stage.deliver(1, status(stage, 2)))).toEqual(['prepare', 'commit']);
    stage.deliver(1, stage.commit(0, 1, digest));
    stage.deliver(1, stage.commit(2, 1, digest));
    const all = stage.deliver(1, status(stage, 2));
    expect(sentKinds(all)).toEqual(['prepare', 'commit', 'fill']);
    expect(all.sent.every(({ to }) => to === 2)).toBe(true);
    expect(sentKinds(stage.deliver(1, status(stage, 2, { executed: 1 })))).toEqual([]);
  });

  test('PBFT-37 one that executed a request in an earlier view asks for the votes of this one', () => {
    const stage = new Stage();
    const request = stage.request();
    const digest = digestOf(request.body);
    stage.execute(3, 1);
    const claims = [{ sequence: 1, digest, view: 0 }];
    const viewChanges = [1, 2, 3].map((replica) =>
      stage.viewChange(replica, 1, {
        prepared: claims,
        prePrepared: claims,
        requests: [request.body],
      }),
    );
    const stable = { sequence: 0, digest: stage.replica(0).checkpoints[0]!.digest };
    const message = stage.newView({
      view: 1,
      viewChanges,
      stable,
      proposals: [{ sequence: 1, digest }],
    });
    expect(stage.deliver(3, message).timers.get('status')).toBe(100_000);
    const [asked] = stage.expire(3, 'status').sent;
    expect(asked?.message.body).toMatchObject({ executed: 1, settled: 0 });
    stage.deliver(2, message);
    expect(sentKinds(stage.deliver(2, asked!.message))).toEqual(['prepare']);
    stage.deliver(3, stage.prepare(2, 1, digest, 1));
    stage.deliver(3, stage.commit(1, 1, digest, 1));
    const done = stage.deliver(3, stage.commit(2, 1, digest, 1));
    expect([...done.timers]).toContainEqual(['status', undefined]);
  });

  test('PBFT-37 the primary proposes again what is not decided', () => {
    const stage = new Stage();
    stage.deliver(0, stage.request());
    expect(sentKinds(stage.expire(0, 'status'))).toEqual([
      ...Array<string>(3).fill('status'),
      ...Array<string>(3).fill('prePrepare'),
    ]);
  });

  test('PBFT-37 who is in an earlier view gets the new view, also from a backup', () => {
    const stage = new Stage();
    const viewChanges = [1, 2, 3].map((replica) => stage.viewChange(replica, 1));
    const stable = { sequence: 0, digest: stage.replica(0).checkpoints[0]!.digest };
    stage.deliver(3, stage.newView({ view: 1, viewChanges, stable, proposals: [] }));
    expect(sentKinds(stage.deliver(3, status(stage, 2)))).toEqual(['newView']);
    expect(sentKinds(stage.deliver(3, status(stage, 2, { view: 1 })))).toEqual([]);
  });

  test('PBFT-37 who is changing views says so again, and is answered by one that is further', () => {
    const stage = new Stage();
    stage.deliver(2, stage.prePrepare(1, stage.request()));
    stage.expire(2, 'request');
    // That it asks for a view is news, so it waits once more.
    expect(sentKinds(stage.expire(2, 'status'))).toEqual([]);
    expect(sentKinds(stage.expire(2, 'status'))).toEqual([
      ...Array<string>(3).fill('status'),
      ...Array<string>(3).fill('viewChange'),
    ]);
    expect(sentKinds(stage.deliver(2, status(stage, 3)))).toContain('viewChange');
    const behind = stage.deliver(2, stage.viewChange(3, 1));
    expect(refusal(behind)).toBeUndefined();
  });

  test('PBFT-37 what f + 1 others have executed, one lacks; what f claim, nobody', () => {
    const stage = new Stage();
    expect(stage.deliver(1, status(stage, 2, { executed: 9 })).timers.has('status')).toBe(false);
    expect(stage.deliver(1, status(stage, 3, { executed: 5 })).timers.get('status')).toBe(100_000);
    expect(stage.replica(1).heard).toBe(5);
  });
});

describe('fills', () => {
  test('PBFT-44 what f + 1 say was decided is decided; what f say is not', () => {
    const stage = new Stage();
    const { body } = stage.request();
    expect(recorded(stage.deliver(1, fill(stage, 2, 1, 1, body)))).toEqual([]);
    expect(refusal(stage.deliver(1, fill(stage, 2, 1, 1, body)))).toBe('duplicate');
    expect(recorded(stage.deliver(1, fill(stage, 3, 1, 1, body)))).toEqual([
      'request.committed',
      'request.executed',
    ]);
    expect(refusal(stage.deliver(1, fill(stage, 0, 1, 1, body)))).toBe('tooLate');
  });

  test('PBFT-44 also for one that was told something else, or is changing views', () => {
    const stage = new Stage();
    stage.deliver(1, stage.prePrepare(1, stage.request(2, 1)));
    stage.expire(1, 'request');
    expect(stage.replica(1).isChanging).toBe(true);
    for (const by of [2, 3]) stage.deliver(1, fill(stage, by, 1, 1, stage.request().body));
    expect(stage.replica(1)).toMatchObject({ executed: 1, service: { sum: 1 } });
  });

  test('PBFT-44 one replica that says two things counts once', () => {
    const stage = new Stage();
    stage.deliver(1, fill(stage, 2, 1, 1, undefined));
    expect(refusal(stage.deliver(1, fill(stage, 2, 1, 1, stage.request().body)))).toBe(
      'conflictingDigest',
    );
    stage.deliver(1, fill(stage, 3, 1, 1, stage.request().body));
    expect(stage.replica(1).executed).toBe(0);
  });

  test('PBFT-44 a request that is not the digest’s is refused', () => {
    const stage = new Stage();
    const honest = fill(stage, 2, 1, 1, stage.request().body);
    const body = { ...honest.body, request: stage.request(2).body };
    const lie = { ...honest, body, seal: stage.credentials[2]!.seal(body, [1]) };
    expect(refusal(stage.deliver(1, lie))).toBe('digestMismatch');
    expect(refusal(stage.deliver(1, fill(stage, 2, 1, 99, undefined)))).toBe('outsideWindow');
  });
});

describe('a crash', () => {
  const lastPersisted = (effects: readonly { readonly persisted: unknown[] }[]) =>
    effects.flatMap(({ persisted }) => persisted).at(-1);

  test('PBFT-45 what was promised and executed is there again', () => {
    const stage = new Stage(4, { checkpointInterval: 2, window: 4 });
    const done = stage.execute(1, 3);
    const before = stage.replica(1);
    stage.restart(1, lastPersisted(done));
    const after = stage.replica(1);
    expect(after).not.toBe(before);
    for (const field of ['view', 'low', 'executed', 'service', 'replies', 'checkpoints'] as const) {
      expect(after[field]).toEqual(before[field]);
    }
    expect(after.slots[3]).toMatchObject({ sequence: 3, isPrepared: true });
    expect(after.slots[3]?.prepared).toEqual(before.slots[3]?.prepared);
  });

  test('PBFT-45 it still counts itself among those that hold its checkpoints', () => {
    const stage = new Stage(4, { checkpointInterval: 2, window: 4 });
    stage.restart(1, lastPersisted(stage.execute(1, 2)));
    const { digest } = stage.replica(1).checkpoints.at(-1)!;
    stage.deliver(1, stage.checkpoint(0, 2, digest));
    expect(recorded(stage.deliver(1, stage.checkpoint(2, 2, digest)))).toEqual([
      'checkpoint.stable',
    ]);
  });

  test('PBFT-45 it refuses a second proposal for what it had accepted, and votes the same again', () => {
    const stage = new Stage();
    const first = stage.deliver(1, stage.prePrepare(1, stage.request(1)));
    stage.restart(1, lastPersisted([first]));
    expect(refusal(stage.deliver(1, stage.prePrepare(1, stage.request(2))))).toBe(
      'conflictingDigest',
    );
    const again = stage.deliver(1, status(stage, 2));
    expect(again.sent[0]?.message.body).toEqual(first.sent[0]?.message.body);
  });

  test('PBFT-45 as primary it does not assign a sequence again', () => {
    const stage = new Stage();
    const done = stage.deliver(0, stage.request(1, 0));
    stage.restart(0, lastPersisted([done]));
    expect(stage.deliver(0, stage.request(1, 0)).sent).toEqual([]);
    const next = stage.deliver(0, stage.request(2, 1));
    expect(next.sent[0]?.message.body).toMatchObject({ sequence: 2 });
  });

  test('PBFT-45 in a view change it asks for the same view with the same certificates', () => {
    const stage = new Stage();
    stage.deliver(1, stage.prePrepare(1, stage.request(1)));
    const asked = stage.expire(1, 'request');
    const back = stage.restart(1, lastPersisted([asked]));
    const bodies = [asked, back].map(
      ({ sent }) => sent.find(({ message }) => message.kind === 'viewChange')?.message.body,
    );
    expect(bodies[1]).toEqual(bodies[0]);
  });

  test('PBFT-45 it can still show the view it is in to those who are not', () => {
    const stage = new Stage();
    const viewChanges = [1, 2, 3].map((replica) => stage.viewChange(replica, 1));
    const stable = { sequence: 0, digest: stage.replica(0).checkpoints[0]!.digest };
    const message = stage.newView({ view: 1, viewChanges, stable, proposals: [] });
    const entered = stage.deliver(3, message);
    stage.restart(3, lastPersisted([entered]));
    expect(stage.deliver(3, status(stage, 2)).sent.map((one) => one.message)).toEqual([message]);
  });

  test('PBFT-45 one that had kept nothing comes back as new and asks', () => {
    const stage = new Stage();
    expect(sentKinds(stage.restart(1, undefined))).toEqual(['status', 'status', 'status']);
    expect(stage.replica(1).executed).toBe(0);
  });
});
