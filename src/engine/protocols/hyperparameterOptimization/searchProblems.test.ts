import { describe, expect, test } from 'vitest';
import { TEST_FUNCTIONS } from '../../optimisation/testFunctions/catalog.ts';
import { tuningParameters } from './card.ts';
import { functionOf, OBJECTIVES } from './objectives.ts';
import { measuresOf, setupOf, spaceInForce } from './setup.ts';

const integer = (name: string, low: number, high: number) =>
  ({ kind: 'integer', name, low, high, scale: 'linear' }) as const;

function complaints(written: object): readonly string[] {
  const read = tuningParameters.safeParse(written);
  return read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('TUNING-3 what cannot be searched is refused before the run', () => {
  test.each([
    [
      'a name that the learner does not have',
      [integer('depth', 1, 4)],
      /space\.0\.name: it has no parameter of this name; it has trees/,
    ],
    [
      'a range that it does not take',
      [integer('depthMax', 1, 99)],
      /depthMax takes whole numbers from 1 to 64/,
    ],
    [
      'a real number where it takes whole ones',
      [{ ...integer('trees', 1, 4), kind: 'float' }],
      /trees takes whole numbers/,
    ],
    ['a flag as a number', [integer('isBootstrapped', 0, 1)], /true or false/],
    [
      'two of one name',
      [integer('trees', 1, 4), integer('trees', 1, 5)],
      /Two parameters are called trees/,
    ],
    ['an empty range', [integer('trees', 9, 4)], /its low end must lie below/],
  ])('%s', (_, space, expected) => {
    expect(complaints({ space }).join('\n')).toMatch(expected);
  });

  test('a grid too large, and a function without one of its coordinates', () => {
    expect(
      complaints({ objective: 'sphere', dimensions: 20, algorithm: 'grid', gridPoints: 50 }),
    ).toEqual(['gridPoints: so many values of each number make too many combinations; take fewer']);
    const space = [{ kind: 'float', name: 'x1', low: -5, high: 10 }];
    expect(complaints({ objective: 'branin', space })).toEqual([
      'space: the test function needs x2 in every trial; add it without a condition',
    ]);
  });

  test('and what can be is not', () => {
    const narrow = [
      integer('depthMax', 2, 9),
      { kind: 'categorical', name: 'trees', choices: [5, 50] },
    ];
    expect(complaints({ space: narrow })).toEqual([]);
    for (const objective of OBJECTIVES)
      expect(complaints({ objective, dimensions: 3 })).toEqual([]);
  });
});

test('TUNING-13 every test function is an objective, with its own space and optimum', () => {
  const names = OBJECTIVES.flatMap((objective) => {
    const parameters = tuningParameters.parse({ objective });
    const chosen = functionOf(parameters);
    if (chosen === undefined) return [];
    expect(spaceInForce(parameters).parameters.length).toBe(chosen.dimensions);
    expect(setupOf(parameters).optimum).toBe(chosen.made.optimum(chosen.dimensions));
    expect(measuresOf(parameters)).toEqual(['value']);
    return [chosen.made.name];
  });
  expect(names).toEqual(TEST_FUNCTIONS.map(({ name }) => name));
});
