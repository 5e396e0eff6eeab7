import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { assignmentProblems, spaceProblems } from './checks.ts';
import { assignmentAt, fromUnit, pointOf, toUnit } from './encoding.ts';
import type { Parameter, SearchSpace } from './space.ts';
import { activeParameters, isSameAssignment } from './space.ts';
import { CONDITIONAL, anySpace } from '../testing/spaces.testing.ts';

const point = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: length, maxLength: length });

describe('checks', () => {
  const rate: Parameter = { kind: 'float', name: 'rate', low: 0.1, high: 1, scale: 'log' };

  test.each<[string, string, readonly unknown[]]>([
    ['emptySpace', 'parameters', []],
    ['badName', 'parameters.0.name', [{ ...rate, name: '7up' }]],
    ['duplicateName', 'parameters.1.name', [rate, rate]],
    ['notFinite', 'parameters.0.low', [{ ...rate, high: Infinity }]],
    ['emptyRange', 'parameters.0.high', [{ ...rate, high: 0.1 }]],
    ['logOfNothing', 'parameters.0.low', [{ ...rate, low: 0 }]],
    ['logOfNothing', 'parameters.0.low', [{ ...rate, kind: 'integer', low: 0 }]],
    ['notWhole', 'parameters.0.low', [{ ...rate, kind: 'integer', low: 1.5, high: 4 }]],
    ['noChoices', 'parameters.0.choices', [{ kind: 'categorical', name: 'x', choices: [] }]],
    [
      'duplicateChoice',
      'parameters.0.choices.2',
      [{ kind: 'categorical', name: 'x', choices: [1, 2, 1] }],
    ],
    [
      'unknownParent',
      'parameters.0.when.parameter',
      [{ ...rate, when: { parameter: 'model', equals: [1] } }],
    ],
    [
      'impossibleCondition',
      'parameters.1.when.equals',
      [rate, { ...rate, name: 'more', when: { parameter: 'rate', equals: [7] } }],
    ],
  ])('OPT-1 a space that is wrong says %s at %s', (code, path, parameters) => {
    const problems = spaceProblems({ parameters } as SearchSpace);
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([[code, path]]);
    expect(problems[0]!.message).toMatch(/^[^\n]{20,}\.$/);
  });

  test('OPT-1 a right space has no problems, and an assignment outside it has one for each value', () => {
    expect(spaceProblems(CONDITIONAL)).toEqual([]);
    const wrong = { model: 'forest', trees: 2.5, rate: 0.5, more: 1 };
    expect(assignmentProblems(CONDITIONAL, wrong).map(({ code, path }) => [code, path])).toEqual([
      ['valueOutside', 'trees'],
      ['strayValue', 'rate'],
      ['missingValue', 'depth'],
      ['strayValue', 'more'],
    ]);
  });
});

describe('encoding', () => {
  test('OPT-2 whole numbers and choices have equal parts of the interval', () => {
    const count: Parameter = { kind: 'integer', name: 'n', low: 2, high: 5, scale: 'linear' };
    expect([0, 0.24, 0.26, 0.49, 0.51, 0.74, 0.76, 1].map((u) => fromUnit(count, u))).toEqual([
      2, 2, 3, 3, 4, 4, 5, 5,
    ]);
    expect(toUnit(count, 2)).toBe(0.125);
    const choice: Parameter = { kind: 'categorical', name: 'c', choices: ['a', false] };
    expect([0, 0.49, 0.5, 1].map((u) => fromUnit(choice, u))).toEqual(['a', 'a', false, false]);
    expect(toUnit(choice, false)).toBe(0.75);
  });

  test('OPT-2 a log scale has as much room for 1 to 10 as for 10 to 100', () => {
    const rate: Parameter = { kind: 'float', name: 'r', low: 1, high: 100, scale: 'log' };
    expect(fromUnit(rate, 0.5)).toBeCloseTo(10, 12);
    expect([fromUnit(rate, 0), fromUnit(rate, 1), fromUnit(rate, 7)]).toEqual([1, 100, 100]);
    const layers: Parameter = { kind: 'integer', name: 'n', low: 1, high: 64, scale: 'log' };
    expect(fromUnit(layers, 0.5)).toBe(6);
  });

  test('OPT-2 OPT-3 a point leads to an assignment of the space, and that to a point that leads back', () => {
    fc.assert(
      fc.property(
        anySpace().chain((space) => fc.tuple(fc.constant(space), point(space.parameters.length))),
        ([space, place]) => {
          const assignment = assignmentAt(space, place);
          expect(spaceProblems(space)).toEqual([]);
          expect(assignmentProblems(space, assignment)).toEqual([]);
          expect(activeParameters(space, assignment).map(({ name }) => name)).toEqual(
            Object.keys(assignment),
          );
          const again = assignmentAt(space, pointOf(space, assignment));
          for (const parameter of activeParameters(space, assignment)) {
            const value = assignment[parameter.name];
            if (parameter.kind === 'float') {
              const span = parameter.high - parameter.low;
              expect(Math.abs((again[parameter.name] as number) - (value as number))).toBeLessThan(
                1e-9 * span,
              );
            } else expect(again[parameter.name]).toBe(value);
          }
        },
      ),
    );
  });

  test('OPT-3 what depends on an inactive parameter is inactive', () => {
    const space: SearchSpace = {
      parameters: [
        { kind: 'categorical', name: 'a', choices: [true, false] },
        {
          kind: 'integer',
          name: 'b',
          low: 1,
          high: 2,
          scale: 'linear',
          when: { parameter: 'a', equals: [true] },
        },
        {
          kind: 'float',
          name: 'c',
          low: 0,
          high: 1,
          scale: 'linear',
          when: { parameter: 'b', equals: [1] },
        },
      ],
    };
    expect(assignmentAt(space, [0.9, 0.1, 0.5])).toEqual({ a: false });
    expect(assignmentAt(space, [0.1, 0.9, 0.5])).toEqual({ a: true, b: 2 });
    expect(assignmentAt(space, [0.1, 0.1, 0.5])).toEqual({ a: true, b: 1, c: 0.5 });
    expect(isSameAssignment({ a: true, b: 2 }, { b: 2, a: true })).toBe(true);
    expect(isSameAssignment({ a: true, b: 2 }, { a: true })).toBe(false);
    expect(isSameAssignment({ a: true }, { b: true })).toBe(false);
  });
});
