import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../base/choices.ts';
import type { Conspiracy, Context, Message } from '../contract/protocol.ts';
import { alterMessage, mutatorOf } from './adversary.ts';
import type { Misbehaviour } from './adversary.ts';
import { GENERAL_BEHAVIOURS } from './cards.ts';

const OTHERS = [0, 1, 3, 4, 5, 6];

function misbehave(behaviour: string, seed = 1, memory = new Map<string, unknown>()): Misbehaviour {
  const seats = Array.from({ length: 7 }, (_, actor) => ({ actor }));
  const context = { self: seats[2], seats } as unknown as Context<unknown>;
  const choices = SeededChoices.named(seed, 'fault');
  const conspiracy: Conspiracy<unknown> = { context, coalition: [2], memory, choices };
  const mutator = mutatorOf(behaviour, {});
  if (mutator === undefined) throw new Error(behaviour);
  return { fault: 'f', behaviour, mutator, conspiracy, choices };
}

const message = (n: number): Message => ({ kind: `m${n}` });

describe('general behaviours', () => {
  test('every card has a mutator, and a protocol’s own goes first', () => {
    for (const { id } of GENERAL_BEHAVIOURS) expect(mutatorOf(id, {})).toBeDefined();
    expect(mutatorOf('sing', {})).toBeUndefined();
    expect(mutatorOf('toString', {})).toBeUndefined();
    const own = (): readonly Message[] => [];
    expect(mutatorOf('silent', { silent: own })).toBe(own);
  });

  test('a silent agent sends nothing', () => {
    const silent = [misbehave('silent')];
    expect(OTHERS.flatMap((to) => alterMessage(silent, message(0), to))).toEqual([]);
  });

  test('a withholding agent sends to one half of the others, always the same', () => {
    const halves = new Set<string>();
    for (let seed = 0; seed < 30; seed++) {
      const withhold = [misbehave('withhold', seed)];
      const served = (n: number): number[] =>
        OTHERS.filter((to) => alterMessage(withhold, message(n), to).length > 0);
      const half = served(0);
      expect(half).toHaveLength(3);
      expect(served(1)).toEqual(half);
      halves.add(half.join(' '));
    }
    expect(halves.size).toBeGreaterThan(8);
  });

  test('a replaying agent sends old messages of its own beside the new ones', () => {
    const replay = [misbehave('replay')];
    let repeated = 0;
    const sent = new Set<Message>();
    for (let n = 0; n < 400; n++) {
      const fresh = message(n);
      for (const to of [0, 1]) {
        const [first, ...more] = alterMessage(replay, fresh, to);
        expect(first).toBe(fresh);
        for (const old of more) expect(sent.has(old) || old === fresh).toBe(true);
        repeated += more.length;
      }
      sent.add(fresh);
    }
    expect(repeated / 800).toBeGreaterThan(0.2);
    expect(repeated / 800).toBeLessThan(0.3);
  });

  test('several behaviours work one after another', () => {
    const both = [misbehave('replay'), misbehave('withhold')];
    const counts = OTHERS.map((to) =>
      Array.from({ length: 50 }, (_, n) => alterMessage(both, message(n), to).length).reduce(
        (sum, n) => sum + n,
        0,
      ),
    );
    expect(counts.filter((n) => n === 0)).toHaveLength(3);
    expect(counts.filter((n) => n > 50)).toHaveLength(3);
  });
});
