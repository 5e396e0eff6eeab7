import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../../base/canonical.ts';
import { sha256Hex } from '../../../base/sha256.ts';
import {
  EMPTY_SERVICE,
  applyOperation,
  digestOf,
  digestOfSnapshot,
  shortDigest,
} from './digests.ts';
import { NULL_DIGEST } from './messages.ts';
import { settle } from './normalCase.ts';
import { HONEST } from './rules.ts';
import { slotOf } from './slots.ts';
import { Stage, recorded, refusal, sentKinds } from '../testing/stage.testing.ts';

describe('the service', () => {
  test('chains what is appended, so that another order gives another digest', () => {
    const append = (...amounts: number[]) =>
      amounts.reduce(
        (service, amount) => applyOperation(service, `append ${amount}`).after,
        EMPTY_SERVICE,
      );
    expect(append(1, 2)).toMatchObject({ length: 2, sum: 3 });
    expect(append(1, 2).chain).toBe(append(1, 2).chain);
    expect(append(1, 2).chain).not.toBe(append(2, 1).chain);
    expect(append(1, 2).chain).toMatch(/^[0-9a-f]{64}$/);
    expect(applyOperation(EMPTY_SERVICE, 'nonsense').after).toMatchObject({ length: 1, sum: 0 });
  });

  test('what is remembered is of this very state and operation, not of one that looks like it', () => {
    const { after, result } = applyOperation(EMPTY_SERVICE, 'append 1');
    const forged = { ...after, sum: 99 };
    expect(applyOperation(after, 'append 2').after.sum).toBe(3);
    expect(applyOperation(forged, 'append 2').after.sum).toBe(101);
    expect(applyOperation(after, 'append 2').after.sum).toBe(3);
    expect(result).toBe(`1 1 ${shortDigest(after.chain)}`);
    const snapshot = { sequence: 1, service: after, replies: [{ timestamp: 1, result }] };
    const others = [
      { ...snapshot, sequence: 2 },
      { ...snapshot, service: forged },
      { ...snapshot, replies: [{ timestamp: 2, result }] },
      { ...snapshot, replies: [{ timestamp: 1, result: '' }] },
      { ...snapshot, replies: [] },
    ];
    const digests = others.map((other) => {
      const [own, digest] = [snapshot, other].map((one) => digestOfSnapshot(one, HONEST));
      expect(own).toBe(sha256Hex(canonicalText(snapshot)));
      return digest;
    });
    expect(digests).toEqual(others.map((other) => sha256Hex(canonicalText(other))));
  });
});

describe('execution', () => {
  test('PBFT-18 waits for every earlier sequence and then executes all in order', () => {
    const stage = new Stage();
    const early = stage.commitAt(1, 2);
    expect(recorded(early)).toContain('request.committed');
    expect(stage.replica(1).executed).toBe(0);
    const late = stage.commitAt(1, 1);
    const executed = late.flatMap(({ records }) =>
      records.filter(({ kind }) => kind === 'pbft.request.executed'),
    );
    expect(executed.map(({ fields }) => fields['sequence'])).toEqual([1, 2]);
    expect(stage.replica(1).service).toMatchObject({ length: 2, sum: 3 });
  });

  test('PBFT-18 sends the reply straight to the client', () => {
    const stage = new Stage();
    const replies = stage
      .commitAt(1, 1)
      .flatMap(({ sent }) => sent)
      .filter(({ message }) => message.kind === 'reply');
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({ to: 4, message: { body: { timestamp: 1, replica: 1 } } });
  });

  test('PBFT-18 the null request changes nothing but the sequence', () => {
    const stage = new Stage();
    const state = stage.replica(1);
    settle(state, slotOf(state, 1), NULL_DIGEST, undefined);
    const done = stage.deliver(1, stage.prepare(2, 2, 'd'));
    expect(recorded(done)).toEqual(['request.skipped']);
    expect([state.executed, state.service]).toEqual([1, EMPTY_SERVICE]);
  });

  test('PBFT-19 a request that stands at two sequences is executed at the first only', () => {
    const stage = new Stage();
    const state = stage.replica(1);
    const { body } = stage.request(7);
    settle(state, slotOf(state, 1), digestOf(body), body);
    settle(state, slotOf(state, 2), digestOf(body), body);
    const done = stage.deliver(1, stage.prepare(2, 3, 'd'));
    expect(recorded(done)).toEqual(['request.executed', 'request.skipped']);
    expect([state.executed, state.service.length]).toEqual([2, 1]);
  });

  test('PBFT-4 the last reply is repeated, older requests are dropped', () => {
    const stage = new Stage();
    stage.execute(1, 2);
    const again = stage.deliver(1, stage.request(2));
    expect(again.sent).toHaveLength(1);
    expect(again.sent[0]).toMatchObject({ to: 4, message: { body: { timestamp: 2 } } });
    const older = stage.deliver(1, stage.request(1));
    expect([refusal(older), sentKinds(older)]).toEqual(['tooLate', []]);
    expect(stage.replica(1).service.length).toBe(2);
  });

  test('PBFT-5 the table of last replies is part of the checkpoint', () => {
    const stage = new Stage(4, { checkpointInterval: 2, window: 4 });
    stage.execute(1, 2);
    expect(stage.replica(1).checkpoints.at(-1)).toMatchObject({
      sequence: 2,
      snapshot: {
        replies: [{ timestamp: 2 }, { timestamp: 0 }, { timestamp: 0 }, { timestamp: 0 }],
      },
    });
  });
});
