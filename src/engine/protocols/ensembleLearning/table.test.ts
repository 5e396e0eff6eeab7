import { describe, expect, test } from 'vitest';
import { brokenIn } from '../../kernel/testing/told.testing.ts';
import { SeededChoices, shuffle } from '../../base/choices.ts';
import { loadDataset } from '../../learning/data/bundled.ts';
import type { TableSource } from '../../table/lesson.ts';
import { tableName } from '../../table/lesson.ts';
import { finished, FOUR, outcomeOf } from './testing/runs.testing.ts';

/** Wine as a person's file, with gaps, and a category that says nothing. */
function wineFile(shuffled: boolean): TableSource {
  const { rows, columns, features, labels, classNames } = loadDataset('wine');
  const classes = [...labels];
  const choices = SeededChoices.named(4, 'file');
  if (shuffled) shuffle(classes, choices);
  const head = [...Array.from({ length: columns }, (_, j) => `m${j}`), 'shop', 'kind'];
  const lines = Array.from({ length: rows }, (_, row) => {
    const own = Array.from(features.subarray(row * columns, (row + 1) * columns), (value) =>
      choices.happens(30_000) ? '' : String(value),
    );
    return [...own, ['north', 'south', ''][row % 3], classNames[classes[row]!]].join(',');
  });
  return {
    file: 'wine of mine.csv',
    text: `${head.join(',')}\n${lines.join('\n')}\n`,
    target: 'kind',
    missing: 'median',
    asCategories: [],
    ignored: [],
  };
}

const run = (source: TableSource, parameters: object) =>
  finished({
    learners: FOUR,
    resources: { dataset: tableName(source), table: source },
    parameters,
  });

describe('a person’s own data', () => {
  test.each(['weighted_voting', 'stacking', 'ensemble_selection'] as const)(
    'ENSEMBLE-25 is learned from as well as the same data that come with Concord: %s',
    (strategy) => {
      const done = run(wineFile(false), { strategy, trainingShare: 0.6 });
      expect(brokenIn(done)).toEqual([]);
      expect(outcomeOf(done).accuracy).toBeGreaterThan(0.9);
    },
  );

  test.each(['weighted_voting', 'stacking', 'ensemble_selection', 'cost_optimal'] as const)(
    'ENSEMBLE-25 with shuffled classes scores chance: nothing leaks through gaps, categories or folds: %s',
    (strategy) => {
      const { accuracy, chance } = outcomeOf(run(wineFile(true), { strategy, trainingShare: 0.6 }));
      // 71 rows judge; guesses stray 17 points from the share of the largest class, 40 %.
      expect(chance).toBeCloseTo(0.4, 1);
      expect(accuracy).toBeLessThan(0.57);
    },
  );
});
