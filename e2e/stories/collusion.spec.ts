/**
 * Given four replicas of which two collude, one more than they bear, when the scenario runs, then it stops at
 * the event that breaks agreement: the timeline has its mark, and a sentence names the property and the
 * agents.
 */

import { expect, test } from '../fixtures/test.ts';

test('f + 1 liars break agreement, and the run stops there @smoke', async ({ studio }) => {
  await studio.open();
  await studio.gallery.openScenario('Byzantine consensus, one liar too many');
  await studio.transport.playToEnd();
  await expect(studio.canvas.node('Order').getByRole('img', { name: /^failed/ })).toBeVisible();

  const notice = studio.notice('Violated: ');
  await expect(notice).toContainText(/At sequence 1 replicas\/2 executed \w+, but replicas\/3/);
  await notice.getByRole('button', { name: 'Show the properties' }).click();
  await expect(studio.stage.fact('The run', 'State')).toHaveText('stopped by a violation');
  const agreement = studio.stage.property('same request at each sequence');
  await expect(agreement).toContainText('Violated');
  await expect(agreement).toContainText(/At sequence 1 replicas\/2 executed \w+, but replicas\/3/);

  // The mark on the timeline leads back to the moment.
  const end = await studio.transport.cursor();
  await studio.transport.press('Home');
  await studio.find('agreement', /^agreement violated/);
  await studio.idle();
  const { seq } = await studio.transport.cursor();
  expect(seq).toBeGreaterThan(50);
  expect(seq).toBeLessThanOrEqual(end.seq);
  await studio.stage.show('Log');
  await expect(studio.stage.logRows().last()).toContainText('agreement');
});
