/**
 * Given a run of four replicas that has ended, when a message of the space–time diagram is picked by keys, then
 * its words say what it is and which events led to it, back to the client's request.
 */

import { expect, test } from '../fixtures/test.ts';

test('a picked message tells what led to it', async ({ studio, page }) => {
  await studio.open();
  await studio.openScenario('Byzantine consensus, calm');
  await studio.transport.finish();
  await studio.stage.show('Protocol');
  const picture = studio.stage.region.getByRole('group', { name: /^Space–time diagram/ });
  await picture.focus();
  await page.keyboard.press('ArrowUp');
  await expect(studio.stage.region.getByRole('status')).toContainText('Reply');
  await expect(studio.stage.region.getByRole('status')).toContainText('because');
  const causes = studio.stage.region.getByRole('status').getByRole('listitem');
  await expect(causes.first()).toContainText(/receives commit/);
  await expect(studio.stage.region.getByRole('status')).toContainText(/of \d+ steps in all/);
});
