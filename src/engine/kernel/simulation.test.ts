import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinationCompleted } from '../events/kernelEvents.ts';
import { aPlan, openPing, runPing } from './testing/aPlan.testing.ts';
import type { PingPlan } from './testing/aPlan.testing.ts';
import { eventsOf } from './testing/told.testing.ts';
import { inputsOf, noted, runScript, word } from './testing/scriptProtocol.testing.ts';
import type { Simulation } from './simulation.ts';

/** Rough weather: everything that can happen to a message, consultations, and a crash in between. */
const ROUGH: PingPlan = {
  agents: 5,
  coordinations: 2,
  parameters: { consults: true, quorum: 3, fee: 7 },
  network: { lossPpm: 50_000, duplicationPpm: 50_000, reorderPpm: 100_000 },
  faults: [
    { id: 'down', kind: 'crash', at: 12_000, until: 90_000, agents: ['pool/1'] },
    { id: 'liar', kind: 'behaviour', behaviour: 'lie', at: 0, agents: ['pool/4'] },
    { id: 'late', kind: 'slow', at: 5_000, until: 40_000, delayMicros: 9_000, agents: ['pool/3'] },
    { id: 'cut', kind: 'partition', at: 20_000, until: 30_000, groups: [['pool/0', 'pool/2']] },
  ],
};

function conclude(run: { coordination: number }): Parameters<typeof completed>[0] {
  return { coordination: run.coordination };
}
function completed({ coordination }: { coordination: number }) {
  return { coordination, decision: 'done', outcome: '{"n":1}', confidence: 0.5 };
}

describe('the order of things', () => {
  test('KERNEL-1 entries of one time are taken in order of insertion', () => {
    const run = runScript(
      {
        step(input, { self }, outbox) {
          if (input.kind === 'started' && self.actor > 0) outbox.send(0, word(`w${self.actor}`));
        },
      },
      { agents: 4 },
    );
    expect(inputsOf(run, 0)).toEqual([
      '0 started',
      '1000 delivered w1 from 1',
      '1000 delivered w2 from 2',
      '1000 delivered w3 from 3',
    ]);
  });

  test('KERNEL-24 regions add to the latency of messages, and to nothing else', () => {
    const run = runScript(
      {
        step(input, { self, seats }, outbox) {
          if (input.kind === 'started')
            outbox.send(2, word(`from region ${seats[self.actor]?.region}`));
        },
        distance: (from, to) => Math.abs(from - to) * 7,
      },
      { agents: 3 },
    );
    expect(inputsOf(run, 2)).toEqual([
      '0 started',
      '0 delivered from region 2 from 2',
      '1007 delivered from region 1 from 1',
      '1014 delivered from region 0 from 0',
    ]);
  });

  test('KERNEL-1 a fault planned for time 0 holds before the first actor starts', () => {
    const run = runScript(
      {
        step(input, context, outbox) {
          if (input.kind === 'started') outbox.broadcast(context.role('player'), word('x'));
        },
      },
      {
        agents: 2,
        faults: [{ id: 'mute', kind: 'behaviour', behaviour: 'silent', at: 0, agents: ['pool/0'] }],
      },
    );
    expect(eventsOf(run, 'message.sent').map((event) => event.actor)).toEqual([1, 1]);
  });

  test('KERNEL-2 slicing does not show', () => {
    const whole = runPing(ROUGH);
    fc.assert(
      fc.property(
        fc.array(fc.record({ steps: fc.nat(40), time: fc.nat(20_000) }), { minLength: 1 }),
        (slices) => {
          const run = openPing(aPlan(ROUGH));
          for (let i = 0; run.status.phase === 'running'; i++) {
            const { steps, time } = slices[i % slices.length]!;
            const done = run.advance(run.now + time, steps + (time === 0 ? 1 : 0));
            if (done === 0 && steps === 0) run.advance(Infinity, 1);
          }
          expect(run.digest()).toBe(whole.digest());
          expect(run.summary()).toEqual(whole.summary());
          expect(run.steps).toBe(whole.steps);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('KERNEL-2 time reaches what was asked for when nothing is left before it', () => {
    const run = openPing(aPlan());
    run.advance(4_000, Infinity);
    expect(run.now).toBe(4_000);
    const steps = run.steps;
    run.advance(4_500, 0);
    expect(run.now).toBe(4_500);
    run.advance(60_000_000, 1);
    expect(run.steps).toBe(steps + 1);
    expect(run.now).toBeLessThan(20_000);
  });

  test('KERNEL-3 a run does the same whether it is recorded or not', () => {
    for (const wishes of [{}, ROUGH, { ...ROUGH, parameters: { forbiddenRound: 1 } }]) {
      const on = runPing(wishes);
      const off = runPing(wishes, 'off');
      expect(off.events.length).toBe(0);
      expect(off.eventCount).toBe(on.eventCount);
      expect(on.events.length).toBe(on.eventCount);
      expect(off.steps).toBe(on.steps);
      expect(off.status).toEqual(on.status);
      expect({ ...off.summary(), digest: '' }).toEqual({ ...on.summary(), digest: '' });
    }
  });

  test('KERNEL-4 effects are performed in the order in which they are put in', () => {
    const run = runScript(
      {
        step(input, context, outbox) {
          if (input.kind !== 'started') return;
          outbox.record(noted, { word: 'first' });
          outbox.send(1, word('second'));
          outbox.record(noted, { word: 'third' });
          outbox.broadcast([0, 1], word('fourth'));
          outbox.record(coordinationCompleted, completed(conclude(context)));
          outbox.record(noted, { word: 'last' });
        },
      },
      { agents: 2, faults: [{ id: 'off', kind: 'crash', at: 0, agents: ['pool/1'] }] },
    );
    const told = eventsOf(run)
      .filter((event) => event.actor === 0)
      .map((event) => event.fields['word'] ?? event.fields['detail'] ?? event.kind);
    expect(told.slice(0, 7)).toEqual([
      'first',
      'second',
      'third',
      'fourth',
      'fourth',
      'coordination.completed',
      'last',
    ]);
  });
});

describe('causes and conservation', () => {
  test('KERNEL-5 every event knows what led to it', () => {
    const run = runPing({ ...ROUGH, network: { lossPpm: 100_000 } });
    const events = eventsOf(run);
    const allowed: Record<string, readonly string[]> = {
      'message.delivered': ['message.sent'],
      'message.dropped': ['message.sent'],
      'agent.answered': ['agent.consulted'],
      'coordination.started': ['run.started'],
    };
    let timers = 0;
    for (const event of events) {
      expect(event.cause).toBeLessThan(event.seq);
      const cause = events[event.cause];
      const kinds = allowed[event.kind];
      if (kinds !== undefined) expect(kinds).toContain(cause?.kind);
      if (event.kind === 'message.delivered') {
        expect(cause?.fields['to']).toBe(event.actor);
        expect(cause?.actor).toBe(event.fields['from']);
        expect(cause?.fields['detail']).toBe(event.fields['detail']);
      }
      if (event.kind === 'message.sent' && cause?.kind === 'message.delivered') {
        expect(cause.actor).toBe(event.actor);
      }
      if (event.kind === 'timer.expired') timers += cause === undefined ? 0 : 1;
    }
    expect(timers).toBeGreaterThan(0);
    expect(events.filter((event) => event.kind === 'ping.counted').length).toBeGreaterThan(9);
  });

  test('KERNEL-6 every message sent is delivered or dropped, and a doubled one twice', () => {
    const fates = (wishes: PingPlan): number[] => {
      const run = runPing(wishes);
      const events = eventsOf(run);
      const fate = new Map(eventsOf(run, 'message.sent').map((event) => [event.seq, 0]));
      for (const { kind, cause } of events) {
        if (kind !== 'message.delivered' && kind !== 'message.dropped') continue;
        fate.set(cause, fate.get(cause)! + 1);
      }
      return [...fate.values()];
    };
    expect(new Set(fates({ ...ROUGH, network: { lossPpm: 200_000 } }))).toEqual(new Set([1]));
    const doubled = fates({ ...ROUGH, network: { duplicationPpm: 300_000 } });
    expect(new Set(doubled)).toEqual(new Set([1, 2]));
    expect(doubled.filter((count) => count === 2).length / doubled.length).toBeGreaterThan(0.15);
  });

  test('KERNEL-7 a message to oneself arrives at once and cannot be lost', () => {
    const run = runScript(
      {
        step(input, { self }, outbox) {
          if (input.kind === 'started') outbox.broadcast([0, 1], word(`w${self.actor}`));
        },
      },
      { agents: 2, network: { lossPpm: 1_000_000 } },
    );
    expect(inputsOf(run, 0)).toEqual(['0 started', '0 delivered w0 from 0']);
    expect(inputsOf(run, 1)).toEqual(['0 started', '0 delivered w1 from 1']);
    expect(eventsOf(run, 'message.dropped').map((event) => event.fields['reason'])).toEqual([
      'lost',
      'lost',
    ]);
  });

  test("KERNEL-8 another agent changes nobody's luck", () => {
    const arrivals = (agents: number): Map<string, number> => {
      const run = runPing({ agents, parameters: { rounds: 4, quorum: 1 }, seed: 5 });
      const sentAt = new Map(eventsOf(run, 'message.sent').map((event) => [event.seq, event.at]));
      return new Map(
        eventsOf(run, 'message.delivered')
          .filter((event) => event.fields['detail'] === 'r0' && event.actor < 4)
          .map((event) => [
            `${event.fields['from']} to ${event.actor}`,
            event.at - sentAt.get(event.cause)!,
          ]),
      );
    };
    const few = arrivals(4);
    const many = arrivals(9);
    expect(few.size).toBe(12);
    for (const [link, delay] of few) expect([link, many.get(link)]).toEqual([link, delay]);
    expect(new Set(few.values()).size).toBeGreaterThan(10);
  });

  test('KERNEL-23 a message is frozen when it is sent', () => {
    const message = { kind: 'word' as const, word: 'mine' };
    runScript({
      step(input, _context, outbox) {
        if (input.kind === 'started') outbox.send(1, message);
        if (input.kind === 'delivered') expect(Object.isFrozen(input.message)).toBe(true);
      },
    });
    expect(() => {
      message.word = 'changed';
    }).toThrow(TypeError);
  });
});

describe('the parts of a run', () => {
  test('KERNEL-12 an answer comes after the agent’s own time, and one mind serves all coordinations', () => {
    const run = runScript(
      {
        step(input, { self, coordination }, outbox) {
          if (input.kind !== 'started' || self.number > 0) return;
          const proposal = `p${coordination}`;
          outbox.consult({ kind: 'vote', round: 1, proposal, meritPpm: 1 });
          if (coordination === 0) {
            outbox.consult({ kind: 'vote', round: 2, proposal, meritPpm: 1 });
          }
        },
      },
      { agents: 2, coordinations: 2 },
    );
    const asked = [inputsOf(run, 0), inputsOf(run, 2)].flat().filter((line) => /asked/.test(line));
    const first = Number(asked[0]?.split(' ').at(-1));
    expect(asked).toEqual([
      `7000 answered asked ${first}`,
      `7000 answered asked ${first + 1}`,
      `7000 answered asked ${first + 2}`,
    ]);
    const answers = eventsOf(run, 'agent.answered');
    expect(answers.map((event) => event.fields['question'])).toEqual([
      'vote in round 1',
      'vote in round 2',
      'vote in round 1',
    ]);
    expect(JSON.parse(String(answers[0]?.fields['answer']))).toMatchObject({ kind: 'vote' });
  });

  test('KERNEL-13 money moves between agents and is neither made nor lost', () => {
    const run = runPing({ agents: 3, coordinations: 2, parameters: { fee: 250 } });
    expect(run.accounts()).toEqual(
      new Map([
        ['pool/0', -500],
        ['pool/1', -500],
        ['pool/2', -500],
        ['ping0/coordinator', 750],
        ['ping1/coordinator', 750],
      ]),
    );
    expect(eventsOf(run, 'payment.made')).toHaveLength(6);
    const pays = (amount: number) => () =>
      runScript({ step: (_input, _context, outbox) => outbox.pay(1, amount, 'test') });
    expect(pays(0.5)).toThrow('pays 0.5');
    expect(pays(-1)).toThrow('pays -1');
  });

  test('KERNEL-14 a coordination is concluded once, with its counts', () => {
    const run = runPing({ coordinations: 2, agents: 3 });
    const [one] = run.summary().coordinations;
    expect(one).toMatchObject({
      id: 'ping0',
      status: 'completed',
      outcome: { decision: 'pinged', pingers: 3 },
      confidence: 1,
      participants: ['pool/0', 'pool/1', 'pool/2'],
      messages: 3 * 2 * 3 + 3,
      bytes: 3 * 2 * 3 * 14 + 3 * 14,
    });
    expect(one?.virtualMicros).toBe(eventsOf(run, 'coordination.completed')[0]?.at);
    const twice = (): Simulation =>
      runScript({
        step(input, context, outbox) {
          if (input.kind !== 'started') return;
          outbox.record(coordinationCompleted, completed(conclude(context)));
        },
      });
    expect(twice).toThrow('concluded twice');
  });

  test('an actor may record its own protocol’s events only, and send within its coordination only', () => {
    const foreign = { ...noted, kind: 'other.noted' };
    const record = (): Simulation =>
      runScript({ step: (_input, _context, outbox) => outbox.record(foreign, { word: 'x' }) });
    expect(record).toThrow('may not record other.noted');
    const send = (): Simulation =>
      runScript(
        { step: (_input, { self }, outbox) => outbox.send(self.actor < 2 ? 2 : 0, word('x')) },
        { agents: 2, coordinations: 2 },
      );
    expect(send).toThrow('not in its coordination');
  });
});
