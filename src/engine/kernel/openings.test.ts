import { describe, expect, test } from 'vitest';
import { openSimulation, Simulation } from './simulation.ts';
import { aPlan, openPing, TEST_AGENTS, TEST_PROTOCOLS } from './testing/aPlan.testing.ts';
import { eventsOf } from './testing/told.testing.ts';
import { inputsOf, noted, runScript, word } from './testing/scriptProtocol.testing.ts';
import type { ScriptStep } from './testing/scriptProtocol.testing.ts';

const OPENING = 50_000;

/** The first coordination reports on its second and third player; all note what they know of the seats. */
const reporting: ScriptStep = (input, context, outbox) => {
  if (input.kind !== 'started') return;
  const known = context.seats.map(({ reputationMilli, performanceMilli, health }) =>
    [reputationMilli, performanceMilli, health].join('/'),
  );
  outbox.record(noted, { word: known.join(' ') });
  if (context.self.number > 0 || context.coordination > 0) return;
  outbox.report(1, 'vote', 1_000_000);
  outbox.report(1, 'vote', 1_000_000);
  outbox.report(2, 'promise', 0);
};
const wishes = { agents: 3, coordinations: 2, starts: [0, OPENING] };

describe('openings', () => {
  test('KERNEL-32 a report moves the record at once and is an event', () => {
    const run = runScript({ step: reporting }, wishes);
    const reported = eventsOf(run, 'registry.reputation.updated').map(({ fields }) => fields);
    expect(
      reported.map(({ about, deed, reputationMilli }) => [about, deed, reputationMilli]),
    ).toEqual([
      [1, 'vote', 604],
      [1, 'vote', 675],
      [2, 'promise', 396],
    ]);
    expect(run.summary().reputations).toMatchObject([
      { agent: 'pool/1', reputationMilli: 675, deeds: 2, performanceMilli: 680 },
      { agent: 'pool/2', reputationMilli: 396, deeds: 1, performanceMilli: 400 },
    ]);
  });

  test('KERNEL-32 nobody reports on whom it does not work with, or on an actor without a record', () => {
    const stranger: ScriptStep = (input, context, outbox) => {
      if (input.kind === 'started' && context.coordination === 0) outbox.report(4, 'vote', 0);
    };
    expect(() => runScript({ step: stranger }, wishes)).toThrow(/pool\/1 is elsewhere/);
    const beyond: ScriptStep = (_input, _context, outbox) => outbox.report(0, 'vote', 1_000_001);
    expect(() => runScript({ step: beyond })).toThrow(/has merit 1000001/);
  });

  test('KERNEL-33 a later coordination knows the records as they are when it opens', () => {
    const run = runScript({ step: reporting }, wishes);
    const started = eventsOf(run, 'coordination.started');
    expect(started.map(({ at }) => at)).toEqual([0, OPENING]);
    const words = eventsOf(run, 'script.noted').map(({ fields }) => fields['word']);
    expect(words.slice(0, 3)).toEqual(Array(3).fill('500// 500// 500//'));
    expect(words.slice(3)).toEqual(Array(3).fill('500//healthy 675/680/healthy 396/400/healthy'));
  });

  test('KERNEL-33 who is down, slow or asked too much at the opening is known to be', () => {
    const asking: ScriptStep = (input, context, outbox, state) => {
      reporting(input, context, outbox, state);
      if (input.kind !== 'started' || context.coordination > 0) return;
      if (context.self.number === 0) outbox.setTimer('ask', OPENING - 2_000);
      else outbox.send(context.self.actor, word('hello'));
    };
    const step: ScriptStep = (input, context, outbox, state) => {
      asking(input, context, outbox, state);
      if (input.kind !== 'expired') return;
      for (const round of [1, 2, 3])
        outbox.consult({ kind: 'vote', round, proposal: 'p', meritPpm: 0 });
    };
    const run = runScript(
      { step },
      {
        ...wishes,
        faults: [
          { id: 'down', kind: 'crash', at: 10, agents: ['pool/1'] },
          { id: 'slow', kind: 'slow', at: 10, delayMicros: 5, agents: ['pool/2'] },
        ],
      },
    );
    const words = eventsOf(run, 'script.noted').map(({ fields }) => fields['word']);
    expect(words.at(-1)).toBe('500//overloaded 675/680/unhealthy 396/400/overloaded');
  });

  test('KERNEL-33 an actor that comes back before the opening waits for it', () => {
    const run = runScript(
      { step: reporting },
      { ...wishes, faults: [{ id: 'f', kind: 'crash', at: 10, until: 20, agents: ['pool/0'] }] },
    );
    expect(inputsOf(run, 3)).toEqual([`${OPENING} started`]);
    const down = runScript(
      { step: reporting },
      {
        ...wishes,
        faults: [{ id: 'f', kind: 'crash', at: 10, until: OPENING + 9, agents: ['pool/0'] }],
      },
    );
    expect(inputsOf(down, 3)).toEqual([`${OPENING + 9} started`]);
  });

  test('KERNEL-22 KERNEL-33 restored before or after an opening, a run goes on as it would', () => {
    const plan = aPlan({ ...wishes, parameters: { consults: true } });
    const whole = openPing(plan);
    whole.advance(Infinity, Infinity);
    expect(eventsOf(whole, 'coordination.started')).toHaveLength(2);
    for (const at of [0, OPENING - 1, OPENING, OPENING + 20_000]) {
      const run = openSimulation(plan, TEST_PROTOCOLS, TEST_AGENTS, { recording: 'on' });
      run.advance(at, Infinity);
      const restored = Simulation.restore(run.snapshot());
      restored.advance(Infinity, Infinity);
      expect(restored.digest()).toBe(whole.digest());
    }
  });
});
