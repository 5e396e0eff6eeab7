import { describe, expect, test } from 'vitest';
import type { Property } from '../contract/protocol.ts';
import { coordinationCompleted } from '../events/kernelEvents.ts';
import { openPing, aPlan, runPing } from './testing/aPlan.testing.ts';
import { eventsOf, lastKinds } from './testing/told.testing.ts';
import { inputsOf, noted, runScript, word } from './testing/scriptProtocol.testing.ts';

const DONE = { coordination: 0, decision: 'done', outcome: '{}', confidence: 1 };

describe('the end of a run', () => {
  test('KERNEL-15 settles when all is concluded and nothing is on its way', () => {
    const run = runScript({
      step(input, { self }, outbox) {
        if (input.kind !== 'started' || self.actor !== 0) return;
        outbox.send(1, word('on its way'));
        outbox.setTimer('never mind', 50_000);
        outbox.record(coordinationCompleted, DONE);
      },
    });
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
    expect(run.now).toBe(1_000);
    expect(inputsOf(run, 1)).toEqual(['0 started', '1000 delivered on its way from 0']);
    expect(lastKinds(run, 1)).toEqual(['run.finished']);
    expect(run.advance(Infinity, Infinity)).toBe(0);
  });

  test('KERNEL-15 a consultation keeps a concluded run, a planned fault does not', () => {
    const run = runScript(
      {
        step(input, { self }, outbox) {
          if (input.kind !== 'started' || self.actor !== 0) return;
          outbox.record(coordinationCompleted, DONE);
          outbox.consult({ kind: 'vote', round: 1, proposal: 'p', meritPpm: 1 });
        },
      },
      { faults: [{ id: 'late', kind: 'crash', at: 1_000_000, agents: ['pool/1'] }] },
    );
    expect(run.now).toBe(7_000);
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
  });

  test('KERNEL-15 is quiet when nothing is left to happen, and what runs has stalled', () => {
    const run = runPing({ parameters: { concludes: false } });
    expect(run.status).toEqual({ phase: 'finished', reason: 'quiet' });
    expect(run.summary().coordinations[0]).toMatchObject({ status: 'failed', error: 'stalled' });
    expect(eventsOf(run, 'coordination.failed')[0]).toMatchObject({
      actor: -1,
      fields: { coordination: 0, error: 'stalled' },
    });
    const cancelled = runScript({
      step(input, _context, outbox) {
        if (input.kind !== 'started') return;
        outbox.setTimer('later', 5_000);
        outbox.cancelTimer('later');
      },
    });
    expect(cancelled.status).toEqual({ phase: 'finished', reason: 'quiet' });
    expect(cancelled.now).toBe(0);
  });

  test('KERNEL-15 stops at its limits', () => {
    const late = runPing({ limits: { virtualMicrosMax: 20_000 } });
    expect(late.status).toEqual({ phase: 'finished', reason: 'timeLimit' });
    expect(late.now).toBe(20_000);
    expect(late.summary().coordinations[0]).toMatchObject({
      status: 'failed',
      error: 'time_limit',
    });
    const long = runPing({ limits: { eventsMax: 50 } });
    expect(long.status).toEqual({ phase: 'finished', reason: 'eventLimit' });
    expect(long.summary().coordinations[0]?.error).toBe('event_limit');
    expect(long.events.length).toBeGreaterThanOrEqual(50);
    expect(long.events.length).toBeLessThan(60);
  });

  test('KERNEL-15 a step count that ends before the time limit does not run into it', () => {
    const run = openPing(aPlan({ limits: { virtualMicrosMax: 9_000 } }));
    const whole = runPing({ limits: { virtualMicrosMax: 9_000 } });
    run.advance(Infinity, whole.steps);
    expect(run.status).toEqual({ phase: 'running' });
    expect(run.now).toBeLessThan(9_000);
    expect(run.advance(Infinity, 1)).toBe(0);
    expect(run.digest()).toBe(whole.digest());
  });

  test('a plan without coordinations is over at once', () => {
    const run = runPing({ coordinations: 0 });
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
    expect(eventsOf(run).map((event) => event.kind)).toEqual(['run.started', 'run.finished']);
  });
});

/** A property over the words that are noted. */
function property(
  temper: Property<unknown>['temper'],
  meaning: Readonly<Record<string, 'bad' | 'seen'>>,
): Property<unknown> {
  return {
    name: `${temper}Property`,
    title: 'A property',
    temper,
    watches: [noted.kind],
    watch: () => ({
      observe: (event) => {
        const verdict = meaning[String(event.fields['word'])];
        if (verdict === 'bad') return { explanation: 'It is bad.', actors: [event.actor] };
        return verdict === 'seen' ? 'observed' : undefined;
      },
      conclude: () => undefined,
    }),
  };
}

const noting = (...words: readonly string[]): Parameters<typeof runScript>[0]['step'] =>
  function step(input, { self }, outbox) {
    if (input.kind !== 'started' || self.actor !== 1) return;
    for (const text of words) outbox.record(noted, { word: text });
    outbox.send(0, word('after'));
    outbox.record(coordinationCompleted, DONE);
  };

describe('properties', () => {
  test('KERNEL-16 a violated always property ends the run at its event', () => {
    for (const recording of ['on', 'off'] as const) {
      const properties = [
        property('always', { bad: 'bad' }),
        property('eventually', {}),
        property('sometimes', {}),
      ];
      const run = runScript({ step: noting('good', 'bad', 'more'), properties }, {}, { recording });
      expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
      const { invariants, coordinations } = run.summary();
      expect(invariants[0]).toMatchObject({
        name: 'alwaysProperty',
        held: false,
        violatedAt: 0,
        explanation: 'It is bad.',
      });
      expect(invariants.slice(1).map((one) => [one.held, one.violatedAt])).toEqual([
        [false, undefined],
        [false, undefined],
      ]);
      expect(invariants[1]?.explanation).toContain('not judged');
      expect(coordinations[0]).toMatchObject({ status: 'failed', error: 'property_violated' });
      if (recording === 'off') continue;
      expect(lastKinds(run, 4)).toEqual([
        'script.noted',
        'property.violated',
        'coordination.failed',
        'run.finished',
      ]);
      const violated = eventsOf(run, 'property.violated')[0];
      expect(violated?.actor).toBe(1);
      expect(eventsOf(run)[violated?.cause ?? -1]?.fields['word']).toBe('bad');
      expect(eventsOf(run, 'run.finished')[0]?.cause).toBe(violated?.seq);
      expect(run.intervene({ kind: 'heal' })).toBe('The run is over.');
    }
  });

  test('KERNEL-17 eventually and sometimes are judged when the run is over', () => {
    for (const recording of ['on', 'off'] as const) {
      for (const temper of ['eventually', 'sometimes'] as const) {
        const properties = [property(temper, { good: 'seen' })];
        const met = runScript({ step: noting('good', 'good'), properties }, {}, { recording });
        expect(met.status).toEqual({ phase: 'finished', reason: 'settled' });
        expect(met.summary().invariants[0]).toMatchObject({ held: true, violatedAt: undefined });
        const unmet = runScript({ step: noting('other'), properties }, {}, { recording });
        expect(unmet.status).toEqual({ phase: 'finished', reason: 'settled' });
        const violatedAt = temper === 'eventually' ? 1_000 : undefined;
        expect(unmet.summary().invariants[0]).toMatchObject({ held: false, violatedAt });
        if (recording === 'off') continue;
        expect(eventsOf(met, 'property.observed')).toHaveLength(1);
        expect(eventsOf(unmet, 'property.violated')).toHaveLength(temper === 'eventually' ? 1 : 0);
      }
    }
  });

  test('KERNEL-17 a watcher sees its own coordination only', () => {
    const watched: Property<unknown> = {
      ...property('always', {}),
      watch: ({ seats }) => ({
        observe: (event) =>
          seats.some((seat) => seat.actor === event.actor)
            ? undefined
            : { explanation: 'A stranger.', actors: [] },
        conclude: () => undefined,
      }),
    };
    const run = runScript(
      {
        step(input, { self }, outbox) {
          if (input.kind === 'started') outbox.record(noted, { word: `w${self.actor}` });
        },
        properties: [watched],
      },
      { coordinations: 3 },
    );
    expect(run.status).toEqual({ phase: 'finished', reason: 'quiet' });
    expect(run.summary().invariants.map((one) => one.coordination)).toEqual([
      'ping0',
      'ping1',
      'ping2',
    ]);
  });
});
