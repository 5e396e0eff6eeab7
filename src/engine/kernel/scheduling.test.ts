import { describe, expect, test } from 'vitest';
import type { Decision } from '../document/design.ts';
import type { HeldMessage, Scheduling } from '../network/scheduling.ts';
import { HELD } from '../network/scheduling.ts';
import type { PlannedFault } from '../plan/plannedFault.ts';
import { aPlan, openPing, runPing } from './testing/aPlan.testing.ts';
import { eventsOf } from './testing/told.testing.ts';
import { inputsOf, runScript, word } from './testing/scriptProtocol.testing.ts';
import type { ScriptStep } from './testing/scriptProtocol.testing.ts';

/** Actor 0 says a, b and c to everybody else when it starts. */
const saying: ScriptStep = (input, { self, seats }, outbox) => {
  if (self.actor !== 0 || input.kind !== 'started') return;
  const others = seats.map((seat) => seat.actor).filter((actor) => actor > 0);
  for (const text of ['a', 'b', 'c']) outbox.broadcast(others, word(text));
};

const from = 'pool/0';

describe('the schedule of a design', () => {
  test('KERNEL-25 a decision takes the place of the network’s luck for one message to one receiver', () => {
    const schedule: Decision[] = [
      { kind: 'delay', from, to: 'pool/1', number: 1, delayMicros: 5_000 },
      { kind: 'drop', from, to: 'pool/1', number: 2 },
      { kind: 'duplicate', from, to: 'pool/1', number: 3, delayMicros: 250 },
      { kind: 'drop', coordination: 'other', from, to: 'pool/2', number: 1 },
    ];
    const run = runScript({ step: saying }, { agents: 3, schedule });
    expect(inputsOf(run, 1)).toEqual([
      '0 started',
      '250 delivered c from 0',
      '1000 delivered c from 0',
      '5000 delivered a from 0',
    ]);
    expect(inputsOf(run, 2)).toEqual([
      '0 started',
      '1000 delivered a from 0',
      '1000 delivered b from 0',
      '1000 delivered c from 0',
    ]);
    const dropped = eventsOf(run, 'message.dropped').map(({ fields }) => fields['reason']);
    expect(dropped).toEqual(['scheduled']);
  });

  test('KERNEL-25 a decision for one copy leaves the others alone', () => {
    const twice = (message: { readonly kind: 'word'; readonly word: string }) => [
      message,
      { ...message, word: `${message.word}!` },
    ];
    const lying: PlannedFault = {
      id: 'f',
      kind: 'behaviour',
      behaviour: 'echo',
      at: 0,
      agents: [from],
    };
    const schedule: Decision[] = [
      { kind: 'delay', from, to: 'pool/1', number: 1, copy: 2, delayMicros: 9_000 },
      { kind: 'drop', from, to: 'pool/1', number: 2, copy: 1 },
      { kind: 'drop', from, to: 'pool/1', number: 3 },
    ];
    const script = { step: saying, mutators: { echo: twice } };
    const run = runScript(script, { agents: 2, faults: [lying], schedule });
    expect(inputsOf(run, 1)).toEqual([
      '0 started',
      '1000 delivered a from 0',
      '1000 delivered b! from 0',
      '9000 delivered a! from 0',
    ]);
  });

  test('KERNEL-25 without a schedule a run is what it was, and an empty one says nothing', () => {
    const plain = runPing({ seed: 5 });
    const empty = runPing({ seed: 5, schedule: [] });
    expect(empty.digest()).toBe(plain.digest());
    const drop: Decision = { kind: 'drop', from, to: 'pool/1', number: 1 };
    expect(runPing({ seed: 5, schedule: [drop] }).digest()).not.toBe(plain.digest());
  });

  test('KERNEL-22 a scheduled run goes on from a snapshot as the undisturbed one', () => {
    const schedule: Decision[] = [1, 2, 3].map((number) => ({
      kind: 'delay',
      from,
      to: 'pool/1',
      number,
      delayMicros: 40_000 * number,
    }));
    const whole = openPing(aPlan({ schedule }));
    whole.advance(20_000, Infinity);
    const again = (whole.constructor as unknown as { restore(s: unknown): typeof whole }).restore(
      whole.snapshot(),
    );
    whole.advance(Infinity, Infinity);
    again.advance(Infinity, Infinity);
    expect(again.digest()).toBe(whole.digest());
  });
});

describe('who decides about messages', () => {
  /** Holds everything, and lets the latest go first. */
  class LatestFirst implements Scheduling {
    readonly stepMicros = 10;
    readonly passage = () => HELD;

    release(held: readonly HeldMessage[], now: number, next: number): number {
      return next === now ? -1 : held.length - 1;
    }
  }

  test('KERNEL-26 held messages arrive one at a time, in the order in which they are released', () => {
    const scheduling = new LatestFirst();
    const run = runScript({ step: saying }, { agents: 3 }, { recording: 'on', scheduling });
    expect(run.status).toEqual({ phase: 'finished', reason: 'quiet' });
    expect(inputsOf(run, 2)).toEqual([
      '0 started',
      '10 delivered c from 0',
      '30 delivered b from 0',
      '50 delivered a from 0',
    ]);
    expect(inputsOf(run, 1)).toEqual([
      '0 started',
      '20 delivered c from 0',
      '40 delivered b from 0',
      '60 delivered a from 0',
    ]);
  });

  test('KERNEL-26 while messages wait the clock may go on, and at its end one of them must go', () => {
    const ticking: ScriptStep = (input, context, outbox, state) => {
      saying(input, context, outbox, state);
      if (input.kind === 'started') outbox.setTimer('tick', 2_000);
    };
    const scheduling: Scheduling = { stepMicros: 1, passage: () => HELD, release: () => -1 };
    const run = runScript({ step: ticking }, { agents: 2 }, { recording: 'on', scheduling });
    expect(inputsOf(run, 1)).toEqual([
      '0 started',
      '2000 expired tick',
      '2001 delivered a from 0',
      '2002 delivered b from 0',
      '2003 delivered c from 0',
    ]);
  });
});

describe('twins', () => {
  const twin = (at: number, until?: number): PlannedFault => ({
    id: 'twins',
    kind: 'behaviour',
    behaviour: 'twin',
    at,
    ...(until === undefined ? {} : { until }),
    agents: ['pool/1'],
  });

  test('KERNEL-27 what is sent to one who runs twice reaches both, and both are one to the others', () => {
    const answering: ScriptStep = (input, { self, now }, outbox, state) => {
      if (self.actor === 0 && input.kind === 'started') outbox.send(1, word('hello'));
      if (self.actor === 1 && input.kind === 'delivered' && state.inputs.length === 2)
        outbox.broadcast([0, 1], word(`yes${now}`));
    };
    const schedule: Decision[] = [
      { kind: 'delay', from, to: 'pool/1-twin', number: 1, delayMicros: 3_000 },
    ];
    const run = runScript({ step: answering }, { agents: 3, faults: [twin(0)], schedule });
    expect(run.actors.map(({ agentId }) => agentId)).toEqual([
      'pool/0',
      'pool/1',
      'pool/2',
      'pool/1-twin',
    ]);
    expect(inputsOf(run, 0)).toEqual([
      '0 started',
      '2000 delivered yes1000 from 1',
      '4000 delivered yes3000 from 1',
    ]);
    // What one of them says to itself the other does not hear.
    expect(inputsOf(run, 1)).toEqual([
      '0 started',
      '1000 delivered hello from 0',
      '1000 delivered yes1000 from 1',
    ]);
    expect(inputsOf(run, 3)).toEqual([
      '0 started',
      '3000 delivered hello from 0',
      '3000 delivered yes3000 from 1',
    ]);
    const corrupted = eventsOf(run, 'agent.corrupted').map(({ actor }) => actor);
    expect(corrupted).toEqual([1, 3]);
  });

  test('KERNEL-27 a split can part them; a twin begins and ends with its fault', () => {
    const cut: PlannedFault = {
      id: 'cut',
      kind: 'partition',
      at: 0,
      groups: [
        ['pool/0', 'pool/1'],
        ['pool/1-twin', 'pool/2'],
      ],
    };
    const ticking: ScriptStep = (input, { self, now }, outbox) => {
      if (self.actor === 1 || input.kind === 'delivered') return;
      if (now > 0) outbox.send(1, word(`${self.actor}.${now}`));
      if (now < 8_000) outbox.setTimer('tick', 2_000);
    };
    const faults = [twin(1_500, 7_500), cut];
    const run = runScript({ step: ticking }, { agents: 3, faults });
    expect(inputsOf(run, 1)).toEqual([
      '0 started',
      ...[2, 4, 6, 8].map((at) => `${at + 1}000 delivered 0.${at}000 from 0`),
    ]);
    expect(inputsOf(run, 3)).toEqual([
      '1500 started',
      ...[2, 4, 6].map((at) => `${at + 1}000 delivered 2.${at}000 from 2`),
    ]);
    const run2 = openPing(aPlan());
    expect(run2.intervene({ kind: 'behaviour', behaviour: 'twin', agents: ['pool/1'] })).toMatch(
      /before the run begins/,
    );
  });

  test('KERNEL-27 a run with twins goes on from a snapshot as the undisturbed one', () => {
    const whole = openPing(aPlan({ faults: [twin(0)], network: { lossPpm: 50_000 } }));
    whole.advance(20_000, Infinity);
    const again = (whole.constructor as unknown as { restore(s: unknown): typeof whole }).restore(
      whole.snapshot(),
    );
    whole.advance(Infinity, Infinity);
    again.advance(Infinity, Infinity);
    expect(again.digest()).toBe(whole.digest());
    expect(whole.actors).toHaveLength(6);
  });
});
