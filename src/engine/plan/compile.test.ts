import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ProtocolCard, ProtocolId } from '../contract/card.ts';
import type { Design, DesignNode } from '../document/design.ts';
import { designSchema } from '../document/design.ts';
import type { Catalogue } from './catalogue.ts';
import { CATALOGUE } from './catalogue.ts';
import { compileDesign } from './compile.ts';

const position = { x: 0, y: 0 };

/** A card with nothing special, so that the rules of planning can be seen alone. */
function card(id: ProtocolId, fields: Partial<ProtocolCard> = {}): ProtocolCard {
  return {
    id,
    title: id,
    summary: '',
    paper: { authors: '', title: '', venue: '', year: 1999 },
    version: 1,
    participants: { least: 2, most: 5 },
    agentKinds: ['voter'],
    roles: [
      { id: 'member', title: 'Member', isParticipant: true },
      { id: 'client', title: 'Client', isParticipant: false },
    ],
    parameters: z.strictObject({ requests: z.int().min(1).max(100).default(8) }),
    assumptions: { time: '', faults: '' },
    messages: [],
    behaviours: [{ id: 'equivocate', title: '', help: '' }],
    events: [],
    ignoreReasons: {},
    errors: {},
    decisions: [],
    charts: [],
    stage: 'votes',
    inputs: [{ port: 'proposal', isRequired: false }],
    ...fields,
  };
}

const catalogue: Catalogue = {
  agents: CATALOGUE.agents,
  behaviours: [{ id: 'silent', title: '', help: '' }],
  protocols: new Map([
    ['simple_consensus', card('simple_consensus')],
    ['byzantine_consensus', card('byzantine_consensus', { participants: { least: 4, most: 20 } })],
    [
      'market_coordination',
      card('market_coordination', { inputs: [{ port: 'good', isRequired: true }] }),
    ],
  ]),
};

const pool = {
  kind: 'pool',
  id: 'voters',
  name: 'Voters',
  position,
  agent: 'voter',
  count: 3,
} as const;
const vote = {
  kind: 'coordination',
  id: 'vote',
  name: 'Vote',
  position,
  protocol: 'simple_consensus',
} as const;
const participants = {
  id: 'c1',
  source: { node: 'voters', port: 'agents' },
  target: { node: 'vote', port: 'participants' },
};

function design(fields: object = {}): Design {
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Test',
    nodes: [pool, vote],
    connections: [participants],
    ...fields,
  });
}

function compile(fields: object = {}, seed = 1) {
  return compileDesign(design(fields), seed, catalogue);
}

/** The diagnostics as `severity code path: message`. */
function said(fields: object): readonly string[] {
  return compile(fields).diagnostics.map(
    ({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`,
  );
}

const nodes = (...changed: object[]) => ({ nodes: changed });

test('a sound design becomes a plan with defaults filled and references resolved', () => {
  const { plan, diagnostics } = compile({
    nodes: [
      {
        ...pool,
        template: { competence: 0.9 },
        overrides: [{ index: 1, parameters: { reputation: 0.7 } }],
      },
      { ...vote, parameters: { requests: 3 } },
      { kind: 'proposal', id: 'p', name: 'P', position, text: 'Go', merit: 0.25 },
    ],
    connections: [
      participants,
      {
        id: 'c2',
        source: { node: 'p', port: 'proposal' },
        target: { node: 'vote', port: 'proposal' },
      },
    ],
    faults: [{ id: 'f', kind: 'crash', at: 5, agents: ['voters/2', 'vote/client'] }],
  });
  expect(diagnostics).toEqual([]);
  expect(plan?.agents.map(({ id, name, index }) => [id, name, index])).toEqual([
    ['voters/0', 'Voters 0', 0],
    ['voters/1', 'Voters 1', 1],
    ['voters/2', 'Voters 2', 2],
  ]);
  expect(plan?.agents.map((agent) => agent.reputationMilli)).toEqual([500, 700, 500]);
  expect(plan?.agents[1]?.parameters).toMatchObject({ competence: 0.9, reputation: 0.7, bias: 0 });
  expect(plan?.coordinations).toMatchObject([
    {
      index: 0,
      id: 'vote',
      protocol: 'simple_consensus',
      parameters: { requests: 3 },
      participants: [0, 1, 2],
      resources: { proposal: { text: 'Go', meritPpm: 250_000 } },
      network: { latency: { distribution: 'uniform' }, lossPpm: 0 },
    },
  ]);
  expect(plan?.faults).toEqual([
    { id: 'f', kind: 'crash', at: 5, agents: ['voters/2', 'vote/client'] },
  ]);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

describe('what is drawn', () => {
  const drawn = (count: number) =>
    nodes(
      {
        ...pool,
        count,
        template: {
          competence: { distribution: 'normal', mean: 0.7, deviation: 0.4 },
          thinkMicros: { distribution: 'uniform', from: 10, to: 20.5 },
        },
      },
      vote,
    );

  test('lies in the range of the card, whole where the card wants it, and differs', () => {
    const { plan } = compile(drawn(5));
    const values = plan?.agents.map(({ parameters }) => parameters) ?? [];
    expect(new Set(values.map(({ competence }) => competence)).size).toBeGreaterThan(1);
    for (const { competence, thinkMicros } of values) {
      expect(competence).toSatisfy((value: number) => value >= 0 && value <= 1);
      expect(thinkMicros).toSatisfy(
        (value: number) => Number.isInteger(value) && value >= 10 && value <= 21,
      );
    }
  });

  test('adding an agent, or a parameter drawn beside it, leaves the others as they were', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 2, max: 4 }), (seed, count) => {
        const few = compile(drawn(count), seed).plan?.agents ?? [];
        const more = compile(drawn(count + 1), seed).plan?.agents ?? [];
        expect(few).toHaveLength(count);
        expect(more.slice(0, count)).toEqual(few);
      }),
      { numRuns: 20 },
    );
  });

  test('another seed draws otherwise', () => {
    expect(compile(drawn(3), 1).plan?.agents).not.toEqual(compile(drawn(3), 2).plan?.agents);
  });
});

test.each<[string, object, string]>([
  [
    'two nodes of one id',
    { nodes: [pool, vote, { ...pool, name: 'Others' }] },
    'error duplicateId nodes.2.id: The node at nodes.2 has the id voters, which nodes.0 has already; give it another.',
  ],
  [
    'a connection into nothing',
    {
      connections: [
        participants,
        { ...participants, id: 'c2', target: { node: 'gone', port: 'x' } },
      ],
    },
    'error invalidConnection connections.1: The connection from voters.agents to gone.x does not fit: One of the two nodes no longer exists.',
  ],
  [
    'no coordination',
    { nodes: [pool], connections: [] },
    'error nothingToRun nodes: The design has no coordination: add one and connect a pool of agents to it.',
  ],
  [
    'a coordination alone',
    { connections: [] },
    'error missingParticipants nodes.1: Vote has no participants: connect a pool of agents to it.',
  ],
  [
    'too many participants',
    nodes({ ...pool, count: 7 }, vote),
    'error excessiveParticipants nodes.1: Vote has 7 participants; simple_consensus takes 2 to 5: remove 2 or more, or choose another protocol.',
  ],
  [
    'too few participants',
    nodes({ ...pool, count: 1 }, vote),
    'error insufficientParticipants nodes.1: Vote has 1 participant; simple_consensus takes 2 to 5: add 1 or more, or choose another protocol.',
  ],
  [
    'bidders in a vote',
    nodes({ ...pool, agent: 'bidder' }, vote),
    'error wrongAgentKind nodes.1: Vote takes voters; Voters holds bidders: connect another pool, or change its kind.',
  ],
  [
    'a competence of 7',
    nodes({ ...pool, template: { competence: 7 } }, vote),
    'error invalidParameter nodes.0.template.competence: Voters: competence holds 7; write a number from 0 to 1.',
  ],
  [
    'an unknown parameter',
    nodes({ ...pool, template: { competense: 1 } }, vote),
    'error invalidParameter nodes.0.template.competense: Voters: competense is not a field here; did you mean competence?',
  ],
  [
    'an override that is wrong',
    nodes({ ...pool, overrides: [{ index: 2, parameters: { bias: 'up' } }] }, vote),
    'error invalidParameter nodes.0.overrides.0.parameters.bias: Voters: bias holds "up"; write a number from -1 to 1.',
  ],
  [
    'an override for nobody',
    nodes({ ...pool, overrides: [{ index: 3, parameters: {} }] }, vote),
    'error overrideOutOfRange nodes.0.overrides.0.index: Voters: an override is for agent 3, and the pool has 3 agents: 0 to 2.',
  ],
  [
    'two overrides for one',
    nodes(
      {
        ...pool,
        overrides: [
          { index: 1, parameters: {} },
          { index: 1, parameters: {} },
        ],
      },
      vote,
    ),
    'warning duplicateOverride nodes.0.overrides.1.index: Voters: agent 1 has two overrides; where they differ the later one counts.',
  ],
  [
    'a distribution of another kind',
    nodes({ ...pool, template: { bias: { distribution: 'cauchy' } } }, vote),
    'error invalidDistribution nodes.0.template.bias.distribution: Voters: bias.distribution holds "cauchy"; write one of uniform, normal.',
  ],
  [
    'a distribution upside down',
    nodes({ ...pool, template: { bias: { distribution: 'uniform', from: 1, to: 0 } } }, vote),
    'error invalidDistribution nodes.0.template.bias.from: Voters: bias.from holds 1; write at most 0, which is its to.',
  ],
  [
    'a distribution of words',
    nodes({ ...pool, template: { script: { distribution: 'uniform', from: 0, to: 1 } } }, vote),
    'error invalidDistribution nodes.0.template.script: Voters: script holds a distribution; only numbers can be drawn.',
  ],
  [
    'a distribution outside',
    nodes({ ...pool, template: { bias: { distribution: 'uniform', from: 2, to: 3 } } }, vote),
    'warning distributionOutOfRange nodes.0.template.bias: Voters: all that is drawn for bias lies outside -1 to 1 and is moved to the nearer end.',
  ],
  [
    'a request count of 0',
    nodes(pool, { ...vote, parameters: { requests: 0 } }),
    'error invalidParameter nodes.1.parameters.requests: Vote: requests holds 0; write a whole number from 1 to 100.',
  ],
  [
    'a protocol that does not run',
    nodes(pool, { ...vote, protocol: 'reasoning_consensus' }),
    'error unavailableProtocol nodes.1.protocol: Vote: the protocol is Reasoning consensus, which this version cannot run; choose one of simple_consensus, byzantine_consensus and market_coordination.',
  ],
  [
    'a missing good',
    nodes(pool, { ...vote, protocol: 'market_coordination' }),
    'error missingInput nodes.1: Vote: market_coordination needs a good: connect one to its input.',
  ],
  [
    'a fault of nobody',
    { faults: [{ id: 'f', kind: 'crash', at: 0, agents: ['voters/3'] }] },
    'error unknownAgent faults.0.agents.0: Fault f names voters/3: Voters has the agents voters/0 to voters/2.',
  ],
  [
    'a fault of no pool',
    { faults: [{ id: 'f', kind: 'slow', delayMicros: 1, at: 0, agents: ['robots/3'] }] },
    'error unknownAgent faults.0.agents.0: Fault f names robots/3: there is no pool robots; the pools are voters.',
  ],
  [
    'a fault of no actor',
    { faults: [{ id: 'f', kind: 'crash', at: 0, agents: ['vote/judge'] }] },
    'error unknownAgent faults.0.agents.0: Fault f names vote/judge: Vote brings vote/client.',
  ],
  [
    'a fault that names one twice',
    { faults: [{ id: 'f', kind: 'crash', at: 0, agents: ['voters/0', 'voters/0'] }] },
    'error duplicateAgent faults.0.agents.1: Fault f names voters/0 twice; name it once.',
  ],
  [
    'one agent on two sides',
    { faults: [{ id: 'f', kind: 'partition', at: 0, groups: [['voters/0'], ['voters/0']] }] },
    'error duplicateAgent faults.0.groups.1: Fault f puts voters/0 on two sides of the partition; leave it on one.',
  ],
  [
    'an unknown behaviour',
    { faults: [{ id: 'f', kind: 'behaviour', behaviour: 'sulk', at: 0, agents: ['voters/0'] }] },
    'error unknownBehaviour faults.0.behaviour: Fault f has the behaviour sulk, which its agents cannot show; choose one of silent and equivocate.',
  ],
  [
    'a fault that ends before it begins',
    { faults: [{ id: 'f', kind: 'crash', at: 9, until: 9, agents: ['voters/0'] }] },
    'error faultEndsBeforeItBegins faults.0.until: Fault f begins at 9 µs and ends at 9 µs; it must end later than it begins.',
  ],
  [
    'a fault after the end',
    {
      faults: [{ id: 'f', kind: 'crash', at: 11, agents: ['voters/0'] }],
      limits: { virtualMicrosMax: 10 },
    },
    "warning faultAfterTheEnd faults.0.at: Fault f begins at 11 µs, after the run's limit of 10 µs: it never happens.",
  ],
  [
    'an expectation of no coordination',
    { expectations: [{ kind: 'status', coordination: 'election', status: 'failed' }] },
    'error unknownCoordination expectations.0.coordination: An expectation names the coordination election; write one of vote.',
  ],
  [
    'an expectation of no event',
    { expectations: [{ kind: 'events', event: 'message.send', atLeast: 1 }] },
    'error unknownEvent expectations.0.event: An expectation counts events of kind message.send, which no run records; did you mean message.sent.',
  ],
  [
    'an expectation without a bound',
    { expectations: [{ kind: 'measure', measure: 'cost' }] },
    'error missingBound expectations.0: An expectation of kind measure has no bound; write equals, atLeast or atMost.',
  ],
])('%s is said', (_, fields, sentence) => {
  expect(said(fields)).toContain(sentence);
  expect(compile(fields).plan === undefined).toBe(sentence.startsWith('error'));
});

test('unused nodes and outputs are advice and warning, and do not keep a plan from being made', () => {
  const output = { kind: 'output', id: 'o', name: 'Out', position };
  const good = { kind: 'good', id: 'g', name: 'Vase', position };
  expect(said({ nodes: [pool, vote, output, good] })).toEqual([
    'warning outputWithoutInput nodes.2: Out shows nothing: connect the outcome of a coordination to it.',
    'advice unusedNode nodes.3: Vase is connected to nothing: connect it to a coordination, or remove it.',
  ]);
});

test('a second pool that takes no part: a fault of it strikes nothing', () => {
  const others = { ...pool, id: 'others', name: 'Others' };
  const faults = [{ id: 'f', kind: 'crash', at: 0, agents: ['others/0'] }];
  expect(said({ nodes: [pool, vote, others], faults })).toContain(
    'advice faultWithoutEffect faults.0.agents.0: Fault f strikes others/0, which takes part in no coordination.',
  );
  const both = [{ id: 'f', kind: 'crash', at: 0, agents: ['others/0', 'voters/1'] }];
  expect(compile({ nodes: [pool, vote, others], faults }).plan?.faults).toEqual([]);
  expect(compile({ nodes: [pool, vote, others], faults: both }).plan?.faults).toMatchObject([
    { id: 'f', agents: ['voters/1'] },
  ]);
});

describe('auto', () => {
  const auto = { ...vote, protocol: 'auto' };
  test('is resolved through the selector', () => {
    expect(compile(nodes(pool, auto)).plan?.coordinations[0]?.protocol).toBe('simple_consensus');
    const byzantine = { ...auto, requirements: { faultTolerance: 'high' } };
    const { plan } = compile(nodes({ ...pool, count: 4 }, byzantine));
    expect(plan?.coordinations[0]?.protocol).toBe('byzantine_consensus');
  });
  test('says what would help when nothing suits', () => {
    const [sentence] = said(nodes(pool, { ...auto, requirements: { faultTolerance: 'high' } }));
    expect(sentence).toMatch(
      /^error noSuitableProtocol nodes.1.protocol: Vote: no protocol of type standard suits 3 participants with high fault tolerance. What would help: with 4 participants: Byzantine consensus \(PBFT\)/,
    );
  });
  test('says so when the choice does not run in this version', () => {
    const requirements = { type: 'distributed' };
    const [sentence] = said(nodes({ ...pool, count: 30 }, { ...auto, requirements }));
    expect(sentence).toContain(
      'the choice falls on Distributed coordination, which this version cannot run',
    );
  });
});

describe('Byzantine consensus', () => {
  const pbft = { ...vote, protocol: 'byzantine_consensus' };
  const faults = (behaviour: string, ...agents: string[]) => [
    { id: 'f', kind: 'behaviour', behaviour, at: 0, agents },
  ];
  const four = (fields: object = {}) => ({ nodes: [{ ...pool, count: 4 }, pbft], ...fields });

  test('more faulty agents than f are advised against, and the run is still planned', () => {
    expect(said(four({ faults: faults('silent', 'voters/0') }))).toEqual([]);
    const two = four({ faults: faults('equivocate', 'voters/0', 'voters/1') });
    expect(said(two)).toEqual([
      'advice tooManyFaults faults: Vote tolerates f = 1; 2 faulty agents planned (voters/0 and voters/1): 7 replicas would bear them.',
    ]);
    expect(compile(two).plan).toBeDefined();
  });

  test('replicas that add no tolerance are named', () => {
    expect(said(nodes({ ...pool, count: 6 }, pbft))).toEqual([
      'advice spareNodes nodes.1: Vote has 6 replicas and tolerates f = 1, as 4 would; 7 tolerate 2.',
    ]);
  });

  test('more faults than n replicas can bear are refused', () => {
    expect(said(nodes({ ...pool, count: 6 }, { ...pbft, parameters: { faults: 2 } }))).toContain(
      'error insufficientNodes nodes.1.parameters.faults: Vote: 3f+1 = 7 needed for f = 2, has 6.',
    );
  });
});

test('too many agents are refused before they are made', () => {
  const pools = Array.from({ length: 11 }, (_, i): DesignNode => ({
    ...pool,
    id: `p${i}`,
    count: 1_000,
    template: {},
    overrides: [],
  }));
  expect(said({ nodes: pools, connections: [] })).toContain(
    'error tooManyAgents nodes: The pools hold 11000 agents; at most 10000 can run.',
  );
});

test('any drawing that the schema accepts is planned or refused in sentences, never thrown at', () => {
  const word = fc.constantFrom('voters', 'vote', 'x', 'p');
  const anyNode = fc.record({
    kind: fc.constantFrom('pool', 'coordination', 'output', 'good', 'network'),
    id: word,
    name: word,
    position: fc.constant(position),
    agent: fc.constantFrom('voter', 'bidder', 'model'),
    count: fc.integer({ min: 1, max: 9 }),
    protocol: fc.constantFrom(
      'auto',
      'simple_consensus',
      'byzantine_consensus',
      'market_coordination',
    ),
    template: fc.dictionary(
      fc.constantFrom('competence', 'bias', 'x'),
      fc.jsonValue({ maxDepth: 1 }),
    ),
  });
  const end = fc.record({
    node: word,
    port: fc.constantFrom('agents', 'participants', 'outcome', 'good', 'x'),
  });
  const fields = fc.record({
    nodes: fc.array(anyNode, { maxLength: 5 }),
    connections: fc.array(fc.record({ id: word, source: end, target: end }), { maxLength: 6 }),
    faults: fc.array(
      fc.record({
        id: word,
        kind: fc.constant('crash'),
        at: fc.nat(9),
        agents: fc.array(fc.constantFrom('voters/0', 'vote/client', 'x/1', 'p/007'), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(fields, (some) => {
      const loose = {
        ...some,
        nodes: some.nodes.map(({ kind, id, name, agent, count, protocol, template }) => {
          const base = { kind, id, name, position };
          if (kind === 'pool') return { ...base, agent, count, template };
          return kind === 'coordination' ? { ...base, protocol } : base;
        }),
      };
      const { plan, diagnostics } = compile(loose);
      expect(plan === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      for (const { message } of diagnostics) expect(message).toMatch(/^[A-Z\w].{15,}[.?]$/s);
    }),
    { numRuns: 300 },
  );
});
