/** Spaces for tests: one like a real one, and any at all. */

import fc from 'fast-check';
import type { Condition, Parameter, SearchSpace } from '../space/space.ts';

/** Two models with parameters of their own and one of both. */
export const CONDITIONAL: SearchSpace = {
  parameters: [
    { kind: 'categorical', name: 'model', choices: ['forest', 'boosting', 'bayes'] },
    {
      kind: 'integer',
      name: 'trees',
      low: 1,
      high: 100,
      scale: 'log',
      when: { parameter: 'model', equals: ['forest'] },
    },
    {
      kind: 'float',
      name: 'rate',
      low: 0.001,
      high: 1,
      scale: 'log',
      when: { parameter: 'model', equals: ['boosting'] },
    },
    {
      kind: 'integer',
      name: 'depth',
      low: 1,
      high: 8,
      scale: 'linear',
      when: { parameter: 'model', equals: ['forest', 'boosting'] },
    },
  ],
};

const CHOICES = ['a', 'b', 3, true, false] as const;

function anyParameter(name: string): fc.Arbitrary<Parameter> {
  const scale = fc.constantFrom('linear' as const, 'log' as const);
  return fc.oneof(
    fc
      .tuple(
        fc.double({ min: 1e-6, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 1e4, noNaN: true }),
        scale,
      )
      .map(([low, span, kept]): Parameter => ({
        kind: 'float',
        name,
        low,
        high: low + span,
        scale: kept,
      })),
    fc
      .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 1_000 }), scale)
      .map(([low, span, kept]): Parameter => ({
        kind: 'integer',
        name,
        low,
        high: low + span,
        scale: kept,
      })),
    fc
      .subarray([...CHOICES], { minLength: 1 })
      .map((choices): Parameter => ({ kind: 'categorical', name, choices })),
  );
}

/** A condition on one of the parameters before that can hold. */
function anyCondition(before: readonly Parameter[]): fc.Arbitrary<Condition | undefined> {
  if (before.length === 0) return fc.constant(undefined);
  return fc.option(
    fc.constantFrom(...before).chain((parent) => {
      const values = parent.kind === 'categorical' ? parent.choices : [parent.low, parent.high];
      return fc
        .subarray([...new Set(values)], { minLength: 1 })
        .map((equals) => ({ parameter: parent.name, equals }));
    }),
    { nil: undefined },
  );
}

function extend(before: readonly Parameter[], left: number): fc.Arbitrary<readonly Parameter[]> {
  if (left === 0) return fc.constant(before);
  return fc
    .tuple(anyParameter(`p${before.length}`), anyCondition(before))
    .chain(([parameter, when]) => extend([...before, { ...parameter, when }], left - 1));
}

/** Any right space of up to six parameters, conditions and all. */
export function anySpace(): fc.Arbitrary<SearchSpace> {
  return fc
    .integer({ min: 1, max: 6 })
    .chain((count) => extend([], count))
    .map((parameters) => ({ parameters }));
}
