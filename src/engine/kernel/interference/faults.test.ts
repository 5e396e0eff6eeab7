import { describe, expect, test } from 'vitest';
import type { Mutator } from '../../contract/protocol.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import { runPing } from '../testing/aPlan.testing.ts';
import { eventsOf } from '../testing/told.testing.ts';
import { inputsOf, runScript, word } from '../testing/scriptProtocol.testing.ts';
import type { ScriptStep, Word } from '../testing/scriptProtocol.testing.ts';

const crash = (at: number, until: number | undefined, ...agents: string[]): PlannedFault => ({
  id: `crash${at}`,
  kind: 'crash',
  at,
  ...(until === undefined ? {} : { until }),
  agents,
});

/** Actor 0 says its time to all others every 2 ms, ten times. */
const ticking: ScriptStep = (input, { self, now, seats }, outbox) => {
  if (self.actor !== 0 || input.kind === 'delivered') return;
  if (now > 0) {
    const others = seats.map((seat) => seat.actor).filter((actor) => actor > 0);
    outbox.broadcast(others, word(`t${now}`));
  }
  if (now < 20_000) outbox.setTimer('tick', 2_000);
};

describe('crashes', () => {
  test('KERNEL-10 a message to a crashed actor is dropped, one sent before a crash still arrives', () => {
    const run = runScript(
      { step: ticking },
      { agents: 2, faults: [crash(4_500, 8_500, 'pool/1'), crash(16_500, undefined, 'pool/0')] },
    );
    expect(inputsOf(run, 1)).toEqual([
      '8500 restarted undefined',
      '9000 delivered t8000 from 0',
      '11000 delivered t10000 from 0',
      '13000 delivered t12000 from 0',
      '15000 delivered t14000 from 0',
      '17000 delivered t16000 from 0',
    ]);
    expect(
      eventsOf(run, 'message.dropped').map(({ at, actor, fields }) => [
        at,
        actor,
        fields['reason'],
      ]),
    ).toEqual([
      [5_000, 0, 'receiverCrashed'],
      [7_000, 0, 'receiverCrashed'],
    ]);
    expect(eventsOf(run, 'agent.crashed').map(({ at, actor }) => [at, actor])).toEqual([
      [4_500, 1],
      [16_500, 0],
    ]);
  });

  test('KERNEL-10 timers, state and answers are lost, what was persisted comes back as a copy', () => {
    const kept = { count: [1] };
    const run = runScript(
      {
        step(input, { self }, outbox) {
          if (self.actor !== 0) return;
          if (input.kind === 'started') {
            outbox.setTimer('lost', 20_000);
            outbox.persist(kept);
            kept.count.push(2);
            outbox.consult({ kind: 'vote', round: 1, proposal: 'p', meritPpm: 1 });
          }
          if (input.kind === 'restarted') {
            (input.persisted as typeof kept).count.push(3);
            outbox.setTimer('kept', 5_000);
          }
        },
      },
      { faults: [crash(3_000, 6_000, 'pool/0'), crash(12_000, 13_000, 'pool/0')] },
    );
    expect(inputsOf(run, 0)).toEqual(['13000 restarted {"count":[1]}', '18000 expired kept']);
    expect(eventsOf(run, 'agent.answered')).toEqual([]);
    const expired = eventsOf(run, 'timer.expired');
    expect(expired.map((event) => [event.at, event.fields['timer']])).toEqual([
      [11_000, 'kept'],
      [18_000, 'kept'],
    ]);
  });

  test('KERNEL-10 who is down from the start is started when it comes up', () => {
    const run = runScript(
      { step: (_input, { choices }) => void choices.word() },
      { agents: 2, faults: [crash(0, 5_000, 'pool/1')] },
    );
    expect(inputsOf(run, 1)).toEqual(['5000 started']);
  });

  test('KERNEL-10 an actor is down as long as any crash holds', () => {
    const run = runScript(
      { step: ticking },
      { agents: 2, faults: [crash(1_000, 9_500, 'pool/1'), crash(2_000, 5_500, 'pool/1')] },
    );
    expect(inputsOf(run, 1)[0]).toBe('9500 restarted undefined');
    expect(eventsOf(run, 'agent.crashed')).toHaveLength(1);
    expect(eventsOf(run, 'agent.restarted').map((event) => event.at)).toEqual([9_500]);
  });
});

describe('the network’s faults', () => {
  test('KERNEL-9 no message passes between sides, neither one sent across nor one on its way', () => {
    const run = runScript(
      { step: ticking },
      {
        agents: 4,
        faults: [
          { id: 'a', kind: 'partition', at: 4_500, until: 10_500, groups: [['pool/0', 'pool/1']] },
          { id: 'b', kind: 'partition', at: 6_500, until: 8_500, groups: [['pool/1'], ['pool/3']] },
        ],
      },
    );
    const heard = (actor: number): string[] =>
      inputsOf(run, actor)
        .slice(1)
        .map((line) => /t\d+/.exec(line)?.[0] ?? '');
    const all = Array.from({ length: 10 }, (_, i) => `t${(i + 1) * 2_000}`);
    expect(heard(1)).toEqual(all.filter((tick) => !['t6000', 't8000'].includes(tick)));
    const cut = ['t4000', 't6000', 't8000', 't10000'];
    expect(heard(2)).toEqual(all.filter((tick) => !cut.includes(tick)));
    expect(heard(3)).toEqual(heard(2));
    const reasons = eventsOf(run, 'message.dropped').map((event) => event.fields['reason']);
    expect(new Set(reasons)).toEqual(new Set(['partitioned']));
    expect(
      eventsOf(run, 'network.partitioned').map(({ at, fields }) => [
        at,
        JSON.parse(String(fields['groups'])),
      ]),
    ).toEqual([
      [
        4_500,
        [
          ['pool/0', 'pool/1'],
          ['pool/2', 'pool/3'],
        ],
      ],
      [6_500, [['pool/0'], ['pool/1'], ['pool/2'], ['pool/3']]],
      [
        8_500,
        [
          ['pool/0', 'pool/1'],
          ['pool/2', 'pool/3'],
        ],
      ],
    ]);
    expect(eventsOf(run, 'network.healed').map((event) => event.at)).toEqual([10_500]);
  });

  test('KERNEL-20 slow actors are late by the sum of their delays, and faults end one by one', () => {
    const slow = (id: string, at: number, until: number, delayMicros: number): PlannedFault => ({
      id,
      kind: 'slow',
      at,
      until,
      delayMicros,
      agents: ['pool/0'],
    });
    const run = runScript(
      { step: ticking },
      { agents: 2, faults: [slow('a', 3_000, 9_000, 100), slow('b', 5_000, 13_000, 30)] },
    );
    const delays = inputsOf(run, 1)
      .slice(1)
      .map((line) => Number(line.split(' ')[0]) % 2_000);
    expect(delays).toEqual([1_000, 1_100, 1_130, 1_130, 1_030, 1_030, 1_000, 1_000, 1_000, 1_000]);
    const told = eventsOf(run).filter((event) => /slowed|healed/.test(event.kind));
    expect(
      told.map(({ at, kind, fields }) => [at, kind, fields['fault'], fields['delay']]),
    ).toEqual([
      [3_000, 'agent.slowed', 'a', 100],
      [5_000, 'agent.slowed', 'b', 30],
      [9_000, 'agent.healed', 'a', undefined],
      [9_000, 'agent.slowed', 'b', 30],
      [13_000, 'agent.healed', 'b', undefined],
    ]);
  });
});

const behave = (
  behaviour: string,
  at: number,
  until: number,
  ...agents: string[]
): PlannedFault => ({
  id: behaviour,
  kind: 'behaviour',
  behaviour,
  at,
  until,
  agents,
});
const shout: Mutator<Word, unknown> = (message) => [word(message.word.toUpperCase())];
const stutter: Mutator<Word, unknown> = (message) => [message, word(`${message.word}!`)];

describe('misbehaviour', () => {
  test('KERNEL-18 behaviours alter what leaves, one after another, and end', () => {
    const run = runScript(
      { step: ticking, mutators: { shout, stutter } },
      {
        agents: 2,
        faults: [
          behave('stutter', 3_000, 9_000, 'pool/0'),
          behave('shout', 5_000, 7_000, 'pool/0'),
        ],
      },
    );
    const words = inputsOf(run, 1)
      .slice(1)
      .map((line) => line.split(' ')[2]);
    expect(words.slice(0, 8)).toEqual([
      't2000',
      't4000',
      't4000!',
      'T6000',
      'T6000!',
      't8000',
      't8000!',
      't10000',
    ]);
    const told = eventsOf(run).filter((event) => /corrupted|healed/.test(event.kind));
    expect(told.map(({ at, kind, fields }) => [at, kind, fields['behaviour']])).toEqual([
      [3_000, 'agent.corrupted', 'stutter'],
      [5_000, 'agent.corrupted', 'shout'],
      [7_000, 'agent.healed', undefined],
      [7_000, 'agent.corrupted', 'stutter'],
      [9_000, 'agent.healed', undefined],
    ]);
  });

  test('KERNEL-18 whoever was Byzantine once counts as Byzantine to the end', () => {
    const faults = [behave('lie', 0, 1, 'pool/0', 'pool/1', 'pool/2')];
    const parameters = { forbiddenRound: 1 };
    expect(runPing({ agents: 3, parameters, faults }).status).toEqual({
      phase: 'finished',
      reason: 'settled',
    });
    expect(runPing({ agents: 3, parameters }).status).toEqual({
      phase: 'finished',
      reason: 'violation',
    });
  });

  test('KERNEL-19 the agents of one fault know each other and share a memory', () => {
    const seen: string[] = [];
    const collude: Mutator<Word, unknown> = (message, _to, { coalition, memory, context }) => {
      const count = Number(memory.get('count') ?? 0) + 1;
      memory.set('count', count);
      seen.push(`${context.self.actor} of ${coalition.join(' ')}: ${count}`);
      return [message];
    };
    runScript(
      {
        step(input, { self, seats }, outbox) {
          const next = seats[(self.number + 1) % seats.length];
          if (input.kind === 'started' && next !== undefined) outbox.send(next.actor, word('x'));
        },
        mutators: { collude },
      },
      {
        agents: 3,
        coordinations: 2,
        faults: [
          behave('collude', 0, 90_000, 'pool/0', 'pool/2'),
          { ...behave('collude', 0, 90_000, 'pool/1'), id: 'alone' },
        ],
      },
    );
    expect(seen).toEqual([
      '0 of 0 2: 1',
      '1 of 1: 1',
      '2 of 0 2: 2',
      '3 of 3 5: 1',
      '4 of 4: 1',
      '5 of 3 5: 2',
    ]);
  });

  test('a fault may name an actor that the protocol brings', () => {
    const run = runPing({ faults: [crash(1, undefined, 'ping0/coordinator')] });
    expect(run.status).toEqual({ phase: 'finished', reason: 'quiet' });
    expect(run.summary().coordinations[0]?.error).toBe('stalled');
  });
});
