/**
 * Given bidders that send what is no bid, when the auction runs, then each refusal stands with its reason in words, and the log has it by its
 * code; and a parameter that cannot be is refused at its field, in words.
 */

import { scenario } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/test.ts';

test('a refused bid says why, in words and by its code; a parameter that cannot be, at its field', async ({
  studio,
  page,
}) => {
  await studio.open();
  const fault = {
    id: 'f0',
    kind: 'behaviour',
    at: 0,
    agents: ['bidders/0'],
    behaviour: 'malformedBids',
  };
  await studio.load({ ...scenario('english-auction'), faults: [fault], expectations: [] });
  await studio.runToEnd();
  await studio.stage.show('Protocol');
  const bids = studio.stage.part('Bids, newest first');
  for (const words of [
    'It names no amount.',
    'It names no bidder.',
    'The amount is no positive whole',
  ])
    await expect(bids.getByRole('row').filter({ hasText: `✕ ${words}` })).not.toHaveCount(0);
  await expect(studio.stage.part('Where the auction stands')).toContainText('refused');

  await studio.stage.show('Log');
  await studio.stage.searchLog('missing_amount');
  await expect(studio.stage.logRows().first()).toContainText('missing amount. It names no amount.');

  await studio.canvas.node('Auction').getByText('Auction', { exact: true }).click();
  const { inspector } = studio;
  await inspector.number('Increment').fill('0');
  await expect(inspector.row('Increment').getByRole('alert')).toContainText('Write');
  await inspector.number('Increment').press('Escape');

  await inspector.region.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'Dutch' }).click();
  await inspector.number('Clock falls by').fill('0.01');
  await inspector.number('Clock falls by').press('Enter');
  await expect(page.getByRole('button', { name: /^Problems: 1 error/ })).toBeVisible();
  await page.getByRole('button', { name: /^Problems: / }).click();
  await expect(page.getByRole('dialog', { name: 'Problems' })).toContainText(
    'gives the clock more than 10000 prices; write a larger one',
  );
});
