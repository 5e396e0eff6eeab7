import { describe, expect, test } from 'vitest';
import { Tabletop } from '../../testing/tabletop.testing.ts';
import type { DistributedParameters } from '../card.ts';
import { conductOf } from '../conduct/conduct.ts';
import type { DistributedMessage } from '../conduct/messages.ts';
import { HONEST_RULES } from '../conduct/rules.ts';
import type { Rules } from '../conduct/rules.ts';
import type { DistributedState, MemberState } from '../conduct/state.ts';
import { distributedCoordination } from '../protocol.ts';
import { DEAD, LIFE, setMember } from '../swim/table.ts';

/** One region of ten members, of whom the first three or five vote; a test delivers every message by hand. */
class Group {
  readonly table: Tabletop<DistributedState, DistributedMessage, DistributedParameters>;

  constructor(parameters: object = {}, broken: Partial<Rules> = {}) {
    const conduct = conductOf({ ...HONEST_RULES, ...broken });
    this.table = new Tabletop(
      { ...distributedCoordination, conduct },
      { regions: 1, votersPerRegion: 5, preVote: false, checkQuorum: false, ...parameters },
      Array.from({ length: 10 }, () => ({})),
    );
    for (let actor = 0; actor < 10; actor++) this.table.step(actor, { kind: 'started' });
  }

  raft(actor: number) {
    return (this.table.states[actor] as MemberState).raft!;
  }

  /** Delivers all that these say to one another; what the others send or are sent is lost. */
  among(...actors: number[]): this {
    this.table.deliverAll(({ from, to }) => !actors.includes(from) || !actors.includes(to));
    return this;
  }

  restart(actor: number): void {
    const { events, now } = this.table;
    const fields = { fault: 'test' };
    events.push({ seq: events.length, at: now, actor, cause: -1, kind: 'agent.crashed', fields });
    this.table.restart(actor);
  }

  /** Everything that is on its way is lost. */
  lose(): this {
    this.table.letters = [];
    return this;
  }

  /** One stands for election, and these hear it. */
  stand(candidate: number, ...voters: number[]): this {
    this.table.expire(candidate, 'raft.election');
    return this.among(candidate, ...voters);
  }

  submit(leader: number, command: number): this {
    this.table.deliver(10, leader, { kind: 'submit', command });
    return this;
  }

  beat(leader: number, ...others: number[]): this {
    this.table.expire(leader, 'raft.heartbeat');
    return this.among(leader, ...others);
  }

  terms(actor: number): number[] {
    return this.raft(actor).log.entries.map(({ term }) => term);
  }

  /** The safety properties that do not hold. */
  get broken(): string[] {
    const names = this.table.violations().map((one) => one.split(':')[0]!);
    return names.filter((name) => !/Converge|commandsDecided/.test(name));
  }

  get leaders(): number[] {
    return [0, 1, 2, 3, 4].filter((actor) => this.raft(actor).role === 'leader');
  }
}

describe('elections', () => {
  test('RAFT-1 a voter votes once in a term', () => {
    const run = (broken: Partial<Rules>): Group => {
      const group = new Group({}, broken);
      group.table.expire(0, 'raft.election');
      group.table.expire(1, 'raft.election');
      return group.among(0, 1, 2, 3, 4);
    };
    expect(run({}).broken).toEqual([]);
    expect(run({}).leaders.length).toBeLessThanOrEqual(1);
    expect(run({ mayVote: () => true }).broken).toContain('electionSafety');
  });

  test('RAFT-2 a vote survives a crash', () => {
    const run = (broken: Partial<Rules>): Group => {
      const group = new Group({}, broken);
      group.table.expire(0, 'raft.election');
      group.table.deliverAll(
        ({ message, to }) => message.kind === 'append' || to === 1 || to === 4,
      );
      expect(group.leaders).toEqual([0]);
      group.restart(2);
      group.restart(3);
      return group.lose().stand(1, 2, 3);
    };
    expect(run({}).broken).toEqual([]);
    expect(run({ persistsVote: false }).broken).toContain('electionSafety');
  });

  /** The leader of term 1 has three entries that nobody else has; those of term 2 have one that is committed. */
  const longerAndOlder = (broken: Partial<Rules>): Group => {
    const group = new Group({}, broken).stand(0, 1, 2);
    group.submit(0, 0).submit(0, 1).submit(0, 2).lose();
    group.restart(0);
    group.lose().stand(1, 2, 3).beat(1, 2, 3).lose();
    // Behind in the term, it stands until it is listened to.
    return group.stand(0).stand(0, 2, 3, 4);
  };

  test('RAFT-3 a log that is longer and older does not win', () => {
    expect(longerAndOlder({}).broken).toEqual([]);
    expect(longerAndOlder({}).leaders).not.toContain(0);
    const byLength = {
      isUpToDate: (_t: number, last: number, _o: number, own: number) => last >= own,
    };
    expect(longerAndOlder(byLength).broken).toContain('leaderCompleteness');
  });

  test('RAFT-4 less than a majority elects nobody and commits nothing', () => {
    const group = new Group().stand(0, 1);
    expect(group.leaders).toEqual([]);
    group.stand(0, 1, 2).submit(0, 0).lose();
    expect(group.raft(0).commit).toBe(1);
    expect(new Group({}, { quorum: () => 2 }).stand(0, 1).broken).toContain('minorityNeverCommits');
  });

  test('RAFT-5 a leader begins with an entry of its own term', () => {
    const group = new Group().stand(0, 1, 2);
    expect(group.raft(0).log.entries.map(({ payload }) => payload.kind)).toEqual(['noop']);
    expect(group.raft(0).commit).toBe(1);
  });
});

describe('logs', () => {
  test('RAFT-6 entries follow only the entry that the leader means', () => {
    const run = (broken: Partial<Rules>): Group => {
      const group = new Group({}, broken).stand(0, 1, 2);
      // 0 has two entries more that nobody has; 1 leads on with others of its own.
      group.submit(0, 0).submit(0, 1).lose();
      group.restart(0);
      group.lose().stand(1, 2, 3).submit(1, 2).lose().beat(1, 2, 3);
      return group.submit(1, 3).among(0, 1);
    };
    const honest = run({});
    expect(honest.broken).toEqual([]);
    expect(run({ mayFollow: () => true }).broken).toContain('logMatching');
    honest.beat(1, 0, 2).beat(1, 0, 2);
    expect(honest.terms(0)).toEqual(honest.terms(1));
  });

  test('RAFT-7 a follower that disagrees leads back over a whole term at once', () => {
    const group = new Group().stand(0, 1, 2);
    for (let command = 0; command < 20; command++) group.submit(0, command);
    group.lose();
    group.restart(0);
    group.lose().stand(1, 2, 3);
    const before = group.table.events.length;
    group.beat(1, 0).beat(1, 0);
    expect(group.terms(0)).toEqual(group.terms(1));
    const refusals = group.table.events
      .slice(before)
      .filter(({ kind }) => kind === 'raft.log.truncated');
    expect(refusals.length).toBe(1);
  });

  /** Figure 8 of the paper: an entry of an old term on a majority, and then gone. */
  const figure8 = (broken: Partial<Rules>): Group => {
    const group = new Group({ batchEntries: 1 }, broken).stand(0, 1, 2, 3, 4).beat(0, 1, 2, 3, 4);
    // (a) 0 leads in term 1 and has an entry on itself and 1 only.
    group.submit(0, 7).among(0, 1).lose();
    // (b) 4 leads in the next term by 2, 3 and itself, and has an entry on itself only.
    group.stand(4).lose();
    group.table.expire(4, 'raft.election');
    group.table.deliverAll(({ message }) => message.kind === 'append');
    group.lose();
    // (c) 0 leads again, and its old entry reaches 2: it is on a majority.
    group.restart(0);
    while (group.raft(0).term <= group.raft(4).term) group.stand(0).lose();
    group.table.expire(0, 'raft.election');
    group.table.deliverAll(({ from, to }) => from > 2 || to > 2);
    return group;
  };

  test('RAFT-8 a leader counts copies of entries of its own term only', () => {
    // The old entry and the new one reach a majority one after the other: only the latter commits anything.
    const honest = figure8({});
    expect(honest.broken).toEqual([]);
    const advances = (group: Group) =>
      group.table.said('raft.commit.advanced').map(({ index, term }) => [index, term]);
    const last = (group: Group) => group.raft(0).log.entries.length;
    const jumps = advances(honest).filter(([, term]) => term === honest.raft(0).term);
    expect(jumps).toEqual([[last(honest), honest.raft(0).term]]);
    const hasty = figure8({ mayCount: () => true });
    const early = advances(hasty).filter(([, term]) => term === hasty.raft(0).term);
    expect(early.length).toBeGreaterThan(1);
  });

  test('RAFT-9 entries are applied in order and once, and again after a crash', () => {
    const group = new Group().stand(0, 1, 2);
    group.submit(0, 0).submit(0, 1).among(0, 1, 2).beat(0, 1, 2);
    const applied = group.table.events
      .filter(({ kind, actor }) => kind === 'raft.entry.committed' && actor === 1)
      .map(({ fields }) => fields['index']);
    expect(applied).toEqual([...applied].sort((a, b) => Number(a) - Number(b)));
    expect(new Set(applied).size).toBe(applied.length);
    expect(group.raft(1).image.waiting).toEqual(group.raft(0).image.waiting);
    group.restart(1);
    expect(group.raft(1).applied).toBe(0);
    group.lose().beat(0, 1, 2);
    expect(group.raft(1).image.waiting).toEqual(group.raft(0).image.waiting);
    expect(group.broken).toEqual([]);
  });

  test('RAFT-10 a snapshot stands for a long log, and brings a follower up that has none of it', () => {
    const group = new Group({ snapshotEntries: 4 }).stand(0, 1, 2);
    for (let command = 0; command < 9; command++) group.submit(0, command).among(0, 1, 2);
    expect(group.raft(0).log.base.index).toBeGreaterThan(4);
    expect(group.raft(3).log.base.index).toBe(0);
    group.beat(0, 1, 2, 3).beat(0, 1, 2, 3);
    expect(group.table.said('raft.snapshot.installed').length).toBe(1);
    expect(group.raft(3).image.waiting).toEqual(group.raft(0).image.waiting);
    group.restart(3);
    expect(group.raft(3).image.waiting.length).toBeGreaterThan(4);
    expect(group.broken).toEqual([]);
  });
});

describe('against those who cannot hear the leader', () => {
  test('RAFT-11 with pre-vote one who is cut off does not raise the term', () => {
    const group = new Group({ preVote: true }).stand(0, 1, 2);
    const term = group.raft(0).term;
    for (let i = 0; i < 5; i++) group.stand(4);
    expect(group.raft(4).term).toBeLessThanOrEqual(term);
    group.stand(4, 0, 1, 2, 3);
    expect(group.leaders).toEqual([0]);
    const plain = new Group().stand(0, 1, 2);
    for (let i = 0; i < 5; i++) plain.stand(4);
    plain.stand(4, 0, 1, 2, 3);
    expect(plain.leaders).not.toEqual([0]);
  });

  test('RAFT-12 a leader that hears no majority steps down, and no voter helps to depose one that it hears', () => {
    const group = new Group({ checkQuorum: true }).stand(0, 1, 2);
    group.table.now += 2_000_000;
    group.beat(0);
    expect(group.table.said('raft.leader.deposed').map(({ reason }) => reason)).toEqual([
      'lostQuorum',
    ]);
    const other = new Group({ checkQuorum: true }).stand(0, 1, 2, 3);
    const before = other.table.said('raft.vote.granted').length;
    other.stand(4, 1, 2, 3);
    expect(other.table.said('raft.vote.granted').length).toBe(before);
    const plain = new Group({ checkQuorum: true }, { guardsLeader: false }).stand(0, 1, 2, 3);
    plain.stand(4).stand(4, 1, 2, 3);
    expect(plain.raft(4).term).toBeGreaterThan(1);
  });
});

describe('voters', () => {
  const kill = (group: Group, member: number): void => {
    for (const state of group.table.states)
      if (state.role === 'member' && state.swim.table.status[member] !== DEAD)
        setMember(state.swim.table, member, DEAD, LIFE);
  };
  const tick = (group: Group, leader: number, ...others: number[]): void => {
    group.table.expire(leader, 'regions.tick');
    group.among(leader, ...others);
  };

  test('RAFT-13 a dead voter is replaced, one change at a time', () => {
    const group = new Group().stand(0, 1, 2, 3, 4);
    kill(group, 4);
    const sizes = () => group.raft(0).voters.length;
    tick(group, 0, 1, 2, 3, 5);
    expect(sizes()).toBe(4);
    tick(group, 0, 1, 2, 3, 5);
    expect(group.raft(0).voters).toEqual([0, 1, 2, 3, 5]);
    group.beat(0, 1, 2, 3, 5);
    expect(group.raft(5).role).toBe('follower');
    expect(group.raft(5).log.entries.length).toBe(group.raft(0).log.entries.length);
    expect(group.broken).toEqual([]);
  });

  test('RAFT-14 voters do not change before an entry of the leader’s own term is committed', () => {
    const run = (broken: Partial<Rules>): Group => {
      const group = new Group({}, broken).stand(0, 1, 2).lose();
      group.table.expire(1, 'raft.election');
      group.table.deliverAll(({ message }) => message.kind === 'append');
      kill(group, 4);
      group.lose();
      group.table.expire(1, 'regions.tick');
      return group;
    };
    expect(run({}).raft(1).voters.length).toBe(5);
    expect(run({ changesAfterOwnEntry: false }).raft(1).voters.length).toBe(4);
  });
});
