import { describe, expect, test } from 'vitest';
import type { Seat } from '../../contract/protocol.ts';
import { Tabletop } from '../testing/tabletop.testing.ts';
import { clusterSizes, divide } from './clusters.ts';
import { rankCandidates, scoreOf } from './election.ts';
import type { Ballotage } from './election.ts';
import { hierarchicalConsensus } from './protocol.ts';
import { accept, passOn, representativeOf, substitute } from './succession.ts';

const seat = (actor: number, reputationMilli = 500, competenceMilli?: number): Seat => ({
  actor,
  role: 'member',
  number: actor,
  agent: actor,
  agentId: `p/${actor}`,
  reputationMilli,
  ...(competenceMilli === undefined ? {} : { competenceMilli }),
});

describe('clusters', () => {
  test.each([
    [25, 5, false, [5, 5, 5, 5, 5]],
    [27, 5, false, [5, 5, 5, 5, 5, 2]],
    [5, 5, false, [5]],
    [6, 5, false, [5, 1]],
    [40, 5, true, [40]],
  ])('HIER-1 %i members by %i, last level %s: %j', (count, size, isLast, wanted) => {
    expect(clusterSizes(count, size, isLast)).toEqual(wanted);
  });

  test('every member is in one cluster, in order', () => {
    const members = Array.from({ length: 23 }, (_, i) => i);
    expect(divide(members, clusterSizes(23, 4, false)).flat()).toEqual(members);
  });
});

describe('HIER-3 the ranking', () => {
  const candidates = [seat(0, 500, 600), seat(1, 900, 600), seat(2, 400, 950), seat(3, 900, 600)];
  const ballotage: Ballotage = { level: 1, cluster: 0, candidates, roles: [0, 0, 0, 0], salt: 7 };
  const ranked = (delegation: Parameters<typeof rankCandidates>[1]['delegation'], part = {}) =>
    rankCandidates({ ...ballotage, ...part }, { delegation, rolesMost: 1 });

  test('by coordination score, ties to the lower id', () => {
    expect(scoreOf(candidates[1]!)).toBe(0.75);
    expect(ranked('expertise_based')).toEqual([1, 3, 2, 0]);
  });

  test('by reputation, in turns', () => {
    expect(ranked('reputation_based')).toEqual([1, 3, 0, 2]);
    expect(ranked('round_robin')).toEqual([0, 1, 2, 3]);
    expect(ranked('round_robin', { cluster: 2 })).toEqual([2, 3, 0, 1]);
    expect(ranked('round_robin', { level: 2 })).toEqual([1, 2, 3, 0]);
  });

  test('by luck, which is the same for all members and another for another salt', () => {
    expect(ranked('random')).toEqual(ranked('random', { candidates: candidates.toReversed() }));
    const firsts = new Set(Array.from({ length: 40 }, (_, salt) => ranked('random', { salt })[0]));
    expect(firsts).toEqual(new Set([0, 1, 2, 3]));
  });

  test('HIER-4 whoever has roles to spare comes first, then the least loaded', () => {
    expect(ranked('load_balanced')).toEqual([1, 3, 2, 0]);
    expect(ranked('load_balanced', { roles: [0, 2, 0, 1] })).toEqual([2, 0, 3, 1]);
  });
});

describe('HIER-5 succession', () => {
  test('is the same in whatever order a silence and a replacement are heard of', () => {
    const one = { ranking: [4, 2, 7], term: 0 };
    passOn(one);
    substitute(one, 4, 9);
    const other = { ranking: [4, 2, 7], term: 0 };
    substitute(other, 4, 9);
    expect(one).toEqual({ ranking: [2, 7, 9], term: 1 });
    expect(other).toEqual(one);
  });

  test('a successor is accepted with its term', () => {
    const one = { ranking: [4, 2, 7], term: 0 };
    accept(one, 7, 2);
    expect(one).toEqual({ ranking: [7, 4, 2], term: 2 });
    expect(representativeOf(one)).toBe(7);
  });
});

describe('by hand', () => {
  const table = () => {
    const made = new Tabletop(
      hierarchicalConsensus,
      {},
      Array.from({ length: 6 }, () => ({})),
    );
    made.start();
    return made;
  };
  const COORDINATOR = 6;
  const reasons = (made: ReturnType<typeof table>) =>
    made.said('message.ignored').map(({ reason }) => reason);

  test('HIER-3 the first of the ranking announces itself, and only it', () => {
    const made = table();
    made.deliverAll();
    expect(made.said('hierarchy.representative.elected')).toMatchObject([
      { level: 1, cluster: 0, term: 0 },
      { level: 1, cluster: 1, term: 0 },
    ]);
    expect(made.asked).toHaveLength(6);
  });

  test('strangers and nonsense are ignored with their reasons', () => {
    const made = table();
    made.deliverAll();
    const name = { level: 1, cluster: 0, term: 0 };
    made.deliver(5, COORDINATOR, { kind: 'announce', ...name, term: 1 });
    made.deliver(5, COORDINATOR, { kind: 'heartbeat', ...name });
    made.deliver(5, 0, { kind: 'receipt', ...name });
    made.deliver(5, 1, { kind: 'heartbeat', ...name });
    made.deliver(5, 1, { kind: 'decision', decision: 'agree' });
    const side = { count: 0, weight: 0, confidencePpmSum: 0 };
    const tally = { agree: side, disagree: side, abstain: side, weight: 0 };
    const counted = {
      tally,
      messages: 0,
      handled: [],
      ownHandled: { inAll: 0, here: 0 },
      confidencePpm: 0,
    };
    made.deliver(0, COORDINATOR, { kind: 'report', ...name, decision: 'agree', ...counted });
    expect(reasons(made)).toEqual([
      'notMember',
      'misdirected',
      'misdirected',
      'notMember',
      'notRepresentative',
      'invalidReport',
    ]);
  });

  test('HIER-8 an invalid vote abstains', () => {
    const made = table();
    made.deliverAll();
    const vote = {
      kind: 'vote',
      level: 1,
      cluster: 0,
      term: 0,
      handled: { inAll: 1, here: 1 },
    } as const;
    made.deliver(1, 0, { ...vote, decision: 'perhaps', confidencePpm: 1 });
    made.deliver(2, 0, { ...vote, decision: 'agree', confidencePpm: 2_000_000 });
    made.deliver(3, 0, {
      kind: 'decline',
      level: 1,
      cluster: 0,
      term: 0,
      reason: 'x',
      handled: { inAll: 1, here: 1 },
    });
    expect(made.said('hierarchy.vote.discounted')).toMatchObject([
      { voter: 1, reason: 'invalidAnswer' },
      { voter: 2, reason: 'invalidAnswer' },
      { voter: 3, reason: 'agentFailed' },
    ]);
  });
});
