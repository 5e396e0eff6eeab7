import { describe, expect, test } from 'vitest';
import type { ProtocolId } from '../contract/card.ts';
import type { AgentKind, Design, DesignNode } from '../document/design.ts';
import { designSchema } from '../document/design.ts';
import { compileDesign } from './compile.ts';

const position = { x: 0, y: 0 };
const pool = (id: string, agent: AgentKind, count: number) =>
  ({ kind: 'pool', id, name: id, position, agent, count }) as const;
const coordination = (id: string, protocol: ProtocolId | 'auto', more: object = {}) => ({
  kind: 'coordination' as const,
  id,
  name: id,
  position,
  protocol,
  ...more,
});
const nodes = [
  pool('bidders', 'bidder', 5),
  pool('models', 'model', 5),
  { kind: 'dataset', id: 'data', name: 'data', position, dataset: 'iris' },
  coordination('market', 'market_coordination'),
  coordination('ensemble', 'ensemble_learning'),
] as unknown as readonly DesignNode[];

/** Connections as `market.winners > ensemble.participants`. */
function design(list: readonly DesignNode[], ...links: readonly string[]): Design {
  const connections = links.map((link, i) => {
    const [[source, from], [target, to]] = link.split(' > ').map((end) => end.split('.')) as [
      [string, string],
      [string, string],
    ];
    return {
      id: `c${i}`,
      source: { node: source, port: from },
      target: { node: target, port: to },
    };
  });
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'flow',
    nodes: list,
    connections,
  });
}

const sold = [
  'bidders.agents > market.participants',
  'data.data > ensemble.dataset',
  'market.winners > ensemble.participants',
];
const errorsOf = (drawn: Design) =>
  compileDesign(drawn)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, path, message }) => `${code} ${path}: ${message}`);

describe('who may take part', () => {
  test('agents of another kind stand for those of the same numbers in the pool beside', () => {
    const { plan, diagnostics } = compileDesign(
      design(nodes, ...sold, 'models.agents > ensemble.participants'),
    );
    expect(diagnostics).toEqual([]);
    const planned = plan?.coordinations[1];
    expect(planned?.participants).toEqual([5, 6, 7, 8, 9]);
    expect(planned?.supplies).toEqual([
      {
        from: 'market',
        output: 'winners',
        port: 'participants',
        admits: [0, 1, 2, 3, 4].map((i) => [i, i + 5]),
      },
    ]);
  });

  test('without a pool to stand for, or with one too small, the sentence says what would help', () => {
    expect(errorsOf(design(nodes, ...sold))).toEqual([
      'unfitSupply nodes.4: ensemble takes models, and bidders of bidders may be named: connect exactly one pool of models to its participants, whose agents of the same numbers then take part.',
    ]);
    const small = nodes.map((node) => (node.id === 'models' ? { ...node, count: 3 } : node));
    const drawn = design(small as DesignNode[], ...sold, 'models.agents > ensemble.participants');
    expect(errorsOf(drawn)).toEqual([
      'unfitSupply nodes.4: ensemble: bidders/3 may be named and stands for models/3, and models has 3 agents: give it as many as bidders, which has 5.',
    ]);
  });

  test('two who would stand for the same agent are refused', () => {
    const two = [...nodes, pool('rivals', 'bidder', 2) as unknown as DesignNode];
    const links = [...sold, 'rivals.agents > market.participants'];
    expect(errorsOf(design(two, ...links, 'models.agents > ensemble.participants'))).toEqual([
      'unfitSupply nodes.4: ensemble: bidders/0 and rivals/0 would both stand for models/0; name agents of one pool only.',
    ]);
  });

  test('agents of the kind take part themselves, down a chain, at most so many', () => {
    const vote = { participantsMost: 3 };
    const chain = [
      pool('voters', 'voter', 5),
      coordination('last', 'simple_consensus', vote),
      coordination('second', 'simple_consensus', vote),
      coordination('first', 'simple_consensus'),
      { kind: 'proposal', id: 'motion', name: 'motion', position, text: 'yes' },
    ] as unknown as DesignNode[];
    const drawn = design(
      chain,
      'voters.agents > first.participants',
      'first.ranking > second.participants',
      'second.ranking > last.participants',
      ...['first', 'second', 'last'].map((id) => `motion.proposal > ${id}.proposal`),
    );
    expect(errorsOf(drawn)).toEqual([]);
    const [last, , first] = compileDesign(drawn).plan?.coordinations ?? [];
    expect(last?.participants).toEqual([0, 1, 2, 3, 4]);
    expect(last?.participantsMost).toBe(3);
    expect(first?.supplies).toBeUndefined();
  });
});

describe('connections that do not fit', () => {
  const refusalsOf = (...links: readonly string[]) =>
    errorsOf(design(nodes, ...links)).filter((error) => error.startsWith('invalidConnection'));

  test('an output that the protocol has not, or that goes elsewhere, is refused in words', () => {
    expect(refusalsOf(...sold, 'market.best > ensemble.participants')).toEqual([
      'invalidConnection connections.3: The connection from market.best to ensemble.participants does not fit: market has no output Best settings by its protocol; it has Outcome, Winners, Budget, Ranking.',
    ]);
    expect(refusalsOf(...sold, 'market.winners > ensemble.dataset')).toEqual([
      'invalidConnection connections.3: The connection from market.winners to ensemble.dataset does not fit: Agents go to Participants; Data set takes a data set.',
    ]);
    expect(refusalsOf(...sold, 'market.outcome > ensemble.participants')).toEqual([
      'invalidConnection connections.3: The connection from market.outcome to ensemble.participants does not fit: An outcome goes to an output; Participants takes agents: those of a pool, or those whom a coordination names.',
    ]);
  });

  test('a circle is refused at the connection that would close it', () => {
    expect(
      refusalsOf(
        ...sold,
        'models.agents > ensemble.participants',
        'ensemble.ranking > market.participants',
      ),
    ).toEqual([
      'invalidConnection connections.4: The connection from ensemble.ranking to market.participants does not fit: market and ensemble would wait for each other: ensemble already takes what market hands on, and opens after it.',
    ]);
  });

  test('before a protocol is chosen there is only the ranking', () => {
    const open = nodes.map((node) =>
      node.id === 'market' ? { ...node, protocol: 'auto' } : node,
    ) as DesignNode[];
    expect(errorsOf(design(open, ...sold))[0]).toContain(
      'market has no output Winners before its protocol is chosen; it has Outcome, Ranking.',
    );
  });
});
