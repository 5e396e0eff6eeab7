import { describe, expect, test } from 'vitest';
import { brokenIn, countBy, eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { misbehave, runPbft } from './testing/runs.testing.ts';
import type { Wishes } from './testing/runs.testing.ts';
import { card } from './card.ts';

/** How a run with four clients went under a fault of the client or the primary. */
function went(wishes: Wishes) {
  const run = runPbft(wishes);
  const outcome = outcomeOf(run);
  return {
    run,
    broken: brokenIn(run),
    executed: Number(outcome['executed'] ?? 0),
    views: Number(outcome['view'] ?? -1),
    meanMicros: Number(outcome['meanLatencyMicros'] ?? Infinity),
  };
}

describe('the Big MAC attack', () => {
  const faults = [
    { id: 'bigMac', kind: 'behaviour', at: 0, behaviour: 'bigMac', agents: ['pbft/client'] },
  ] as const;
  const attack = (requestSeals: 'signed' | 'sealed') =>
    went({
      parameters: { requests: 16, clients: 4, authentication: 'hmac', requestSeals },
      faults,
      limits: { virtualMicrosMax: 20_000_000 },
    });

  test('PBFT-53 with authenticators one client makes views change again and again', () => {
    const { run } = attack('sealed');
    expect(countBy(run, 'message.ignored', 'reason')['badRequest']).toBeGreaterThan(3);
    expect(eventsOf(run, 'pbft.view.changed').length).toBeGreaterThan(4 * 3);
  });

  test('PBFT-53 with signed requests nobody notices: all are convinced, or none', () => {
    const { run, executed, views, broken: found } = attack('signed');
    expect(eventsOf(run, 'pbft.view.changed')).toEqual([]);
    expect([executed, views, found]).toEqual([16, 0, []]);
  });

  test('PBFT-53 where signatures are asked for an authenticator proves nothing', () => {
    const fine = went({ parameters: { requests: 2, authentication: 'hmac' } });
    expect(fine.executed).toBe(2);
    expect(eventsOf(fine.run, 'message.ignored')).toEqual([]);
  });
});

describe('a primary just under the timeout', () => {
  const faults = [misbehave('slowPrimary', [0])];
  const parameters = { requests: 24, clients: 2, requestIntervalMicros: 0 };

  test('PBFT-54 is not replaced by the view timeout alone, and everything is late', () => {
    const calm = went({ parameters });
    const slow = went({ parameters, faults });
    expect([slow.executed, slow.views, slow.broken]).toEqual([24, 0, []]);
    expect(slow.meanMicros).toBeGreaterThan(2 * calm.meanMicros);
  });

  test('PBFT-54 is replaced where backups expect their requests to be proposed in time', () => {
    const calm = went({ parameters });
    const expecting = went({
      parameters: { ...parameters, proposalTimeoutMicros: 40_000 },
      faults,
    });
    expect([expecting.executed, expecting.views, expecting.broken]).toEqual([24, 1, []]);
    expect(expecting.meanMicros).toBeLessThan(1.5 * calm.meanMicros);
    expect(
      eventsOf(expecting.run, 'pbft.viewChange.started').map(({ fields }) => fields['reason']),
    ).toContain('the primary is slow to propose');
  });

  test('PBFT-54 an honest primary is left where it is', () => {
    const run = went({ parameters: { ...parameters, proposalTimeoutMicros: 40_000 } });
    expect([run.executed, run.views]).toEqual([24, 0]);
  });

  test('PBFT-54 PBFT-35 too short an expectation doubles until it fits', () => {
    const run = went({ parameters: { ...parameters, proposalTimeoutMicros: 1_000 } });
    expect([run.executed, run.broken]).toEqual([24, []]);
  });
});

describe('liveness', () => {
  test('PBFT-55 there is no way around the order, so nothing is read without it', () => {
    expect(card.messages.map(({ kind }) => kind).filter((kind) => /read/i.test(kind))).toEqual([]);
    const run = runPbft({ parameters: { requests: 4 } });
    const executed = eventsOf(run, 'pbft.request.executed');
    for (const accepted of eventsOf(run, 'pbft.reply.accepted')) {
      const before = executed.filter(
        ({ fields, seq }) => fields['digest'] === accepted.fields['digest'] && seq < accepted.seq,
      );
      expect(before.length).toBeGreaterThanOrEqual(2);
    }
  });

  test.each([1, 2, 3, 4])(
    'PBFT-56 after a long time without synchrony all meet in a view again (seed %i)',
    (seed) => {
      // Nine of ten messages are lost for a minute by cutting every replica off in turn.
      const faults = Array.from({ length: 120 }, (_, i) => ({
        id: `cut${i}`,
        kind: 'partition' as const,
        at: 20_000 + i * 500_000,
        until: 20_000 + (i + 1) * 500_000,
        groups: [[`replicas/${i % 4}`], [`replicas/${(i + 1) % 4}`], [`replicas/${(i + 2) % 4}`]],
      }));
      const run = runPbft({ seed, parameters: { viewTimeoutMicros: 50_000 }, faults });
      expect(brokenIn(run)).toEqual([]);
      expect(outcomeOf(run)).toMatchObject({ executed: 8 });
      const calmFrom = 20_000 + 120 * 500_000;
      expect(run.now).toBeGreaterThan(calmFrom);
      // The longest wait is 2^8 view timeouts; a few of those are enough.
      expect(run.now - calmFrom).toBeLessThan(4 * 256 * 50_000);
    },
  );
});
