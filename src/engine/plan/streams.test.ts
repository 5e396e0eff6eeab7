import { describe, expect, test } from 'vitest';
import { readStreamName } from '../base/streamName.ts';
import type { Design } from '../document/design.ts';
import { designSchema } from '../document/design.ts';
import { compileDesign } from './compile.ts';
import { isData } from './streams.ts';

function aDesign(data: object, parameters = {}): Design {
  const position = { x: 0, y: 0 };
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Stream',
    seed: 7,
    nodes: [
      { kind: 'pool', id: 'models', name: 'Models', position, agent: 'model', count: 2 },
      { kind: 'dataset', id: 'data', name: 'Data', position, ...data },
      {
        kind: 'coordination',
        id: 'ensemble',
        name: 'Ensemble',
        position,
        protocol: 'ensemble_learning',
        parameters,
      },
    ],
    connections: [
      ['models', 'agents', 'participants'],
      ['data', 'data', 'dataset'],
    ].map(([node, port, target], i) => ({
      id: `c${i}`,
      source: { node, port },
      target: { node: 'ensemble', port: target },
    })),
  });
}

const nameIn = (data: object, seed?: number): string =>
  compileDesign(aDesign(data), seed).plan?.coordinations[0]?.resources.dataset ?? '';

describe('a stream in a plan', () => {
  test('is told by a name that says all of it, with the seed of the run', () => {
    expect(readStreamName(nameIn({ dataset: 'sea' }))).toMatchObject({
      generator: 'sea',
      rows: 4_000,
      changeRow: 2_000,
      seed: 7,
    });
    expect(readStreamName(nameIn({ dataset: 'led' }, 8))?.seed).toBe(8);
  });

  test('keeps a seed of its own', () => {
    expect(readStreamName(nameIn({ dataset: 'sea', stream: { seed: 3 } }, 8))?.seed).toBe(3);
  });

  test('is known to a plan from a file as long as it can be made', () => {
    expect(isData('iris')).toBe(true);
    expect(isData(nameIn({ dataset: 'sea' }))).toBe(true);
    expect(isData('sea?rows=1')).toBe(false);
    expect(isData(undefined)).toBe(false);
  });
});

describe('what cannot be is said', () => {
  const codes = (data: object, parameters = {}): readonly string[] =>
    compileDesign(aDesign(data, parameters)).diagnostics.map(({ code }) => code);

  test('concepts without anything between them do not change little by little', () => {
    expect(codes({ dataset: 'stagger', stream: { change: 'incremental' } })).toContain(
      'impossibleChange',
    );
    expect(codes({ dataset: 'sea', stream: { change: 'incremental' } })).toEqual([]);
  });

  test('a change after the last row never happens', () => {
    const stream = { rows: 1_000, changeRow: 1_000 };
    expect(codes({ dataset: 'sea', stream })).toContain('changeWithoutEffect');
    expect(codes({ dataset: 'sea', stream: { ...stream, change: 'none' } })).toEqual([]);
  });

  test('prequential evaluation is of classes, by the weighted vote', () => {
    const parameters = { evaluation: 'prequential' };
    expect(codes({ dataset: 'diabetes' }, parameters)).toContain('wrongTask');
    expect(codes({ dataset: 'wine' }, parameters)).toEqual([]);
    expect(codes({ dataset: 'sea' }, { ...parameters, strategy: 'boosting' })).toContain(
      'invalidParameter',
    );
  });
});
