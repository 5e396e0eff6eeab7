/**
 * Given voters whose votes turn out right or wrong, when the vote is over, then their records have moved and the
 * inspector shows the parts; a pool that says so carries them into the next run, until they are reset.
 */

import { expect, test } from '../fixtures/test.ts';

test('reputation moves with what is reported, is seen, and is carried to the next run until it is reset', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.openScenario('Reputation earned');
  await studio.transport.finish();
  await studio.canvas.chooseAgent('Jury', 'jury/0');
  await page.keyboard.press('Enter');
  await expect(studio.inspector.title).toHaveText('jury/0');
  await expect(studio.inspector.fact('Reputation')).toContainText('0.68 = 3.8 for, 1.8 against');
  await expect(studio.inspector.fact('Availability')).toContainText('1 (healthy)');
  await expect(studio.inspector.fact('Coordination score')).toContainText('mean of 0.50');
  // Before the first vote nothing was known but what is stated.
  await studio.transport.press('Home');
  await expect(studio.inspector.fact('Reputation')).toContainText('0.50 = 2.0 for, 2.0 against');

  await studio.transport.press('End');
  await page.keyboard.press('Escape');
  await studio.canvas.node('Jury').getByText('Jury').click();
  const { region } = studio.inspector;
  await studio.inspector.part('Record').click();
  await region.getByLabel('At the start').click();
  await page.getByRole('option', { name: 'Earned' }).click();
  await studio.primary('Run again').click();
  await studio.transport.finish();
  const record = region.getByRole('table', { name: 'Record' });
  await expect(record.getByRole('row')).toHaveCount(6);
  await expect(record.getByRole('row', { name: /jury\/0/ })).toContainText('0.68');
  await studio.primary('Run again').click();
  await studio.transport.finish();
  await expect(record.getByRole('row', { name: /jury\/0/ })).toContainText('0.77');
  await region.getByRole('button', { name: 'Reset the record' }).click();
  await expect(region).toContainText('Nothing was reported yet');
});
