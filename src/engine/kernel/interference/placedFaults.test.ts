import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkTrouble, PlannedFault } from '../../plan/plannedFault.ts';
import { Clocks } from '../effects/clocks.ts';
import { aPlan, openPing, runPing } from '../testing/aPlan.testing.ts';
import type { PingPlan } from '../testing/aPlan.testing.ts';
import { eventsOf } from '../testing/told.testing.ts';
import { inputsOf, runScript, word } from '../testing/scriptProtocol.testing.ts';
import type { ScriptStep } from '../testing/scriptProtocol.testing.ts';

/** Everybody says its time to all others every 2 ms, so many times. */
const chatting =
  (times: number): ScriptStep =>
  (input, { self, now, seats }, outbox) => {
    if (input.kind === 'delivered') return;
    if (now > 0) {
      const others = seats.map((seat) => seat.actor).filter((actor) => actor !== self.actor);
      outbox.broadcast(others, word(`t${now}`));
    }
    if (now < times * 2_000) outbox.setTimer('tick', 2_000);
  };

function chat(faults: readonly PlannedFault[], agents = 3, times = 10) {
  return runScript({ step: chatting(times) }, { agents, faults });
}

/** What one actor heard from another: `t2000@3000`. */
function heard(run: ReturnType<typeof chat>, from: number, to: number): readonly string[] {
  return inputsOf(run, to)
    .map((line) => /^(\d+) delivered (t\d+) from (\d+)$/.exec(line))
    .flatMap((match) =>
      match !== null && Number(match[3]) === from ? [`${match[2]}@${match[1]}`] : [],
    );
}
const ticks = Array.from({ length: 10 }, (_, i) => (i + 1) * 2_000);
const inTime = ticks.map((tick) => `t${tick}@${tick + 1_000}`);

const onLink = (
  trouble: Partial<LinkTrouble> & { kind: LinkTrouble['kind'] },
  link: Partial<LinkTrouble['link']> = {},
  span: { at: number; until?: number } = { at: 0 },
): PlannedFault =>
  ({
    id: trouble.kind,
    ...span,
    ...trouble,
    link: { from: ['pool/0'], oneWay: false, ...link },
  }) as PlannedFault;

describe('troubles of links', () => {
  test('KERNEL-28 a cut lets nothing pass, on its way or sent, in its directions, as long as it holds', () => {
    const run = chat([
      onLink({ kind: 'cut' }, { to: ['pool/1'], oneWay: true }, { at: 4_500, until: 10_500 }),
    ]);
    const cut = ['t4000', 't6000', 't8000', 't10000'];
    expect(heard(run, 0, 1)).toEqual(inTime.filter((one) => !cut.includes(one.split('@')[0]!)));
    expect(heard(run, 1, 0)).toEqual(inTime);
    expect(heard(run, 0, 2)).toEqual(inTime);
    const drops = eventsOf(run, 'message.dropped');
    expect(drops.map(({ at, fields }) => [at, fields['reason']])).toEqual([
      [5_000, 'cut'],
      [6_000, 'cut'],
      [8_000, 'cut'],
      [10_000, 'cut'],
    ]);
    const told = eventsOf(run).filter(({ kind }) => kind.startsWith('link.'));
    expect(told.map(({ at, kind, fields }) => [at, kind, fields['links']])).toEqual([
      [4_500, 'link.disturbed', 'pool/0 → pool/1'],
      [10_500, 'link.restored', undefined],
    ]);
  });

  test('KERNEL-28 without another end it strikes every link of its agents, in both directions', () => {
    const run = chat([onLink({ kind: 'delay', delayMicros: 700 })]);
    const late = ticks.map((tick) => `t${tick}@${tick + 1_700}`);
    expect([heard(run, 0, 1), heard(run, 2, 0)]).toEqual([late, late]);
    expect(heard(run, 1, 2)).toEqual(inTime);
  });

  test('KERNEL-28 shares are of the messages on the link, several strike independently of each other', () => {
    const times = 2_000;
    const share = (run: ReturnType<typeof chat>): number => heard(run, 0, 1).length / times;
    const loss = onLink({ kind: 'loss', sharePpm: 300_000 });
    const other = { ...loss, id: 'loss2' };
    const margin = 4 * Math.sqrt(0.25 / times);
    expect(Math.abs(share(chat([loss], 2, times)) - 0.7)).toBeLessThan(margin);
    expect(Math.abs(share(chat([loss, other], 2, times)) - 0.49)).toBeLessThan(margin);
    const doubled = chat([onLink({ kind: 'duplication', sharePpm: 300_000 })], 2, times);
    expect(Math.abs(share(doubled) - 1.3)).toBeLessThan(margin);
    const held = onLink({ kind: 'reordering', sharePpm: 300_000, holdMicros: 500 });
    const delays = heard(chat([held], 2, times), 0, 1).map((one) => {
      const [, sent, came] = /t(\d+)@(\d+)/.exec(one) ?? [];
      return Number(came) - Number(sent) - 1_000;
    });
    const late = delays.filter((micros) => micros > 0);
    expect(Math.abs(late.length / times - 0.3)).toBeLessThan(margin);
    expect(Math.max(...delays)).toBeLessThanOrEqual(500);
  });

  test('KERNEL-28 a fault leaves the luck of all messages that it does not strike as it was', () => {
    const others = (faults: readonly PlannedFault[]): readonly string[] =>
      eventsOf(
        runScript(
          { step: chatting(40) },
          { agents: 4, faults, network: { lossPpm: 200_000, duplicationPpm: 200_000 } },
        ),
        'message.delivered',
      )
        .filter(({ actor, fields }) => actor + Number(fields['from']) !== 1)
        .map(({ at, actor, fields }) => `${at} ${actor} ${fields['from']}`);
    const struck = [
      onLink({ kind: 'loss', sharePpm: 500_000 }, { to: ['pool/1'] }),
      onLink({ kind: 'duplication', sharePpm: 500_000 }, { to: ['pool/1'] }),
      onLink({ kind: 'delay', delayMicros: 300 }, { to: ['pool/1'] }),
    ];
    const all = others([]);
    expect(others(struck)).toEqual(all);
    expect(all.length).not.toBe(40 * 10);
  });
});

describe('clocks', () => {
  test('KERNEL-29 a fast clock makes timers expire early and shows more, until it is right again', () => {
    const told: string[] = [];
    const run = runScript(
      {
        step(input, { self, now }, outbox) {
          if (self.actor !== 0) return;
          if (input.kind === 'expired') told.push(`${now}`);
          if (now < 60_000) outbox.setTimer('tick', 6_000);
        },
      },
      {
        agents: 2,
        faults: [
          {
            id: 'c',
            kind: 'clock',
            at: 0,
            until: 13_000,
            ratePpm: 1_000_000,
            offsetMicros: 500,
            agents: ['pool/0'],
          },
        ],
        limits: { virtualMicrosMax: 30_000 },
      },
    );
    expect(eventsOf(run, 'timer.expired').map(({ at }) => at)).toEqual([
      3_000, 6_000, 9_000, 12_000, 15_000, 21_000, 27_000,
    ]);
    expect(told).toEqual(['6500', '12500', '18500', '24500', '15000', '21000', '27000']);
    expect(
      eventsOf(run)
        .filter(({ kind }) => kind.startsWith('agent.'))
        .map(({ at, kind, fields }) => [at, kind, fields['rate'], fields['offset']]),
    ).toEqual([
      [0, 'agent.clockSkewed', 1_000_000, 500],
      [13_000, 'agent.clockCorrected', undefined, undefined],
    ]);
  });

  test('KERNEL-29 reading and spanning agree exactly, however long, and no clock shows less than 0', () => {
    const span = fc.integer({ min: 0, max: 2 ** 40 });
    const rate = fc.integer({ min: -900_000, max: 1_000_000 });
    fc.assert(
      fc.property(rate, span, span, (one, since, after) => {
        const clocks = new Clocks(1);
        clocks.skew(0, [{ fault: 'f', rate: one, offset: 0, since }]);
        const read = (now: number): number => clocks.read(0, now) - clocks.read(0, since);
        const taken = clocks.span(0, after);
        const exact =
          (BigInt(after) * 1_000_000n + BigInt(999_999 + one)) / BigInt(1_000_000 + one);
        expect(BigInt(taken)).toBe(exact);
        expect(read(since + taken)).toBeGreaterThanOrEqual(after);
        if (taken > 0) expect(read(since + taken - 1)).toBeLessThan(after);
      }),
    );
    const behind = new Clocks(1);
    behind.skew(0, [{ fault: 'f', rate: 0, offset: -5_000, since: 0 }]);
    expect([behind.read(0, 4_000), behind.read(0, 6_000)]).toEqual([0, 1_000]);
  });
});

describe('conditions', () => {
  const crashOn = (when: object, more: object = {}): PlannedFault =>
    ({
      id: 'c',
      kind: 'crash',
      at: 0,
      agents: ['pool/1'],
      ...more,
      when: { event: 'message.sent', nth: 1, delayMicros: 0, ...when },
    }) as PlannedFault;
  const crashedAt = (fault: PlannedFault) => {
    const run = chat([fault]);
    const [crash] = eventsOf(run, 'agent.crashed');
    const cause = crash && eventsOf(run)[crash.cause];
    return crash && { at: crash.at, because: `${cause?.at} ${cause?.kind} ${cause?.actor}` };
  };

  test('KERNEL-30 a fault strikes when the event that it waits for happens, and that is its cause', () => {
    expect(crashedAt(crashOn({}))).toEqual({ at: 2_000, because: '2000 message.sent 0' });
    expect(crashedAt(crashOn({ by: ['pool/2'] }))).toEqual({
      at: 2_000,
      because: '2000 message.sent 2',
    });
    // Six messages are sent each time: the twentieth goes out at 8 ms.
    expect(crashedAt(crashOn({ nth: 20, delayMicros: 300 }))).toEqual({
      at: 8_300,
      because: '8000 message.sent 0',
    });
    expect(crashedAt(crashOn({ event: 'message.delivered' }, { at: 4_000 }))).toEqual({
      at: 5_000,
      because: '5000 message.delivered 1',
    });
    expect(crashedAt(crashOn({ message: 'letter' }))).toBeUndefined();
    expect(crashedAt(crashOn({ message: 'word' }))?.at).toBe(2_000);
    expect(crashedAt(crashOn({ event: 'message.delivered' }, { until: 3_000 }))).toBeUndefined();
    expect(crashedAt(crashOn({ delayMicros: 5_000 }, { until: 7_000 }))).toBeUndefined();
  });

  test('KERNEL-30 it ends after its time, at its bound at the latest, and strikes once', () => {
    const spans = (when: object, more: object = {}) =>
      eventsOf(chat([crashOn(when, more)]))
        .filter(({ kind }) => /crashed|restarted/.test(kind))
        .map(({ at }) => at);
    expect(spans({ forMicros: 3_000 })).toEqual([2_000, 5_000]);
    expect(spans({ forMicros: 3_000 }, { until: 4_500 })).toEqual([2_000, 4_500]);
    expect(spans({}, { until: 4_500 })).toEqual([2_000, 4_500]);
    expect(spans({})).toEqual([2_000]);
  });

  test('KERNEL-30 faults may wait for one another', () => {
    const second = {
      ...crashOn({ event: 'agent.crashed', delayMicros: 10 }),
      id: 'd',
      agents: ['pool/2'],
    };
    const run = chat([crashOn({ nth: 7 }), second as PlannedFault]);
    expect(eventsOf(run, 'agent.crashed').map(({ at, actor }) => [at, actor])).toEqual([
      [4_000, 1],
      [4_010, 2],
    ]);
  });

  test('KERNEL-30 a condition comes true without recording too, and one that does not changes nothing', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 80 }), (seed, nth) => {
        const wishes: PingPlan = { seed, faults: [crashOn({ nth })], network: { lossPpm: 50_000 } };
        const on = runPing(wishes);
        const off = runPing(wishes, 'off');
        expect([off.steps, off.now, off.eventCount]).toEqual([on.steps, on.now, on.eventCount]);
        if (eventsOf(on, 'agent.crashed').length === 0)
          expect(on.digest()).toBe(runPing({ ...wishes, faults: [] }).digest());
      }),
      { numRuns: 30 },
    );
    const never = [
      crashOn({ nth: 1_000_000 }),
      crashOn({ event: 'link.disturbed' }, { id: 'd' }),
      onLink({ kind: 'loss', sharePpm: 5 }, {}, { at: 59_000_000 }),
    ];
    expect(runPing({ faults: never }).digest()).toBe(runPing().digest());
  });
});

describe('other faults that can be placed', () => {
  test('KERNEL-31 a reboot loses what was not persisted and is over at once, unless a crash holds', () => {
    const reboot = (at: number): PlannedFault => ({
      id: `r${at}`,
      kind: 'reboot',
      at,
      agents: ['pool/1'],
    });
    const down: PlannedFault = {
      id: 'c',
      kind: 'crash',
      at: 6_500,
      until: 9_500,
      agents: ['pool/1'],
    };
    const run = chat([reboot(4_500), down, reboot(7_500)]);
    expect(inputsOf(run, 1)[0]).toBe('9500 restarted undefined');
    const told = eventsOf(run).filter(({ kind }) => /crashed|restarted/.test(kind));
    expect(told.map(({ at, kind }) => [at, kind])).toEqual([
      [4_500, 'agent.crashed'],
      [4_500, 'agent.restarted'],
      [6_500, 'agent.crashed'],
      [9_500, 'agent.restarted'],
    ]);
  });

  test('KERNEL-21 a person can end one fault that is in force, and strike whole pools', () => {
    const wishes: PingPlan = {
      faults: [
        { id: 's', kind: 'slow', at: 0, delayMicros: 5, agents: ['pool/1'] },
        onLink({ kind: 'loss', sharePpm: 10 }),
      ],
    };
    const run = openPing(aPlan(wishes));
    run.advance(1_000, Infinity);
    expect(run.intervene({ kind: 'end', fault: 'gone' })).toBe('No fault gone is in force.');
    expect(run.intervene({ kind: 'end', fault: 's' })).toBeUndefined();
    expect(run.intervene({ kind: 'end', fault: 's' })).toBe('No fault s is in force.');
    run.intervene({ kind: 'crash', agents: ['pool'] });
    run.intervene({ kind: 'end', fault: 'intervention/1' });
    run.intervene({ kind: 'heal' });
    expect(
      run.intervene({ kind: 'loss', sharePpm: 2_000_000, link: { from: ['pool'], oneWay: false } }),
    ).toContain('from 0 to 1000000, not 2000000');
    expect(
      run.intervene({ kind: 'clock', ratePpm: -1_000_000, offsetMicros: 0, agents: ['pool'] }),
    ).toContain('from -900000');
    const told = eventsOf(run).filter(({ kind }) => /^(agent|link)\./.test(kind));
    const counts = new Map<string, number>();
    for (const { kind } of told) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    expect([...counts]).toEqual([
      ['agent.slowed', 1],
      ['link.disturbed', 1],
      ['agent.healed', 1],
      ['agent.crashed', 4],
      ['agent.restarted', 4],
      ['link.restored', 1],
    ]);
  });
});
