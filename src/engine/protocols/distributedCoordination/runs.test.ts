import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { crash, misbehave, openRehearsal, rehearse } from '../testing/rehearsal.testing.ts';
import { Tabletop } from '../testing/tabletop.testing.ts';
import type { Rehearsal } from '../testing/rehearsal.testing.ts';
import { DISTRIBUTED_EVENTS } from './events.ts';
import { distributedParameters, IGNORE_REASONS } from './card.ts';
import { castCluster, regionSteps } from './conduct/layout.ts';
import { HONEST_RULES } from './conduct/rules.ts';
import { distributedCoordination } from './protocol.ts';
import {
  applyAccept,
  applyDecision,
  applyPromise,
  ballotRegion,
  newImage,
  nextBallot,
} from './regions/image.ts';
import { brokenPromises, runPlan, stormPlan, weatherPlan } from './testing/randomRuns.testing.ts';
import { DISTRIBUTED_MUTANTS } from './testing/mutants.testing.ts';
import type { AnyProtocol } from '../../contract/protocol.ts';

function cluster(members: number, wishes: Partial<Rehearsal> = {}): Rehearsal {
  return {
    protocol: 'distributed_coordination',
    kind: 'voter',
    agents: Array.from({ length: members }, () => ({})),
    ...wishes,
  };
}
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `p/${from + i}`);
const REGION_0 = [...numbers(0, 10), 'c/client0'];

const RUNS: Readonly<Record<string, Rehearsal>> = {
  calm: cluster(30),
  'a region is cut off': cluster(30, {
    parameters: { runMicros: 60_000_000, commandsPerRegion: 20 },
    faults: [
      { id: 'cut', kind: 'partition', at: 5_000_000, until: 20_000_000, groups: [REGION_0] },
    ],
  }),
  'a leader crashes': cluster(30, {
    parameters: { runMicros: 60_000_000 },
    faults: [0, 1, 2, 3, 4].map((one) => crash(one, 3_000_000 + one * 2_000_000, 14_000_000)),
  }),
  'nodes crash for good': cluster(30, {
    parameters: { runMicros: 70_000_000, commandsPerRegion: 30 },
    faults: [crash(12, 6_000_000), crash(20, 7_000_000), crash(25, 8_000_000)],
  }),
  'who comes and goes': cluster(24, {
    parameters: { joiners: 2, leavers: 2, runMicros: 30_000_000 },
  }),
  'a rough network': cluster(20, {
    parameters: { snapshotEntries: 8, runMicros: 60_000_000 },
    network: {
      lossPpm: 60_000,
      duplicationPpm: 80_000,
      reorderPpm: 200_000,
      reorderMicros: 300_000,
    },
    faults: [crash(1, 4_000_000, 30_000_000), crash('c/client1', 3_000_000, 8_000_000)],
  }),
  'regions without a majority': cluster(30, {
    parameters: { runMicros: 20_000_000 },
    faults: [...numbers(0, 3), ...numbers(10, 13)].map((one) => crash(Number(one.slice(2)), 1)),
  }),
  slander: cluster(12, { faults: [misbehave('slander', [3])] }),
  'votes for all': cluster(12, { faults: [misbehave('votesForAll', [0, 1])] }),
  forgets: cluster(12, { faults: [misbehave('forgetsAccepted', [0, 4, 8])] }),
};
const runs = Object.fromEntries(
  Object.entries(RUNS).map(([name, wishes]) => [name, rehearse(wishes)]),
);
const named = (name: string) => runs[name]!;
const fields = (name: string, kind: string) => eventsOf(named(name), kind);

describe('the layout', () => {
  test('DC-1 nodes lie in blocks of regions of equal size, an odd number of each votes', () => {
    const cast = castCluster(distributedParameters.parse({ regions: 3 }), 32);
    const sizes = [0, 1, 2].map(
      (region) => cast.filter((seat) => seat.role === 'member' && seat.region === region).length,
    );
    expect(sizes).toEqual([11, 11, 10]);
    expect(cast.filter(({ role }) => role === 'client').map(({ name }) => name)).toEqual([
      'client0',
      'client1',
      'client2',
    ]);
    expect([regionSteps(0, 3, 5), regionSteps(0, 4, 5), regionSteps(2, 2, 5)]).toEqual([2, 1, 0]);
    const voters = fields('calm', 'raft.voters.changed');
    expect(voters).toEqual([]);
    const asked = fields('calm', 'message.sent').filter(
      ({ fields: { message }, actor }) => message === 'append' && actor < 10,
    );
    expect(new Set(asked.map(({ fields: { to } }) => to)).size).toBe(4);
  });
});

describe('decisions across regions', () => {
  test('DC-2 a promise and an acceptance lie in the log of the region before anybody hears of them', () => {
    for (const name of ['calm', 'a region is cut off', 'a leader crashes']) {
      const applied = new Map<string, number>();
      for (const { seq, fields: one } of fields(name, 'regions.value.accepted')) {
        const key = `r${one['region']} b${one['ballot']} s${one['slot']}`;
        if (!applied.has(key)) applied.set(key, seq);
      }
      let answers = 0;
      for (const { seq, fields: one } of fields(name, 'message.sent')) {
        if (one['message'] !== 'accepted') continue;
        const at = applied.get(String(one['detail']));
        // One that knows the slot to be decided has nothing to accept any more.
        if (at === undefined) continue;
        answers++;
        expect(at).toBeLessThan(seq);
      }
      expect(answers).toBeGreaterThan(20);
    }
  });

  test('DC-3 a region that has promised a ballot accepts nothing of a lower one', () => {
    const image = newImage();
    const low = nextBallot(-1, 2);
    const high = nextBallot(low, 0);
    expect(ballotRegion(low)).toBe(2);
    expect(applyAccept(image, low, 0, 7, HONEST_RULES)).toBe(true);
    expect(applyPromise(image, high)).toBe(true);
    expect(applyPromise(image, low)).toBe(false);
    expect(applyAccept(image, low, 1, 8, HONEST_RULES)).toBe(false);
    expect(image.accepted).toEqual(new Map([[0, [low, 7]]]));
    expect(applyAccept(image, high, 0, 9, HONEST_RULES)).toBe(true);
    expect(image.accepted.get(0)).toEqual([high, 9]);
    // A decision stands, whatever is asked later.
    applyDecision(image, 0, 9, 1);
    expect(applyAccept(image, nextBallot(high, 1), 0, 7, HONEST_RULES)).toBe(false);
    expect(image.decided.get(0)).toBe(9);
  });

  test('DC-4 DC-7 a region that is cut off decides nothing, the others go on, and it catches up', () => {
    const decided = fields('a region is cut off', 'regions.value.decided');
    const during = decided.filter(({ at }) => at > 5_200_000 && at < 20_000_000);
    expect(during.filter(({ actor }) => actor < 10)).toEqual([]);
    expect(during.filter(({ actor }) => actor >= 10).length).toBeGreaterThan(20);
    const settled = fields('a region is cut off', 'client.command.settled');
    const own = settled.filter(({ actor }) => actor === 30).map(({ at }) => at);
    expect(own.filter((at) => at > 5_200_000 && at < 20_000_000)).toEqual([]);
    expect(own.length).toBe(20);
    expect(Math.max(...own)).toBeLessThan(24_000_000);
    expect(outcomeOf(named('a region is cut off'))).toMatchObject({
      decided: 60,
      alive: 30,
      placed: 60,
    });
  });

  test('DC-5 whoever comes to preside goes on with what was accepted, and fills no slot twice', () => {
    const begun = fields('a region is cut off', 'regions.presiding.begun');
    expect(begun.length).toBe(2);
    expect(Number(begun[1]!.fields['ballot'])).toBeGreaterThan(Number(begun[0]!.fields['ballot']));
    const slots = new Map<unknown, unknown>();
    for (const { fields: one } of fields('a region is cut off', 'regions.value.learned')) {
      expect(slots.get(one['slot']) ?? one['command']).toBe(one['command']);
      slots.set(one['slot'], one['command']);
    }
    expect(slots.size).toBeGreaterThanOrEqual(60);
  });

  test('DC-6 DC-9 every command is performed once, however often its client has to ask', () => {
    const name = 'a rough network';
    const submits = fields(name, 'message.sent').filter(
      ({ fields: one }) => one['message'] === 'submit',
    );
    expect(submits.length).toBeGreaterThan(40);
    expect(brokenIn(named(name))).not.toContain('decidedOnce');
    const learned = fields(name, 'regions.value.learned').filter(({ actor }) => actor === 0);
    const performed = learned.filter(({ fields: one }) => one['isRepeated'] === false);
    const commands = performed.map(({ fields: one }) => one['command']).filter((one) => one !== -1);
    expect(new Set(commands).size).toBe(commands.length);
  });

  test('DC-7 without a majority of regions nothing is decided, and the run says so', () => {
    const run = named('regions without a majority');
    expect(eventsOf(run, 'regions.value.decided')).toEqual([]);
    expect(run.summary().coordinations[0]).toMatchObject({ status: 'failed', error: 'undecided' });
    expect(brokenIn(run)).not.toContain('commandsDecided');
  });
});

describe('placement', () => {
  test('RING-4 RING-5 tasks move from nodes that are lost and come back, and never lie on two', () => {
    const name = 'nodes crash for good';
    const assigned = fields(name, 'ring.task.assigned');
    const moved = assigned.filter(({ fields: one }) => Number(one['number']) > 1);
    expect(moved.length).toBeGreaterThan(0);
    for (const { fields: one } of moved) expect([12, 20, 25]).not.toContain(one['node']);
    expect(brokenPromises(named(name))).toEqual([]);
    expect(outcomeOf(named(name))).toMatchObject({ tasks: 90, placed: 90, dead: 3 });
  });
});

describe('the end', () => {
  test('DC-8 the outcome is what the clients and leaders have said', () => {
    const outcome = outcomeOf(named('calm'));
    expect(outcome).toMatchObject({
      decision: '30 of 30 commands',
      leaders: 3,
      alive: 30,
      placed: 30,
    });
    const latencies = fields('calm', 'client.command.settled').map(({ fields: one }) =>
      Number(one['latency']),
    );
    const mean = latencies.reduce((sum, one) => sum + one, 0) / latencies.length;
    expect(outcome['latencyMeanMicros']).toBe(Math.round(mean));
    expect(outcome['latencyMaxMicros']).toBe(Math.max(...latencies));
  });

  test('DC-10 after its time the cluster falls silent, so that the run ends', () => {
    const run = named('calm');
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
    expect(run.now).toBeLessThan(21_000_000);
  });

  test('DC-11 no honest run breaks a promise, recorded or not, in whatever slices', () => {
    const faulty = ['slander', 'votes for all', 'forgets'];
    for (const [name, run] of Object.entries(runs)) {
      if (!faulty.includes(name))
        expect({ name, broken: brokenPromises(run) }).toEqual({ name, broken: [] });
    }
    const sliced = openRehearsal(RUNS['a rough network']!, 'on');
    while (sliced.status.phase === 'running') sliced.advance(Infinity, 997);
    expect(sliced.summary().digest).toBe(named('a rough network').summary().digest);
    const silent = rehearse(RUNS['a rough network']!, 'off');
    expect(silent.eventCount).toBe(named('a rough network').eventCount);
  });
});

describe('in bad weather', () => {
  const honest = distributedCoordination as unknown as AnyProtocol;

  test('DC-11 neither weather nor storms break a promise', () => {
    for (let seed = 0; seed < 12; seed++) {
      expect({ seed, broken: brokenPromises(runPlan(weatherPlan(seed), honest)) }).toEqual({
        seed,
        broken: [],
      });
      expect({ seed, broken: brokenPromises(runPlan(stormPlan(seed), honest)) }).toEqual({
        seed,
        broken: [],
      });
    }
  });

  // An old acceptance, a leader that had not applied its log, and a reborn node that an older leader knew.
  test.each([58, 88, 288, 578])(
    'regression: weather of seed %i leaves each task on one node',
    (seed) => {
      expect(brokenPromises(runPlan(weatherPlan(seed), honest))).toEqual([]);
    },
  );

  test.each(
    DISTRIBUTED_MUTANTS.filter(({ id }) =>
      [
        'quorumOffByOne',
        'revivesConfirmed',
        'raisesOthers',
        'suspectBeatsNewer',
        'votesTwice',
        'appendsBlindly',
      ].includes(id),
    ),
  )('a storm finds out $id', ({ protocol }) => {
    const isFound = (seed: number): boolean =>
      brokenPromises(runPlan(stormPlan(seed), protocol)).length > 0;
    expect(Array.from({ length: 12 }, (_, seed) => seed).some(isFound)).toBe(true);
  });
});

test('every kind of event and every reason to ignore a message was seen', () => {
  const kinds = new Set<string>();
  const reasons = new Set<string>();
  const honest = distributedCoordination as unknown as AnyProtocol;
  const storm = runPlan(stormPlan(4), honest, 'on');
  const table = new Tabletop(
    distributedCoordination,
    { regions: 2, votersPerRegion: 3 },
    Array.from({ length: 10 }, () => ({})),
  );
  table.start();
  table.deliver(1, 0, { kind: 'settled', command: 0, slot: 0 });
  table.deliver(10, 4, { kind: 'submit', command: 0 });
  table.deliver(11, 0, { kind: 'submit', command: 1_000_000 });
  for (const { reason } of table.said('message.ignored')) reasons.add(String(reason));
  for (const run of [...Object.values(runs), storm]) {
    for (const { kind } of DISTRIBUTED_EVENTS) if (eventsOf(run, kind).length > 0) kinds.add(kind);
    for (const { fields: one } of eventsOf(run, 'message.ignored'))
      reasons.add(String(one['reason']));
  }
  expect(DISTRIBUTED_EVENTS.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(Object.keys(IGNORE_REASONS).filter((reason) => !reasons.has(reason))).toEqual([]);
});
