/**
 * Every watcher of the consensus protocols and of clusters, fed by hand.
 */

import { describe, expect, test } from 'vitest';
import type { ProtocolId } from '../contract/card.ts';
import { judge, testPromises } from './testing/promises.testing.ts';
import type { Broken, Told } from './testing/promises.testing.ts';

const ordered = (digest: string, sequence: number, view = 0) => ({ digest, sequence, view });
const executed = (
  actor: number,
  digest: string,
  sequence: number,
  state = `s${sequence}`,
): Told => ['pbft.request.executed', actor, { ...ordered(digest, sequence), state }];
const asked = (digest: string): Told => [
  'pbft.request.submitted',
  4,
  { digest, operation: `append ${digest}`, timestamp: 1 },
];
const healed: Told = ['network.healed', -1, { fault: 'split' }];
const cut = (links: string): Told => [
  'link.disturbed',
  -1,
  { fault: 'cut', trouble: 'cut', links, amount: 0 },
];
const prepared = (actor: number, digest: string): Told => [
  'pbft.request.prepared',
  actor,
  ordered(digest, 1),
];

const pbft = (
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[],
): Broken => ({ protocol: 'byzantine_consensus', property, history, says, names });

const BYZANTINE: readonly Broken[] = [
  pbft(
    'agreement',
    [executed(0, 'x', 1), executed(1, 'x', 1), executed(2, 'y', 1)],
    'At sequence 1 p/0 executed x, but p/2 executed y (in view 0).',
    [0, 2],
  ),
  pbft(
    'sameState',
    [executed(0, 'x', 1, 'one'), executed(3, 'x', 1, 'other')],
    'After sequence 1 p/0 is in state one, but p/3 is in state other.',
    [0, 3],
  ),
  pbft(
    'validity',
    [asked('x'), executed(0, 'x', 1), executed(0, 'y', 2)],
    'p/0 executed y at sequence 2, which nobody submitted.',
    [0],
  ),
  pbft(
    'totalOrder',
    [executed(1, 'x', 1), executed(1, 'z', 3)],
    'p/1 executed sequence 3 after 1.',
    [1],
  ),
  pbft(
    'exactlyOnce',
    [executed(1, 'x', 1), executed(1, 'x', 2)],
    'p/1 executed x at sequence 1 and again at 2.',
    [1],
  ),
  pbft(
    'viewMonotonic',
    [
      ['pbft.view.changed', 2, { view: 3, primary: 3 }],
      ['pbft.view.changed', 2, { view: 1, primary: 1 }],
    ],
    'p/2 went from view 3 to view 1.',
    [2],
  ),
  pbft(
    'preparedOnce',
    [prepared(0, 'x'), prepared(1, 'y')],
    'In view 0 at sequence 1 p/0 prepared x, but p/1 prepared y.',
    [0, 1],
  ),
  pbft(
    'committedHeld',
    [prepared(0, 'x'), ['pbft.request.committed', 0, ordered('x', 1)]],
    'p/0 takes x for committed at sequence 1, which only 1 correct replicas have prepared.',
    [0],
  ),
  pbft(
    'viewAsked',
    [
      ['pbft.viewChange.started', 1, { view: 1, reason: 'timeout' }],
      ['pbft.view.changed', 1, { view: 1, primary: 1 }],
    ],
    'p/1 enters view 1, for which only 1 correct replicas asked.',
    [1],
  ),
  pbft(
    'stableHeld',
    [
      ['pbft.checkpoint.taken', 0, { sequence: 8, state: 's' }],
      ['pbft.checkpoint.stable', 0, { sequence: 8, state: 's' }],
    ],
    'p/0 takes its checkpoint at 8 for stable, which only 1 correct replicas hold.',
    [0],
  ),
  pbft(
    'withinWindow',
    [['pbft.request.prePrepared', 3, ordered('x', 100_000)]],
    'p/3 accepted a proposal for 100000, outside 1 to ',
    [3],
  ),
  pbft(
    'answers',
    [
      executed(0, 'x', 1, 'log'),
      ['coordination.completed', 4, { outcome: JSON.stringify({ order: 'another' }) }],
    ],
    'The client was told of the log another, which no correct replica ever had.',
    [4],
  ),
  pbft(
    'liveness',
    [asked('x'), asked('y'), ['pbft.reply.accepted', 4, { digest: 'y' }]],
    'A request was never answered: append x.',
    [4],
  ),
];

const cluster = (
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[],
  more: Partial<Broken> = {},
): Broken => ({
  protocol: 'distributed_coordination',
  property,
  history,
  says,
  names,
  parameters: { regions: 2, runMicros: 60_000_000 },
  ...more,
});
const appended = (actor: number, index: number, term: number, entry = `e${index}`): Told => [
  'raft.entry.appended',
  actor,
  { region: 0, index, term, entry },
];
const elected = (actor: number, term: number, at: number = term): Told => [
  'raft.leader.elected',
  actor,
  { region: 0, term, lastIndex: 0 },
  at,
];
const committed = (actor: number, index: number, term: number, entry = `e${index}`): Told => [
  'raft.entry.committed',
  actor,
  { region: 0, index, term, entry },
];
const accepted = (actor: number, region: number): Told => [
  'regions.value.accepted',
  actor,
  { region, ballot: 1, slot: 1, command: 7 },
];
const learned = (actor: number, slot: number, command: number): Told => [
  'regions.value.learned',
  actor,
  { region: 0, slot, command, isRepeated: false },
];
const view = (kind: string, life: number, incarnation: number): Told => [
  `swim.member.${kind}`,
  1,
  { member: 2, life, incarnation },
];
/** Two voters of five that a cut keeps from hearing the leader depose it again and again. */
const CUT: Told = [
  'link.disturbed',
  -1,
  { fault: 'f', trouble: 'cut', links: 'p/0 → p/4', amount: 0 },
];

const DISTRIBUTED: readonly Broken[] = [
  cluster(
    'electionSafety',
    [elected(0, 3), elected(1, 3)],
    'p/0 and p/1 both lead region 0 in term 3.',
    [1, 0],
  ),
  cluster(
    'leaderAppendOnly',
    [elected(0, 1), ['raft.log.truncated', 0, { region: 0, index: 1 }]],
    'p/0 leads and drops entries of its log.',
    [0],
  ),
  cluster(
    'logMatching',
    [appended(0, 1, 1), appended(1, 1, 1, 'another')],
    'Entry 1 of term 1 in region 0 is another at p/1 and e1 at p/0.',
    [1, 0],
  ),
  cluster(
    'leaderCompleteness',
    [appended(0, 1, 1), committed(0, 1, 1), elected(1, 2)],
    'p/1 leads region 0 without the committed entry 1.',
    [1],
  ),
  cluster(
    'stateMachineSafety',
    [committed(0, 1, 1), committed(1, 1, 2, 'another')],
    'At index 1 p/0 applied e1 of term 1, p/1 applies another of term 2.',
    [1, 0],
  ),
  cluster(
    'minorityNeverCommits',
    [
      appended(0, 1, 1),
      appended(1, 1, 1),
      ['raft.commit.advanced', 0, { region: 0, index: 1, term: 1 }],
    ],
    'p/0 commits entry 1 of region 0, which 2 of 5 voters have.',
    [0],
  ),
  cluster(
    'leaderStays',
    [CUT, ...[1, 2, 3, 4].map((term) => elected(term % 2, term, 50_000_000 + term))],
    'Region 0 elects its leader for the 4th time within',
    [0],
  ),
  cluster(
    'decisionAgreement',
    [learned(0, 1, 7), learned(5, 1, 8)],
    'p/5 has command 8 in slot 1, others have 7.',
    [5],
  ),
  cluster(
    'regionQuorum',
    [accepted(0, 0), ['regions.value.decided', 0, { ballot: 1, slot: 1, command: 7, accepted: 1 }]],
    'p/0 decides slot 1, which 1 of 2 regions have accepted.',
    [0],
  ),
  cluster(
    'decidedOnce',
    [
      ['client.command.submitted', 10, { command: 7, region: 0 }],
      learned(0, 1, 7),
      learned(0, 2, 7),
    ],
    'p/0 performs command 7 in slots 1 and 2.',
    [0],
  ),
  cluster(
    'placedOnce',
    [
      ['ring.task.assigned', 0, { task: 3, node: 4, number: 1, region: 0 }],
      ['ring.task.held', 5, { task: 3, number: 1 }],
    ],
    'Task 3, assignment 1, is at p/5 and was given to p/4.',
    [5],
  ),
  cluster(
    'commandsDecided',
    [['client.command.submitted', 10, { command: 7, region: 0 }]],
    'Command 7 of c/client0 was not decided.',
    [10],
  ),
  cluster(
    'placementConverges',
    [['ring.task.assigned', 0, { task: 3, node: 4, number: 1, region: 0 }]],
    'Task 3 was assigned to p/4 and is held by nobody.',
    [4],
    { parameters: { regions: 2, runMicros: 600_000_000 } },
  ),
  cluster(
    'ownIncarnation',
    [view('suspected', 1, 5)],
    'p/1 holds p/2 in incarnation 5 of life 1, which it never was in.',
    [1, 2],
  ),
  cluster(
    'confirmIsFinal',
    [view('confirmed', 1, 0), view('revived', 1, 1)],
    'p/1 takes back that life 1 of p/2 is over.',
    [1, 2],
  ),
  cluster(
    'noStaleNews',
    [view('revived', 1, 4), view('suspected', 1, 2)],
    'p/1 takes incarnation 2 of p/2 for news after 4.',
    [1, 2],
  ),
  cluster(
    'membershipConvergence',
    [view('confirmed', 1, 0)],
    'p/1 holds p/2 dead, who is there.',
    [1, 2],
    { parameters: { regions: 2, runMicros: 600_000_000 } },
  ),
  cluster('membershipConvergence', [], 'p/0 has not noticed that p/2 crashed.', [0, 2], {
    parameters: { regions: 2, runMicros: 600_000_000 },
    down: [2],
  }),
];

const vote = (voter: number, decision: string): Told => [
  'simple.vote.counted',
  3,
  { voter, decision, round: 1, confidence: 1, weight: 1 },
];
const simple = (
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[],
): Broken => ({ protocol: 'simple_consensus', property, history, says, names });
const completed = (outcome: object): Told => [
  'coordination.completed',
  3,
  { outcome: JSON.stringify(outcome) },
];

const SIMPLE: readonly Broken[] = [
  simple(
    'validity',
    [
      ...[0, 1, 2].map((voter) => vote(voter, 'agree')),
      completed({ decision: 'no_consensus', confidence: 0, voteRatio: 0 }),
    ],
    'c/coordinator decided no consensus, where its votes say agree.',
    [3],
  ),
  simple(
    'tallyAddsUp',
    [
      vote(0, 'agree'),
      ['simple.round.tallied', 3, { round: 1, agree: 2, disagree: 0, abstain: 0 }],
    ],
    'c/coordinator tallied 2 votes as agree, and had counted 1.',
    [3],
  ),
  simple(
    'countedOnce',
    [vote(0, 'agree'), vote(0, 'disagree')],
    'c/coordinator counted p/0 twice in round 1.',
    [3, 0],
  ),
  simple(
    'agreement',
    [
      ['simple.verdict.learned', 0, { decision: 'agree' }],
      ['simple.verdict.learned', 2, { decision: 'no_consensus' }],
    ],
    'p/0 learned agree, p/2 learned no consensus.',
    [0, 2],
  ),
];

const tree = (
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[],
): Broken => ({ protocol: 'hierarchical_consensus', property, history, says, names });
const at = { level: 1, cluster: 0 };
const ballot = (voter: number): Told => [
  'hierarchy.vote.counted',
  0,
  { ...at, voter, decision: 'agree', confidence: 1, weight: 1 },
];
const decided = (decision: string): Told => [
  'hierarchy.cluster.decided',
  0,
  { ...at, decision, term: 0, confidence: 1, share: 1 },
];
const reported = (decision: string): Told => [
  'hierarchy.cluster.reported',
  6,
  { ...at, decision, representative: 0, confidence: 1, agents: 5 },
];
const represents = (actor: number): Told => [
  'hierarchy.representative.elected',
  actor,
  { ...at, term: 2, score: 1 },
];

const HIERARCHY: readonly Broken[] = [
  tree(
    'clusterValidity',
    [ballot(0), ballot(1), decided('no_consensus')],
    'p/0 decided no consensus for cluster 0 of level 1, whose votes say agree.',
    [0],
  ),
  tree(
    'levelValidity',
    [reported('agree'), ['hierarchy.level.decided', 6, { level: 1, decision: 'disagree' }]],
    'c/coordinator decided disagree for level 1, whose clusters say agree.',
    [6],
  ),
  tree(
    'highestDecides',
    [
      ['hierarchy.level.opened', 6, { level: 1 }],
      ['hierarchy.level.decided', 6, { level: 1, decision: 'agree' }],
      ['hierarchy.level.opened', 6, { level: 2 }],
      ['coordination.completed', 6, { decision: 'agree' }],
    ],
    'c/coordinator decided agree, where the highest level, 2, has not decided.',
    [6],
  ),
  tree(
    'countedOnce',
    [ballot(1), ballot(1)],
    'p/0 counted p/1 twice in cluster 0 of level 1.',
    [0, 1],
  ),
  tree(
    'faithful',
    [decided('agree'), reported('disagree')],
    'p/0 reported disagree for cluster 0 of level 1, which decided agree.',
    [0],
  ),
  tree(
    'oneRepresentative',
    [represents(0), represents(1)],
    'p/0 and p/1 both represent cluster 0 of level 1 in term 2.',
    [0, 1],
  ),
  tree(
    'agreement',
    [
      ['hierarchy.decision.learned', 1, { decision: 'agree' }],
      ['hierarchy.decision.learned', 4, { decision: 'disagree' }],
    ],
    'p/1 learned agree, p/4 learned disagree.',
    [1, 4],
  ),
];

/** Nobody came to an end that decides for all. */
const ENDLESS: readonly Broken[] = [
  {
    protocol: 'simple_consensus',
    property: 'termination',
    history: [],
    says: 'c/coordinator has not ended the vote, though it is up.',
    names: [3],
  },
  {
    ...tree('termination', [], 'c/coordinator has not ended the hierarchy, though it is up.', [6]),
    down: [0, 1],
  },
];

const ALL = [...BYZANTINE, ...DISTRIBUTED, ...SIMPLE, ...HIERARCHY, ...ENDLESS];

describe('every promise', () => {
  testPromises(
    [
      'simple_consensus',
      'hierarchical_consensus',
      'byzantine_consensus',
      'distributed_coordination',
    ],
    ALL,
  );

  test('liveness is promised to honest clients beside a lying one, and to none that all lie', () => {
    const lying = (behaviour: string): Told => ['agent.corrupted', 4, { behaviour, fault: 'f' }];
    const told = (...history: readonly Told[]) =>
      judge({ protocol: 'byzantine_consensus', property: 'liveness', history }).last;
    expect(told(lying('bigMac'), asked('x'))).toBe('observed');
    expect(told(lying('bigMac'), asked('x'), asked('y'))).toMatchObject({
      explanation: '2 requests were never answered: the first of them append x.',
    });
    expect(told(lying('silent'), asked('x'), asked('y'))).toBe('observed');
  });

  test('PBFT-38 liveness is promised to a client that is on one side with all but f replicas, none of them faulty', () => {
    const parted = (...sides: readonly (readonly string[])[]): Told => [
      'network.partitioned',
      -1,
      { groups: JSON.stringify(sides), fault: 'split' },
    ];
    const told = (down: readonly number[], ...history: readonly Told[]) =>
      judge({
        protocol: 'byzantine_consensus',
        property: 'liveness',
        down,
        history: [asked('x'), ...history],
      }).last;
    const owed = { explanation: 'A request was never answered: append x.', actors: [4] };
    const minority = parted(['p/0', 'p/1', 'p/2', 'c/client'], ['p/3']);
    expect(told([], minority)).toEqual(owed);
    expect(told([3], minority)).toEqual(owed);
    expect(told([2], minority)).toBe('observed');
    expect(told([], ['agent.corrupted', 0, { behaviour: 'silent', fault: 'f' }], minority)).toBe(
      'observed',
    );
    expect(told([], parted(['p/0', 'p/1', 'p/2'], ['p/3', 'c/client']))).toBe('observed');
    expect(told([], parted(['p/0', 'p/1', 'p/2', 'p/3'], ['c/client']))).toBe('observed');
    expect(told([], parted(['p/0', 'p/1', 'c/client'], ['p/2'], ['p/3']))).toBe('observed');
    // The sides that were told last are those that there are.
    expect(told([], parted(['p/0', 'p/1'], ['p/2', 'p/3', 'c/client']), minority)).toEqual(owed);
    expect(told([], parted(['p/0', 'p/1', 'p/2', 'p/3'], ['c/client']), healed)).toEqual(owed);
    expect(told([], minority, cut('p/3 ⇄ everybody'))).toEqual(owed);
    expect(told([], minority, cut('p/0 → p/1'))).toBe('observed');
  });

  test('PBFT-38 liveness is promised as long as f replicas account for all links that lose messages', () => {
    const struck = (fault: string, trouble: string, links: string): Told => [
      'link.disturbed',
      -1,
      { fault, trouble, links, amount: 0 },
    ];
    const mended = (fault: string, trouble: string): Told => [
      'link.restored',
      -1,
      { fault, trouble },
    ];
    const told = (down: readonly number[], ...history: readonly Told[]) =>
      judge({
        protocol: 'byzantine_consensus',
        property: 'liveness',
        down,
        history: [asked('x'), ...history],
      }).last;
    const owed = { explanation: 'A request was never answered: append x.', actors: [4] };
    expect(told([], struck('a', 'cut', 'p/0, p/1 → p/2'))).toEqual(owed);
    expect(told([], struck('a', 'cut', 'p/3 ⇄ everybody'))).toEqual(owed);
    expect(told([], struck('a', 'cut', 'c/client → p/2'))).toEqual(owed);
    expect(told([], struck('a', 'delay', 'p/0, p/1 ⇄ p/2, p/3'))).toEqual(owed);
    expect(told([], struck('a', 'cut', 'p/0 → p/1'), struck('b', 'loss', 'p/2 → p/3'))).toBe(
      'observed',
    );
    expect(told([], struck('a', 'cut', 'p/0, p/1 ⇄ p/2, p/3'))).toBe('observed');
    expect(told([], struck('a', 'cut', 'c/client ⇄ p/0, p/1'))).toBe('observed');
    expect(told([], struck('a', 'loss', 'c/client ⇄ everybody'))).toBe('observed');
    expect(told([1], struck('a', 'cut', 'p/0, p/2 → p/1'))).toEqual(owed);
    expect(told([1], struck('a', 'cut', 'p/0 → p/2'))).toBe('observed');
    expect(told([], struck('a', 'cut', 'p/0, p/1 ⇄ p/2, p/3'), mended('a', 'cut'))).toEqual(owed);
  });

  test('an end is promised only of a coordinator that is up and honest', () => {
    const ended = (protocol: ProtocolId, history: readonly Told[], down: readonly number[] = []) =>
      judge({ protocol, property: 'termination', history, down });
    const over: Told = ['coordination.failed', 3, { error: 'no_consensus' }];
    expect(ended('simple_consensus', [over])).toEqual({ before: ['observed'], last: undefined });
    expect(ended('simple_consensus', [], [3]).last).toBe('observed');
    expect(ended('hierarchical_consensus', [], [6]).last).toBe('observed');
    expect(ended('hierarchical_consensus', [], [5]).last).toMatchObject({ actors: [6] });
    expect(ended('ensemble_learning', [], [4]).last).toBe('observed');
    expect(ended('market_coordination', [], [4]).last).toBe('observed');
    expect(ended('hyperparameter_optimization', [], [3]).last).toBe('observed');
  });

  test('a cluster is at rest only when every trouble is over', () => {
    const trouble = (kind: string, fault: string): Told => [
      kind,
      -1,
      { fault, trouble: 'loss', links: '', amount: 0 },
    ];
    const told = (...history: readonly Told[]) =>
      judge({
        protocol: 'distributed_coordination',
        property: 'commandsDecided',
        parameters: { regions: 2, runMicros: 600_000_000 },
        history: [['client.command.submitted', 10, { command: 7, region: 0 }], ...history],
      }).last;
    const both = [trouble('link.disturbed', 'a'), trouble('link.disturbed', 'b')];
    expect(told(...both, trouble('link.restored', 'a'))).toBe('observed');
    expect(
      told(...both, trouble('link.restored', 'a'), trouble('link.restored', 'b')),
    ).toMatchObject({ actors: [10] });
  });
});
