import { describe, expect, test } from 'vitest';
import { designSchema } from '../document/design.ts';
import { fault as faultSchema } from '../document/fault.ts';
import { PROTOCOL_CARDS } from '../protocols/catalog.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { compileDesign } from './compile.ts';
import { refusePlan } from './foreignPlan.ts';

const position = { x: 0, y: 0 };
const nodes = [
  { kind: 'pool', id: 'replicas', name: 'Replicas', position, agent: 'voter', count: 4 },
  { kind: 'pool', id: 'idle', name: 'Idle', position, agent: 'voter', count: 2 },
  {
    kind: 'coordination',
    id: 'consensus',
    name: 'Consensus',
    position,
    protocol: 'byzantine_consensus',
  },
];
const connections = [
  {
    id: 'c1',
    source: { node: 'replicas', port: 'agents' },
    target: { node: 'consensus', port: 'participants' },
  },
];

/** The cards of today, and two regions of two replicas each, the client in the second. */
const byzantine = PROTOCOL_CARDS.get('byzantine_consensus')!;
const withRegions: Catalogue = {
  ...CATALOGUE,
  protocols: new Map(CATALOGUE.protocols).set('byzantine_consensus', {
    ...byzantine,
    regions: () => [
      { id: 'east', title: 'East', participants: [0, 1] },
      { id: 'west', title: 'West', participants: [2, 3], actors: ['client'] },
    ],
  }),
};

function compile(fault: object, more: object = {}) {
  const design = designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Test',
    nodes,
    connections,
    faults: [{ id: 'f', at: 0, ...fault }],
    ...more,
  });
  return compileDesign(design, 1, withRegions);
}

const planned = (fault: object) => compile(fault).plan?.faults[0];
const said = (fault: object, more: object = {}): readonly string[] =>
  compile(fault, more)
    .diagnostics.filter(({ code }) => code !== 'unusedNode')
    .map(({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`);

const four = ['replicas/0', 'replicas/1', 'replicas/2', 'replicas/3'];
const slow = { kind: 'slow', delayMicros: 5 };

describe('where', () => {
  test('a pool means all its agents, a region its members, and overlaps count once', () => {
    expect(planned({ ...slow, agents: ['replicas'] })).toMatchObject({ agents: four });
    expect(planned({ ...slow, agents: ['replicas/2', 'replicas'] })).toMatchObject({
      agents: ['replicas/2', 'replicas/0', 'replicas/1', 'replicas/3'],
    });
    expect(planned({ ...slow, agents: ['consensus/west', 'consensus/client'] })).toMatchObject({
      agents: ['replicas/2', 'replicas/3', 'consensus/client'],
    });
    expect(
      planned({ kind: 'partition', groups: [['consensus/east'], ['consensus/west', 'idle']] }),
    ).toMatchObject({ groups: [four.slice(0, 2), [...four.slice(2), 'consensus/client']] });
    expect(
      planned({ kind: 'cut', link: { from: ['replicas'], to: ['consensus/client'] } }),
    ).toEqual({
      id: 'f',
      at: 0,
      kind: 'cut',
      link: { from: four, to: ['consensus/client'], oneWay: false },
    });
  });

  test('what is planned is a fault as a design has it, and survives a journey through JSON', () => {
    const when = { event: 'message.sent', message: 'commit', by: ['replicas'], forMicros: 5 };
    const { plan } = compile({ kind: 'loss', sharePpm: 5, link: { from: ['replicas'] }, when });
    expect(plan?.faults.map((fault) => faultSchema.parse(fault))).toEqual(plan?.faults);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(plan?.faults[0]?.when).toEqual({
      event: 'message.sent',
      message: 'commit',
      by: four,
      nth: 1,
      delayMicros: 0,
      forMicros: 5,
    });
    expect(plan && refusePlan(plan)).toBeUndefined();
    const actor = { id: 'g', kind: 'crash', at: 0, agents: ['consensus/client99'] } as const;
    expect(refusePlan({ ...plan!, faults: [actor] })).toContain('consensus/client99');
    const stranger = { ...plan!.faults[0]!, when: { ...plan!.faults[0]!.when!, by: ['gone/0'] } };
    expect(refusePlan({ ...plan!, faults: [stranger] })).toContain('gone/0');
  });

  test.each<[string, object, string]>([
    [
      'no such pool',
      { ...slow, agents: ['nobody'] },
      'error unknownAgent faults.0.agents.0: Fault f names nobody: there is no pool nobody; the pools are replicas and idle.',
    ],
    [
      'a coordination as a whole',
      { ...slow, agents: ['consensus'] },
      'error unknownAgent faults.0.agents.0: Fault f names consensus: Consensus brings consensus/client, consensus/east and consensus/west.',
    ],
    [
      'an actor that no coordination has',
      { ...slow, agents: ['consensus/client99'] },
      'error unknownAgent faults.0.agents.0: Fault f names consensus/client99: Consensus brings consensus/client, consensus/east and consensus/west.',
    ],
    [
      'no such end of a link',
      { kind: 'cut', link: { from: ['replicas/0'], to: ['replicas/7'] } },
      'error unknownAgent faults.0.link.to.0: Fault f names replicas/7: Replicas has the agents replicas/0 to replicas/3.',
    ],
    [
      'a pool and its agent on two sides',
      { kind: 'partition', groups: [['replicas'], ['replicas/1']] },
      'error duplicateAgent faults.0.groups.1: Fault f puts replicas/1 on two sides of the partition; leave it on one.',
    ],
    [
      'a pool that does nothing',
      { ...slow, agents: ['idle'] },
      'advice faultWithoutEffect faults.0.agents.0: Fault f strikes idle, which takes part in no coordination.',
    ],
    [
      'a link of one agent to itself',
      { kind: 'cut', link: { from: ['replicas/0'], to: ['replicas/0'] } },
      'advice faultWithoutEffect faults.0.link: Fault f strikes a link between agents that never speak to each other.',
    ],
    [
      'no share',
      { kind: 'loss', sharePpm: 0, link: { from: ['replicas'] } },
      'advice faultWithoutEffect faults.0.sharePpm: Fault f strikes no message: its share is 0.',
    ],
    [
      'a clock that is right',
      { kind: 'clock', agents: ['replicas/0'] },
      'advice faultWithoutEffect faults.0: Fault f leaves clocks right: rate and offset are 0.',
    ],
    [
      'a reboot with an end',
      { kind: 'reboot', agents: ['replicas/0'], until: 5 },
      'advice endWithoutEffect faults.0.until: Fault f is a reboot, which is over at once: it needs no end.',
    ],
    [
      'more faulty than f, as a pool and on a condition',
      { kind: 'crash', agents: ['consensus/east'], when: { event: 'pbft.view.changed' } },
      'advice tooManyFaults faults: Consensus tolerates f = 1; 2 faulty agents planned (replicas/0 and replicas/1): 7 replicas would bear them.',
    ],
  ])('%s', (_, fault, message) => {
    expect(said(fault)).toContain(message);
  });
});

test('a behaviour of one role is refused to anybody else, and says whose it is', () => {
  const ensemble = (agents: readonly string[], evaluation = 'prequential') => {
    const { diagnostics } = compileDesign(
      designSchema.parse({
        format: 'concord.design',
        version: 1,
        name: 'Drift',
        nodes: [
          { kind: 'pool', id: 'models', name: 'Models', position, agent: 'model', count: 3 },
          { kind: 'dataset', id: 'data', name: 'Data', position, dataset: 'iris' },
          {
            kind: 'coordination',
            id: 'ensemble',
            name: 'Ensemble',
            position,
            protocol: 'ensemble_learning',
            parameters: { evaluation },
          },
        ],
        connections: [
          {
            id: 'c1',
            source: { node: 'models', port: 'agents' },
            target: { node: 'ensemble', port: 'participants' },
          },
          {
            id: 'c2',
            source: { node: 'data', port: 'data' },
            target: { node: 'ensemble', port: 'dataset' },
          },
        ],
        faults: [{ id: 'f', at: 0, kind: 'behaviour', behaviour: 'labelSwap', agents }],
      }),
      1,
    );
    return diagnostics.map(({ code, path, message }) => `${code} ${path}: ${message}`);
  };
  expect(ensemble(['ensemble/source'])).toEqual([]);
  const refusal =
    'Fault f has the behaviour labelSwap, which only ensemble/source can show; name that instead of models/1.';
  expect(ensemble(['models/1'])).toEqual([`unknownBehaviour faults.0.behaviour: ${refusal}`]);
  expect(ensemble(['ensemble/source', 'models/1'])).toEqual([
    `unknownBehaviour faults.0.behaviour: ${refusal}`,
  ]);
});

describe('when', () => {
  const crash = (when: object, more: object = {}) => ({
    kind: 'crash',
    agents: ['replicas/0'],
    ...more,
    when: { event: 'message.sent', ...when },
  });

  test('sound conditions say nothing', () => {
    expect(said(crash({ message: 'commit', by: ['replicas/0'], nth: 3 }))).toEqual([]);
    expect(said(crash({ event: 'pbft.view.changed', forMicros: 9 }, { until: 90 }))).toEqual([]);
    expect(said(crash({ event: 'link.disturbed' }))).toEqual([]);
    expect(said(crash({ event: 'message.ignored', message: 'request' }))).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      'no such event',
      crash({ event: 'pbft.view.chanced' }),
      'error unknownEvent faults.0.when.event: Fault f waits for pbft.view.chanced, which no run records; did you mean pbft.view.changed.',
    ],
    [
      'an event of another protocol',
      crash({ event: 'simple.round.tallied' }),
      'warning conditionNeverMet faults.0.when.event: Fault f waits for simple.round.tallied, which no coordination of this design records: it never strikes.',
    ],
    [
      'the end of the run',
      crash({ event: 'run.finished' }),
      'warning conditionNeverMet faults.0.when.event: Fault f waits for run.finished, when the run is over: it never strikes.',
    ],
    [
      'a message where there is none',
      crash({ event: 'timer.expired', message: 'commit' }),
      'error unknownMessage faults.0.when.message: Fault f waits for timer.expired, which is no event of a message: leave it out.',
    ],
    [
      'no such message',
      crash({ message: 'bid' }),
      'error unknownMessage faults.0.when.message: Fault f waits for message.sent of bid, which nobody sends; the messages are request, prePrepare, prepare, commit, reply, checkpoint, viewChange, newView, status, fill and state.',
    ],
    [
      'an agent that is not there',
      crash({ by: ['gone/0'] }),
      'error unknownAgent faults.0.when.by.0: Fault f names gone/0: there is no pool gone; the pools are replicas and idle.',
    ],
    [
      'an agent that never does it',
      crash({ by: ['idle'] }),
      'warning conditionNeverMet faults.0.when.by: Fault f waits for message.sent by idle, who has no part in it: it never strikes.',
    ],
    [
      'an event of nobody',
      crash({ event: 'network.healed', by: ['replicas'] }),
      'warning conditionNeverMet faults.0.when.by: Fault f waits for network.healed, behind which no agent stands: it never strikes.',
    ],
    [
      'a delay beyond its bound',
      crash({ delayMicros: 50 }, { until: 40 }),
      'warning conditionNeverMet faults.0.when.delayMicros: Fault f waits for message.sent and 50 µs more, but ends at 40 µs: it never strikes.',
    ],
  ])('%s', (_, fault, message) => {
    expect(said(fault).filter((one) => !one.includes('faultWithoutEffect'))).toEqual([message]);
  });

  test('a fault whose condition nobody can meet is not planned', () => {
    expect(planned(crash({ by: ['idle/1'] }))).toBeUndefined();
  });
});

test('a message that only another coordination sends is never waited for with success', () => {
  const vote = { kind: 'coordination', id: 'vote', name: 'Vote', position };
  const link = {
    id: 'c2',
    source: { node: 'idle', port: 'agents' },
    target: { node: 'vote', port: 'participants' },
  };
  const when = { event: 'message.sent', message: 'commit', by: ['idle'] };
  expect(
    said(
      { kind: 'crash', agents: ['replicas/0'], when },
      {
        nodes: [...nodes, { ...vote, protocol: 'simple_consensus' }],
        connections: [...connections, link],
      },
    ),
  ).toContain(
    'warning conditionNeverMet faults.0.when.message: Fault f waits for message.sent of commit by idle, in whose coordinations nobody sends it: it never strikes.',
  );
});
