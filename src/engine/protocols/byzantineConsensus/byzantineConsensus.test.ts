import { describe, expect, test } from 'vitest';
import { brokenIn, countBy, eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { card, parametersSchema } from './card.ts';
import { byzantineConsensus } from './protocol.ts';
import { crash, misbehave, openPbft, orders, runPbft } from './testing/runs.testing.ts';
import type { Wishes } from './testing/runs.testing.ts';

/** A run that must end well: nothing brokenIn, all answered. */
function endsWell(wishes: Wishes) {
  const run = runPbft(wishes);
  expect(brokenIn(run)).toEqual([]);
  expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
  expect(outcomeOf(run)).toMatchObject({ executed: wishes.parameters?.requests ?? 8 });
  return run;
}

/** The orders of the replicas that are not among `faulty`, as far as each got. */
function honestOrders(run: ReturnType<typeof runPbft>, faulty: readonly number[]): string[][] {
  return [...orders(run)].filter(([actor]) => !faulty.includes(actor)).map(([, order]) => order);
}

describe('without faults', () => {
  test.each([4, 5, 6, 7, 10, 16, 64])('PBFT-47 %i replicas send what the closed forms say', (n) => {
    const requests = n < 64 ? 3 : 1;
    const run = endsWell({ n, parameters: { requests } });
    expect(countBy(run, 'message.sent', 'message')).toEqual({
      request: requests,
      prePrepare: requests * (n - 1),
      prepare: requests * (n - 1) * (n - 1),
      commit: requests * n * (n - 1),
      reply: requests * n,
    });
    expect(run.summary().messages).toBe(requests * (2 * n * (n - 1) + 1 + n));
    expect(eventsOf(run, 'message.ignored')).toEqual([]);
  });

  test('PBFT-47 a checkpoint costs n(n - 1) messages', () => {
    const run = endsWell({ n: 7, parameters: { requests: 9, checkpointInterval: 4, window: 8 } });
    expect(countBy(run, 'message.sent', 'message')['checkpoint']).toBe(2 * 7 * 6);
    expect(eventsOf(run, 'pbft.checkpoint.stable')).toHaveLength(2 * 7);
  });

  test('PBFT-38 all replicas execute all requests in one order, with several in flight', () => {
    const run = endsWell({
      parameters: { requests: 20, clients: 8, requestIntervalMicros: 2_000 },
    });
    const all = honestOrders(run, []);
    expect(all).toHaveLength(4);
    for (const order of all) expect(order).toEqual(all[0]);
    expect(Object.keys(all[0] ?? [])).toHaveLength(20);
    const submitted = eventsOf(run, 'pbft.request.submitted').map(({ at }) => at);
    const accepted = eventsOf(run, 'pbft.reply.accepted').map(({ at }) => at);
    expect(submitted.filter((at) => at < accepted[0]!).length).toBeGreaterThan(4);
  });

  test('PBFT-23 more requests than the window go through with checkpoints', () => {
    const parameters = {
      requests: 60,
      clients: 16,
      requestIntervalMicros: 0,
      checkpointInterval: 4,
      window: 8,
    };
    const run = endsWell({ parameters });
    expect(run.appearance(0)).toMatchObject({ 'Low water mark': 60, Executed: 60 });
  });

  test.each(['hmac', 'ed25519', 'modelled'] as const)(
    'PBFT-39 the same order comes about with %s',
    (authentication) => {
      const run = endsWell({ parameters: { requests: 2, authentication } });
      expect(eventsOf(run, 'message.ignored')).toEqual([]);
      expect(outcomeOf(run)).toMatchObject({ order: expect.stringMatching(/^[0-9a-f]{12}$/) });
    },
  );
});

describe('a primary that fails', () => {
  test.each([
    ['is silent', [misbehave('silent', [0])]],
    ['crashes', [crash([0], 30_000)]],
    ['equivocates', [misbehave('equivocate', [0])]],
    ['sends digests of nothing', [misbehave('corruptDigest', [0])]],
  ] as const)('PBFT-38 %s: the next one leads, and all is answered', (_, faults) => {
    const run = endsWell({ faults });
    expect(outcomeOf(run)).toMatchObject({ view: 1 });
    for (const actor of [1, 2, 3]) expect(run.appearance(actor)).toMatchObject({ View: 1 });
    const [first, ...rest] = honestOrders(run, [0]);
    expect(rest).toHaveLength(2);
    for (const order of rest) expect(order).toEqual(first);
  });

  test('PBFT-9 equivocation is caught by those who see both branches', () => {
    const run = endsWell({ faults: [misbehave('equivocate', [0])] });
    expect(
      eventsOf(run, 'pbft.equivocation.detected').map(({ fields }) => fields['culprit']),
    ).toContain(0);
  });

  test('PBFT-35 two primaries in a row: the second view change waits twice as long', () => {
    const run = endsWell({ n: 7, faults: [misbehave('silent', [0, 1])] });
    expect(outcomeOf(run)).toMatchObject({ view: 2 });
    const started = eventsOf(run, 'pbft.viewChange.started').filter(({ actor }) => actor === 4);
    expect(started.map(({ fields }) => fields['view'])).toEqual([1, 2]);
  });

  test('PBFT-45 it comes back, and goes on where it was', () => {
    const run = endsWell({
      parameters: { requests: 40, requestIntervalMicros: 40_000 },
      faults: [crash([0], 60_000, 900_000)],
    });
    expect(eventsOf(run, 'agent.restarted')).toHaveLength(1);
    expect(Number(run.appearance(0)['Executed'])).toBeGreaterThan(30);
  });

  test('PBFT-45 all replicas crash in turn, again and again, and nothing is lost', () => {
    const faults = Array.from({ length: 12 }, (_, i) =>
      crash([i % 4], 50_000 + i * 120_000, 110_000 + i * 120_000),
    );
    endsWell({ parameters: { requests: 24, requestIntervalMicros: 60_000 }, faults });
  });
});

describe('lies of f replicas', () => {
  const behaviours = [...card.behaviours.map(({ id }) => id), 'silent', 'withhold', 'replay'];
  const trouble = {
    requests: 6,
    viewTimeoutMicros: 60_000,
    clientTimeoutMicros: 80_000,
    retransmitMicros: 40_000,
  };
  test.each(behaviours)(
    'PBFT-38 %s does no harm, alone or in the middle of view changes',
    (behaviour) => {
      for (const liar of [0, 1, 2]) {
        // The timeouts are shorter than a request takes at times, so views change with and without reason.
        const run = endsWell({
          seed: liar + 1,
          parameters: trouble,
          faults: [misbehave(behaviour, [liar])],
        });
        expect(eventsOf(run, 'pbft.request.executed').length).toBeGreaterThan(0);
      }
      endsWell({ n: 7, parameters: trouble, faults: [misbehave(behaviour, [0, 1])] });
      endsWell({
        n: 7,
        parameters: trouble,
        faults: [misbehave(behaviour, [1]), crash([0], 20_000)],
      });
    },
  );

  test('PBFT-41 votes forged in another’s name are refused, in every scheme', () => {
    for (const authentication of ['hmac', 'ed25519', 'modelled'] as const) {
      const parameters = { requests: 1, authentication };
      const run = endsWell({ parameters, faults: [misbehave('forge', [1])] });
      expect(countBy(run, 'message.ignored', 'reason')).toEqual({ badSeal: 6 });
    }
  });

  test('PBFT-42 replays change nothing but the list of what was ignored', () => {
    const calm = endsWell({});
    const replayed = endsWell({ faults: [misbehave('replay', [1])] });
    const reasons = countBy(replayed, 'message.ignored', 'reason');
    expect(reasons['duplicate']).toBeGreaterThan(0);
    expect(outcomeOf(replayed)['order']).toBe(outcomeOf(calm)['order']);
  });

  test('PBFT-32 a liar that becomes primary announces a false view, is refused and passed over', () => {
    const faults = [crash([0], 20_000), misbehave('lieInViewChange', [1])];
    const run = endsWell({ n: 7, faults });
    const rejected = eventsOf(run, 'pbft.newView.rejected');
    expect(rejected.length).toBeGreaterThan(0);
    expect(new Set(rejected.map(({ fields }) => fields['primary']))).toEqual(new Set([1]));
    expect(outcomeOf(run)).toMatchObject({ view: 2 });
  });

  test('PBFT-3 the client believes no single replica', () => {
    const run = endsWell({ faults: [misbehave('lieToClient', [2])] });
    expect(outcomeOf(run)['order']).toBe(outcomeOf(endsWell({}))['order']);
  });

  test('PBFT-36 views do not change because f replicas ask for it', () => {
    const run = endsWell({
      faults: [misbehave('lieInViewChange', [3]), misbehave('withhold', [3])],
    });
    expect(eventsOf(run, 'pbft.view.changed')).toEqual([]);
  });
});

describe('more than f colluding replicas', () => {
  test.each([
    [4, [0, 3]],
    [7, [0, 2, 5]],
    [10, [0, 1, 2, 3]],
  ] as const)(
    'PBFT-48 %i replicas: f + 1 break agreement, and the watchers say who',
    (n, coalition) => {
      const run = runPbft({ n, faults: [misbehave('collude', coalition)] });
      expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
      const violated = run.summary().invariants.find(({ name }) => name === 'agreement');
      expect(violated).toMatchObject({ held: false });
      expect(violated?.explanation).toMatch(
        /^At sequence 1 replicas\/\d+ executed \w+, but replicas\/\d+ executed \w+/,
      );
      const named = [...(violated?.explanation?.matchAll(/replicas\/(\d+)/g) ?? [])].map(([, id]) =>
        Number(id),
      );
      expect(named).toHaveLength(2);
      for (const one of named) expect(coalition).not.toContain(one);
    },
  );

  test.each([
    [4, [0]],
    [7, [0, 2]],
    [10, [0, 1, 2]],
  ] as const)('PBFT-48 %i replicas: f of them do not', (n, coalition) => {
    for (const seed of [1, 2, 3]) endsWell({ n, seed, faults: [misbehave('collude', coalition)] });
  });
});

describe('a bad network', () => {
  test('PBFT-37 loss, duplication and reordering cost time, not answers', () => {
    for (const seed of [1, 2, 3]) {
      const network = { lossPpm: 200_000, duplicationPpm: 100_000, reorderPpm: 300_000 };
      endsWell({ seed, network, parameters: { requests: 12 } });
    }
  });

  test('PBFT-37 a replica that was cut off catches up, also behind stable checkpoints', () => {
    const parameters = {
      requests: 60,
      requestIntervalMicros: 20_000,
      checkpointInterval: 4,
      window: 8,
    };
    const cut = {
      id: 'cut',
      kind: 'partition',
      at: 100_000,
      until: 700_000,
      groups: [['replicas/3']],
    } as const;
    const run = endsWell({ parameters, faults: [cut] });
    expect(eventsOf(run, 'pbft.state.transferred').map(({ actor }) => actor)).toContain(3);
    expect(Number(run.appearance(3)['Executed'])).toBeGreaterThan(50);
  });

  test('PBFT-38 without a quorum nothing happens, and with it again everything', () => {
    const cut = {
      id: 'cut',
      kind: 'partition',
      at: 30_000,
      until: 2_000_000,
      groups: [['replicas/0', 'replicas/1']],
    } as const;
    const run = openPbft({ faults: [cut] });
    run.advance(1_900_000, Infinity);
    expect(eventsOf(run, 'pbft.request.executed')).toEqual([]);
    run.advance(Infinity, Infinity);
    expect(brokenIn(run)).toEqual([]);
    expect(outcomeOf(run)).toMatchObject({ executed: 8 });
  });

  test('more than f down for good: nobody answers, and liveness was not promised', () => {
    const run = runPbft({
      faults: [crash([1, 2], 10_000)],
      limits: { virtualMicrosMax: 5_000_000 },
    });
    expect(run.status).toEqual({ phase: 'finished', reason: 'timeLimit' });
    expect(brokenIn(run)).toEqual(['requestExecuted']);
  });
});

describe('at every moment', () => {
  test('PBFT-17 what one correct replica has committed, f + 1 correct ones have prepared', () => {
    for (const seed of [1, 2, 3, 4]) {
      const liar = seed % 4;
      const run = runPbft({
        seed,
        faults: [misbehave('conflictingVotes', [liar])],
        network: { lossPpm: 50_000 },
      });
      const prepared = new Map<string, Set<number>>();
      const { events } = run;
      const [preparedKind, committedKind] = ['pbft.request.prepared', 'pbft.request.committed'].map(
        (kind) => events.kindId(kind),
      );
      let checked = 0;
      for (let seq = 0; seq < events.length; seq++) {
        const actor = events.actor(seq);
        if (actor === liar) continue;
        const place = `${events.int(seq, 0)} ${events.int(seq, 2)}`;
        if (events.kind(seq) === preparedKind) {
          prepared.set(place, (prepared.get(place) ?? new Set()).add(actor));
        } else if (events.kind(seq) === committedKind) {
          checked++;
          expect(prepared.get(place)?.size ?? 0).toBeGreaterThanOrEqual(2);
        }
      }
      expect(checked).toBeGreaterThan(8);
    }
  });
});

describe('the card', () => {
  test('explains every parameter, and its defaults fit', () => {
    for (const [name, field] of Object.entries(parametersSchema.shape)) {
      expect(field.meta(), name).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
      });
    }
    expect(parametersSchema.parse({})).toMatchObject({ requests: 8, authentication: 'hmac' });
    expect(parametersSchema.safeParse({ window: 20 }).success).toBe(false);
  });

  test('PBFT-46 quorums of any two share an honest replica for every n', () => {
    for (const n of [4, 5, 6, 7, 8, 9, 10]) {
      const quorum = Number(outcomeOf(runPbft({ n, parameters: { requests: 1 } }))['quorum']);
      const f = Math.floor((n - 1) / 3);
      expect(2 * quorum - n).toBeGreaterThanOrEqual(f + 1);
      expect(quorum).toBeLessThanOrEqual(n - f);
    }
  });

  test('names every behaviour and every kind of message there is', () => {
    expect(Object.keys(byzantineConsensus.conduct.mutators).sort()).toEqual(
      card.behaviours.map(({ id }) => id).sort(),
    );
    const kinds = new Set<string>();
    const parameters = {
      requests: 40,
      requestIntervalMicros: 20_000,
      checkpointInterval: 4,
      window: 8,
    };
    const cut = {
      id: 'cut',
      kind: 'partition',
      at: 100_000,
      until: 500_000,
      groups: [['replicas/3']],
    } as const;
    const run = endsWell({ parameters, faults: [cut, crash([0], 600_000)] });
    for (const kind of Object.keys(countBy(run, 'message.sent', 'message'))) kinds.add(kind);
    expect([...kinds].sort()).toEqual(card.messages.map(({ kind }) => kind).sort());
  });
});
