import { expect, test } from 'vitest';
import fc from 'fast-check';
import { SeededChoices } from '../../base/choices.ts';
import known from '../fixtures/hypervolume.json' with { type: 'json' };
import { crowdingDistances, dominates, paretoFront, paretoRanks } from './dominance.ts';
import { hypervolume } from './hypervolume.ts';

const anyPoints = (objectives: number) =>
  fc.array(
    fc.array(fc.integer({ min: 0, max: 6 }), { minLength: objectives, maxLength: objectives }),
    { minLength: 1, maxLength: 12 },
  );

test('OPT-15 front and volume of the reference, duplicates kept', () => {
  expect(paretoFront(known.points)).toEqual(known.front);
  expect(hypervolume(known.points, [6, 6])).toBe(known.hypervolume);
});

test('OPT-15 ranks peel off one front after another', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 3).chain((objectives) => anyPoints(objectives)),
      (points) => {
        const ranks = paretoRanks(points);
        const left = points.map((_, i) => i);
        for (let rank = 0; left.length > 0; rank++) {
          const front = paretoFront(left.map((i) => points[i]!)).map((k) => left[k]!);
          expect(left.filter((i) => ranks[i] === rank)).toEqual(front);
          for (const i of front) left.splice(left.indexOf(i), 1);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('OPT-15 the volume is that of the cells which some point dominates, in one to four objectives', () => {
  const cells = (
    points: readonly (readonly number[])[],
    at: readonly number[],
    left: number,
  ): number => {
    if (left === 0) return points.some((point) => point.every((x, i) => x <= at[i]!)) ? 1 : 0;
    let sum = 0;
    for (let x = 0; x < 6; x++) sum += cells(points, [...at, x], left - 1);
    return sum;
  };
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 3, 4).chain((objectives) => anyPoints(objectives)),
      (points) => {
        const objectives = points[0]!.length;
        const reference = points[0]!.map(() => 6);
        expect(hypervolume(points, reference)).toBe(cells(points, [], objectives));
      },
    ),
    { numRuns: 60 },
  );
});

test('OPT-15 the volume agrees with throwing points by chance', () => {
  const choices = SeededChoices.named(1, 'volume');
  const draw = (): number[] => [choices.fraction(), choices.fraction(), choices.fraction()];
  const points = Array.from({ length: 15 }, draw);
  const hits = Array.from({ length: 20_000 }, draw).filter((thrown) =>
    points.some((point) => dominates(point, thrown)),
  ).length;
  expect(Math.abs(hits / 20_000 - hypervolume(points, [1, 1, 1]))).toBeLessThan(0.015);
});

test('the ends of a front have endless room, the middle what its neighbours leave', () => {
  expect(
    crowdingDistances([
      [0, 4],
      [1, 2],
      [4, 0],
    ]),
  ).toEqual([Infinity, 2, Infinity]);
  expect(crowdingDistances([[1, 1]])).toEqual([Infinity]);
});
