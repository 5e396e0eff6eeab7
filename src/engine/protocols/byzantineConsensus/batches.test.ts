import { describe, expect, test } from 'vitest';
import { brokenIn, countBy, eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { digestOf } from './conduct/digests.ts';
import { hostileWorld } from './testing/hostileRuns.testing.ts';
import { troublesIn } from './testing/randomRuns.testing.ts';
import { crash, misbehave, runPbft } from './testing/runs.testing.ts';
import { Stage, recorded, refusal } from './testing/stage.testing.ts';

/** Sixteen clients that ask at once, and batches of up to eight. */
const BUSY = {
  requests: 64,
  clients: 16,
  requestIntervalMicros: 0,
  batchSize: 8,
  batchMicros: 4_000,
  viewTimeoutMicros: 300_000,
} as const;

/** Two requests as one batch, as a primary of view 0 proposes them. */
function batchOfTwo(stage: Stage) {
  const requests = [stage.request(1, 0), stage.request(2, 1)];
  const body = { kind: 'batch' as const, requests: requests.map((one) => one.body) };
  const place = { kind: 'prePrepare' as const, view: 0, sequence: 1, digest: digestOf(body) };
  return {
    kind: 'prePrepare' as const,
    body: place,
    seal: stage.credentials[0]!.seal(place, [1, 2, 3]),
    request: { kind: 'batch' as const, body, requests },
  };
}

describe('batches', () => {
  test('PBFT-52 as many requests cost fewer messages, and each is answered by every replica', () => {
    const one = runPbft({ parameters: { ...BUSY, batchSize: 1, batchMicros: 0 } });
    const many = runPbft({ parameters: BUSY });
    for (const run of [one, many]) {
      expect(brokenIn(run)).toEqual([]);
      expect(outcomeOf(run)).toMatchObject({ executed: 64 });
      expect(countBy(run, 'message.sent', 'message')['reply']).toBe(64 * 4);
    }
    const ordered = countBy(many, 'pbft.request.executed', 'sequence');
    const sequences = Object.keys(ordered).length;
    expect(sequences).toBeLessThanOrEqual(16);
    expect(countBy(many, 'message.sent', 'message')).toMatchObject({
      prePrepare: sequences * 3,
      prepare: sequences * 9,
      commit: sequences * 12,
    });
    expect(many.summary().messages).toBeLessThan(one.summary().messages / 2);
  });

  test('PBFT-52 a batch that is not full leaves when its time has come, a full one at once', () => {
    const stage = new Stage(4, { batchSize: 2, batchMicros: 5_000 });
    const first = stage.deliver(0, stage.request(1, 0));
    expect([recorded(first), first.timers.get('batch')]).toEqual([[], 5_000]);
    const second = stage.deliver(0, stage.request(2, 1));
    expect(recorded(second)).toEqual(['request.prePrepared']);
    expect([...second.timers]).toContainEqual(['batch', undefined]);
    stage.deliver(0, stage.request(3, 2));
    expect(recorded(stage.expire(0, 'batch'))).toEqual(['request.prePrepared']);
    expect(stage.replica(0).assigned).toBe(2);
  });

  test('PBFT-52 a batch is refused if a request in it is not its client’s, or it is too large', () => {
    const stage = new Stage(4, { batchSize: 2 });
    const batch = batchOfTwo(stage);
    const [first, second] = batch.request.requests;
    const forged = { ...second!, seal: stage.credentials[0]!.seal(second!.body, [1]) };
    const badRequest = { ...batch, request: { ...batch.request, requests: [first!, forged] } };
    expect(refusal(stage.deliver(1, badRequest, 0))).toBe('badRequest');
    const swapped = { ...batch, request: { ...batch.request, requests: [second!, first!] } };
    expect(refusal(stage.deliver(1, swapped, 0))).toBe('malformed');
    expect(refusal(new Stage(4, { batchSize: 1 }).deliver(1, batch, 0))).toBe('malformed');
    expect(refusal(stage.deliver(1, batch, 0))).toBeUndefined();
  });

  test('PBFT-52 PBFT-19 a request that was executed before is passed over in a batch', () => {
    const stage = new Stage(4, { batchSize: 2 });
    const batch = batchOfTwo(stage);
    stage.commitAt(1, 1);
    const place = { ...batch.body, sequence: 2 };
    const later = { ...batch, body: place, seal: stage.credentials[0]!.seal(place, [1, 2, 3]) };
    stage.deliver(1, later, 0);
    const { digest } = place;
    const votes = [
      stage.prepare(2, 2, digest),
      stage.commit(0, 2, digest),
      stage.commit(2, 2, digest),
    ].map((vote) => stage.deliver(1, vote));
    const applied = votes
      .flatMap(({ records }) => records)
      .filter(({ kind }) => kind === 'pbft.request.applied');
    expect(applied.map(({ fields }) => fields['timestamp'])).toEqual([2]);
    expect(stage.replica(1).service).toMatchObject({ length: 2, sum: 3 });
  });

  test('PBFT-52 PBFT-34 a new view and a state transfer keep whole batches', () => {
    const parameters = { ...BUSY, requests: 200, checkpointInterval: 4, window: 8 };
    const cut = {
      id: 'cut',
      kind: 'partition',
      at: 30_000,
      until: 400_000,
      groups: [['replicas/3']],
    } as const;
    const run = runPbft({ parameters, faults: [cut, crash([0], 500_000)], n: 4 });
    expect(brokenIn(run)).toEqual([]);
    expect(outcomeOf(run)).toMatchObject({ executed: 200 });
    expect(eventsOf(run, 'pbft.view.changed').length).toBeGreaterThan(0);
    expect(eventsOf(run, 'pbft.state.transferred').length).toBeGreaterThan(0);
  });

  test.each(['equivocate', 'collude', 'equivocateOn', 'inventRequests', 'repeatRequests'])(
    'PBFT-52 %s does no harm to batches',
    (behaviour) => {
      for (const seed of [1, 2, 3]) {
        const run = runPbft({ seed, parameters: BUSY, faults: [misbehave(behaviour, [0])] });
        expect(brokenIn(run)).toEqual([]);
        expect(outcomeOf(run)).toMatchObject({ executed: 64 });
      }
    },
  );

  test('PBFT-52 hostile worlds do no harm to batches', () => {
    const found = Array.from({ length: 40 }, (_, seed) => {
      const world = hostileWorld(10_000 + seed);
      const parameters = { ...world.parameters, clients: 6, batchSize: 3, batchMicros: 3_000 };
      const batched = { ...world, parameters: { ...parameters, requestIntervalMicros: 0 } };
      return troublesIn(batched, runPbft(batched, 'off'));
    });
    expect(found.flat()).toEqual([]);
  });
});
