/**
 * Given an ensemble that judges a stream of rows, when somebody lets the data drift in the open run, from the menu of
 * the data set, then the members' errors are noticed, the spare learns and takes the place of one of them, the weights
 * move to the successor, and the ensemble recovers. What was done stands in the run's log, as a fault of the source.
 */

import { judgedStream } from '../fixtures/designs.ts';
import { expect, test } from '../fixtures/test.ts';

test('drift is let loose on the data, found, and answered by a spare', async ({ studio, page }) => {
  await studio.open();
  await studio.load(judgedStream());
  await studio.run();
  await expect
    .poll(async () => (await studio.transport.cursor()).at, { timeout: 30_000 })
    .toBeGreaterThan(12_000_000);
  await studio.transport.pause();
  await studio.stage.show('Protocol');
  await expect(studio.stage.part('Drift')).toContainText('No member has shown signs of drift.');

  await studio.canvas.node('Stream').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Let it drift' }).click();
  await page.getByRole('menuitem', { name: 'Drift: classes change places' }).click();
  await studio.transport.play();
  await studio.transport.finish();

  const drift = studio.stage.part('Drift');
  await expect(drift.getByRole('row').filter({ hasText: 'drifts' }).first()).toContainText(
    'wrong on',
  );
  await expect(drift.getByRole('row').filter({ hasText: 'replaced' })).toContainText('models 3');
  const members = studio.stage.part('Members').getByRole('row');
  await expect(members.filter({ hasText: 'models 3' })).toContainText('serves');
  await expect(members.filter({ hasText: 'waits' })).toHaveCount(1);

  await studio.stage.show('Charts');
  const weights = await studio.stage.chartTable('Weights of members');
  // The spare weighs nothing at first.
  const spare = weights[0]?.findIndex((value, i) => i > 0 && Number(value) === 0) ?? -1;
  expect(spare).toBeGreaterThan(0);
  expect(Number(weights.at(-1)?.[spare])).toBeGreaterThan(0.6);

  await studio.stage.show('Log');
  await studio.stage.searchLog('labelSwap');
  await expect(studio.stage.logRows().first()).toContainText('source');
});
