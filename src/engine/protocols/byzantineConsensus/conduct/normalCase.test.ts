import { describe, expect, test } from 'vitest';
import { digestOf } from './digests.ts';
import { Stage, recorded, refusal, sentKinds } from '../testing/stage.testing.ts';

const settled = (stage: Stage, sequence = 1) => {
  const request = stage.request(sequence);
  return { request, digest: digestOf(request.body) };
};

describe('requests', () => {
  test('PBFT-6 a backup hands a client’s request on to the primary and starts its timer', () => {
    const stage = new Stage();
    const done = stage.deliver(2, stage.request());
    expect(done.sent.map(({ to, message }) => [to, message.kind])).toEqual([[0, 'request']]);
    expect(done.timers.get('request')).toBe(300_000);
    const again = stage.deliver(2, stage.request());
    expect(again.sent).toHaveLength(1);
    expect(refusal(stage.deliver(2, stage.request(), 3))).toBe('duplicate');
  });

  test('PBFT-7 the primary gives sequences, and no backup does', () => {
    const stage = new Stage();
    const done = stage.deliver(0, stage.request(1, 0));
    expect(sentKinds(done)).toEqual(['prePrepare', 'prePrepare', 'prePrepare']);
    expect(done.sent[0]?.message).toMatchObject({ body: { view: 0, sequence: 1 } });
    const next = stage.deliver(0, stage.request(2, 1));
    expect(next.sent[0]?.message).toMatchObject({ body: { view: 0, sequence: 2 } });
    expect(sentKinds(stage.deliver(1, stage.request(3, 2)))).toEqual(['request']);
    const usurped = stage.prePrepare(1, stage.request(), 0, 3);
    expect(refusal(stage.deliver(2, usurped))).toBe('notPrimary');
  });

  test('PBFT-9 the primary never assigns a sequence twice, whatever the request’s repetition', () => {
    const stage = new Stage();
    const request = stage.request();
    stage.deliver(0, request);
    const again = stage.deliver(0, request);
    expect([again.sent, refusal(again)]).toEqual([[], 'duplicate']);
    expect(stage.replica(0).assigned).toBe(1);
  });
});

describe('pre-prepares', () => {
  test('PBFT-11 a backup that accepts a proposal multicasts its prepare', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    const done = stage.deliver(1, stage.prePrepare(1, request));
    expect(done.sent.map(({ to, message }) => [to, message.kind])).toEqual([
      [0, 'prepare'],
      [2, 'prepare'],
      [3, 'prepare'],
    ]);
    expect(done.sent[0]?.message.body).toMatchObject({ view: 0, sequence: 1, digest, replica: 1 });
    expect(recorded(done)).toEqual(['request.prePrepared']);
  });

  test.each([
    ['another request than the digest says', 'digestMismatch'],
    ['a request that its client did not seal', 'badRequest'],
    ['a view that is over', 'wrongView'],
    ['a sequence above the high mark', 'outsideWindow'],
    ['a sequence below the low mark', 'tooLate'],
    ['a seal of somebody else', 'badSeal'],
  ] as const)('PBFT-8 a pre-prepare is refused for %s', (what, reason) => {
    const stage = new Stage();
    const request = stage.request();
    const honest = stage.prePrepare(1, request);
    const wrong = {
      digestMismatch: { ...honest, request: stage.request(2) },
      badRequest: stage.prePrepare(1, {
        ...request,
        seal: stage.credentials[0]!.seal(request.body, [1]),
      }),
      wrongView: stage.prePrepare(1, request, 0),
      outsideWindow: stage.prePrepare(33, request),
      tooLate: stage.prePrepare(0, request),
      badSeal: { ...honest, seal: stage.credentials[0]!.spoil(honest.seal) },
    }[reason];
    if (reason === 'wrongView') stage.replica(1).view = 1;
    expect(what).not.toBe('');
    const done = stage.deliver(1, wrong, 0);
    expect([refusal(done), done.sent]).toEqual([reason, []]);
  });

  test('PBFT-8 the last sequence between the water marks is accepted', () => {
    const stage = new Stage();
    expect(refusal(stage.deliver(1, stage.prePrepare(32, stage.request())))).toBeUndefined();
  });

  test('PBFT-9 a backup refuses a second proposal and records the equivocation once', () => {
    const stage = new Stage();
    stage.deliver(1, stage.prePrepare(1, stage.request(1)));
    const second = stage.deliver(1, stage.prePrepare(1, stage.request(2)));
    expect([refusal(second), second.sent]).toEqual(['conflictingDigest', []]);
    expect(second.records[0]).toMatchObject({
      kind: 'pbft.equivocation.detected',
      fields: { culprit: 0, view: 0, sequence: 1 },
    });
    const third = stage.deliver(1, stage.prePrepare(1, stage.request(3)));
    expect(recorded(third)).toEqual(['message.ignored']);
  });

  test('PBFT-9 f + 1 prepares for something else show an equivocation, f do not', () => {
    const stage = new Stage(7);
    stage.deliver(1, stage.prePrepare(1, stage.request(1)));
    const other = digestOf(stage.request(2).body);
    const shown = [2, 3, 4].map((replica) =>
      recorded(stage.deliver(1, stage.prepare(replica, 1, other))),
    );
    expect(shown).toEqual([[], [], ['equivocation.detected']]);
  });
});

describe('prepares', () => {
  test('PBFT-10 the primary sends no prepare, and one of its is not counted', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    expect(sentKinds(stage.deliver(0, request))).not.toContain('prepare');
    stage.deliver(1, stage.prePrepare(1, request));
    expect(refusal(stage.deliver(1, stage.prepare(0, 1, digest)))).toBe('fromPrimary');
    expect(stage.replica(1).slots[1]?.isPrepared).toBe(false);
  });

  test.each([
    ['a view that is over', 'wrongView'],
    ['a sequence above the high mark', 'outsideWindow'],
    ['a sequence below the low mark', 'tooLate'],
    ['a replica that did not seal it', 'badSeal'],
    ['a replica that there is not', 'badSeal'],
  ] as const)('PBFT-12 a prepare or commit is refused for %s', (what, reason) => {
    const stage = new Stage();
    if (reason === 'wrongView') stage.replica(1).view = 1;
    const sequence = { outsideWindow: 33, tooLate: 0, wrongView: 1, badSeal: 1 }[reason];
    for (const vote of [stage.prepare(2, sequence, 'd'), stage.commit(2, sequence, 'd')]) {
      const replica = what.includes('there is not') ? 9 : 3;
      const sent = reason === 'badSeal' ? { ...vote, body: { ...vote.body, replica } } : vote;
      expect(refusal(stage.deliver(1, sent as typeof vote, 2))).toBe(reason);
    }
  });

  test('PBFT-13 prepared is the proposal and 2f prepares of distinct backups', () => {
    const stage = new Stage(7);
    const { request, digest } = settled(stage);
    stage.deliver(1, stage.prePrepare(1, request));
    const votes = [2, 2, 3, 4].map((replica) =>
      recorded(stage.deliver(1, stage.prepare(replica, 1, digest))),
    );
    // Its own prepare is the first of the four.
    expect(votes).toEqual([[], ['message.ignored'], [], ['request.prepared']]);
  });

  test('PBFT-13 prepares for another digest do not count, and a second vote of a backup neither', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    stage.deliver(1, stage.prePrepare(1, request));
    stage.deliver(1, stage.prepare(2, 1, 'another'));
    expect(refusal(stage.deliver(1, stage.prepare(2, 1, digest)))).toBe('conflictingDigest');
    expect(stage.replica(1).slots[1]?.isPrepared).toBe(false);
    expect(recorded(stage.deliver(1, stage.prepare(3, 1, digest)))).toEqual(['request.prepared']);
  });

  test('PBFT-14 prepares and commits before the proposal count once it is there', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    stage.deliver(1, stage.prepare(2, 1, digest));
    stage.deliver(1, stage.commit(0, 1, digest));
    stage.deliver(1, stage.commit(2, 1, digest));
    expect(recorded(stage.deliver(1, stage.prePrepare(1, request)))).toEqual([
      'request.prePrepared',
      'request.prepared',
      'request.committed',
      'request.executed',
    ]);
  });
});

describe('commits', () => {
  test('PBFT-15 a replica multicasts its commit when it has prepared, and only once', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    stage.deliver(1, stage.prePrepare(1, request));
    expect(sentKinds(stage.deliver(1, stage.prepare(2, 1, digest)))).toEqual([
      'commit',
      'commit',
      'commit',
    ]);
    expect(sentKinds(stage.deliver(1, stage.prepare(3, 1, digest)))).toEqual([]);
  });

  test('PBFT-16 committed is prepared and 2f + 1 commits of distinct replicas', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    stage.deliver(1, stage.prePrepare(1, request));
    for (const replica of [0, 2, 3]) stage.deliver(1, stage.commit(replica, 1, digest));
    expect(stage.replica(1).executed).toBe(0);
    expect(recorded(stage.deliver(1, stage.prepare(2, 1, digest)))).toContain('request.committed');
    expect(stage.replica(1).executed).toBe(1);
  });

  test('PBFT-16 one commit too few, or the same twice, does not commit', () => {
    const stage = new Stage();
    const { request, digest } = settled(stage);
    stage.deliver(1, stage.prePrepare(1, request));
    stage.deliver(1, stage.prepare(2, 1, digest));
    stage.deliver(1, stage.commit(2, 1, digest));
    expect(refusal(stage.deliver(1, stage.commit(2, 1, digest)))).toBe('duplicate');
    expect(refusal(stage.deliver(1, stage.commit(2, 1, 'other')))).toBe('conflictingDigest');
    expect(stage.replica(1).executed).toBe(0);
    expect(recorded(stage.deliver(1, stage.commit(3, 1, digest)))).toContain('request.executed');
  });
});

describe('the request timer', () => {
  test('PBFT-25 runs only while something is unexecuted, and starts anew with each execution', () => {
    const stage = new Stage();
    const set = stage.deliver(1, stage.prePrepare(1, stage.request(1)));
    expect(set.timers.get('request')).toBe(300_000);
    // The same knowledge again does not set it again.
    expect(stage.deliver(1, stage.request(1)).timers.has('request')).toBe(false);
    stage.deliver(1, stage.prePrepare(2, stage.request(2, 1)));
    const votes = (sequence: number, client: number) => {
      const digest = digestOf(stage.request(sequence, client).body);
      stage.deliver(1, stage.prepare(2, sequence, digest));
      stage.deliver(1, stage.commit(0, sequence, digest));
      return stage.deliver(1, stage.commit(2, sequence, digest));
    };
    const first = votes(1, 0);
    expect(recorded(first)).toContain('request.executed');
    expect(first.timers.get('request')).toBe(300_000);
    const second = votes(2, 1);
    expect(recorded(second)).toContain('request.executed');
    expect([...second.timers]).toContainEqual(['request', undefined]);
  });

  test('PBFT-25 the primary has one too', () => {
    const stage = new Stage();
    expect(stage.deliver(0, stage.request()).timers.get('request')).toBe(300_000);
  });
});
