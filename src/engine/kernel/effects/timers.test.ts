import { describe, expect, test } from 'vitest';
import { inputsOf, runScript } from '../testing/scriptProtocol.testing.ts';
import type { ScriptStep } from '../testing/scriptProtocol.testing.ts';
import { Timers } from './timers.ts';

/** What happens when actor 0 does so at the start, and something else whenever a timer expires. */
function expiries(start: ScriptStep, then: ScriptStep = () => undefined): readonly string[] {
  const run = runScript({
    step(input, context, outbox, state) {
      if (context.self.actor !== 0) return;
      if (input.kind === 'started') start(input, context, outbox, state);
      if (input.kind === 'expired') then(input, context, outbox, state);
    },
  });
  return inputsOf(run, 0).slice(1);
}

describe('timers', () => {
  test('KERNEL-11 setting a timer that is set replaces it, earlier or later', () => {
    const lines = expiries((_input, _context, outbox) => {
      outbox.setTimer('later', 1_000);
      outbox.setTimer('later', 5_000);
      outbox.setTimer('earlier', 5_000);
      outbox.setTimer('earlier', 2_000);
    });
    expect(lines).toEqual(['2000 expired earlier', '5000 expired later']);
  });

  test('KERNEL-11 a cancelled timer does not expire, unless it is set again', () => {
    const lines = expiries((_input, _context, outbox) => {
      outbox.setTimer('gone', 1_000);
      outbox.cancelTimer('gone');
      outbox.cancelTimer('never set');
      outbox.setTimer('again', 1_000);
      outbox.cancelTimer('again');
      outbox.setTimer('again', 3_000);
      outbox.setTimer('now', 0);
    });
    expect(lines).toEqual(['0 expired now', '3000 expired again']);
  });

  test('KERNEL-11 a timer expires once and may set itself', () => {
    const lines = expiries(
      (_input, _context, outbox) => outbox.setTimer('tick', 1_000),
      (_input, { now }, outbox) => {
        if (now < 3_000) outbox.setTimer('tick', 1_000);
      },
    );
    expect(lines).toEqual(['1000 expired tick', '2000 expired tick', '3000 expired tick']);
  });

  test('a timer that is set over and over costs one entry in the queue', () => {
    const queued: number[] = [];
    const timers = new Timers(1, (at) => void queued.push(at));
    for (let now = 0; now < 1_000; now++) timers.set(0, 'view', now, 500, -1);
    expect(queued).toEqual([500]);
    expect(timers.setCount).toBe(1);
    expect(timers.take(0, 1, 500)).toBeUndefined();
    expect(queued).toEqual([500, 1_499]);
    expect(timers.take(0, 2, 1_499)).toMatchObject({ actor: 0, name: 'view' });
    expect(timers.setCount).toBe(0);
    expect(timers.take(0, 1, 1_500)).toBeUndefined();
    expect(() => timers.set(0, 'view', 0, -1, -1)).toThrow('timer view after -1');
    expect(() => timers.set(0, 'view', 0, 0.5, -1)).toThrow('timer view after 0.5');
  });

  test('a timer finds its record again, unless another has taken it over, also after a restore', () => {
    const places: number[] = [];
    const timers = new Timers(2, (_at, place) => void places.push(place));
    const live = (place: number, generation: number, now: number) =>
      timers.take(place, generation, now)?.name;
    timers.set(0, 'tick', 0, 10, -1);
    expect(live(0, 1, 10)).toBe('tick');
    timers.set(0, 'tick', 10, 10, -1);
    expect(live(0, 2, 20)).toBe('tick');
    timers.set(1, 'other', 20, 10, -1);
    timers.set(0, 'tick', 20, 10, -1);
    expect(places).toEqual([0, 0, 0, 1]);
    timers.cancel(0, 'tick');
    expect(timers.setCount).toBe(1);
    timers.restore(timers.snapshot());
    expect(timers.setCount).toBe(1);
    expect([live(0, 3, 30), live(1, 1, 30)]).toEqual(['other', undefined]);
    timers.set(0, 'tick', 30, 10, -1);
    timers.set(0, 'third', 30, 10, -1);
    timers.set(1, 'other', 30, 10, -1);
    expect(places.slice(4)).toEqual([1, 0, 2]);
  });
});
