import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../../kernel/testing/told.testing.ts';
import { Tabletop } from '../../testing/tabletop.testing.ts';
import { crash, rehearse } from '../../testing/rehearsal.testing.ts';
import type { Rehearsal } from '../../testing/rehearsal.testing.ts';
import { HONEST_RULES } from '../conduct/rules.ts';
import type { MemberState } from '../conduct/state.ts';
import { distributedCoordination } from '../protocol.ts';
import { detectionPeriods, meanDetection, spreadPeriods } from '../testing/swimTimes.testing.ts';
import { newGossip, newsMember, spread, takeNews } from './gossip.ts';
import { ALIVE, DEAD, LEFT, LIFE, newTable, SUSPECT } from './table.ts';

const beats = (...news: Parameters<typeof HONEST_RULES.supersedes>): boolean =>
  HONEST_RULES.supersedes(...news);
const version = (life: number, incarnation: number): number => life * LIFE + incarnation;

function cluster(members: number, wishes: Partial<Rehearsal> = {}): Rehearsal {
  return {
    protocol: 'distributed_coordination',
    kind: 'voter',
    agents: Array.from({ length: members }, () => ({})),
    ...wishes,
    parameters: { commandsPerRegion: 0, ...wishes.parameters },
  };
}

/** Pings of each sender, as lists of targets in order. */
function pingsOf(run: ReturnType<typeof rehearse>): Map<number, number[]> {
  const pings = new Map<number, number[]>();
  for (const { actor, fields } of eventsOf(run, 'message.sent')) {
    if (fields['message'] !== 'ping') continue;
    pings.set(actor, [...(pings.get(actor) ?? []), Number(fields['to'])]);
  }
  return pings;
}

describe('what counts more', () => {
  test('SWIM-5 alive beats suspect only with a higher incarnation, suspect beats alive with an equal one', () => {
    expect(beats(SUSPECT, version(1, 3), ALIVE, version(1, 3))).toBe(true);
    expect(beats(SUSPECT, version(1, 2), ALIVE, version(1, 3))).toBe(false);
    expect(beats(ALIVE, version(1, 3), SUSPECT, version(1, 3))).toBe(false);
    expect(beats(ALIVE, version(1, 4), SUSPECT, version(1, 3))).toBe(true);
    expect(beats(SUSPECT, version(1, 4), SUSPECT, version(1, 3))).toBe(true);
    expect(beats(SUSPECT, version(1, 3), SUSPECT, version(1, 3))).toBe(false);
  });

  test('SWIM-6 the end of a life beats all of it, and another life beats that', () => {
    for (const end of [DEAD, LEFT]) {
      expect(beats(end, version(1, 0), ALIVE, version(1, 9))).toBe(true);
      expect(beats(ALIVE, version(1, 9), end, version(1, 0))).toBe(false);
      expect(beats(ALIVE, version(2, 0), end, version(1, 9))).toBe(true);
      expect(beats(end, version(1, 9), ALIVE, version(2, 0))).toBe(false);
    }
  });

  test('SWIM-5 SWIM-6 whatever order news comes in, all who hear it hold the same', () => {
    const piece = fc.record({
      status: fc.constantFrom(ALIVE, SUSPECT, DEAD),
      version: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })),
    });
    const hold = (news: readonly { status: number; version: [number, number] }[]) =>
      news.reduce(
        (held, { status, version: [life, incarnation] }) => {
          const next = { status, version: version(life, incarnation) };
          const wins = HONEST_RULES.supersedes(status, next.version, held.status, held.version);
          return wins ? next : held;
        },
        { status: ALIVE, version: version(1, 0) },
      );
    fc.assert(
      fc.property(
        fc
          .array(piece, { maxLength: 8 })
          .chain((news) =>
            fc.tuple(fc.constant(news), fc.shuffledSubarray(news, { minLength: news.length })),
          ),
        ([one, other]) => {
          const [a, b] = [hold(one), hold(other)];
          expect(a.status).toBe(b.status);
          // Of a life that is over the incarnation means nothing any more.
          if (a.status !== DEAD) expect(a.version).toBe(b.version);
        },
      ),
    );
  });
});

describe('news', () => {
  test('SWIM-9 each piece goes along λ log N times, a few in a message, the newest first', () => {
    const table = newTable(40, 40);
    const gossip = newGossip(40);
    for (let member = 0; member < 20; member++) spread(gossip, member);
    const times = new Map<number, number>();
    for (let message = 0; gossip.queue.length > 0; message++) {
      const news = takeNews(gossip, table, 6, 5);
      expect(news.length).toBeLessThanOrEqual(12);
      for (let i = 0; i < news.length; i += 2) {
        const member = newsMember(news[i]!);
        times.set(member, (times.get(member) ?? 0) + 1);
      }
      // Nobody is ahead of another by more than one sending, as long as both have some left.
      const sent = [...times.values()].filter((one) => one < 5);
      if (message > 3 && sent.length > 0)
        expect(Math.max(...sent) - Math.min(...sent)).toBeLessThan(3);
    }
    expect([...times.values()]).toEqual(Array.from({ length: 20 }, () => 5));
    spread(gossip, 3);
    spread(gossip, 7);
    expect(newsMember(takeNews(gossip, table, 1, 5)[0]!)).toBe(7);
  });

  test('SWIM-9 without news nothing is allocated', () => {
    const table = newTable(5, 5);
    const gossip = newGossip(5);
    expect(takeNews(gossip, table, 6, 5)).toBe(takeNews(gossip, table, 6, 5));
  });
});

describe('probes', () => {
  const newTabletop = () => {
    const table = new Tabletop(
      distributedCoordination,
      { regions: 1, votersPerRegion: 1, suspicionPeriods: 2 },
      Array.from({ length: 10 }, () => ({})),
    );
    for (let actor = 0; actor < 10; actor++) table.step(actor, { kind: 'started' });
    table.letters = [];
    return table;
  };
  const viewOf = (table: ReturnType<typeof newTabletop>, holder: number, member: number): number =>
    (table.states[holder] as MemberState).swim.table.status[member]!;

  test('SWIM-4 who does not answer is probed through others before it is suspected', () => {
    const table = newTabletop();
    table.expire(0, 'swim.period');
    const target = table.letters[0]!.to;
    table.letters = [];
    table.expire(0, 'swim.probe');
    expect(table.letters.map(({ message }) => message.kind)).toEqual([
      'pingReq',
      'pingReq',
      'pingReq',
    ]);
    expect(table.letters.every(({ to }) => to !== target && to !== 0)).toBe(true);
    // One helper gets through: there and back, and back to who asked.
    const [first] = table.letters;
    table.letters = [first!];
    table.deliverAll();
    table.expire(0, 'swim.period');
    expect(viewOf(table, 0, target)).toBe(ALIVE);
    // Now nobody gets through.
    const next = table.letters.find(({ message }) => message.kind === 'ping')!.to;
    table.letters = [];
    table.expire(0, 'swim.probe');
    table.letters = [];
    table.expire(0, 'swim.period');
    expect(viewOf(table, 0, next)).toBe(SUSPECT);
  });

  test('SWIM-7 a suspicion carries the incarnation that is held, and only the suspect raises it', () => {
    const table = newTabletop();
    table.expire(0, 'swim.period');
    const target = table.letters[0]!.to;
    table.letters = [];
    table.expire(0, 'swim.period');
    const suspicion = table.letters.find(({ message }) => message.kind === 'ping')!;
    table.letters = [];
    expect(table.said('swim.member.suspected')).toEqual([
      { member: target, life: 1, incarnation: 0, isFirstHand: true },
    ]);
    const { message } = suspicion;
    table.deliver(0, target, message);
    expect(table.said('swim.suspicion.refuted')).toEqual([{ life: 1, incarnation: 1 }]);
    table.deliverAll();
    expect(viewOf(table, 0, target)).toBe(ALIVE);
  });

  test('SWIM-8 a suspicion that nobody refutes ends in a confirmation', () => {
    const table = newTabletop();
    table.expire(0, 'swim.period');
    const target = table.letters[0]!.to;
    for (let i = 0; i < 4; i++) {
      table.deliverAll(({ to, from }) => to === target || from === target);
      table.now += 1_000_000;
      table.expire(0, 'swim.period');
    }
    expect(viewOf(table, 0, target)).toBe(DEAD);
    expect(table.said('swim.member.confirmed')[0]).toMatchObject({
      member: target,
      isFirstHand: true,
    });
  });

  test('SWIM-1 every member probes one other in a period, and each probe costs two messages', () => {
    for (const members of [20, 80]) {
      const run = rehearse(
        cluster(members, { parameters: { runMicros: 8_000_000, votersPerRegion: 1 } }),
      );
      const sent = eventsOf(run, 'message.sent').filter(({ fields }) =>
        ['ping', 'ack'].includes(String(fields['message'])),
      );
      expect(sent.length / members / 8).toBeCloseTo(2, 1);
    }
  });

  test('SWIM-3 in a shuffled round nobody waits for more than 2N − 1 periods', () => {
    const members = 12;
    const run = rehearse(cluster(members, { parameters: { runMicros: 90_000_000, regions: 1 } }));
    let longest = 0;
    for (const targets of pingsOf(run).values()) {
      for (let member = 0; member < members; member++) {
        const places = targets.flatMap((target, i) => (target === member ? [i] : []));
        places.forEach((place, i) => {
          if (i > 0) longest = Math.max(longest, place - places[i - 1]!);
        });
      }
    }
    expect(longest).toBeLessThanOrEqual(2 * members - 1);
    // Shuffled anew each time, it is more than a round for somebody.
    expect(longest).toBeGreaterThan(members);
  });
});

describe('how fast', () => {
  test.each([
    [50, 150],
    [200, 60],
    [1_000, 10],
  ])('SWIM-2 a crash among %i is first found out as the exact formula says', (members, samples) => {
    const { mean, chance } = meanDetection(members);
    let sum = 0;
    for (let seed = 0; seed < samples; seed++) sum += detectionPeriods(members, 100 + seed);
    const deviation = Math.sqrt((1 - chance) / (chance * chance * samples));
    expect(Math.abs(sum / samples - mean)).toBeLessThan(3 * deviation);
  });

  test.each([50, 200, 1_000])(
    'SWIM-9 all of %i know of a suspicion within λ ln N periods',
    (members) => {
      const periods = spreadPeriods(members, 5);
      expect(periods).toBeLessThan(3 * Math.log(members));
      // Each who knows can tell four others in a period: one it probes, one that probes it, and their answers.
      expect(periods).toBeGreaterThan(Math.log(members) / Math.log(6));
    },
  );
});

describe('who comes and goes', () => {
  test('SWIM-10 members join late, leave, crash and come back, and all agree', () => {
    const run = rehearse(
      cluster(20, {
        parameters: { joiners: 2, leavers: 2, runMicros: 60_000_000 },
        faults: [crash(5, 5_000_000, 14_000_000), crash(13, 20_000_000)],
      }),
    );
    const held = Object.fromEntries(
      run.summary().invariants.map(({ name, held: one }) => [name, one]),
    );
    expect(held).toMatchObject({ membershipConvergence: true, confirmIsFinal: true });
    const lives = eventsOf(run, 'swim.life.started').map(({ actor, fields }) => [
      actor,
      fields['reason'],
    ]);
    expect(lives).toContainEqual([5, 'restarted']);
    expect(lives).toContainEqual([18, 'joins']);
    expect(lives).toContainEqual([19, 'joins']);
    expect(eventsOf(run, 'swim.member.left').map(({ actor }) => actor)).toEqual([16, 17]);
    const table = run.appearance(0);
    expect(table).toMatchObject({ alive: 17, dead: 1, absent: 2 });
  });

  test('SWIM-11 after a partition both sides find each other again, in new lives', () => {
    const far = [0, 1, 2, 3, 4, 5, 6].map((member) => `p/${member}`);
    const run = rehearse(
      cluster(20, {
        parameters: { runMicros: 60_000_000 },
        faults: [
          { id: 'split', kind: 'partition', at: 3_000_000, until: 18_000_000, groups: [far] },
        ],
      }),
    );
    expect(eventsOf(run, 'swim.member.confirmed').length).toBeGreaterThanOrEqual(2 * 7 * 13);
    for (const actor of [0, 6, 7, 19]) expect(run.appearance(actor)).toMatchObject({ alive: 20 });
    expect(
      run.summary().invariants.filter(({ held, temper }) => !held && temper !== 'sometimes'),
    ).toEqual([]);
  });
});
