import { describe, expect, test } from 'vitest';
import { digestOf } from './digests.ts';
import type { NewViewBody, Place, ViewChangeMessage } from './messages.ts';
import { NULL_DIGEST } from './messages.ts';
import { Stage, recorded, refusal, sentKinds } from '../testing/stage.testing.ts';

/** A replica that knows of one request and whose patience has ended. */
const lateBackup = (stage: Stage, replica = 2) => {
  stage.deliver(replica, stage.prePrepare(1, stage.request()));
  return stage.expire(replica, 'request');
};

const viewChangeSent = (sent: readonly { readonly message: unknown }[]) =>
  sent
    .map(({ message }) => message)
    .find((message) => (message as { kind: string }).kind === 'viewChange') as
    ViewChangeMessage | undefined;

describe('leaving a view', () => {
  test('PBFT-26 a late request: it asks for the next view and takes part in the old one no more', () => {
    const stage = new Stage();
    const done = lateBackup(stage);
    expect(recorded(done)).toEqual(['viewChange.started']);
    expect(sentKinds(done)).toEqual(['viewChange', 'viewChange', 'viewChange']);
    expect(stage.replica(2)).toMatchObject({ view: 1, isChanging: true });
    const { digest } = { digest: digestOf(stage.request().body) };
    for (const message of [
      stage.prePrepare(2, stage.request(2)),
      stage.prepare(1, 1, digest),
      stage.commit(0, 1, digest),
    ]) {
      expect(refusal(stage.deliver(2, message))).toBe('inViewChange');
    }
    expect(refusal(stage.deliver(2, stage.checkpoint(1, 16, 'd')))).toBeUndefined();
    expect(refusal(stage.deliver(2, stage.viewChange(3, 1)))).toBeUndefined();
  });

  test('PBFT-25 the timer of a view that is over means nothing', () => {
    const stage = new Stage();
    expect(recorded(stage.expire(2, 'request'))).toEqual([]);
    expect(stage.replica(2).view).toBe(0);
  });

  test('PBFT-27 P says what was prepared last, also in an earlier view, Q each digest’s last view', () => {
    const stage = new Stage();
    const { body } = stage.request();
    const digest = digestOf(body);
    stage.deliver(2, stage.prePrepare(1, stage.request()));
    stage.deliver(2, stage.prepare(1, 1, digest));
    const first = viewChangeSent(stage.expire(2, 'request').sent)!;
    expect(first.body).toMatchObject({
      view: 1,
      stable: 0,
      prepared: [{ sequence: 1, digest, view: 0 }],
      prePrepared: [{ sequence: 1, digest, view: 0 }],
      requests: [body],
    });
    expect(first.body.checkpoints).toHaveLength(1);
    for (const replica of [1, 3]) stage.deliver(2, stage.viewChange(replica, 1));
    const second = viewChangeSent(stage.expire(2, 'newView').sent)!;
    expect(second.body).toMatchObject({ view: 2, prepared: [{ sequence: 1, digest, view: 0 }] });
  });

  test('PBFT-39 a view change convinces third parties in every scheme', () => {
    for (const scheme of ['hmac', 'ed25519', 'modelled'] as const) {
      const stage = new Stage(4, {}, scheme);
      const { body, seal } = viewChangeSent(lateBackup(stage).sent)!;
      expect(stage.credentials[3]!.check(body, 2, seal)).toBe(true);
      expect(stage.credentials[4]!.check(body, 2, seal)).toBe(true);
      expect(seal.scheme).toBe(scheme === 'modelled' ? 'modelled' : 'ed25519');
    }
  });

  test('PBFT-28 a view change of another’s name, or that contradicts itself, is refused', () => {
    const stage = new Stage();
    const honest = stage.viewChange(1, 1);
    const stolen = { ...honest, body: { ...honest.body, replica: 3 } };
    expect(refusal(stage.deliver(2, stolen, 1))).toBe('badSeal');
    expect(refusal(stage.deliver(2, stage.viewChange(1, 1, { checkpoints: [] })))).toBe(
      'malformed',
    );
    expect(refusal(stage.deliver(2, honest))).toBeUndefined();
    expect(refusal(stage.deliver(2, honest))).toBe('duplicate');
    expect(refusal(stage.deliver(2, stage.viewChange(1, 5)))).toBeUndefined();
    expect(refusal(stage.deliver(2, stage.viewChange(1, 3)))).toBe('tooLate');
  });

  test('PBFT-29 it joins the smallest of the views for which f + 1 others ask', () => {
    const stage = new Stage(7);
    expect(recorded(stage.deliver(2, stage.viewChange(1, 8)))).toEqual([]);
    expect(recorded(stage.deliver(2, stage.viewChange(3, 5)))).toEqual([]);
    const joined = stage.deliver(2, stage.viewChange(4, 6));
    expect(joined.records[0]).toMatchObject({
      kind: 'pbft.viewChange.started',
      fields: { view: 5 },
    });
  });

  test('PBFT-36 f replicas alone move nobody, however often and high they ask', () => {
    const stage = new Stage(7);
    for (const view of [1, 2, 9, 1_000]) {
      for (const replica of [5, 6]) stage.deliver(2, stage.viewChange(replica, view));
    }
    expect(stage.replica(2)).toMatchObject({ view: 0, isChanging: false });
  });

  test('PBFT-35 the timer starts with a quorum of view changes and doubles without progress', () => {
    const stage = new Stage(7);
    const ask = (view: number) =>
      [1, 2, 3, 4].map((replica) =>
        stage.deliver(6, stage.viewChange(replica, view)).timers.get('newView'),
      );
    expect(lateBackup(stage, 6).timers.has('newView')).toBe(false);
    expect(ask(1)).toEqual([undefined, undefined, undefined, 300_000]);
    expect(stage.expire(6, 'newView').timers.has('newView')).toBe(false);
    expect(stage.replica(6).view).toBe(2);
    expect(ask(2)).toEqual([undefined, undefined, undefined, 600_000]);
    stage.expire(6, 'newView');
    expect(ask(3)).toEqual([undefined, undefined, undefined, 1_200_000]);
    for (let view = 4; view <= 9; view++) {
      stage.expire(6, 'newView');
      ask(view);
    }
    stage.expire(6, 'newView');
    expect(ask(10)[3]).toBe(256 * 300_000);
    stage.expire(6, 'newView');
    expect(ask(11)[3]).toBe(256 * 300_000);
  });

  test('PBFT-35 who asks for a later view counts towards the quorum that starts the timer', () => {
    const stage = new Stage(7);
    lateBackup(stage, 6);
    const spans = [
      [1, 1],
      [2, 9],
      [3, 1],
      [4, 5],
    ].map(([replica, view]) =>
      stage.deliver(6, stage.viewChange(replica!, view!)).timers.get('newView'),
    );
    expect(spans).toEqual([undefined, undefined, undefined, 300_000]);
  });
});

/** View changes of a quorum for view 1: replica 3 prepared a request as 1, replica 2 pre-prepared it. */
const certified = (stage: Stage) => {
  const { body } = stage.request();
  const digest = digestOf(body);
  const claims = [{ sequence: 1, digest, view: 0 }];
  const viewChanges = [
    stage.viewChange(1, 1),
    stage.viewChange(2, 1, { prePrepared: claims, requests: [body] }),
    stage.viewChange(3, 1, { prepared: claims, prePrepared: claims, requests: [body] }),
  ];
  const proposals: readonly Place[] = [{ sequence: 1, digest }];
  const stable = { sequence: 0, digest: stage.replica(0).checkpoints[0]!.digest };
  return { body, digest, viewChanges, proposals, stable, view: 1 };
};

describe('entering a view', () => {
  test('PBFT-30 the new primary announces the view at a quorum, once', () => {
    const stage = new Stage();
    const { viewChanges, digest } = certified(stage);
    // Two others suffice for it to join; its own is the third.
    expect(recorded(stage.deliver(1, viewChanges[1]!))).toEqual([]);
    const done = stage.deliver(1, viewChanges[2]!);
    expect(recorded(done)).toEqual([
      'viewChange.started',
      'newView.sent',
      'view.changed',
      'request.prePrepared',
    ]);
    expect(sentKinds(done).filter((kind) => kind === 'newView')).toHaveLength(3);
    expect(stage.replica(1)).toMatchObject({ view: 1, isChanging: false, assigned: 1 });
    expect(stage.replica(1).slots[1]).toMatchObject({ digest });
    expect(sentKinds(stage.deliver(1, stage.viewChange(0, 1)))).toEqual(['newView']);
  });

  test('PBFT-33 a backup enters it, prepares its proposals and adopts its checkpoint', () => {
    const stage = new Stage();
    const { viewChanges, proposals, stable, digest } = certified(stage);
    const done = stage.deliver(2, stage.newView({ view: 1, viewChanges, stable, proposals }));
    expect(recorded(done)).toEqual(['view.changed', 'request.prePrepared']);
    expect(done.sent[0]?.message.body).toMatchObject({
      kind: 'prepare',
      view: 1,
      sequence: 1,
      digest,
    });
    expect(stage.replica(2)).toMatchObject({ view: 1, isChanging: false });
  });

  test('PBFT-33 who lacks its checkpoint aims at it; f + 1 who hold it do not make it stable', () => {
    const small = { checkpointInterval: 2, window: 4 };
    const stage = new Stage(4, small);
    stage.execute(2, 2);
    const [genesis, taken] = stage.replica(2).checkpoints.map(({ sequence, digest }) => ({
      sequence,
      digest,
    }));
    const viewChanges = [1, 2, 3].map((replica) =>
      stage.viewChange(replica, 1, { checkpoints: [genesis!, taken!] }),
    );
    const message = stage.newView({ view: 1, viewChanges, stable: taken!, proposals: [] });
    stage.deliver(2, message);
    expect(stage.replica(2)).toMatchObject({ low: 0, target: undefined });
    stage.deliver(3, message);
    expect(stage.replica(3)).toMatchObject({ low: 0, target: taken });
  });

  type Spoil = (body: Omit<NewViewBody, 'kind'>, stage: Stage) => Omit<NewViewBody, 'kind'>;
  const spoilt: [string, Spoil, string][] = [
    [
      'too few view changes',
      (body) => ({ ...body, viewChanges: body.viewChanges.slice(1) }),
      'no quorum',
    ],
    [
      'one replica twice',
      (body) => ({ ...body, viewChanges: [body.viewChanges[0]!, ...body.viewChanges] }),
      'twice',
    ],
    [
      'a view change for another view',
      (body, stage) => ({
        ...body,
        viewChanges: [stage.viewChange(1, 5), ...body.viewChanges.slice(1)],
      }),
      'another view',
    ],
    [
      'a view change that its replica did not sign',
      (body, stage) => {
        const [first, ...rest] = body.viewChanges;
        return {
          ...body,
          viewChanges: [{ ...first!, seal: stage.credentials[1]!.spoil(first!.seal) }, ...rest],
        };
      },
      'not signed',
    ],
    [
      'an unsound view change',
      (body, stage) => ({
        ...body,
        viewChanges: [stage.viewChange(1, 1, { checkpoints: [] }), ...body.viewChanges.slice(1)],
      }),
      'contradicts',
    ],
    ['a dropped proposal', (body) => ({ ...body, proposals: [] }), 'do not follow'],
    [
      'null in the place of a request',
      (body) => ({ ...body, proposals: [{ sequence: 1, digest: NULL_DIGEST }] }),
      'do not follow',
    ],
    [
      'a proposal more',
      (body) => ({ ...body, proposals: [...body.proposals, { sequence: 2, digest: NULL_DIGEST }] }),
      'do not follow',
    ],
    [
      'another checkpoint',
      (body) => ({ ...body, stable: { sequence: 16, digest: 'x' } }),
      'another checkpoint',
    ],
    [
      'view changes that decide nothing',
      (body, stage) => {
        const lie = stage.viewChange(3, 1, {
          prepared: [{ sequence: 1, digest: NULL_DIGEST, view: 0 }],
          prePrepared: [{ sequence: 1, digest: NULL_DIGEST, view: 0 }],
        });
        return { ...body, viewChanges: [stage.viewChange(1, 1), stage.viewChange(2, 1), lie] };
      },
      'do not decide',
    ],
  ];
  test.each(spoilt)('PBFT-32 a new view with %s is refused', (_, spoil, why) => {
    const stage = new Stage();
    const { viewChanges, proposals, stable } = certified(stage);
    const message = stage.newView(spoil({ view: 1, viewChanges, stable, proposals }, stage));
    const unasked = stage.deliver(2, message);
    expect(refusal(unasked)).toBe('invalidNewView');
    expect(unasked.records[1]?.fields['reason']).toContain(why);
    expect(stage.replica(2)).toMatchObject({ view: 0, isChanging: false });
    // Who asked for this view does not wait for it any longer.
    lateBackup(stage);
    expect(recorded(stage.deliver(2, message))).toEqual([
      'message.ignored',
      'newView.rejected',
      'viewChange.started',
    ]);
    expect(stage.replica(2).view).toBe(2);
  });

  test('PBFT-30 a new view of anybody but the view’s primary is refused', () => {
    const stage = new Stage();
    const { viewChanges, proposals, stable } = certified(stage);
    const body = { view: 1, viewChanges, stable, proposals };
    expect(refusal(stage.deliver(2, stage.newView(body, 3)))).toBe('notPrimary');
    const honest = stage.newView(body);
    const spoiltSeal = { ...honest, seal: stage.credentials[1]!.spoil(honest.seal) };
    expect(refusal(stage.deliver(2, spoiltSeal, 1))).toBe('badSeal');
    stage.deliver(2, honest, 3);
    expect(refusal(stage.deliver(2, honest, 3))).toBe('duplicate');
    stage.replica(2).view = 2;
    expect(refusal(stage.deliver(2, honest, 3))).toBe('tooLate');
  });

  test('PBFT-34 what was executed before is committed again and executed no second time', () => {
    const stage = new Stage();
    stage.execute(3, 1);
    const { viewChanges, proposals, stable, digest } = certified(stage);
    stage.deliver(3, stage.newView({ view: 1, viewChanges, stable, proposals }));
    const votes = [
      stage.deliver(3, stage.prepare(2, 1, digest, 1)),
      stage.deliver(3, stage.commit(1, 1, digest, 1)),
      stage.deliver(3, stage.commit(2, 1, digest, 1)),
    ];
    expect(recorded(votes)).toEqual(['request.prepared', 'request.committed']);
    expect(stage.replica(3)).toMatchObject({ executed: 1, service: { length: 1 } });
  });

  test('PBFT-34 the new primary proposes what it waits for and the certificates do not hold', () => {
    const stage = new Stage();
    const { viewChanges } = certified(stage);
    stage.deliver(1, stage.request(1, 0));
    stage.deliver(1, stage.request(2, 1));
    stage.deliver(1, viewChanges[1]!);
    const done = stage.deliver(1, viewChanges[2]!);
    const proposals = done.sent.filter(({ message }) => message.kind === 'prePrepare');
    expect(proposals).toHaveLength(3);
    expect(proposals[0]?.message.body).toMatchObject({ view: 1, sequence: 2 });
  });

  test('PBFT-43 votes that overtake the new view count when it is there', () => {
    const stage = new Stage();
    const { viewChanges, proposals, stable, digest } = certified(stage);
    lateBackup(stage);
    expect(recorded(stage.deliver(2, stage.prepare(3, 1, digest, 1)))).toEqual([]);
    const done = stage.deliver(2, stage.newView({ view: 1, viewChanges, stable, proposals }));
    expect(recorded(done)).toContain('request.prepared');
  });

  test('PBFT-43 nobody can fill another’s memory with messages of views to come', () => {
    const stage = new Stage(4, { checkpointInterval: 1, window: 2 });
    const refusals = Array.from({ length: 10 }, (_, i) =>
      refusal(stage.deliver(2, stage.prepare(3, 1, `d${i}`, 8))),
    );
    expect(refusals.filter((reason) => reason === 'wrongView')).toHaveLength(4);
    expect(stage.replica(2).early).toHaveLength(6);
  });
});
