/**
 * Given five really trained classifiers, when they vote on the irises batch by batch, then their weights move
 * apart with their scores, the ensemble's accuracy is shown, and both can be followed at any moment.
 */

import { expect, test } from '../fixtures/test.ts';

test('weights move and accuracy is shown', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Ensemble on iris');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const accuracy = studio.stage.part('Accuracy');
  await expect(accuracy.locator('.picture-figure')).toHaveText(/^9\d(\.\d)?\s?%$/);
  await expect(studio.stage.part('Members').getByRole('row')).toHaveCount(6);
  await expect(studio.stage.part('Members')).toContainText('gaussian naive bayes');

  await studio.stage.show('Charts');
  const rows = await studio.stage.chartTable('Weights of members');
  const weights = rows.map((row) => row.slice(1).map(Number));
  expect(weights.length).toBeGreaterThanOrEqual(20);
  const last = weights.at(-1) ?? [];
  expect(last).toHaveLength(5);
  expect(new Set(last).size).toBeGreaterThan(1);
  expect(last).not.toEqual(weights[0]);
  for (const weight of last) expect(weight).toBeGreaterThan(0);

  await studio.transport.clickAt(0.05);
  const early = studio.stage.chart('Accuracy of the ensemble');
  await expect(early).toContainText('No batch has been decided yet');
});

test('answers in words are voted on, and what else was said can be read', async ({ studio }) => {
  await studio.open();
  await studio.openScenario('Ensemble on questions');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  await expect(studio.stage.part('Accuracy').locator('.picture-figure')).toHaveText(/^[67]\d/);
  await expect(studio.stage.part('Members')).toContainText('alike by rare words');
  const answers = studio.stage.part('Answers').getByRole('row');
  await expect(answers).toHaveCount(41);
  await expect(answers.filter({ hasText: '✓' }).first()).toContainText('%');
  await expect(answers.filter({ hasText: '✕' }).first()).toContainText(', not ');
});
