import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { expectGolden } from '../testing/golden.testing.ts';
import { crash, misbehave, openRehearsal, rehearse } from '../testing/rehearsal.testing.ts';
import type { Rehearsal } from '../testing/rehearsal.testing.ts';
import { hierarchicalCard, IGNORE_REASONS } from './card.ts';

type Wishes = Partial<Omit<Rehearsal, 'protocol' | 'kind' | 'agents'>> & {
  readonly agents?: Rehearsal['agents'] | number;
};

function vote({ agents = 25, ...wishes }: Wishes = {}): Rehearsal {
  return {
    protocol: 'hierarchical_consensus',
    kind: 'voter',
    agents:
      typeof agents === 'number'
        ? Array.from({ length: agents }, () => ({ competence: 0.9 }))
        : agents,
    resources: { proposal: { text: 'adopt it', meritPpm: 1_000_000 } },
    ...wishes,
  };
}
const scripted = (decisions: readonly string[]): Rehearsal['agents'] =>
  decisions.map((decision) => ({ script: [decision] }));
const AGREE = Array.from({ length: 25 }, () => 'agree');
/** Three of each five agree, and all of the last two clusters are against. */
const SPLIT = ['agree', 'agree', 'agree', 'disagree', 'disagree'];
const GERRYMANDERED = [
  ...SPLIT,
  ...SPLIT,
  ...SPLIT,
  ...Array.from({ length: 10 }, () => 'disagree'),
];

/** One run of each sort, by what is out of the ordinary. */
const RUNS: Readonly<Record<string, Rehearsal>> = {
  calm: vote(),
  'three levels': vote({ agents: 125 }),
  'a rest, and a cut at two levels': vote({ agents: 27, parameters: { maxLevels: 2 } }),
  'a flat vote': vote({ parameters: { maxLevels: 1 } }),
  'reputation based': vote({ agents: 12, parameters: { delegation: 'reputation_based' } }),
  'round robin': vote({ parameters: { delegation: 'round_robin' } }),
  random: vote({ parameters: { delegation: 'random' } }),
  'load balanced': vote({ agents: 27, parameters: { delegation: 'load_balanced' } }),
  'disagreement stops': vote({ resources: { proposal: { text: 'worse', meritPpm: 0 } } }),
  'no consensus': vote({
    agents: scripted(['agree', 'disagree', 'agree', 'disagree', 'agree', 'disagree']),
    parameters: { clusterSize: 3 },
  }),
  gerrymandered: vote({ agents: scripted(GERRYMANDERED), parameters: { mode: 'majority' } }),
  'a representative crashes': vote({ faults: [crash(0, 100_000)] }),
  'a representative crashes after its report': vote({
    faults: [crash(5, 330_000)],
    agents: AGREE.map((_, i) => ({ competence: 1, thinkMicros: i < 5 ? 9_000_000 : 200_000 })),
  }),
  'a representative of two levels crashes': vote({
    agents: 125,
    faults: [crash(0, 480_000)],
    network: { latency: { distribution: 'constant', micros: 40_000 } },
  }),
  'a representative comes back': vote({ faults: [crash(0, 100_000, 2_500_000)] }),
  'a silent representative': vote({ faults: [misbehave('silent', [0])] }),
  'a slow representative': vote({
    faults: [{ id: 'slow', kind: 'slow', at: 0, delayMicros: 2_300_000, agents: ['p/0'] }],
  }),
  'a cluster is lost': vote({ faults: [0, 1, 2, 3, 4].map((agent) => crash(agent, 1)) }),
  'the coordinator crashes': vote({ faults: [crash('c/coordinator', 250_000, 1_000_000)] }),
  'nobody reports': vote({ agents: 6, faults: [0, 1, 2, 3, 4, 5].map((one) => crash(one, 1)) }),
  'a liar at the root': vote({
    agents: scripted(AGREE),
    faults: [misbehave('oppositeReports', [0])],
  }),
  'a liar who cooks the books': vote({
    agents: scripted(AGREE),
    parameters: { maxLevels: 1 },
    faults: [misbehave('falseCounts', [0])],
  }),
  'a liar downwards': vote({ faults: [misbehave('falseDecision', [5])] }),
  'votes flipped': vote({
    agents: scripted(AGREE),
    faults: [misbehave('flippedVotes', [1, 2, 6, 7])],
  }),
  'votes twice': vote({ faults: [misbehave('conflictingVotes', [1, 7])] }),
  'a lossy network': vote({
    agents: 125,
    network: { lossPpm: 100_000, duplicationPpm: 100_000, reorderPpm: 100_000 },
  }),
};

const runs = Object.fromEntries(
  Object.entries(RUNS).map(([name, wishes]) => [name, rehearse(wishes)]),
);
const named = (name: string) => runs[name]!;
const levelsOf = (name: string) =>
  outcomeOf(named(name))['levels'] as { clusters: number; messages: number }[];
const fieldsOf = (name: string, kind: string) =>
  eventsOf(named(name), `hierarchy.${kind}`).map(({ fields }) => fields);

describe('the tree', () => {
  test('HIER-1 clusters of five, their representatives again, up to one root', () => {
    expect(levelsOf('three levels').map(({ clusters }) => clusters)).toEqual([25, 5, 1]);
    expect(levelsOf('a flat vote').map(({ clusters }) => clusters)).toEqual([1]);
    expect(levelsOf('a rest, and a cut at two levels').map(({ clusters }) => clusters)).toEqual([
      6, 1,
    ]);
    const opened = fieldsOf('a rest, and a cut at two levels', 'level.opened');
    expect(opened.map(({ members }) => members)).toEqual([27, 6]);
  });

  test('HIER-2 HIER-12 members stand for the agents below, and all learn the decision', () => {
    const seated = fieldsOf('three levels', 'member.seated');
    for (const [level, agents] of [
      [1, 1],
      [2, 5],
      [3, 25],
    ])
      expect(
        new Set(seated.filter((one) => one['level'] === level).map((one) => one['agents'])),
      ).toEqual(new Set([agents]));
    const learned = fieldsOf('three levels', 'decision.learned');
    expect(learned.map(({ decision }) => decision)).toEqual(
      Array.from({ length: 125 }, () => 'agree'),
    );
    expect(brokenIn(named('three levels'))).toEqual([]);
  });

  test('HIER-12 what is lost on the way down is said again, until all know', () => {
    const learned = (run: ReturnType<typeof rehearse>) =>
      new Set(eventsOf(run, 'hierarchy.decision.learned').map(({ actor }) => actor)).size;
    expect(learned(named('a lossy network'))).toBe(125);
    const lossy = (lossPpm: number, seed: number) =>
      rehearse(vote({ agents: 60, network: { lossPpm }, seed }));
    for (const seed of [1, 2, 3, 4]) expect(learned(lossy(100_000, seed)), `seed ${seed}`).toBe(60);
    // Whole clusters were not told where they had not heard that they were convened.
    for (const seed of [12, 15, 53, 58])
      expect(learned(lossy(250_000, seed)), `seed ${seed}`).toBe(60);
    const run = lossy(250_000, 3);
    expect(learned(run)).toBe(60);
    const told = eventsOf(run, 'message.sent').filter(
      ({ fields }) => fields['message'] === 'decision',
    );
    expect(told.length).toBeGreaterThan(60);
    // It is over only when all have answered.
    const over = eventsOf(run, 'coordination.completed')[0]!;
    const last = eventsOf(run, 'hierarchy.decision.learned').at(-1)!;
    expect(over.at).toBeGreaterThan(last.at);
    expect(eventsOf(run, 'hierarchy.flat.compared')[0]!.at).toBeLessThan(last.at);
  });

  test('HIER-12 whoever dies with the decision is given up, and its cluster learns from a successor', () => {
    const network = { latency: { distribution: 'constant', micros: 10_000 } } as const;
    const calm = rehearse(vote({ network }));
    const decided = eventsOf(calm, 'hierarchy.flat.compared')[0]!.at;
    // The second cluster's representative is down when the decision comes to it.
    const run = rehearse(vote({ network, faults: [crash(5, decided + 15_000)] }));
    const learned = eventsOf(run, 'hierarchy.decision.learned').map(({ actor }) => actor);
    expect(learned.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 25 }, (_, i) => i).filter((one) => one !== 5),
    );
    expect(outcomeOf(run)).toMatchObject({ decision: 'agree' });
    expect(run.now).toBeLessThan(10_000_000);
  });

  test('HIER-3 HIER-4 625 agents by every strategy: the same decision, another load', () => {
    const strategies = [
      'expertise_based',
      'reputation_based',
      'round_robin',
      'random',
      'load_balanced',
    ];
    const loads = strategies.map((delegation) => {
      const run = rehearse(vote({ agents: 625, parameters: { delegation } }));
      expect(brokenIn(run), delegation).toEqual([]);
      expect(outcomeOf(run), delegation).toMatchObject({
        decision: 'agree',
        flatDecision: 'agree',
        distortion: false,
        lost: 0,
      });
      const learned = eventsOf(run, 'hierarchy.decision.learned');
      expect(new Set(learned.map(({ actor }) => actor)).size, delegation).toBe(625);
      const elected = eventsOf(run, 'hierarchy.representative.elected').map(({ actor }) => actor);
      expect(elected).toHaveLength(125 + 25 + 5 + 1);
      const roles = new Map<number, number>();
      for (const actor of elected) roles.set(actor, (roles.get(actor) ?? 0) + 1);
      return { most: Math.max(...roles.values()), loadMax: Number(outcomeOf(run)['loadMax']) };
    });
    const balanced = loads.at(-1)!;
    expect(balanced.most).toBe(1);
    for (const { most, loadMax } of loads.slice(0, 2)) {
      expect(most).toBe(4);
      expect(loadMax).toBeGreaterThan(balanced.loadMax);
    }
  });

  test('HIER-14 the load of a level is what its agents have handled for it', () => {
    const run = named('three levels');
    const levels = outcomeOf(run)['levels'] as { loadMax: number; loadMean: number }[];
    const loaded = eventsOf(run, 'hierarchy.level.loaded').map(({ fields }) => fields);
    expect(loaded.map((one) => [one['loadMax'], one['loadMean']])).toEqual(
      levels.map((one) => [one.loadMax, one.loadMean]),
    );
    // A representative of five is convened, announces, asks four, hears four, and reports.
    for (const { loadMax } of levels) expect(loadMax).toBeGreaterThanOrEqual(10);
    for (const { loadMax, loadMean } of levels) expect(loadMean).toBeLessThan(loadMax);
    // One with a part in all three levels has handled the sum of them.
    const sum = levels.reduce((total, { loadMax }) => total + loadMax, 0);
    expect(Number(outcomeOf(run)['loadMax'])).toBeLessThanOrEqual(sum + 5);
    expect(Number(outcomeOf(run)['loadMax'])).toBeGreaterThan(levels[0]!.loadMax);
  });

  test('625 and 1000 agents run within a second of virtual time, in little real time', () => {
    for (const agents of [625, 1000]) {
      const run = rehearse(vote({ agents }), 'off');
      expect(outcomeOf(run)).toMatchObject({ decision: 'agree', agents });
      expect(run.now).toBeLessThan(1_000_000);
    }
  });
});

describe('representatives', () => {
  test('HIER-5 a representative that crashes is replaced, and its cluster alone votes again', () => {
    const run = named('a representative crashes');
    expect(fieldsOf('a representative crashes', 'representative.replaced')).toEqual([
      { level: 1, cluster: 0, term: 1, deposed: 0 },
    ]);
    expect(fieldsOf('a representative crashes', 'heartbeat.missed').length).toBe(4);
    const elected = fieldsOf('a representative crashes', 'representative.elected');
    expect(elected.filter(({ level }) => level === 1)).toHaveLength(6);
    expect(elected.filter(({ cluster, level }) => cluster === 0 && level === 1)).toHaveLength(2);
    expect(outcomeOf(run)).toMatchObject({ decision: 'agree', replacements: 1, lost: 0 });
    // Two seconds of silence, no thirty for the vote of the dead, and a few until it is not told any more.
    expect(run.now).toBeLessThan(5_000_000);
    expect(brokenIn(run)).toEqual([]);
  });

  test('HIER-6 a replacement takes the place above; a deposed one is ignored with that reason', () => {
    const above = fieldsOf('a representative of two levels crashes', 'member.seated');
    expect(
      above.filter(({ level, cluster, place }) => level === 2 && cluster === 0 && place === 0),
    ).toMatchObject([{ member: 0 }, { member: 1 }]);
    expect(outcomeOf(named('a representative of two levels crashes'))).toMatchObject({
      decision: 'agree',
      lost: 0,
    });
    const ignored = eventsOf(named('a slow representative'), 'message.ignored');
    const deposed = ignored.filter(({ fields }) => fields['reason'] === 'deposed');
    expect(deposed.length).toBeGreaterThan(0);
    expect(deposed.every(({ fields }) => fields['from'] === 0)).toBe(true);
  });

  test('HIER-7 who comes back is a member; HIER-16 a coordinator that comes back goes on', () => {
    const elected = eventsOf(
      named('a representative comes back'),
      'hierarchy.representative.elected',
    );
    expect(elected.filter(({ actor }) => actor === 0)).toHaveLength(1);
    const run = named('the coordinator crashes');
    expect(outcomeOf(run)).toMatchObject({ decision: 'agree', lost: 0 });
    expect(fieldsOf('the coordinator crashes', 'level.opened')).toHaveLength(2);
    expect(run.now).toBeGreaterThan(1_000_000);
  });

  test('HIER-4 no agent has two roles when the load is balanced', () => {
    const roles = eventsOf(named('load balanced'), 'hierarchy.representative.elected').map(
      ({ actor }) => actor,
    );
    expect(roles).toHaveLength(9);
    expect(new Set(roles.slice(0, 8)).size).toBe(8);
    const calm = eventsOf(named('calm'), 'hierarchy.representative.elected');
    expect(calm.filter(({ actor }) => actor === 0)).toHaveLength(2);
  });
});

describe('votes', () => {
  test('HIER-10 agreement goes up, disagreement stops, no consensus escalates and fails', () => {
    expect(levelsOf('calm')).toHaveLength(2);
    expect(outcomeOf(named('disagreement stops'))).toMatchObject({ decision: 'disagree' });
    expect(levelsOf('disagreement stops')).toHaveLength(1);
    const [open] = named('no consensus').summary().coordinations;
    expect(open).toMatchObject({ status: 'failed', error: 'no_consensus' });
    expect(levelsOf('no consensus')).toHaveLength(2);
    expect(named('nobody reports').summary().coordinations[0]).toMatchObject({
      status: 'failed',
      error: 'level_failed',
    });
  });

  test('HIER-8 HIER-9 lies are votes, the first vote counts, the dead abstain', () => {
    expect(outcomeOf(named('votes flipped'))).toMatchObject({ decision: 'no_consensus' });
    const reasons = eventsOf(named('votes twice'), 'message.ignored').map(
      ({ fields }) => fields['reason'],
    );
    expect(reasons).toContain('conflicting');
    expect(fieldsOf('a representative crashes', 'vote.discounted')).toMatchObject([
      { voter: 0, reason: 'noAnswerInTime' },
    ]);
  });

  test('HIER-11 a cluster that nobody speaks for abstains and has no place above', () => {
    expect(fieldsOf('a cluster is lost', 'cluster.lost')).toEqual([
      { level: 1, cluster: 0, agents: 5 },
    ]);
    const opened = fieldsOf('a cluster is lost', 'level.opened');
    expect(opened.map(({ members }) => members)).toEqual([25, 4]);
    expect(outcomeOf(named('a cluster is lost'))).toMatchObject({ decision: 'agree', lost: 1 });
  });
});

describe('what it costs and distorts', () => {
  test('HIER-13 a majority of majorities may be a minority', () => {
    expect(outcomeOf(named('gerrymandered'))).toMatchObject({
      decision: 'agree',
      flatDecision: 'disagree',
      distortion: true,
    });
    expect(outcomeOf(named('calm'))).toMatchObject({ flatDecision: 'agree', distortion: false });
  });

  test('HIER-14 messages and load are as the stream has them, but for what comes after', () => {
    const run = named('calm');
    const { messages, flatMessages, loadMax, loadMean } = outcomeOf(run) as Record<string, number>;
    const telling = ['decision', 'learned'];
    const all = eventsOf(run, 'message.sent').filter(({ actor, fields }) => fields['to'] !== actor);
    const isTelling = ({ fields }: (typeof all)[number]) =>
      telling.includes(String(fields['message']));
    const sent = all.filter((one) => !isTelling(one));
    expect(outcomeOf(run)['tellMessages']).toBe(all.filter(isTelling).length);
    // Heartbeats and receipts of the end come after the last report.
    expect(Math.abs(messages! - all.length)).toBeLessThan(5);
    expect(flatMessages).toBe(75);
    const handled = new Map<number, number>();
    for (const { actor, fields } of sent)
      for (const one of [actor, Number(fields['to'])])
        handled.set(one, (handled.get(one) ?? 0) + 1);
    handled.delete(25);
    expect(loadMax).toBeGreaterThanOrEqual(Math.max(...handled.values()) - 3);
    expect(loadMax).toBeLessThanOrEqual(Math.max(...handled.values()));
    expect(loadMean).toBeGreaterThan(4);
    expect(outcomeOf(named('load balanced'))['loadMax']).toBeLessThan(
      Number(outcomeOf(named('round robin'))['loadMax']) + 10,
    );
  });

  test('HIER-15 a lying representative is believed and shows, unless it cooks the books', () => {
    expect(outcomeOf(named('a liar at the root'))).toMatchObject({
      decision: 'disagree',
      flatDecision: 'agree',
      distortion: true,
    });
    expect(brokenIn(named('a liar at the root'))).toEqual([]);
    expect(outcomeOf(named('a liar who cooks the books'))).toMatchObject({
      decision: 'disagree',
      distortion: false,
    });
    expect(brokenIn(named('a liar downwards'))).toContain('agreement');
  });
});

describe('as a whole', () => {
  test('whatever is lost, doubled or overtaken, safety holds and it terminates', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const network = { lossPpm: 80_000, duplicationPpm: 100_000, reorderPpm: 200_000 };
      const faults = [crash(seed % 26, seed * 40_000, seed * 40_000 + 3_000_000)];
      const parameters = { delegation: seed % 2 === 0 ? 'load_balanced' : 'random' };
      const run = rehearse(vote({ seed, agents: 26, network, faults, parameters }));
      expect(brokenIn(run), `seed ${seed}`).toEqual([]);
      expect(run.summary().coordinations[0]!.status, `seed ${seed}`).not.toBe('running');
    }
  });

  test('any slicing gives the same stream', () => {
    const run = openRehearsal(RUNS['a representative crashes']!);
    while (run.status.phase === 'running') run.advance(run.now + 30_000, 7);
    expect(run.digest()).toBe(named('a representative crashes').digest());
  });

  test('every event kind and ignore reason was seen', () => {
    const all = Object.values(runs);
    const unseen = hierarchicalCard.events.filter((shape) =>
      all.every((run) => eventsOf(run, shape.kind).length === 0),
    );
    expect(unseen.map((shape) => shape.kind)).toEqual([]);
    const reasons = new Set(
      all.flatMap((run) => eventsOf(run, 'message.ignored').map(({ fields }) => fields['reason'])),
    );
    const missing = Object.keys(IGNORE_REASONS).filter((reason) => !reasons.has(reason));
    // Links tell the true sender and reports are sound, so these are seen in the tests by hand.
    expect(
      missing.filter(
        (one) => !['misdirected', 'invalidReport', 'notMember', 'notRepresentative'].includes(one),
      ),
    ).toEqual([]);
  });

  test('golden digests', () => {
    const digests = Object.fromEntries(
      Object.entries(runs).map(([name, run]) => [name, run.digest()]),
    );
    expectGolden(new URL('runs.golden.json', import.meta.url), hierarchicalCard.version, digests);
  });
});

describe('reports', () => {
  const reportsOf = (name: string) =>
    eventsOf(named(name), 'registry.reputation.updated').map(({ fields }) => fields);

  test('HIER-17 votes are reported by their merit, once for each member of the first level', () => {
    const calm = reportsOf('calm');
    const votes = calm.filter(({ deed }) => deed === 'vote');
    expect(new Set(votes.map(({ about }) => about)).size).toBe(25);
    expect(votes).toHaveLength(25);
    const wrong = eventsOf(named('calm'), 'hierarchy.vote.counted').filter(
      ({ fields }) => fields['level'] === 1 && fields['decision'] === 'disagree',
    );
    expect(votes.filter(({ meritPpm }) => meritPpm === 0)).toHaveLength(wrong.length);
    // Five representatives of clusters and one of the root have kept their promise.
    const kept = calm.filter(({ deed }) => deed === 'promise');
    expect(kept.map(({ meritPpm }) => meritPpm)).toEqual(Array(6).fill(1_000_000));
  });

  test('HIER-17 a representative that was replaced has broken its promise, and so has who did not vote', () => {
    const broken = reportsOf('a representative crashes').filter(({ meritPpm }) => meritPpm === 0);
    expect(broken.filter(({ deed }) => deed === 'promise').map(({ about }) => about)).toContain(0);
  });

  test('HIER-8 an ordinary member that is down is waited for as long as its cluster may take', () => {
    const run = rehearse(vote({ faults: [crash(1, 100_000)] }));
    expect(outcomeOf(run)).toMatchObject({ decision: 'agree' });
    expect(run.now).toBeGreaterThan(15_000_000);
    expect(run.now).toBeLessThan(18_000_000);
  });
});
