import { describe, expect, test } from 'vitest';
import type { StateMessage } from './messages.ts';
import { Stage, recorded, refusal, sentKinds } from '../testing/stage.testing.ts';

const small = { checkpointInterval: 2, window: 4 };

describe('checkpoints', () => {
  test('PBFT-20 are taken every K executed sequences', () => {
    const stage = new Stage(4, small);
    const done = stage.execute(1, 5);
    const taken = done.flatMap(({ records }) =>
      records.filter(({ kind }) => kind === 'pbft.checkpoint.taken'),
    );
    // Nobody else's checkpoint comes, so the window ends at 4.
    expect(taken.map(({ fields }) => fields['sequence'])).toEqual([2, 4]);
    expect(done.flatMap(sentKinds).filter((kind) => kind === 'checkpoint')).toHaveLength(6);
    expect(stage.replica(1).executed).toBe(4);
  });

  test('PBFT-21 are stable at a quorum of equal digests of distinct replicas', () => {
    const stage = new Stage(4, small);
    stage.execute(1, 2);
    const { digest } = stage.replica(1).checkpoints.at(-1)!;
    expect(refusal(stage.deliver(1, stage.checkpoint(2, 2, 'wrong')))).toBeUndefined();
    expect(refusal(stage.deliver(1, stage.checkpoint(2, 2, digest)))).toBe('conflictingDigest');
    stage.deliver(1, stage.checkpoint(3, 2, digest));
    expect(refusal(stage.deliver(1, stage.checkpoint(3, 2, digest)))).toBe('duplicate');
    expect(stage.replica(1).low).toBe(0);
    expect(recorded(stage.deliver(1, stage.checkpoint(0, 2, digest)))).toEqual([
      'checkpoint.stable',
    ]);
    expect(stage.replica(1).low).toBe(2);
  });

  test('PBFT-22 move the low mark up, never down, and free the log', () => {
    const stage = new Stage(4, small);
    stage.execute(1, 4);
    const digests = stage.replica(1).checkpoints.map(({ digest }) => digest);
    const vote = (sequence: number) =>
      [0, 2].map((replica) =>
        stage.deliver(1, stage.checkpoint(replica, sequence, digests[sequence / 2]!)),
      );
    vote(4);
    expect(stage.replica(1).low).toBe(4);
    vote(2);
    expect(stage.replica(1).low).toBe(4);
    expect(stage.replica(1).checkpoints.map(({ sequence }) => sequence)).toEqual([4]);
    expect(refusal(stage.deliver(1, stage.prepare(2, 4, 'd')))).toBe('tooLate');
    expect(refusal(stage.deliver(1, stage.prepare(2, 8, 'd')))).toBeUndefined();
    expect(refusal(stage.deliver(1, stage.prepare(2, 9, 'd')))).toBe('outsideWindow');
    expect(
      stage.replica(1).slots.every(({ decided, sequence }) => sequence <= 4 || decided === ''),
    ).toBe(true);
  });

  test('PBFT-22 do not move the mark of a replica that has not executed so far', () => {
    const stage = new Stage(4, small);
    stage.deliver(1, stage.checkpoint(0, 2, 'd'));
    expect(stage.replica(1).target).toBeUndefined();
    for (const replica of [2, 3]) stage.deliver(1, stage.checkpoint(replica, 2, 'd'));
    expect(stage.replica(1)).toMatchObject({ low: 0, target: { sequence: 2, digest: 'd' } });
  });

  test('PBFT-23 the primary assigns up to the high mark and goes on when it moves', () => {
    const stage = new Stage(4, { ...small, clients: 8 });
    for (let client = 0; client < 6; client++) stage.deliver(0, stage.request(client + 1, client));
    const state = stage.replica(0);
    expect([state.assigned, state.waitingCount]).toEqual([4, 6]);
    for (let sequence = 1; sequence <= 2; sequence++) {
      const { digest } = state.slots[sequence]!;
      for (const backup of [1, 2]) stage.deliver(0, stage.prepare(backup, sequence, digest));
      for (const backup of [1, 2]) stage.deliver(0, stage.commit(backup, sequence, digest));
    }
    const { digest } = state.checkpoints.at(-1)!;
    stage.deliver(0, stage.checkpoint(1, 2, digest));
    const moved = stage.deliver(0, stage.checkpoint(2, 2, digest));
    expect(state.low).toBe(2);
    expect(sentKinds(moved).filter((kind) => kind === 'prePrepare')).toHaveLength(6);
    expect(state.assigned).toBe(6);
  });
});

describe('state transfer', () => {
  /** Replica 0 has executed and stabilised 4; replica 3 has nothing. */
  const lagging = () => {
    const stage = new Stage(4, small);
    stage.execute(1, 4);
    const { digest, snapshot } = stage.replica(1).checkpoints.at(-1)!;
    const state = (by: number, parts: Partial<typeof snapshot> = {}): StateMessage => {
      const body = { kind: 'state' as const, snapshot: { ...snapshot, ...parts }, replica: by };
      return { kind: 'state', body, seal: stage.credentials[by]!.seal(body, [3]) };
    };
    return { stage, digest, state };
  };

  test('PBFT-24 a state is taken over only if a certificate asks for its digest', () => {
    const { stage, digest, state } = lagging();
    expect(refusal(stage.deliver(3, state(1)))).toBe('unproven');
    for (const replica of [0, 1, 2]) stage.deliver(3, stage.checkpoint(replica, 4, digest));
    const forged = state(2, { service: { length: 4, sum: 99, chain: 'x' } });
    expect(refusal(stage.deliver(3, forged))).toBe('digestMismatch');
    const done = stage.deliver(3, state(1));
    expect(recorded(done)).toContain('state.transferred');
    expect(stage.replica(3)).toMatchObject({ executed: 4, low: 4, target: undefined });
    expect(stage.replica(3).service).toEqual(stage.replica(1).service);
    expect(stage.replica(3).replies).toEqual(stage.replica(1).replies);
    expect(refusal(stage.deliver(3, state(2)))).toBe('tooLate');
  });

  test('PBFT-24 a certificate above the window is seen as well', () => {
    const { stage } = lagging();
    stage.deliver(3, stage.checkpoint(0, 40, 'far'));
    expect(stage.replica(3).target).toBeUndefined();
    stage.deliver(3, stage.checkpoint(2, 40, 'far'));
    expect(stage.replica(3).target).toEqual({ sequence: 40, digest: 'far' });
    expect(refusal(stage.deliver(3, stage.checkpoint(2, 40, 'far')))).toBe('duplicate');
    expect(refusal(stage.deliver(3, stage.checkpoint(2, 38, 'far')))).toBe('tooLate');
  });

  test('PBFT-22 a state taken over from above the window moves the low mark at a quorum', () => {
    const stage = new Stage(4, small);
    const far = new Stage(4, small);
    // The other world goes on to 8 with stable checkpoints.
    for (let sequence = 1; sequence <= 8; sequence++) {
      far.commitAt(1, sequence);
      const taken = far.replica(1).checkpoints.at(-1)!;
      for (const replica of [0, 2]) {
        far.deliver(1, far.checkpoint(replica, taken.sequence, taken.digest));
      }
    }
    const { digest, snapshot } = far.replica(1).checkpoints.at(-1)!;
    expect(snapshot.sequence).toBe(8);
    for (const replica of [0, 1]) stage.deliver(3, stage.checkpoint(replica, 8, digest));
    const body = { kind: 'state' as const, snapshot, replica: 1 };
    const seal = stage.credentials[1]!.seal(body, [3]);
    const done = stage.deliver(3, { kind: 'state', body, seal });
    // Its own makes three.
    expect(recorded(done)).toEqual(['state.transferred', 'checkpoint.stable']);
    expect(stage.replica(3)).toMatchObject({ executed: 8, low: 8 });
    expect(recorded(stage.commitAt(3, 9))).toContain('request.executed');
  });

  test('PBFT-24 who asks is sent the checkpoints, and the state it wants', () => {
    const { stage } = lagging();
    const status = (wants: number) => {
      const body = {
        kind: 'status' as const,
        view: 0,
        isChanging: false,
        stable: 0,
        executed: 0,
        settled: 0,
        wants,
        replica: 3,
      };
      const seal = stage.credentials[3]!.seal(body, [1]);
      return stage.deliver(1, { kind: 'status', body, seal });
    };
    const kinds = (wants: number) => sentKinds(status(wants));
    expect(kinds(0).filter((kind) => kind === 'checkpoint')).toHaveLength(2);
    expect(kinds(0)).not.toContain('state');
    expect(kinds(4).filter((kind) => kind === 'state')).toHaveLength(1);
  });
});
