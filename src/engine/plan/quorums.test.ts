import { describe, expect, test } from 'vitest';
import { readDesign } from '../document/read.ts';
import { compileDesign } from './compile.ts';

/** The advice on four replicas (or so many voters) under these faults. */
function adviceOn(
  faults: readonly object[],
  { protocol = 'byzantine_consensus', count = 4, parameters = {}, startMicros = 0 } = {},
): readonly string[] {
  const position = { x: 0, y: 0 };
  const text = JSON.stringify({
    format: 'concord.design',
    version: 1,
    name: 'quorums',
    nodes: [
      { id: 'p', kind: 'pool', name: 'P', position, agent: 'voter', count },
      { id: 'c', kind: 'coordination', name: 'C', position, protocol, parameters, startMicros },
    ],
    connections: [
      {
        id: 'x',
        source: { node: 'p', port: 'agents' },
        target: { node: 'c', port: 'participants' },
      },
    ],
    faults: faults.map((fault, i) => ({ id: `f${i}`, ...fault })),
  });
  const read = readDesign(text);
  if (!read.ok) throw new Error(read.problem.message);
  const { diagnostics } = compileDesign(read.value.design);
  return diagnostics
    .filter(({ code }) => code === 'quorumOutOfReach')
    .map(({ message }) => message);
}
const down = (agent: number, at: number, until?: number) => ({
  kind: 'crash',
  at,
  agents: [`p/${agent}`],
  ...(until !== undefined && { until }),
});

describe('advice on quorums', () => {
  test('one of four may be missing, two may not, for just as long as both are', () => {
    expect(adviceOn([down(0, 1_000_000)])).toEqual([]);
    expect(adviceOn([down(0, 1_000_000), down(1, 2_000_000, 4_500_000)])).toEqual([
      'C: from 2 s to 4.5 s only 2 of 4 participants can work together and with the client, and 3 are needed: nothing is executed meanwhile.',
    ]);
    const silent = { kind: 'behaviour', behaviour: 'silent', at: 0, agents: ['p/0', 'p/1'] };
    expect(adviceOn([silent])).toEqual([
      'C: from the start on only 2 of 4 participants can work together and with the client, and 3 are needed: nothing is executed meanwhile.',
    ]);
  });

  test('gaps that follow one another are one gap', () => {
    const said = adviceOn([
      down(0, 1_000_000),
      down(1, 2_000_000, 4_000_000),
      down(2, 3_000_000, 5_000_000),
    ]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('from 2 s to 5 s only 1 of 4');
  });

  test('a partition leaves those on the side of the client or the coordinator', () => {
    const split = { kind: 'partition', at: 1_000_000, groups: [['p/0', 'p/1']] };
    expect(adviceOn([split])[0]).toContain('from 1 s on only 2 of 4');
    const single = { kind: 'partition', at: 1_000_000, groups: [['p/0']] };
    expect(adviceOn([single])).toEqual([]);
    const named = { kind: 'partition', at: 1_000_000, groups: [['c/client', 'p/0', 'p/1', 'p/2']] };
    expect(adviceOn([named])).toEqual([]);
  });

  test('links that are cut, or lose everything, leave those who still meet', () => {
    const cut = (link: object) => [{ kind: 'cut', at: 1_000_000, link }];
    // Three of four still meet each other when two do not.
    expect(adviceOn(cut({ from: ['p/0'], to: ['p/1'] }))).toEqual([]);
    expect(adviceOn(cut({ from: ['p/0', 'p/1'], to: ['p/2', 'p/3'] }))[0]).toContain(
      'from 1 s on only 2 of 4',
    );
    // Who is heard and does not hear is no help.
    const oneWay = { from: ['c/client'], to: ['p/0', 'p/1'], oneWay: true };
    expect(adviceOn(cut(oneWay))[0]).toContain('only 2 of 4 participants can work together');
    const loss = { kind: 'loss', at: 0, link: { from: ['p/0', 'p/1'] } };
    expect(adviceOn([{ ...loss, sharePpm: 1_000_000 }])[0]).toContain('only 2 of 4');
    expect(adviceOn([{ ...loss, sharePpm: 900_000 }])).toEqual([]);
  });

  test('without the client nobody is asked', () => {
    expect(adviceOn([{ kind: 'crash', at: 0, agents: ['c/client'] }])[0]).toContain('only 0 of 4');
  });

  test('a fault that waits is taken to strike at its worst, and is named', () => {
    const when = { event: 'message.sent', message: 'commit' };
    const later = { kind: 'crash', at: 0, agents: ['p/1'], when };
    expect(adviceOn([later])).toEqual([]);
    expect(adviceOn([down(0, 1_000_000), later])).toEqual([
      'C: while f1 holds only 2 of 4 participants can work together and with the client, and 3 are needed: nothing is executed meanwhile.',
    ]);
    expect(adviceOn([later, { ...later, agents: ['p/2'] }])[0]).toContain('while f0 and f1 hold');
    // What is out of reach anyway is said once.
    expect(adviceOn([down(0, 0), down(1, 0), { ...later, agents: ['p/0'] }])).toHaveLength(1);
  });

  test('a cluster needs a majority of regions, each with a majority of its voters', () => {
    const cluster = { protocol: 'distributed_coordination', count: 15 };
    const part = (...groups: string[][]) => [{ kind: 'partition', at: 1_000_000, groups }];
    expect(adviceOn(part(['c/region-0']), cluster)).toEqual([]);
    expect(adviceOn(part(['c/region-0'], ['c/region-1']), cluster)).toEqual([
      'C: from 1 s on only 1 of 3 regions with a majority of their voters can work together, and 2 are needed: nothing is decided meanwhile.',
    ]);
    const lost = (region: number) => [0, 1, 2].map((one) => down(5 * region + one, 2_000_000));
    expect(adviceOn(lost(1), cluster)).toEqual([]);
    expect(adviceOn([...lost(1), ...lost(2)], cluster)[0]).toContain('from 2 s on only 1 of 3');
    const link = { from: ['c/region-0'], to: ['c/region-1'] };
    const cut = { kind: 'cut', at: 0, link };
    expect(adviceOn([cut], cluster)).toEqual([]);
    expect(adviceOn([cut, { ...cut, link: { from: ['c/region-2'] } }], cluster)[0]).toContain(
      'from the start on only 1 of 3',
    );
  });

  test('voters that crash one after another are replaced, if the time between them is enough', () => {
    const cluster = { protocol: 'distributed_coordination', count: 30 };
    // Three of the five first voters of two of three regions, of ten members each.
    const apart = (micros: number) =>
      [1, 2].flatMap((region) =>
        [0, 1, 2].map((one) => down(10 * region + one, 1_000_000 + one * micros)),
      );
    expect(adviceOn(apart(30_000_000), cluster)).toEqual([]);
    expect(adviceOn(apart(1_000_000), cluster)[0]).toContain('from 3 s on only 1 of 3 regions');
    const firm = { ...cluster, parameters: { replaceVoters: false } };
    expect(adviceOn(apart(30_000_000), firm)[0]).toContain('from 61 s on only 1 of 3 regions');
    // Without a majority nobody can be replaced, however long it lasts.
    expect(adviceOn(apart(0), cluster)[0]).toContain('from 1 s on only 1 of 3 regions');
    // With no others left the voters become fewer: of two both are needed.
    const small = { protocol: 'distributed_coordination', count: 15 };
    const all = [1, 2].flatMap((region) =>
      [0, 1, 2, 3].map((one) => down(5 * region + one, 1_000_000 + one * 30_000_000)),
    );
    expect(adviceOn(all, small)[0]).toContain('from 91 s on only 1 of 3 regions');
  });

  test('a vote needs as many as its threshold, exactly', () => {
    const simple = { protocol: 'simple_consensus', count: 5 };
    expect(adviceOn([down(0, 0)], simple)).toEqual([]);
    expect(adviceOn([down(0, 0), down(1, 0)], simple)[0]).toContain(
      'only 3 of 5 participants can work together and with the coordinator, and 4 are needed',
    );
    const six = { ...simple, parameters: { threshold: 0.6 } };
    expect(adviceOn([down(0, 0), down(1, 0)], six)).toEqual([]);
    expect(adviceOn([down(0, 0)], { ...simple, parameters: { mode: 'unanimity' } })).toHaveLength(
      1,
    );
    // What is over before it opens does not concern it.
    expect(adviceOn([down(0, 0, 5), down(1, 0, 5)], { ...simple, startMicros: 9 })).toEqual([]);
  });
});

test('clusters of two are advised against', () => {
  const position = { x: 0, y: 0 };
  const design = (clusterSize: number) =>
    JSON.stringify({
      format: 'concord.design',
      version: 1,
      name: 'twos',
      nodes: [
        { id: 'p', kind: 'pool', name: 'P', position, agent: 'voter', count: 8 },
        {
          id: 'c',
          kind: 'coordination',
          name: 'C',
          position,
          protocol: 'hierarchical_consensus',
          parameters: { clusterSize },
        },
      ],
      connections: [
        {
          id: 'x',
          source: { node: 'p', port: 'agents' },
          target: { node: 'c', port: 'participants' },
        },
      ],
    });
  const codes = [2, 3].map((size) => {
    const read = readDesign(design(size));
    if (!read.ok) throw new Error(read.problem.message);
    return compileDesign(read.value.design).diagnostics.map(({ code }) => code);
  });
  expect(codes).toEqual([['clustersOfTwo'], []]);
});
